"""The year's CBAM parameters by the law of a day: factors, mark-ups, certificate price, and which of them are assumed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Final

from lodeshift.catalogue import border_rules, carbon, tables
from lodeshift.catalogue.border_rules import PriceCase
from lodeshift.errors import InputRangeError
from lodeshift.records.note import Note, note

CSCF_ASSUMED: Final = "border.cscf_assumed"
PRICE_ASSUMED: Final = "border.price_assumed"
"""Notes that no longer hold where a user states the figure."""


@dataclass(frozen=True, slots=True)
class Law:
    """Parameters of one import year, as the law stood on `as_of`.

    `free_share` is the CBAM factor: the share of free allocation that remains (0.975 in 2026, 0 from 2034), not the
    share to be paid. Mark-ups are fractions on default values. `assumed` notes what no act fixes yet.
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
    assumed: tuple[Note, ...]
    sources: tuple[str, ...]

    def markup_of(self, sector: str) -> float:
        """Mark-up on a default value of that sector."""
        return self.markup_fertiliser if sector == "fertilisers" else self.markup


@cache
def first_year() -> int:
    """Certificates are owed for imports from this year on; before it imports were only reported."""
    return min(int(row["year"]) for row in carbon.phase_in())


@cache
def last_benchmark_year() -> int:
    """Last year of production for which benchmarks are set."""
    return max(int(row["production_years"].rpartition("-")[2]) for row in carbon.benchmarks())


@cache
def phase_in_row(year: int) -> tables.Row:
    """The phase-in row of a year; years after the table keep its last row, in which nothing is free any more.

    Raises
    ------
    InputRangeError : a year before the first of the table.
    """
    rows = {int(row["year"]): row for row in carbon.phase_in()}
    if year < first_year():
        raise InputRangeError(f"year {year} is before {first_year()}: until then imports are reported, nothing is paid")
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
        assumed.append(note(CSCF_ASSUMED, year=year, value=cscf.value))
    if state != "published":
        assumed.append(note(PRICE_ASSUMED, value=price.central, low=price.low, high=price.high))
    if year > last_benchmark_year():
        assumed.append(note("border.benchmarks_kept", year=last_benchmark_year()))
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
