"""What a good costs delivered to a site, and what a sale leaves at the gate: price, freight, lost export rebate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lodeshift.catalogue import goods, prices, trade, transport
from lodeshift.errors import InputError, Problem
from lodeshift.records.figure import Figure


def freight_cny_per_unit(commodity: str, modes: Sequence[str], km: Sequence[float]) -> Figure:
    """Freight of one commodity unit over the legs of a route, CNY of 2024 without VAT; zero without legs.

    Raises
    ------
    InputError : the good is not counted by mass, so that a rate per t-km cannot be applied.
    UnknownIdError : a mode or the commodity is unknown.
    """
    good = goods.commodity(commodity)
    if not modes:
        return Figure(0.0, 0.0, 0.0, f"CNY/{good.unit}", "2024", "", "delivered price: no freight", "derived")
    tonnes = good.tonnes_per_unit
    if tonnes is None:
        raise InputError(
            [Problem("markets.csv", None, "mode", f"freight of {commodity}, counted in {good.unit}", "no freight legs",
                     "state the price delivered and leave mode and distance blank")]
        )  # fmt: skip
    legs = [transport.cost_cny_per_t(mode, distance) for mode, distance in zip(modes, km, strict=True)]
    return Figure(
        low=sum(leg.low for leg in legs) * tonnes,
        central=sum(leg.central for leg in legs) * tonnes,
        high=sum(leg.high for leg in legs) * tonnes,
        unit=f"CNY/{good.unit}",
        year=legs[0].year,
        region=legs[0].region,
        source="; ".join(dict.fromkeys(leg.source for leg in legs)),
        quality=next((leg.quality for leg in legs if leg.weak), legs[0].quality),
        note="; ".join(leg.note for leg in legs),
        row=", ".join(dict.fromkeys(leg.row for leg in legs)),
    )


@dataclass(frozen=True, slots=True)
class FreightTerm:
    """One term of the freight of a unit: `units` x `figure` (a rate per t-km, or a fixed part per tonne) of a mode."""

    mode: str
    units: float
    figure: Figure


def freight_terms(commodity: str, modes: Sequence[str], km: Sequence[float]) -> tuple[FreightTerm, ...]:
    """The freight of one commodity unit term by term, so that each can be followed to its row; their sum is the central
    value of `freight_cny_per_unit`, whose errors it raises."""
    freight_cny_per_unit(commodity, modes, km)
    tonnes = goods.commodity(commodity).tonnes_per_unit or 0.0
    found: list[FreightTerm] = []
    for mode, distance in zip(modes, km, strict=True):
        chosen = transport.freight(mode)
        found += [FreightTerm(mode, tonnes * distance, chosen.rate), FreightTerm(mode, tonnes, chosen.fixed)]
    return tuple(found)


def lost_rebate_share(commodity: str, year: int, rebate: float | None = None) -> float:
    """Share of the price without VAT that stays with an exporter because export VAT is not fully returned.

    `vat_rate - export_rebate` in mid-year; `rebate` (a share) replaces the table's. A good of which the table knows
    nothing is taken to get nothing back, the dearer case.

    Source: VAT rules as in `vat_trade.csv`.
    """
    on = date(year, 7, 1)
    if rebate is None:
        found = trade.export_rebate(commodity, on)
        rebate = 0.0 if found is None else found.central
    return max(0.0, trade.vat_rate(commodity, on) - rebate)


def market_price(commodity: str, kind: str, stated: float | None, bounds: tuple[float | None, float | None]) -> Figure:
    """Price of a market row in CNY per unit: what the row states, else the base price of the catalogue.

    Raises
    ------
    UnknownIdError : the row states none and the catalogue has no base price of this kind ("buy" or "sell").
    """
    if stated is None:
        return prices.base_price(commodity, "buy" if kind == "buy" else "sell")
    low = stated if bounds[0] is None else bounds[0]
    high = stated if bounds[1] is None else bounds[1]
    unit = f"CNY/{goods.commodity(commodity).unit}"
    return Figure(low, stated, high, unit, "2024", "", "stated in the case", "user", row="markets.csv")
