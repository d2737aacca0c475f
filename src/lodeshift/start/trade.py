"""Where the goods of a first case come from and go to: the nearest known maker, the nearest large market, base prices."""

from __future__ import annotations

from functools import cache
from typing import Final

from lodeshift.case.flows import ELSEWHERE
from lodeshift.case.rows import Market
from lodeshift.catalogue import geology, goods, industry, places, prices, recipes, technologies, transport
from lodeshift.errors import UnitError
from lodeshift.names import ELECTRICITY, Quality
from lodeshift.start.industry import Industry
from lodeshift.units import conversion

HUBS: Final = ("shanghai-port", "tianjin-port", "chengdu", "xian", "zhengzhou", "xiamen-port", "dalian-port", "kunming")
"""Places that stand for the large markets of the country."""
UNKNOWN_KM: Final = 1000.0
"""Route taken where no maker of a good is on the tables."""
LOCAL_KM: Final = 30.0
PLANTS_MORE: Final = 3
"""Plants of the smallest sensible size whose output a market is assumed to take beyond what stands."""
LOCAL: Final = (("road_truck",), (LOCAL_KM,))
"""Legs of a short way by lorry."""
TRUCK_KM: Final = 300.0
"""Below this a lorry carries, above it the railway."""


def markets(found: Industry, place: str, site: str) -> list[Market]:
    """A row for everything that is bought, and one for everything that is made and can be sold."""
    used = {flow.commodity: None for id in found.processes for flow in recipes.process(id).inputs}
    made = {flow.commodity: None for id in found.processes for flow in recipes.process(id).outputs}
    mains = {recipes.process(id).main for id in found.processes}
    bought = [
        good for good in used
        if good not in ELSEWHERE and prices.has_price(good) and (good not in made or good not in mains)
    ]  # fmt: skip
    rows = [
        _buy(good, place, site, local=good in found.local, most=need)
        for good in bought
        if (need := _need(found, good) if good in made and _handed_on(good) else None) != 0.0
    ]
    rows += [
        _sell(good, place, site, _room(found, good))
        for good in made
        if good not in ELSEWHERE and prices.has_price(good, "sell")
    ]
    return rows


def smallest_plant(id: str) -> float | None:
    """Smallest sensible yearly output of a process in its unit; None for power plants and where no row fits."""
    process, technology = recipes.process(id), technologies.technologies().get(id)
    if process.main == ELECTRICITY or technology is None or "min_economic_scale" not in technology.metrics:
        return None
    scale = technology.metrics["min_economic_scale"]
    try:
        return scale.central * conversion(scale.unit, f"{process.unit}/a")
    except UnitError:
        return None


def _room(found: Industry, good: str) -> float | None:
    """Most that can be sold a year of a main product: what stands or is committed and some plants more; else no limit."""
    makers = [id for id in found.processes if recipes.process(id).main == good]
    if not makers:
        return None
    standing = sum(p.capacity for p in found.plants if p.process in makers and p.status != "announced")
    return standing + PLANTS_MORE * max(smallest_plant(id) or 0.0 for id in makers) or None


def _handed_on(good: str) -> bool:
    """Is it a half-product without a maker on the tables? Hardly anybody sells those: works hand them on inside."""
    return goods.commodity(good).kind == "intermediate" and not _makers(good)


def _need(found: Industry, good: str) -> float:
    """What the plants that stand or are committed take of a good a year."""
    standing = [p for p in found.plants if p.status != "announced"]
    flows = ((p.capacity, recipes.process(p.process)) for p in standing)
    return sum(size * flow.amount.central for size, made in flows for flow in made.inputs if flow.commodity == good)


@cache
def _makers(commodity: str) -> tuple[str, ...]:
    """Places with a firm that makes the good, or a deposit whose mine gives it."""
    firms = [firm.city_id for firm in industry.companies() if firm.commodity == commodity]
    mines = [tier.city_id for tier in geology.tiers() if recipes.process(tier.process).main == commodity]
    return tuple(dict.fromkeys(id for id in (*firms, *mines) if id in places.places()))


def _leg(place: str, other: str, mode: str) -> tuple[float, str, Quality]:
    """Route km between two places, how it is known, and how well."""
    table = transport.route_km(place, other)
    if table is not None and transport.route_mode(place, other) == "rail":
        return table.central, "distances table", table.quality
    km = places.great_circle_km(place, other) * transport.freight(mode).detour
    return round(km, -1), "great circle times the detour of the freight table", "estimate"


def _mode(commodity: str, km: float) -> str:
    if km < TRUCK_KM:
        return "road_truck"
    return "rail_bulk" if goods.commodity(commodity).kind in ("ore", "energy", "waste") else "rail_container"


def _buy(good: str, place: str, site: str, *, local: bool, most: float | None = None) -> Market:
    if goods.commodity(good).tonnes_per_unit is None:
        return _row(good, "buy", site, ((), ()), ("own estimate: delivered at the site at the base price", "estimate"))
    if local:
        source = "own estimate: from the mines of the place (main resources of the city, recalled)"
        return _row(good, "buy", site, LOCAL, (source, "estimate"))
    others = [other for other in _makers(good) if other != place]
    if place in _makers(good):
        source = "own estimate: made at the place itself (firms table)"
        return _row(good, "buy", site, LOCAL, (source, "estimate"))
    if not others:
        source = f"own assumption: {UNKNOWN_KM:g} km by rail, no maker is on the tables"
        return _row(good, "buy", site, ((_mode(good, UNKNOWN_KM),), (UNKNOWN_KM,)), (source, "estimate"), most)
    nearest = min(others, key=lambda other: places.great_circle_km(place, other))
    km, how, quality = _leg(place, nearest, "rail_bulk")
    km = max(km, LOCAL_KM)
    source = f"nearest maker on the tables: {places.place(nearest).name_en}; distance: {how}"
    return _row(good, "buy", site, ((_mode(good, km),), (km,)), (source, quality))


def _sell(good: str, place: str, site: str, room: float | None) -> Market:
    if goods.commodity(good).tonnes_per_unit is None:
        return _row(
            good, "sell", site, ((), ()), ("own estimate: sold at the gate at the base price", "estimate"), room
        )
    if goods.commodity(good).kind == "waste":
        source = "own estimate: kept or taken away near the plant"
        return _row(good, "sell", site, LOCAL, (source, "estimate"), room)
    nearest = min(HUBS, key=lambda other: places.great_circle_km(place, other))
    km, how, quality = _leg(place, nearest, "rail_container")
    km = max(km, LOCAL_KM)
    source = f"market taken at {places.place(nearest).name_en}; distance: {how}"
    return _row(good, "sell", site, ((_mode(good, km),), (km,)), (source, quality), room)


_Legs = tuple[tuple[str, ...], tuple[float, ...]]
"""Freight modes and route km."""


def _row(good: str, kind: str, site: str, legs: _Legs, why: tuple[str, Quality], volume: float | None = None) -> Market:
    (mode, km), (source, quality) = legs, why
    what = "origin" if kind == "buy" else "market"
    note = f"price: catalogue base price; {what} {'and volume ' if volume else ''}to be replaced"
    return Market.model_validate(
        {
            "market": f"{kind}-{good.replace('_', '-')}",
            "site": site,
            "commodity": good,
            "kind": kind,
            "volume": volume,
            "mode": mode,
            "distance_km": km,
            "source": source,
            "quality": quality,
            "note": note,
        }
    )
