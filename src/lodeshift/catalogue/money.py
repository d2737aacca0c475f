"""The money reader: VAT out, currency into yuan, price level to one base year. Nothing else knows VAT or currencies.

Money inside lodeshift is constant-price CNY of a base year without VAT. `to_base` brings a quoted figure there;
`same_year` refuses to let figures of different years meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Literal

from lodeshift.catalogue import macro
from lodeshift.errors import InputError, Problem, check_range
from lodeshift.records.figure import Figure

Currency = Literal["CNY", "USD", "EUR"]
Index = Literal["gdp", "cpi", "ppi"]
_RATES: Final = {"USD": "cny_per_usd", "EUR": "cny_per_eur"}
_INDICES: Final = {"gdp": "gdp_deflator_index_2005", "cpi": "cpi_index_2005"}


def fx(year: int, currency: Currency) -> Figure:
    """Yuan per unit of a currency, mean of the year.

    Raises
    ------
    UnknownIdError : the series does not hold this year.
    """
    if currency == "CNY":
        return Figure(1.0, 1.0, 1.0, "CNY/CNY", str(year), "CN", "identity", "measured")
    return macro.value(_RATES[currency], year)


def deflator(from_year: int, to_year: int, index: Index = "gdp") -> float:
    """Factor that carries a yuan of `from_year` to the price level of `to_year`.

    `gdp` is the GDP deflator (default: costs and wages at large), `cpi` consumer prices, `ppi` producer prices of
    industry, chained from the yearly changes. All from `macro.csv`; the level is good to about 2 %.

    Raises
    ------
    UnknownIdError : a year lies outside the series.
    """
    if from_year == to_year:
        macro.value("gdp_deflator_index_2005", from_year)
        return 1.0
    if index != "ppi":
        series = _INDICES[index]
        return macro.value(series, to_year).central / macro.value(series, from_year).central
    first, last = sorted((from_year, to_year))
    macro.value("ppi_change", first)
    level = 1.0
    for year in range(first + 1, last + 1):
        level *= 1 + macro.value("ppi_change", year).central / 100
    return level if to_year > from_year else 1 / level


def scaled(figure: Figure, factor: float, *, unit: str = "", year: str = "", note: str = "") -> Figure:
    """The figure times a positive factor, with a new unit or year where given and the step told in its note."""
    check_range("factor", factor, at_least=0)
    return replace(
        figure,
        low=figure.low * factor,
        central=figure.central * factor,
        high=figure.high * factor,
        unit=unit or figure.unit,
        year=year or figure.year,
        note="; ".join(part for part in (figure.note, note) if part),
    )


def without_vat(figure: Figure, rate: float) -> Figure:
    """A price quoted with VAT, without it: price / (1 + rate). `rate` 0.13 is 13 %."""
    check_range("VAT rate", rate, at_least=0, at_most=1)
    return scaled(figure, 1 / (1 + rate), note=f"VAT {rate:.0%} taken out") if rate else figure


def single_year(figure: Figure) -> int:
    """The one calendar year of a figure.

    Raises
    ------
    InputError : the figure spans years or names none, so its price level is not known.
    """
    text = figure.year.strip()
    if len(text) == 4 and text.isdigit():
        return int(text)
    problem = Problem(
        "money.no_one_year",
        figure.row or "figure",
        None,
        "year",
        repr(figure.year),
        "one year",
        "a span of years has no one price level",
    )
    raise InputError([problem])


def currency_of(figure: Figure) -> Currency:
    """The currency that a price's unit begins with.

    Raises
    ------
    InputError : the unit does not begin with CNY, USD or EUR.
    """
    for known in ("CNY", "USD", "EUR"):
        if figure.unit == known or figure.unit.startswith(f"{known}/"):
            return known
    raise InputError.one(
        "money.no_currency", figure.row or "figure", None, "unit", repr(figure.unit), "CNY/..., USD/... or EUR/..."
    )


def to_base(figure: Figure, base_year: int, *, vat_rate: float = 0.0, index: Index = "gdp") -> Figure:
    """A quoted price in CNY of `base_year` without VAT, per the same quantity.

    Order: VAT out (`vat_rate` 0 where the quote holds none), the year's mean exchange rate, then the deflator.

    Raises
    ------
    InputError : the figure spans several years, or its unit is no price.
    UnknownIdError : no exchange rate or price level for the figure's year or the base year.
    """
    year, currency = single_year(figure), currency_of(figure)
    net = without_vat(figure, vat_rate)
    if currency != "CNY":
        rate = fx(year, currency).central
        net = scaled(net, rate, unit="CNY" + net.unit[len(currency) :], note=f"{rate:.4g} CNY per {currency} of {year}")
    factor = deflator(year, base_year, index)
    if year == base_year:
        return net
    return scaled(net, factor, year=str(base_year), note=f"{year} to {base_year} by the {index} index ({factor:.4g})")


def same_year(figures: Iterable[Figure], base_year: int) -> None:
    """Refuse prices of different years: every figure must be of `base_year`, in CNY.

    Raises
    ------
    InputError : lists every figure of another year or currency at once.
    """
    problems = []
    for figure in figures:
        if figure.year != str(base_year):
            hint = "bring it to the base year with money.to_base"
            problems.append(
                Problem(
                    "money.other_year",
                    figure.row or "figure",
                    None,
                    "year",
                    figure.year or "none",
                    str(base_year),
                    hint,
                )
            )
        if not (figure.unit == "CNY" or figure.unit.startswith("CNY/")):
            problems.append(
                Problem(
                    "money.no_currency", figure.row or "figure", None, "unit", figure.unit, "CNY/...", "money.to_base"
                )
            )
    if problems:
        raise InputError(problems)
