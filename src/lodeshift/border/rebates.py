"""Value-added tax that an export does not get back: by good and date, beside the carbon bill."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lodeshift.catalogue import prices, trade


@dataclass(frozen=True, slots=True)
class RebateLoss:
    """VAT that stays with the exporter: price without VAT x (VAT rate - rebate rate), CNY per unit of the commodity.

    `cny_per_unit` is None where price or rebate is not known; `words` say which.
    """

    commodity: str
    date: dt.date
    vat_rate: float
    rebate_rate: float | None
    price_cny: float | None
    cny_per_unit: float | None
    words: str
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
        words = f"no export rebate is known for {commodity} on {on}: the loss cannot be told"
        return RebateLoss(commodity, on, rate, None, price_cny, None, words, "")
    if price_cny is None:
        words = f"no price is known for {commodity}: the loss cannot be told"
        return RebateLoss(commodity, on, rate, rebate.central, None, None, words, rebate.source)
    lost = max(0.0, rate - rebate.central) * price_cny
    mark = " (recalled)" if rebate.quality == "recalled" else ""
    words = (
        f"export rebate {rebate.central:.0%} of {rate:.0%} VAT on {on}{mark}: "
        f"{lost:,.0f} CNY of VAT per unit is not returned"
    )
    return RebateLoss(commodity, on, rate, rebate.central, price_cny, lost, words, rebate.source)
