"""What a place can draw on and how goods travel: resource words as commodities, clusters' goods, classes of haulage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from lodeshift.catalogue import goods, tables
from lodeshift.errors import UnknownIdError
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
    found: dict[str, tuple[Resource, ...]] = {}
    for row in tables.read("resource_words"):
        commodity = goods.commodity(row["commodity"]).id
        resource = Resource(row["word"], commodity, tables.quality(row), row["note"], row[tables.ROW])
        found[row["word"]] = (*found.get(row["word"], ()), resource)
    return MappingProxyType(found)


def resources_in(main_resources: str) -> tuple[Resource, ...]:
    """Commodities that a list such as "nickel, copper, cobalt" names, in order; words that no recipe starts from and
    no good stands for are left out."""
    parts = [part.strip() for part in main_resources.split(",")]
    found = [resource for part in parts for resource in _words().get(part, ())]
    return tuple({resource.commodity: resource for resource in reversed(found)}.values())[::-1]


@cache
def large_markets() -> tuple[str, ...]:
    """Places that stand for the large markets of the country."""
    return tuple(row["place"] for row in tables.read("large_markets"))


@cache
def cluster_goods() -> Mapping[str, tuple[str, ...]]:
    """Commodities that a national cluster stands for, by cluster id; clusters outside our commodities are absent."""
    found: dict[str, tuple[str, ...]] = {}
    for row in tables.read("cluster_goods"):
        found[row["cluster"]] = (*found.get(row["cluster"], ()), goods.commodity(row["commodity"]).id)
    return MappingProxyType(found)


@cache
def _haulage() -> Mapping[str, tuple[Haulage, bool]]:
    known = get_args(Haulage)
    found: dict[str, tuple[Haulage, bool]] = {}
    for row in tables.read("haulage"):
        if row["haulage"] not in known:
            raise UnknownIdError(f"class of haulage ({row[tables.ROW]})", row["haulage"], known)
        found[goods.commodity(row["commodity"]).id] = cast(Haulage, row["haulage"]), row["open_market"] == "y"
    return MappingProxyType(found)


def _travel(commodity: str) -> tuple[Haulage, bool]:
    goods.commodity(commodity)
    known = _haulage()
    if commodity not in known:
        raise UnknownIdError("commodity with a class of haulage", commodity, known)
    return known[commodity]


def has_haulage(commodity: str) -> bool:
    """Whether a commodity has a class of haulage; ores and currencies have none."""
    return commodity in _haulage()


def haulage(commodity: str) -> Haulage:
    """How a commodity travels.

    Raises
    ------
    UnknownIdError : no such commodity, or it has no class of haulage.
    """
    return _travel(commodity)[0]


def on_open_market(commodity: str) -> bool:
    """True for goods that anyone can buy at the coast; False for those passed on within works or near the mine, which
    can be had only from a place that has them.

    Raises
    ------
    UnknownIdError : as `haulage`.
    """
    return _travel(commodity)[1]
