"""Where the goods of a first case come from and go to: the nearest known maker, the nearest large market, base prices."""

from __future__ import annotations

from dataclasses import dataclass

from lodeshift.case.flows import ELSEWHERE
from lodeshift.case.rows import Market
from lodeshift.catalogue import goods, places, prices, recipes, siting, technologies, upstream
from lodeshift.catalogue.conventions import convention
from lodeshift.chain import supply
from lodeshift.chain.freight import Haul, haul, ports, travels
from lodeshift.chain.prices import offers, own_market, price_at
from lodeshift.errors import UnitError
from lodeshift.names import ELECTRICITY, Quality
from lodeshift.records.figure import Figure
from lodeshift.start.industry import Industry
from lodeshift.units import conversion


@dataclass(frozen=True, slots=True)
class _Way:
    """How a good comes or goes: legs, why, how well that is known, and the price where it is not the catalogue's."""

    modes: tuple[str, ...]
    km: tuple[float, ...]
    source: str
    quality: Quality = "estimate"
    price: Figure | None = None


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
        _row(good, "buy", site, _origin(good, place, local=good in found.local, made=good in made), need)
        for good in bought
        if (need := _need(found, good) if good in made and _handed_on(good) else None) != 0.0
    ]
    rows += [
        _row(good, "sell", site, _outlet(good, place), _room(found, good))
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
    sizes = [size for id in makers if (size := smallest_plant(id)) is not None]
    return standing + convention("start_plants_more").central * max(sizes, default=0.0) or None


def _handed_on(good: str) -> bool:
    """Is it a half-product without a maker on the tables? Hardly anybody sells those: works hand them on inside."""
    return goods.commodity(good).kind == "intermediate" and not any(
        each.commodity == good and each.kind != "byproduct" for rows in supply.inventory().values() for each in rows
    )


def _need(found: Industry, good: str) -> float:
    """What the plants that stand or are committed take of a good a year."""
    standing = [p for p in found.plants if p.status != "announced"]
    flows = ((p.capacity, recipes.process(p.process)) for p in standing)
    return sum(size * flow.amount.central for size, made in flows for flow in made.inputs if flow.commodity == good)


def _local(source: str, price: Figure | None = None) -> _Way:
    """A short way by lorry within the place."""
    km = upstream.parameter("freight", "local_km").central
    return _Way(("road_truck",), (km,), source, "estimate", price)


def _by_haul(way: Haul, source: str, price: Figure | None = None) -> _Way:
    """A way of the freight tables, at least as long as a local one."""
    least = upstream.parameter("freight", "local_km").central
    if not way.mode:
        return _local(source, price)
    return _Way((way.mode,), (max(round(way.km, -1), least),), source, "estimate", price)


def _origin(good: str, place: str, *, local: bool, made: bool) -> _Way:
    """Where a good is bought: the place's own mines and works, else the cheapest seller delivered.

    What is also made here is taken at the country's price, so that nothing is bought in order to be sold.
    """
    if goods.commodity(good).tonnes_per_unit is None or not travels(good):
        return _Way((), (), "own estimate: delivered at the site at the base price")
    own = own_market(good, places.place(place).province_en)
    if local:
        return _local("own estimate: from the mines of the place (main resources of the city, recalled)", own)
    if made or place in supply.suppliers(good):
        return _local("own estimate: made at the place itself (firms table)", own)
    known = offers(good, place)
    if not known:
        km = upstream.parameter("freight", "unknown_km").central
        bulk = siting.MODES[siting.haulage(good)][0]
        return _Way((bulk,), (km,), f"own assumption: {km:g} km by rail, no maker is on the tables")
    best = known[0]
    stated = None if best.price == price_at(good) else best.price
    if not best.seller:
        return _local("the province's own market (gate prices of the catalogue)", stated)
    what = "the market at" if best.seller in ports() else "cheapest seller on the tables, delivered:"
    way = haul(good, best.seller, place)
    return _by_haul(way, f"{what} {places.place(best.seller).name_en}; {best.freight.note}", stated)


def _outlet(good: str, place: str) -> _Way:
    """Where a good is sold: the province's own market where there is one, else the nearest of the large markets."""
    if goods.commodity(good).tonnes_per_unit is None or not travels(good):
        return _Way((), (), "own estimate: sold at the gate at the base price")
    if goods.commodity(good).kind == "waste":
        return _local("own estimate: kept or taken away near the plant")
    own = own_market(good, places.place(place).province_en)
    if own is not None:
        return _local("the province's own market (gate prices of the catalogue)", own)
    nearest = min(siting.large_markets(), key=lambda other: places.great_circle_km(place, other))
    way = haul(good, place, nearest)
    return _by_haul(way, f"market taken at {places.place(nearest).name_en}; {way.cost.note}")


def _row(good: str, kind: str, site: str, way: _Way, volume: float | None) -> Market:
    what = "origin" if kind == "buy" else "market"
    priced = (
        "catalogue base price" if way.price is None else f"{way.price.row} at the seller's gate ({way.price.quality})"
    )
    price = {} if way.price is None else {
        "price_low_cny": way.price.low, "price_cny": way.price.central, "price_high_cny": way.price.high
    }  # fmt: skip
    return Market.model_validate(
        {
            "market": f"{kind}-{good.replace('_', '-')}",
            "site": site,
            "commodity": good,
            "kind": kind,
            "volume": volume,
            "mode": way.modes,
            "distance_km": way.km,
            "source": way.source,
            "quality": way.quality,
            "note": f"price: {priced}; {what} {'and volume ' if volume else ''}to be replaced",
            **price,
        }
    )
