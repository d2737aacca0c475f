"""The year's CBAM parameters by the law of a day: factors, mark-ups, certificate price, and which of them are assumed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Final

from lodeshift.catalogue import border_rules, carbon, tables
from lodeshift.catalogue.border_rules import PriceCase
from lodeshift.errors import InputRangeError

FIRST_YEAR: Final = 2026
"""Certificates are owed for imports from this year on; before it imports were only reported."""


@dataclass(frozen=True, slots=True)
class Law:
    """Parameters of one import year, as the law stood on `as_of`.

    `free_share` is the CBAM factor: the share of free allocation that remains (0.975 in 2026, 0 from 2034), not the
    share to be paid. Mark-ups are fractions on default values. `assumed` says in words what no act fixes yet.
    """

    year: int
    as_of: dt.date
    free_share: float
    cscf: float
    markup: float
    markup_fertiliser: float
    price_eur: float
    price_low_eur: float
    price_high_eur: float
    assumed: tuple[str, ...]
    sources: tuple[str, ...]

    def markup_of(self, sector: str) -> float:
        """Mark-up on a default value of that sector."""
        return self.markup_fertiliser if sector == "fertilisers" else self.markup


@cache
def phase_in_row(year: int) -> tables.Row:
    """The phase-in row of a year; years after the table keep its last row, in which nothing is free any more.

    Raises
    ------
    InputRangeError : a year before 2026.
    """
    rows = {int(row["year"]): row for row in carbon.phase_in()}
    if year < min(rows):
        raise InputRangeError(f"year {year} is before {min(rows)}: until then imports are reported, nothing is paid")
    return rows[min(year, max(rows))]


@cache
def law(year: int, as_of: dt.date | None = None, quarter: int | None = None) -> Law:
    """The law of an import year as it stood on a day (default: the day the tables were kept to).

    Raises
    ------
    InputRangeError : before 2026, beyond the certificate price path, or an act that is needed was not in force yet.
    """
    day = as_of or border_rules.STATE_DATE
    row = phase_in_row(year)
    for needed in ("2023/956", "2023/959", "2025/2620"):
        if not border_rules.act(needed).known_on(day):
            raise InputRangeError(
                f"{border_rules.act(needed).title} was not in force on {day}: no bill can be computed"
            )
    on = dt.date(year, 7, 1)
    cscf = border_rules.rule("cscf", on=on, as_of=day)
    price, state = border_rules.certificate_price(year, quarter, day)
    assumed = []
    if cscf.act.state == "assumed":
        assumed.append(f"correction factor CSCF {cscf.value:g} assumed: none is published for {year}")
    if state != "published":
        assumed.append(f"certificate price {price.central:.2f} EUR assumed ({price.low:.0f} to {price.high:.0f})")
    if year > 2030:
        assumed.append("benchmarks after 2030 are not set: those of 2028-2030 are kept")
    return Law(
        year=year,
        as_of=day,
        free_share=tables.needed(row, "cbam_factor_free_share"),
        cscf=cscf.value,
        markup=tables.needed(row, "default_markup_general"),
        markup_fertiliser=tables.needed(row, "default_markup_fertiliser"),
        price_eur=price.central,
        price_low_eur=price.low,
        price_high_eur=price.high,
        assumed=tuple(assumed),
        sources=(row["source"], cscf.source, price.source),
    )


def price_eur(found: Law, case: PriceCase) -> float:
    """Certificate price of the year in one case of the path, EUR per t CO2e."""
    return {"low": found.price_low_eur, "central": found.price_eur, "high": found.price_high_eur}[case]
