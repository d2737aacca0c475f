"""What is known of the climate of a place before an hour is made: normals, levels and shapes, each with its source.

All figures are the catalogue's. A place without normals of its own takes those of the nearest city that has some, and
the record says so. Wind at the scale of a city is not known here at all: it has the shape of its province and a level
that is stated for the province's fleet, or for a good site nearby.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import places, weather
from lodeshift.catalogue.places import Place
from lodeshift.climate import sky
from lodeshift.climate.shape import WindShape, wind_shape
from lodeshift.errors import InputError, Problem, UnknownIdError
from lodeshift.names import MONTH_DAYS, Quality
from lodeshift.records.figure import Figure

Array = NDArray[np.float64]
FARTHEST_NEIGHBOUR_KM: Final = 300.0
TABLE_OUTSIDE_W_PER_M2: Final = np.array(1364.0)
"""The table's clear sky was made with one radiation outside the air for the whole year (seen by comparing with pvlib)."""


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees north and east; metres above the sea."""

    latitude_deg: float
    longitude_deg: float
    elevation_m: float


@dataclass(frozen=True, slots=True)
class SiteClimate:
    """Normals of one place. Arrays have one value per month; `wind_share` sums to 1 over the year.

    `turbidity` is the Linke turbidity; `figures` holds the annual figures that the hours are scaled to, with sources.
    """

    place_id: str
    position: Position
    ghi_kwh_per_m2_day: Array
    temperature_c: Array
    turbidity: Array
    wind_share: Array
    wind: WindShape
    figures: Mapping[str, Figure]
    notes: tuple[str, ...]


@cache
def site(place_id: str) -> SiteClimate:
    """Climate figures of a place of the catalogue (one of the 262 cities or a further place).

    Raises
    ------
    UnknownIdError : no place has this id.
    InputError : no normals within 300 km of the place (ports and stations abroad).
    """
    place = places.place(place_id)
    city_id, city_km = _nearest_city(place)
    if city_km > FARTHEST_NEIGHBOUR_KM:
        raise InputError([_too_far(place, city_id, city_km)])
    borrowed = not _has_normals(place)
    found = weather.normals(city_id if borrowed else place_id)
    shares = found.wind_share_of_year
    if shares is None:
        raise UnknownIdError("province with hourly wind", place.province_en, [])
    wind_share = np.array(shares)
    wind = wind_shape(weather.province_key(place.province_en))
    return SiteClimate(
        place_id=place_id,
        position=Position(place.lat, place.lon, found.elevation_m),
        ghi_kwh_per_m2_day=np.array(found.ghi_kwh_per_m2_day),
        temperature_c=np.array(found.temperature_c),
        turbidity=_turbidity(city_id),
        wind_share=wind_share / wind_share.sum(),
        wind=wind,
        figures={
            "ghi": _annual(found.ghi_kwh_per_m2_day, place, found.source, found.quality),
            "wind_full_load_hours": found.wind_full_load_hours,
            "pv_full_load_hours": found.pv_full_load_hours,
            "wind_sun_correlation": wind.figure,
        },
        notes=_notes(place, found.wind_full_load_hours, (city_id, city_km) if borrowed else None),
    )


def _annual(by_day: tuple[float, ...], place: Place, source: str, quality: Quality) -> Figure:
    total = float(np.array(by_day) @ np.array(MONTH_DAYS, dtype=float))
    return Figure(total, total, total, "kWh/m2/a", "normal", place.id, source, quality)


def _notes(place: Place, wind_hours: Figure, neighbour: tuple[str, float] | None) -> tuple[str, ...]:
    notes = [
        f"wind: shape of the province ({place.province_en}, weather year 2020), level a site parameter "
        f"({wind_hours.note or wind_hours.source}); nothing is known of the wind at the scale of the city",
        "hours are made from monthly normals with a fixed seed: a plausible year, not a measured one",
    ]
    if neighbour is not None:
        notes.append(f"normals of {neighbour[0]}, {neighbour[1]:.0f} km away: the place has none of its own")
    elif place.climate_place != place.id:
        notes.append(f"normals of {place.climate_place}")
    return tuple(notes)


def _too_far(place: Place, nearest: str, km: float) -> Problem:
    return Problem(
        "catalogue.no_climate",
        "climate_grid.csv",
        None,
        place.id,
        f"no normals within {FARTHEST_NEIGHBOUR_KM:.0f} km (nearest: {nearest}, {km:.0f} km)",
        "a place in China, or an own hourly series",
        "give the power option a `series_file`",
    )


def _has_normals(place: Place) -> bool:
    return place.climate_place in places.cities() or place.climate_place in weather.anchor_places()


def _nearest_city(place: Place) -> tuple[str, float]:
    """The city of the plan next to a place (itself, if it is one) and the distance in km."""
    distances = {id: places.great_circle_km(place.id, id) for id in places.cities()}
    nearest = min(distances, key=lambda id: (distances[id], id))
    return nearest, distances[nearest]


def _turbidity(city_id: str) -> Array:
    """Monthly turbidity behind a city's clear-sky radiation: radiation over its ratio to the clear sky, solved backwards.

    Anchor places carry no ratio; they take the turbidity of the nearest city that is not one.
    """
    tried = sorted(places.cities(), key=lambda id: places.great_circle_km(city_id, id))
    for id in tried:
        found = weather.normals(id)
        if found.clearness is not None:
            clear = np.array(found.ghi_kwh_per_m2_day) / np.array(found.clearness)
            return sky.turbidity_of(clear, found.lat, found.lon, found.elevation_m, TABLE_OUTSIDE_W_PER_M2)
    raise UnknownIdError("city with clear-sky ratios", city_id, [])
