"""Where the goods of a first case come from and go to: the nearest known maker, the nearest large market, base prices."""

from __future__ import annotations

from functools import cache
from typing import Final

from lodeshift.case.flows import ELSEWHERE
from lodeshift.case.rows import Market
from lodeshift.case.starter.industry import Industry
from lodeshift.catalogue import geology, goods, industry, places, prices, recipes, transport
from lodeshift.names import Quality

HUBS: Final = ("shanghai-port", "tianjin-port", "chengdu", "xian", "zhengzhou", "xiamen-port", "dalian-port", "kunming")
"""Places that stand for the large markets of the country."""
UNKNOWN_KM: Final = 1000.0
"""Route taken where no maker of a good is on the tables."""
LOCAL_KM: Final = 30.0
TRUCK_KM: Final = 300.0
"""Below this a lorry carries, above it the railway."""


def markets(found: Industry, place: str, site: str) -> list[Market]:
    """A row for everything that is bought, and one for everything that is made and can be sold."""
    used = {flow.commodity: None for id in found.processes for flow in recipes.process(id).inputs}
    made = {flow.commodity: None for id in found.processes for flow in recipes.process(id).outputs}
    mains = {recipes.process(id).main for id in found.processes}
    rows = [
        _buy(good, place, site, local=good in found.local)
        for good in used
        if good not in ELSEWHERE and prices.has_price(good) and (good not in made or good not in mains)
    ]
    rows += [_sell(good, place, site) for good in made if good not in ELSEWHERE and prices.has_price(good, "sell")]
    return rows


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


def _buy(good: str, place: str, site: str, *, local: bool) -> Market:
    if goods.commodity(good).tonnes_per_unit is None:
        return _row(good, "buy", site, (), (), "own estimate: delivered at the site at the base price", "estimate")
    if local:
        source = "own estimate: from the mines of the place (main resources of the city, recalled)"
        return _row(good, "buy", site, ("road_truck",), (LOCAL_KM,), source, "estimate")
    others = [other for other in _makers(good) if other != place]
    if place in _makers(good):
        source = "own estimate: made at the place itself (firms table)"
        return _row(good, "buy", site, ("road_truck",), (LOCAL_KM,), source, "estimate")
    if not others:
        source = f"own assumption: {UNKNOWN_KM:g} km by rail, no maker is on the tables"
        return _row(good, "buy", site, (_mode(good, UNKNOWN_KM),), (UNKNOWN_KM,), source, "estimate")
    nearest = min(others, key=lambda other: places.great_circle_km(place, other))
    km, how, quality = _leg(place, nearest, "rail_bulk")
    km = max(km, LOCAL_KM)
    source = f"nearest maker on the tables: {places.place(nearest).name_en}; distance: {how}"
    return _row(good, "buy", site, (_mode(good, km),), (km,), source, quality)


def _sell(good: str, place: str, site: str) -> Market:
    if goods.commodity(good).tonnes_per_unit is None:
        return _row(good, "sell", site, (), (), "own estimate: sold at the gate at the base price", "estimate")
    if goods.commodity(good).kind == "waste":
        source = "own estimate: kept or taken away near the plant"
        return _row(good, "sell", site, ("road_truck",), (LOCAL_KM,), source, "estimate")
    nearest = min(HUBS, key=lambda other: places.great_circle_km(place, other))
    km, how, quality = _leg(place, nearest, "rail_container")
    km = max(km, LOCAL_KM)
    source = f"market taken at {places.place(nearest).name_en}; distance: {how}"
    return _row(good, "sell", site, (_mode(good, km),), (km,), source, quality)


def _row(
    good: str, kind: str, site: str, mode: tuple[str, ...], km: tuple[float, ...], source: str, quality: Quality
) -> Market:
    note = "price: catalogue base price; origin or market and volume to be replaced"
    return Market.model_validate(
        {
            "market": f"{kind}-{good.replace('_', '-')}",
            "site": site,
            "commodity": good,
            "kind": kind,
            "mode": mode,
            "distance_km": km,
            "source": source,
            "quality": quality,
            "note": note,
        }
    )
