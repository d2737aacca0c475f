"""Where things are: the 262 resource-based cities of the 2013 plan and the other places that cases need."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import tables, transport
from lodeshift.errors import InputError, UnknownIdError, named
from lodeshift.names import Quality, Stage
from lodeshift.records.figure import Figure

TIERS: Final = ("1", "new-1", "2", "3", "4", "5")
"""City tiers from the largest to the smallest cities."""

EARTH_RADIUS_KM: Final = 6371.0088
_ENDINGS: Final = (
    *("经济技术开发区", "经济开发区", "开发区", "自治州", "自治县", "自治旗", "地区", "林区", "矿区"),
    *("市", "县", "区", "旗", "盟", "州", "港"),
)
"""Longest first: 神农架林区 is short for 神农架, not for 神农架林."""
_PEOPLES: Final = (
    *("蒙古族", "蒙古", "藏族", "彝族", "羌族", "苗族", "侗族", "回族", "土族", "满族", "壮族", "白族", "黎族", "傣族"),
    *("各族", "土家族", "布依族", "普米族", "朝鲜族", "哈尼族", "哈萨克", "柯尔克孜"),
)
"""Peoples in the names of autonomous areas; the short name leaves them out (楚雄彝族自治州 is 楚雄)."""


@dataclass(frozen=True, slots=True)
class City:
    """One entry of the plan (State Council, Guofa 2013 No. 45), with name, level and stage as of 2013.

    `resource_type` and `main_resources` are recalled for every city; `quality` grades the entry itself. Coordinates
    are seat or area points of a map service, off by up to 0.6 km.
    """

    id: str
    name_en: str
    name_zh: str
    province_en: str
    province_zh: str
    level: str
    stage: Stage
    resource_type: str
    main_resources: str
    lat: float
    lon: float
    present_name_zh: str
    exhausted_batch: str
    tariff_grid: str
    pv_zone: str
    source: str
    quality: Quality


@dataclass(frozen=True, slots=True)
class Place:
    """Anything with a position: a city of the plan, another city, a zone, a port, a rail hub.

    `tariff_grid` is a key of `power.tariff`; `climate_place` a key of `weather.normals`; both may be empty abroad.
    `within` is the place that this one lies in.
    """

    id: str
    name_en: str
    name_zh: str
    kind: str
    province_en: str
    lat: float
    lon: float
    tariff_grid: str
    climate_place: str
    within: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its region of four: east, centre, west, north-east."""

    name_en: str
    name_zh: str
    region: str


@cache
def provinces() -> Mapping[str, Province]:
    """The 31 provinces by English name."""
    every = tables.records(Province, "provinces", name_en="province_en", name_zh="province_zh")
    return MappingProxyType({each.name_en: each for each in every})


@dataclass(frozen=True, slots=True)
class CityTier:
    """Tier of a prefecture-level city in the ranking of 2019 (recalled): 1, new-1, 2, 3, 4 or 5."""

    tier: str
    ranking: str
    quality: Quality
    note: str


@cache
def cities() -> Mapping[str, City]:
    """The 262 resource-based cities by id, in the order of the plan."""
    every = tables.records(City, "cities")
    return MappingProxyType({each.id: each for each in every})


def city(id: str) -> City:
    """The resource-based city with this id.

    Raises
    ------
    UnknownIdError : not one of the 262; close matches are named.
    """
    return named("resource-based city", id, cities())


@cache
def places() -> Mapping[str, Place]:
    """All places by id: the 262 cities first, then the extra ones."""
    found = {
        each.id: Place(
            id=each.id,
            name_en=each.name_en,
            name_zh=each.name_zh,
            kind=each.level,
            province_en=each.province_en,
            lat=each.lat,
            lon=each.lon,
            tariff_grid=each.tariff_grid,
            climate_place=each.id,
            within="",
        )
        for each in cities().values()
    }
    found |= {each.id: each for each in tables.records(Place, "places_extra")}
    return MappingProxyType(found)


def place(id: str) -> Place:
    """The place with this id.

    Raises
    ------
    UnknownIdError : no such place; close matches are named.
    """
    return named("place", id, places())


def _short(name_zh: str) -> str:
    for ending in _ENDINGS:
        if name_zh.endswith(ending) and len(name_zh) > len(ending) + 1:
            short = name_zh.removesuffix(ending)
            return _without_peoples(short) if ending.startswith("自治") else short
    return name_zh


def _without_peoples(name_zh: str) -> str:
    for people in _PEOPLES:
        if name_zh.endswith(people) and len(name_zh) > len(people) + 1:
            return _without_peoples(name_zh.removesuffix(people))
    return name_zh


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for each in places().values():
        plain = each.name_en.split(" (")[0]
        present = cities()[each.id].present_name_zh if each.id in cities() else ""
        names = {each.name_en.lower(), plain.lower(), each.name_zh, _short(each.name_zh), present, _short(present)}
        for name in names - {""}:
            found.setdefault(name, []).append(each.id)
    return MappingProxyType({name: tuple(ids) for name, ids in found.items()})


def find(text: str) -> Place:
    """The place that an id or a Chinese or English name means ("baotou", "Baotou", "包头", "包头市").

    Raises
    ------
    UnknownIdError : no place is called so; close ids and names are given.
    InputError : several places bear the name; their ids are listed.
    """
    word = text.strip()
    if word in places():
        return places()[word]
    names = _by_name()
    ids = names.get(word.lower()) or names.get(word) or names.get(_short(word)) or ()
    if not ids:
        raise UnknownIdError("place", word, [*places(), *names])
    if len(ids) > 1:
        raise InputError.one(
            "place.several", "places", None, "name", word, " or ".join(ids), "several places bear this name"
        )
    return places()[ids[0]]


@cache
def _tiers() -> Mapping[str, CityTier]:
    return MappingProxyType({row["id"]: tables.record(CityTier, row) for row in tables.read("city_tiers")})


def city_tier(id: str) -> CityTier | None:
    """Tier of a prefecture-level city; None for counties, districts and places outside the ranking."""
    return _tiers().get(id)


def route_km(frm: str, to: str) -> Figure | None:
    """Route length between two places where the table holds it, else None (see `transport.route_mode`).

    Raises
    ------
    UnknownIdError : one of the places is unknown.
    """
    return transport.route_km(place(frm).id, place(to).id)


def great_circle_km(a: str, b: str) -> float:
    """Distance over ground between two places on a sphere (haversine), km.

    Raises
    ------
    UnknownIdError : one of the places is unknown.
    """
    first, second = place(a), place(b)
    lat1, lat2 = math.radians(first.lat), math.radians(second.lat)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(second.lon - first.lon) / 2
    square = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(square))
