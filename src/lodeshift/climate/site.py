"""What is known of the climate of a place before an hour is made: normals, levels and shapes, each with its source.

All figures are the catalogue's. A place without normals of its own takes those of the nearest place that has some, and
the record says so. Wind at the scale of a city is not known here at all: it has the shape of its province and a level
that is stated for the province, or for a good site nearby.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import tables
from lodeshift.catalogue.tables import Row
from lodeshift.climate import sky
from lodeshift.errors import InputError, Problem, UnknownIdError
from lodeshift.records.figure import Figure

Array = NDArray[np.float64]
FARTHEST_NEIGHBOUR_KM: Final = 300.0
_EARTH_RADIUS_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Position:
    latitude_deg: float
    longitude_deg: float
    elevation_m: float


@dataclass(frozen=True, slots=True)
class SiteClimate:
    """Normals of one place. Arrays have one value per month; `wind_share` sums to 1 over the year.

    `turbidity` is the Linke turbidity; `figures` holds the annual figures that the hours are scaled to, with sources.
    """

    place_id: str
    province: str
    position: Position
    ghi_kwh_per_m2_day: Array
    temperature_c: Array
    turbidity: Array
    wind_share: Array
    figures: Mapping[str, Figure]
    notes: tuple[str, ...]


@cache
def site(place_id: str) -> SiteClimate:
    """Climate figures of a place of the catalogue (one of the 262 cities or a further place).

    Raises
    ------
    UnknownIdError : no place has this id.
    InputError : no normals within 300 km of the place (ports and stations outside China).
    """
    place = _places().get(place_id)
    if place is None:
        raise UnknownIdError("place", place_id, _places())
    here = (float(place["lat"]), float(place["lon"]))
    grid_id, grid_km = _nearest_grid_city(here)
    anchor = _anchor_of(place)
    if grid_km > FARTHEST_NEIGHBOUR_KM:
        raise InputError([_too_far(place, grid_id, grid_km)])
    grid = _grid()[grid_id]
    own = place_id == grid_id or anchor is not None
    source = _anchors()[anchor] if anchor else grid
    elevation_m = tables.needed(source["elevation", "annual"], "value")
    province = _province_key(place["province_en"])
    shape = _grid()[f"province:{province}"]
    wind_share = _twelve(shape, "wind_share_of_year")
    wind_hours = source.get(("wind_full_load_hours", "annual")) or grid["wind_full_load_hours_province", "annual"]
    return SiteClimate(
        place_id=place_id,
        province=province,
        position=Position(*here, elevation_m),
        ghi_kwh_per_m2_day=_twelve(source, "ghi"),
        temperature_c=_twelve(source, "temperature"),
        turbidity=_turbidity(grid_id),
        wind_share=wind_share / wind_share.sum(),
        figures={
            "ghi": tables.figure(source["ghi", "annual"]),
            "temperature": tables.figure(source["temperature", "annual"]),
            "wind_full_load_hours": tables.figure(wind_hours),
            "pv_full_load_hours": tables.figure(source["pv_full_load_hours", "annual"]),
            "wind_share_of_year": tables.figure(shape["wind_share_of_year", "1"]),
            "wind_full_load_hours_of_shape": tables.figure(shape["wind_full_load_hours_model_2020", "annual"]),
        },
        notes=_notes(place, anchor, None if own else (grid_id, grid_km)),
    )


def _notes(place: Row, anchor: str | None, neighbour: tuple[str, float] | None) -> tuple[str, ...]:
    notes = [
        f"wind: shape of the province ({place['province_en']}, weather year 2020), level a site parameter; "
        "nothing is known of the wind at the scale of the city",
        "hours are made from monthly normals with fixed seed: a plausible year, not a measured one",
    ]
    if anchor is not None and anchor != place["id"]:
        notes.append(f"normals of {anchor}")
    if neighbour is not None:
        notes.append(f"normals of {neighbour[0]}, {neighbour[1]:.0f} km away: the place has none of its own")
    return tuple(notes)


def _too_far(place: Row, nearest: str, km: float) -> Problem:
    return Problem(
        "climate_grid.csv",
        None,
        place["id"],
        f"no normals within {FARTHEST_NEIGHBOUR_KM:.0f} km (nearest: {nearest}, {km:.0f} km)",
        "a place in China, or an own hourly series",
        "give the power option a `series_file`",
    )


@cache
def _places() -> dict[str, Row]:
    return {row["id"]: row for name in ("cities", "places_extra") for row in tables.read(name)}


@cache
def _grid() -> dict[str, dict[tuple[str, str], Row]]:
    return _by_metric("climate_grid")


@cache
def _anchors() -> dict[str, dict[tuple[str, str], Row]]:
    return _by_metric("climate_anchors")


def _by_metric(table: str) -> dict[str, dict[tuple[str, str], Row]]:
    found: dict[str, dict[tuple[str, str], Row]] = {}
    for row in tables.read(table):
        found.setdefault(row["id"], {})[row["metric"], row["month"]] = row
    return found


def _twelve(rows: Mapping[tuple[str, str], Row], metric: str) -> Array:
    return np.array([tables.needed(rows[metric, str(month)], "value") for month in range(1, 13)])


def _province_key(name_en: str) -> str:
    return name_en.lower().replace(" ", "-")


def _anchor_of(place: Row) -> str | None:
    """Id of the anchor whose normals hold here: the place itself, or the one that the table of places names."""
    return next((name for name in (place["id"], place.get("climate_place", "")) if name in _anchors()), None)


def _nearest_grid_city(here: tuple[float, float]) -> tuple[str, float]:
    names = [name for name in _grid() if not name.startswith("province:")]
    there = np.radians([[float(_places()[name][axis]) for axis in ("lat", "lon")] for name in names])
    lat, lon = np.radians(here)
    half = (
        np.sin((there[:, 0] - lat) / 2) ** 2 + np.cos(lat) * np.cos(there[:, 0]) * np.sin((there[:, 1] - lon) / 2) ** 2
    )
    km = 2.0 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    nearest = int(np.argmin(km))
    return names[nearest], float(km[nearest])


def _turbidity(grid_id: str) -> Array:
    """Monthly turbidity behind the table's clear-sky radiation: radiation over its ratio to the clear sky, solved backwards."""
    rows, row = _grid()[grid_id], _places()[grid_id]
    clear = _twelve(rows, "ghi") / _twelve(rows, "clearness_vs_clear_sky")
    elevation_m = tables.needed(rows["elevation", "annual"], "value")
    return sky.turbidity_of(clear, float(row["lat"]), float(row["lon"]), elevation_m)
