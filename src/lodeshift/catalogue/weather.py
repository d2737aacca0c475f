"""Climate normals: monthly sun, temperature and wind of a place, full-load hours, and a province's seasons.

Fifteen places have anchor rows (`climate_anchors.csv`, with wind speed at 100 m); all 262 cities have interpolated
sun and temperature (`climate_grid.csv`); wind at a city is only its province's season and hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import places, tables
from lodeshift.errors import UnknownIdError
from lodeshift.names import Quality
from lodeshift.records.figure import Figure

Months = tuple[float, ...]
"""Twelve values, January first."""


@dataclass(frozen=True, slots=True)
class Normals:
    """Monthly means of a place (lengths 12) and its yearly full-load hours.

    ghi_kwh_per_m2_day; temperature_c; wind_speed_100m_m_per_s of a good site nearby (None but for anchor places);
    clearness (daily radiation over clear-sky radiation; None for anchor places). pv_full_load_hours: DC, fixed tilt,
    before curtailment. wind_full_load_hours: the good site of an anchor place before curtailment, else the
    province's fleet in 2023 after curtailment: `wind_full_load_hours.note` says which.
    wind_share_of_year, pv_share_of_year: the province's monthly shares of yearly output (ERA5, weather year 2020);
    None where the province is not known.
    """

    place: str
    lat: float
    lon: float
    elevation_m: float
    ghi_kwh_per_m2_day: Months
    temperature_c: Months
    wind_speed_100m_m_per_s: Months | None
    clearness: Months | None
    pv_full_load_hours: Figure
    wind_full_load_hours: Figure
    wind_share_of_year: Months | None
    pv_share_of_year: Months | None
    quality: Quality
    source: str


_Table = Mapping[str, Mapping[tuple[str, str], tables.Row]]


@cache
def _index(table: str) -> _Table:
    found: dict[str, dict[tuple[str, str], tables.Row]] = {}
    for row in tables.read(table):
        found.setdefault(row["id"], {})[row["metric"], row["month"]] = row
    return MappingProxyType(found)


def _months(rows: Mapping[tuple[str, str], tables.Row], metric: str) -> Months | None:
    if (metric, "1") not in rows:
        return None
    return tuple(tables.needed(rows[metric, str(month)], "value") for month in range(1, 13))


def province_key(province_en: str) -> str:
    """Key of a province's rows: "Inner Mongolia" gives "province:inner-mongolia"."""
    return f"province:{province_en.lower().replace(' ', '-')}"


def province_shapes(province_en: str) -> tuple[Months, Months] | None:
    """Monthly shares of a province's yearly wind and PV output (each sums to 1); None where unknown."""
    rows = _index("climate_grid").get(province_key(province_en), {})
    wind, pv = _months(rows, "wind_share_of_year"), _months(rows, "pv_share_of_year")
    return None if wind is None or pv is None else (wind, pv)


def province_full_load_hours(province_en: str) -> tuple[Figure, Figure]:
    """Full-load hours of a province's wind and PV fleets in 2023, after curtailment (recalled, about 8 %).

    Raises
    ------
    UnknownIdError : no rows for this province.
    """
    table = _index("climate_grid")
    key = province_key(province_en)
    if key not in table:
        raise UnknownIdError("province with climate rows", key, [each for each in table if each.startswith("province")])
    rows = table[key]
    wind, pv = (tables.figure(rows[f"{kind}_full_load_hours_actual", "annual"]) for kind in ("wind", "pv"))
    return wind, pv


@cache
def anchor_places() -> tuple[str, ...]:
    """Ids of the places that have anchor rows with wind speed."""
    return tuple(id for id in _index("climate_anchors") if not id.startswith("province:"))


@cache
def normals(place: str) -> Normals:
    """Climate normals of a place, from its anchor rows if it has any, else from the interpolated grid.

    An extra place uses the climate place that it names ("lanzhou" that of "lanzhou-new-area").

    Raises
    ------
    UnknownIdError : the place is unknown, or it has no climate rows (ports and hubs abroad).
    """
    where = places.place(place)
    key = where.climate_place
    anchors, grid = _index("climate_anchors"), _index("climate_grid")
    rows = anchors.get(key) or grid.get(key)
    if rows is None:
        raise UnknownIdError("place with climate normals", place, [*anchor_places(), *places.cities()])
    anchor = key in anchors
    ghi, temperature = _months(rows, "ghi"), _months(rows, "temperature")
    if ghi is None or temperature is None:
        raise UnknownIdError("place with monthly climate rows", key, anchor_places())
    shapes = province_shapes(where.province_en)
    wind = rows["wind_full_load_hours" if anchor else "wind_full_load_hours_province", "annual"]
    return Normals(
        place=place,
        lat=where.lat,
        lon=where.lon,
        elevation_m=tables.needed(rows["elevation", "annual"], "value"),
        ghi_kwh_per_m2_day=ghi,
        temperature_c=temperature,
        wind_speed_100m_m_per_s=_months(rows, "wind_speed_100m"),
        clearness=_months(rows, "clearness_vs_clear_sky"),
        pv_full_load_hours=tables.figure(rows["pv_full_load_hours", "annual"]),
        wind_full_load_hours=tables.figure(wind),
        wind_share_of_year=shapes[0] if shapes else None,
        pv_share_of_year=shapes[1] if shapes else None,
        quality=tables.quality(rows["ghi", "1"]),
        source=rows["ghi", "1"]["source"],
    )
