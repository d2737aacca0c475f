"""What things cost: base prices of 2024, price history, what a price passes on, and how far prices swing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from lodeshift.catalogue import goods, macro, money, tables, trade
from lodeshift.errors import UnknownIdError, named
from lodeshift.records.figure import Figure

Role = Literal["buy", "sell"]
BASE_YEAR: Final = 2024


@dataclass(frozen=True, slots=True)
class PassThrough:
    """Change of the product's price = amount x pass_through x change of the input's price.

    `amount` counts input units per product unit; `input_cost_share` is its share in the product's price of 2024.
    """

    product: str
    input: str
    amount: Figure
    pass_through: Figure
    input_cost_share: float


@dataclass(frozen=True, slots=True)
class PricePrior:
    """How a price moves when nothing else is known: yearly log volatility and half-life of a shock.

    `measured` is True where both were computed from a monthly series; otherwise they are judgement, never zero.
    """

    commodity: str
    series: str
    measured: bool
    log_volatility: Figure
    half_life_years: Figure
    correlation_group: str


@cache
def _base() -> Mapping[tuple[str, str], tables.Row]:
    found: dict[tuple[str, str], tables.Row] = {}
    for row in tables.read("base_prices"):
        roles = ("buy", "sell") if row["role"] == "both" else (row["role"],)
        found.update({(row["commodity"], role): row for role in roles})
    for (commodity, role), row in list(found.items()):
        if role == "sell":  # a by-product that is only sold may be bought at the same price
            found.setdefault((commodity, "buy"), row)
    return MappingProxyType(found)


def base_price_row(commodity: str, role: Role = "buy") -> tables.Row:
    """The table row behind `base_price`, with the figure as quoted, its VAT and the export rebates.

    Raises
    ------
    UnknownIdError : the commodity is unknown, or it has no price in this role.
    """
    goods.commodity(commodity)
    known = _base()
    if (commodity, role) not in known:
        raise UnknownIdError(f"commodity with a price to {role}", commodity, {id for id, r in known if r == role})
    return known[commodity, role]


def base_price(commodity: str, role: Role = "buy") -> Figure:
    """Mean price of 2024 in China, CNY per unit of the commodity, without VAT; negative where taking it costs money.

    Raises
    ------
    UnknownIdError : the commodity is unknown, or it has no price in this role.
    """
    return tables.figure(base_price_row(commodity, role))


@cache
def gate_prices() -> Mapping[tuple[str, str], Figure]:
    """Prices of 2024 at the gate of a province's mines and works by (commodity, province), CNY per unit without VAT,
    where the country's price (often a port's) does not hold inland."""
    return MappingProxyType(
        {
            (goods.commodity(row["commodity"]).id, row["province"]): tables.figure(row)
            for row in tables.read("gate_prices")
        }
    )


def has_price(commodity: str, role: Role = "buy") -> bool:
    """True where the base prices hold this commodity in this role."""
    return (commodity, role) in _base()


@cache
def _annual() -> Mapping[str, tuple[tables.Row, ...]]:
    return tables.grouped(tables.read("prices"), lambda row: row["commodity"])


def annual(commodity: str, region: str | None = None) -> tuple[tables.Row, ...]:
    """Yearly price rows of a commodity, all series; with `region`, only that region's default series.

    Rows hold `series_id`, `year`, `low`, `central`, `high`, `unit`, `vat` and more, as quoted: bring them to one year
    and currency with `money.to_base` before they meet base prices.

    Raises
    ------
    UnknownIdError : the commodity is unknown. A known one without a series gives an empty tuple.
    """
    goods.commodity(commodity)
    rows = _annual().get(commodity, ())
    if region is None:
        return rows
    return tuple(row for row in rows if row["default_for"] == f"{commodity}|{region}")


def history(commodity: str, region: str = "CN", base_year: int = BASE_YEAR) -> tuple[Figure, ...]:
    """Yearly prices of a region's default series in CNY of `base_year` without VAT, oldest first.

    The VAT rate is the one in force on 1 July of the year. Rows that hold for a span of years, are no price (an
    index, an exchange rate) or lie outside the price-level series are left out. Each figure's note tells every step; the year it was quoted in is there.

    Raises
    ------
    UnknownIdError : the commodity is unknown, or `base_year` lies outside the price-level series.
    """
    levels = {str(year) for year in macro.series("gdp_deflator_index_2005")}
    figures = []
    for row in annual(commodity, region):
        if row["year"] not in levels or not row["unit"].startswith(("CNY/", "USD/", "EUR/")):
            continue
        rate = trade.vat_rate(commodity, date(int(row["year"]), 7, 1)) if row["vat"] == "included" else 0.0
        figures.append(money.to_base(tables.figure(row), base_year, vat_rate=rate))
    return tuple(figures)


@cache
def _monthly() -> Mapping[str, tuple[tables.Row, ...]]:
    return tables.grouped(tables.read("prices_monthly"), lambda row: row["series_id"])


def monthly(series_id: str) -> tuple[tables.Row, ...]:
    """Monthly means of a world-market series, January 2010 to November 2025, nominal, in order of time.

    Raises
    ------
    UnknownIdError : no such series.
    """
    return named("monthly price series", series_id, _monthly())


@cache
def priors() -> Mapping[str, PricePrior]:
    """Swing of every price by commodity. Where a pass-through exists, draw the input, not the product."""
    return MappingProxyType(
        {
            row["commodity"]: tables.record(
                PricePrior,
                row,
                {"series": "series_id"},
                measured=row["quality"] == "measured",
                log_volatility=tables.figure(row, "log_vol_"),
                half_life_years=tables.figure(row, "half_life_years_", unit="year"),
            )
            for row in tables.read("price_priors")
        }
    )


@cache
def _pass_through() -> tuple[PassThrough, ...]:
    return tuple(
        tables.record(
            PassThrough,
            row,
            {"input_cost_share": "input_cost_share_2024"},
            amount=tables.figure(row, "amount_"),
            pass_through=tables.figure(row, "pass_through_", unit="1"),
        )
        for row in tables.read("price_pass_through")
    )


def pass_through(product: str | None = None) -> tuple[PassThrough, ...]:
    """What input prices pass on to product prices; all products, or one (empty where nothing is known of it).

    Raises
    ------
    UnknownIdError : the product is no commodity.
    """
    if product is None:
        return _pass_through()
    goods.commodity(product)
    return tuple(each for each in _pass_through() if each.product == product)
