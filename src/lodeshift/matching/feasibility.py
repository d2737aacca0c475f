"""What can be made from what is near: recipes as a directed hypergraph, walked forward from what the places have.

A process can run when its carriers are in reach: the goods that make up most of the value that goes in, and every
ore. Everything else (acids, fuels, packing, power, water) is bought. A carrier that no recipe makes and no ground
gives (limestone, chromite ore, graphite powder) is a market good, as are goods of wide markets: it never blocks. A loop cannot feed itself: what it
needs must already be there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import geology, goods, places, prices, recipes, siting, ties
from lodeshift.chain import supply
from lodeshift.chain.network import NOT_GOODS, makers, whole
from lodeshift.chain.prices import worth_cny
from lodeshift.records.match import MissingLink
from lodeshift.records.note import note

CARRIER_SHARE: Final = 0.75
"""Carriers are the dearest inputs that together make up this share of the value of the goods that go in."""
MOST_NAMED: Final = 5
"""Places that are named where an ore lies."""
SERVICES: Final = frozenset({"electricity", "heat", "water", "natural_gas", "diesel"})


@cache
def carriers(process_id: str) -> tuple[str, ...]:
    """Inputs that must be in reach for the process to be feasible, dearest first; ores always count."""
    process = recipes.process(process_id)
    needed = [f for f in process.inputs if f.commodity not in SERVICES | NOT_GOODS]
    dug = [f.commodity for f in needed if f.commodity in geology.ores()]
    if dug:
        return tuple(dug)
    worth = {f.commodity: f.amount.central * worth_cny(f.commodity) for f in needed}
    total, covered, found = sum(worth.values()), 0.0, []
    for commodity in sorted(worth, key=lambda good: -worth[good]):
        if covered >= CARRIER_SHARE * total:
            break
        found.append(commodity)
        covered += worth[commodity]
    return tuple(found)


@cache
def ways() -> Mapping[str, tuple[str, ...]]:
    """Processes by what they give, as main product or as a by-product worth something."""
    givers = {good: whole().makers(good) for good in whole().commodities if good not in NOT_GOODS}
    found = {good: tuple(id for id in ids if id in _offered()) for good, ids in givers.items()}
    return MappingProxyType({good: ids for good, ids in found.items() if ids})


@cache
def _offered() -> tuple[str, ...]:
    """Processes that may be built at a new place, in the order of the table."""
    return tuple(process for process in whole().processes if process not in recipes.not_offered())


@cache
def _given(process_id: str) -> tuple[str, ...]:
    """Goods that a process gives, its main product and by-products."""
    outputs = (flow.commodity for flow in whole().flows_of(process_id) if flow.direction != "in")
    return tuple(good for good in outputs if good not in NOT_GOODS)


@cache
def market_goods() -> frozenset[str]:
    """Goods that are bought anywhere: a price, no recipe that gives them (goods with wide markets apart), not dug."""
    priced = (good for good in goods.commodities() if prices.has_price(good))
    return frozenset(good for good in priced if good not in ways() or good in ties.tied("bought_anywhere"))


def reach(have: Collection[str]) -> Mapping[str, int]:
    """Everything that can be had from `have` and market goods, with the least number of processes it takes.

    Zero for what is there already. A process counts once for each carrier it feeds (an upper bound on distinct ones).
    """
    steps: dict[str, int] = dict.fromkeys((*market_goods(), *have), 0)
    changed = True
    while changed:
        changed = False
        for process in _offered():
            if any(carrier not in steps for carrier in carriers(process)):
                continue
            cost = 1 + sum(steps[carrier] for carrier in carriers(process))
            for good in _given(process):
                if cost < steps.get(good, cost + 1):
                    steps[good] = cost
                    changed = True
    return MappingProxyType(steps)


def can_make(product: str, reached: Collection[str]) -> bool:
    """True where some process whose main product this is has all its carriers in reach."""
    return any(
        all(carrier in reached for carrier in carriers(process)) for process in makers(product) if process in _offered()
    )


def missing(product: str, reached: Collection[str]) -> tuple[str, ...]:
    """The fewest goods from beyond the radius that would make the product feasible; empty where it is already. Of
    equally few those that some place is known to have come first."""
    least: dict[str, frozenset[str]] = {good: frozenset[str]() for good in reached}
    for good in (*ways(), *geology.ores()):
        least.setdefault(good, frozenset({good}))
    changed = True
    while changed:
        changed = False
        for process in _offered():
            needs = _together(least, process)
            for good in _given(process):
                if _trouble(needs) < _trouble(least[good]):
                    least[good] = needs
                    changed = True
    options = [_together(least, process) for process in makers(product) if process in _offered()]
    fewest = min(options, key=lambda needs: (*_trouble(needs), sorted(needs)))
    return tuple(sorted(fewest))


def _trouble(needs: frozenset[str]) -> tuple[int, int]:
    return len(needs), sum(not supply.suppliers(good) for good in needs)


def _together(least: Mapping[str, frozenset[str]], process_id: str) -> frozenset[str]:
    return frozenset(good for carrier in carriers(process_id) for good in least[carrier])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a place has and what lies within the radius, each commodity with the nearest place that has it."""

    place: str
    radius_km: float
    own: frozenset[str]
    near: Mapping[str, tuple[str, float]]

    @property
    def have(self) -> frozenset[str]:
        """Everything that can be drawn on; ores of other places stay where they are."""
        ores = geology.ores()
        return self.own | {good for good in self.near if good not in ores}


def surroundings(place_id: str, radius_km: float, without: Collection[str] = ()) -> Surroundings:
    """What can be drawn on within `radius_km` of a place. `without`: commodities whose firms are not to count (a blind
    test of what the city is known for)."""
    own: set[str] = set()
    near: dict[str, tuple[str, float]] = {}
    for other, rows in supply.inventory().items():
        distance = 0.0 if other == place_id else places.great_circle_km(place_id, other)
        if distance > radius_km:
            continue
        for each in rows:
            hidden = other == place_id and each.kind == "industry" and each.commodity in without
            if each.kind not in supply.SUPPLIES or hidden:
                continue
            if other == place_id:
                own.add(each.commodity)
            if each.commodity not in near or distance < near[each.commodity][1]:
                near[each.commodity] = (other, distance)
    return Surroundings(place_id, radius_km, frozenset(own), MappingProxyType(near))


def link(place_id: str, commodity: str) -> MissingLink:
    """A missing good with the nearest place that is known to have it."""
    known = supply.suppliers(commodity)
    if commodity in geology.ores():
        said = note("matching.ore_elsewhere", places=known[:MOST_NAMED]) if known else note("matching.ore_nowhere")
        return MissingLink(commodity, "", None, said)
    if not known:
        return MissingLink(commodity, "", None, note("matching.no_maker"))
    nearest = min(known, key=lambda other: places.great_circle_km(place_id, other))
    stays = siting.haulage(commodity) == "site"
    haul = note("matching.stays_where_made") if stays else note("matching.can_be_hauled")
    return MissingLink(commodity, nearest, places.great_circle_km(place_id, nearest), haul)
