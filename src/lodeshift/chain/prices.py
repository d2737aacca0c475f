"""What a good costs at a place: gate prices inland, the market at the coast, the nearest seller, freight between them.

One law: a province's own market comes first, then whoever sells cheapest delivered (a place that has the good, or the
nearest port for goods of the open market). What does not travel costs the same everywhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from lodeshift.catalogue import places, prices, siting
from lodeshift.chain import supply
from lodeshift.chain.freight import haul, nearest_port, travels
from lodeshift.records.figure import Figure


def own_market(commodity: str, province: str) -> Figure | None:
    """The price on a province's own market, at the gate of its mines and works; None where the country's holds."""
    return prices.gate_prices().get((commodity, province))


def price_at(commodity: str, province: str = "", role: prices.Role = "buy") -> Figure:
    """The price of a good on a province's own market where the tables hold one, else the country's base price.

    Raises
    ------
    UnknownIdError : the commodity is unknown, or it has no price in this role.
    """
    own = own_market(commodity, province)
    return prices.base_price(commodity, role) if own is None else own


@cache
def worth_cny(commodity: str) -> float:
    """What a unit of a good is bought for at the country's base price, CNY; 0 for what has no price (ores, emissions)."""
    return prices.base_price(commodity).central if prices.has_price(commodity) else 0.0


def gate_cny_per_unit(price: Figure, freight_cny: float) -> float:
    """What a seller gets at the gate for a good of the coast's market: the price less the freight to it, not below the
    low end of the price's range (users nearby pay that). A waste costs what it costs anywhere."""
    return max(min(price.low, price.central), price.central - freight_cny) if price.central > 0 else price.central


@cache
def gate_price(commodity: str, place: str) -> Figure:
    """What a seller at a place gets at the gate, CNY per unit without VAT: the price of the province's own market, else
    what the coast pays less the way there.

    Raises
    ------
    UnknownIdError : no such place or commodity, or it is not sold.
    """
    own = own_market(commodity, places.place(place).province_en)
    if own is not None:
        return own
    base = prices.base_price(commodity, "sell")
    if not travels(commodity) or base.central <= 0:
        return base
    way = haul(commodity, place, nearest_port(place)).cost
    central = gate_cny_per_unit(base, way.central)
    less = base.central - central
    return replace(
        base,
        low=max(0.0, base.low - less),
        central=central,
        high=max(central, base.high - less),
        quality="estimate" if way.weak and not base.weak else base.quality,
        note=f"less freight to {nearest_port(place)}: {way.note}",
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A good delivered to a place: who sells (a place's id, "" where it is had at the place), the price at the seller's
    gate, and the way; CNY per unit without VAT."""

    commodity: str
    seller: str
    price: Figure
    mode: str
    km: float
    freight: Figure

    @property
    def delivered_cny(self) -> float:
        """Central price and freight together."""
        return self.price.central + self.freight.central


def offers(commodity: str, place: str, made_here: Collection[str] = ()) -> tuple[Offer, ...]:
    """Every way to get a good at a place, cheapest first; what the place has itself (its mines, its works, what comes
    with them, and `made_here`) comes before all others. Empty where nobody is known to have it.

    Raises
    ------
    UnknownIdError : no such place, or the good has no price.
    """
    here = places.place(place)
    sellers = supply.suppliers(commodity)
    if not travels(commodity):
        return (_offer(commodity, "", place, price_at(commodity, here.province_en)),)
    found = [_offer(commodity, seller, place, gate_price(commodity, seller)) for seller in sellers if seller != place]
    if own_market(commodity, here.province_en) is not None:
        found.append(_offer(commodity, "", place, price_at(commodity, here.province_en)))
    if siting.on_open_market(commodity):
        found.append(_offer(commodity, nearest_port(place), place, prices.base_price(commodity)))
    found.sort(key=lambda each: each.delivered_cny)
    if place in sellers or commodity in made_here:
        found.insert(0, _offer(commodity, "", place, gate_price(commodity, place)))
    return tuple(found)


def _offer(commodity: str, seller: str, place: str, price: Figure) -> Offer:
    way = haul(commodity, seller or place, place)
    return Offer(commodity, seller, price, way.mode, way.km, way.cost)


@cache
def delivered_cny(commodity: str, place: str) -> float:
    """What a unit of a good costs at a place, freight included: the best of `offers`, else the country's price.

    Raises
    ------
    UnknownIdError : no such place, or the good has no price.
    """
    found = offers(commodity, place)
    return found[0].delivered_cny if found else prices.base_price(commodity).central
