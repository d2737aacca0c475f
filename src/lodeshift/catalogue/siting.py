"""What a place can draw on and how goods travel: resource words as commodities, clusters' goods, classes of haulage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from lodeshift.catalogue import goods, tables
from lodeshift.errors import named
from lodeshift.names import Quality

Haulage = Literal["bulk", "box", "tank", "hazard", "site"]

MODES: Final[Mapping[Haulage, tuple[str, ...]]] = MappingProxyType(
    {
        "bulk": ("rail_bulk", "road_truck"),
        "box": ("rail_container", "road_truck"),
        "tank": ("rail_container", "road_truck_hazard"),
        "hazard": ("road_truck_hazard",),
        "site": (),
    }
)
"""Freight modes open to a class of goods; the cheapest is taken. `site`: not hauled, priced the same everywhere."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A commodity that a place's recalled list of main resources names."""

    word: str
    commodity: str
    quality: Quality
    note: str
    row: str


@cache
def _words() -> Mapping[str, tuple[Resource, ...]]:
    every = (
        tables.record(Resource, row, commodity=goods.commodity(row["commodity"]).id)
        for row in tables.read("resource_words")
    )
    return tables.grouped(every, lambda each: each.word)


def resources_in(main_resources: str) -> tuple[Resource, ...]:
    """Commodities that a list such as "nickel, copper, cobalt" names, in order; words that no recipe starts from and
    no good stands for are left out."""
    parts = [part.strip() for part in main_resources.split(",")]
    found = [resource for part in parts for resource in _words().get(part, ())]
    return tuple({resource.commodity: resource for resource in reversed(found)}.values())[::-1]


@cache
def mined_goods() -> Mapping[str, tuple[str, ...]]:
    """Goods that a place's own mines sell, by resource word: beside `resources_in`, which names what lies in the ground."""
    rows = tables.grouped(tables.read("mined_goods"), lambda row: row["word"])
    return MappingProxyType({word: tuple(row["commodity"] for row in found) for word, found in rows.items()})


@cache
def large_markets() -> tuple[str, ...]:
    """Places that stand for the large markets of the country."""
    return tuple(row["place"] for row in tables.read("large_markets"))


@cache
def cluster_goods() -> Mapping[str, tuple[str, ...]]:
    """Commodities that a national cluster stands for, by cluster id; clusters outside our commodities are absent."""
    rows = tables.grouped(tables.read("cluster_goods"), lambda row: row["cluster"])
    return MappingProxyType(
        {cluster: tuple(goods.commodity(row["commodity"]).id for row in found) for cluster, found in rows.items()}
    )


@dataclass(frozen=True, slots=True)
class _Travel:
    """How a commodity travels, and whether anyone can buy it at the coast."""

    commodity: str
    haulage: Haulage
    open_market: bool


@cache
def _haulage() -> Mapping[str, _Travel]:
    return MappingProxyType({goods.commodity(each.commodity).id: each for each in tables.records(_Travel, "haulage")})


def _travel(commodity: str) -> _Travel:
    goods.commodity(commodity)
    return named("commodity with a class of haulage", commodity, _haulage())


def has_haulage(commodity: str) -> bool:
    """Whether a commodity has a class of haulage; ores and currencies have none."""
    return commodity in _haulage()


def haulage(commodity: str) -> Haulage:
    """How a commodity travels.

    Raises
    ------
    UnknownIdError : no such commodity, or it has no class of haulage.
    """
    return _travel(commodity).haulage


def on_open_market(commodity: str) -> bool:
    """True for goods that anyone can buy at the coast; False for those passed on within works or near the mine, which
    can be had only from a place that has them.

    Raises
    ------
    UnknownIdError : as `haulage`.
    """
    return _travel(commodity).open_market
