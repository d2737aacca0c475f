"""What every place has, with the row that says so: ores, firms' products, and what comes with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import geology, industry, places, recipes, siting
from lodeshift.catalogue.prices import base_price, has_price
from lodeshift.chain.network import maker, whole
from lodeshift.chain.ores import mines
from lodeshift.records.match import Evidence, EvidenceKind
from lodeshift.records.note import note

_NOT_YET: Final = ("planned", "target", "signed", "ground broken", "construction", "under construction", "project",
                   "mostly shut", "first phase due", "mining licence")  # fmt: skip
_YET_RUNNING: Final = "full operation"
"""A status that tells the whole story from the signing on may end in operation."""

SUPPLIES: Final = frozenset({"deposit", "resource", "industry", "byproduct"})
"""Kinds of evidence that can be drawn on; a project supplies nothing yet."""


@cache
def dead_ends(place: str) -> tuple[str, ...]:
    """What a place digs and no recipe goes on from, such as crude oil while no refinery is among the recipes."""
    dug = [each.commodity for each in inventory().get(place, ()) if each.commodity in geology.ores()]
    mains = [recipes.process(process).main for ore in dug for process in mines(ore)]
    return tuple(dict.fromkeys(main for main in mains if not whole().users(main)))


def words_without_recipe(place: str) -> str:
    """The recalled main resources of a city that has no row at all, since no recipe starts from them; else empty."""
    known = places.cities()
    return known[place].main_resources if place in known and not inventory().get(place) else ""


def stands(status: str) -> bool:
    """True where the words of a firm's status say that it produces, False for projects, targets and closed works."""
    return _YET_RUNNING in status or not status.startswith(_NOT_YET)


@cache
def inventory() -> Mapping[str, tuple[Evidence, ...]]:
    """Evidence by place, in the order deposits, recalled resources, firms, by-products. Empty places are absent."""
    found: list[Evidence] = [*_deposits(), *_resources(), *_firms()]
    found += _companions(found)
    by_place: dict[str, list[Evidence]] = {}
    for each in found:
        if each.place:
            by_place.setdefault(each.place, []).append(each)
    return MappingProxyType({place: tuple(rows) for place, rows in by_place.items()})


@cache
def suppliers(commodity: str) -> tuple[str, ...]:
    """Places that have the commodity to draw on, in the order of the tables."""
    return tuple(
        place
        for place, rows in inventory().items()
        if any(each.commodity == commodity and each.kind in SUPPLIES for each in rows)
    )


def _deposits() -> list[Evidence]:
    found = []
    for deposit in geology.deposits():
        if deposit.city_id and deposit.ore_flow:
            said = note("matching.deposit", deposit.deposit, substance=deposit.substance)
            found.append(Evidence(deposit.city_id, deposit.ore_flow, "deposit", said, deposit.quality, deposit.row))
    known = {(each.place, each.commodity) for each in found}
    for tier in geology.tiers():
        if tier.city_id and (tier.city_id, tier.ore_flow) not in known:
            known.add((tier.city_id, tier.ore_flow))
            said = note("matching.tiers", tier.deposit)
            found.append(Evidence(tier.city_id, tier.ore_flow, "deposit", said, tier.quality, tier.row))
    return found


def _resources() -> list[Evidence]:
    listed = {(each.place, each.commodity) for each in _deposits()}
    named = {(deposit.city_id, deposit.substance) for deposit in geology.deposits()}
    found = []
    for city in places.cities().values():
        for resource in siting.resources_in(city.main_resources):
            # copper in a nickel ore is told by the deposit table: it is no copper mine of its own
            if (city.id, resource.commodity) not in listed and (city.id, resource.word) not in named:
                said = note("matching.main_resource", resource.word)
                found.append(Evidence(city.id, resource.commodity, "resource", said, "recalled", resource.row))
    return found


def _firms() -> list[Evidence]:
    found = []
    for firm in industry.companies():
        if firm.city_id and firm.commodity:
            kind: EvidenceKind = "industry" if stands(firm.status) else "planned"
            key = "matching.firm" if firm.status else "matching.firm_without_status"
            said = note(key, firm.company, product=firm.product, status=firm.status)
            found.append(Evidence(firm.city_id, firm.commodity, kind, said, firm.quality, firm.row))
    return found


def _companions(known: list[Evidence]) -> list[Evidence]:
    """What a mine in work or a producing firm gives beside its product, by the usual route.

    An ore that stands in the deposit table or a firm's row is taken to be mined; a recalled word is taken so too,
    since the word says what the city lives from.
    """
    found: dict[tuple[str, str], Evidence] = {}
    for each in known:
        if each.kind == "planned":
            continue
        for process in _run_for(each):
            for flow in recipes.process(process).outputs:
                if flow.commodity == each.commodity or not _worth_something(flow.commodity):
                    continue
                beside = note("matching.comes_with", each.commodity, process=process)
                row = Evidence(each.place, flow.commodity, "byproduct", each.said, "derived", each.row, beside)
                found.setdefault((each.place, flow.commodity), row)
    return list(found.values())


def _run_for(each: Evidence) -> tuple[str, ...]:
    """The processes that a row of evidence speaks of: all that dig an ore, the usual one of a works."""
    if each.commodity in geology.ores():
        return mines(each.commodity)
    usual = maker(each.commodity, places.place(each.place).province_en)
    return () if usual is None else (usual,)


def _worth_something(commodity: str) -> bool:
    return has_price(commodity, "sell") and base_price(commodity, "sell").central > 0
