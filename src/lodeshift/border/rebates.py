"""Value-added tax that an export does not get back: by good and date, beside the carbon bill."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lodeshift.catalogue import goods, prices, trade
from lodeshift.records.note import Note, note


@dataclass(frozen=True, slots=True)
class RebateLoss:
    """VAT that stays with the exporter: price without VAT x (VAT rate - rebate rate), CNY per unit of the commodity.

    `cny_per_unit` is None where price or rebate is not known; `said` tells which.
    """

    commodity: str
    date: dt.date
    vat_rate: float
    rebate_rate: float | None
    price_cny: float | None
    cny_per_unit: float | None
    said: Note
    source: str


def rebate_loss(commodity: str, on: dt.date, price_cny: float | None = None) -> RebateLoss:
    """What one unit of a commodity loses on the day of export; `price_cny` without VAT, default the base price to sell.

    Raises
    ------
    UnknownIdError : no such commodity, or no VAT rate of its class on that day.
    """
    rate = trade.vat_rate(commodity, on)
    rebate = trade.export_rebate(commodity, on)
    if price_cny is None and prices.has_price(commodity, "sell"):
        price_cny = prices.base_price(commodity, "sell").central
    if rebate is None:
        said = note("border.rebate_unknown", commodity, date=on.isoformat())
        return RebateLoss(commodity, on, rate, None, price_cny, None, said, "")
    if price_cny is None:
        said = note("border.rebate_without_price", commodity)
        return RebateLoss(commodity, on, rate, rebate.central, None, None, said, rebate.source)
    lost = max(0.0, rate - rebate.central) * price_cny
    said = note(
        "border.rebate_lost_recalled" if rebate.quality == "recalled" else "border.rebate_lost",
        commodity,
        value=lost,
        unit=goods.commodity(commodity).unit,
        rebate=rebate.central,
        vat=rate,
        date=on.isoformat(),
    )
    return RebateLoss(commodity, on, rate, rebate.central, price_cny, lost, said, rebate.source)
