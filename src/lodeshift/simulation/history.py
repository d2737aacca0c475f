"""What is known of a city's past, as differences that do not depend on level breaks, for fitting."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lodeshift.catalogue import indicators, macro, prices
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.errors import InputError, Problem
from lodeshift.files.tables import read_table

Kind = Literal["growth", "level"]


@dataclass(frozen=True, slots=True)
class Observation:
    """Log change of the city's output over that of the country between two years. `growth`: printed real growth (volume);
    `level`: current-price levels over the country's price level (income). `doubt`: standard deviation of the figure."""

    kind: Kind
    first: int
    last: int
    change: float
    doubt: float


def _national(first: int, last: int) -> float:
    """Log of the country's real growth from one year to another."""
    rates = macro.series("gdp_real_growth")
    return sum(math.log1p(rates[y].central / 100.0) for y in range(first + 1, last + 1))


def _deflator(first: int, last: int) -> float:
    index = macro.series("gdp_deflator_index_2005")
    return math.log(index[last].central / index[first].central)


def from_growth(rates: Mapping[int, float], doubt: float = 0.01) -> tuple[Observation, ...]:
    """Observations from printed real growth in percent by year."""
    return tuple(
        Observation("growth", y - 1, y, math.log1p(r / 100.0) - _national(y - 1, y), doubt)
        for y, r in sorted(rates.items())
        if y - 1 >= min(macro.series("gdp_real_growth"))
    )


def from_levels(levels: Mapping[int, tuple[float, float]]) -> tuple[Observation, ...]:
    """Observations from current-price levels: year -> (level in any unit, doubt of its log)."""
    years = sorted(levels)
    found = []
    for first, last in itertools.pairwise(years):
        (start, doubt_start), (end, doubt_end) = levels[first], levels[last]
        change = math.log(end / start) - _deflator(first, last) - _national(first, last)
        doubt = math.hypot(doubt_start, doubt_end)
        found.append(Observation("level", first, last, change, doubt))
    return tuple(found)


def public(
    id: str, assumed: Assumptions, *, start_indicator: str = "gdp", until: int = 2024
) -> tuple[Observation, ...]:
    """What the tables hold of a city's level of output, from 2005 on. `start_indicator` "gdp_alt" takes the other official
    figure where a first year has two."""
    usual, rough = assumed.central("level_error"), assumed.central("low_level_error")
    levels: dict[int, tuple[float, float]] = {}
    for item in indicators.indicators(id):
        if item.indicator == "gdp":
            levels[item.year] = (item.value, usual)
    rows = [
        r for r in indicators.series(id) if r["indicator"] in ("gdp", "gdp_alt") and 2005 <= int(r["year"]) <= until
    ]
    for row in rows:
        if row["indicator"] == "gdp" or int(row["year"]) not in {
            int(r["year"]) for r in rows if r["indicator"] == "gdp"
        }:
            doubt = rough if row["quality"] == "low" else usual
            levels.setdefault(int(row["year"]), (float(row["value"]), doubt))
    if start_indicator != "gdp":
        others = {int(r["year"]): float(r["value"]) for r in rows if r["indicator"] == start_indicator}
        levels |= {y: (v, rough) for y, v in others.items() if y == min(levels)}
    return from_levels(levels)


def read(path: Path, assumed: Assumptions) -> tuple[Observation, ...]:
    """A user's history: CSV with `year` and `gdp_growth_real_pct` or `gdp_bn_yuan` (current prices), or both.

    Raises
    ------
    InputError : file, columns or cells that cannot be used, all at once.
    """
    table = read_table(path, ("year",), "a CSV file with one row per year")
    problems: list[Problem] = []
    rates: dict[int, float] = {}
    levels: dict[int, tuple[float, float]] = {}
    known = macro.series("gdp_real_growth")
    for row in table.rows:
        year = row.number("year", problems)
        if year is None:
            continue
        if int(year) not in known:
            problems.append(
                Problem("value.out_of_range", row.file, row.row, "year", f"{year:g}", f"{min(known)} to {max(known)}")
            )
            continue
        rate = row.number("gdp_growth_real_pct", problems, needed=False)
        level = row.number("gdp_bn_yuan", problems, needed=False)
        if rate is not None:
            rates[int(year)] = rate
        if level is not None:
            levels[int(year)] = (level, assumed.central("level_error"))
    if problems:
        raise InputError(problems)
    found = (*from_growth(rates), *from_levels(levels))
    if not found:
        raise InputError.one(
            "simulation.nothing_to_fit", str(path), None, "rows", "nothing to fit", "growth of a year, or levels of two"
        )
    return found


def price_path(commodity: str, years: Sequence[int]) -> tuple[float, ...]:
    """Real price of a commodity over that of the first year: the default series of the world (else China) in nominal money,
    over the country's price level.

    Raises
    ------
    InputError : years without a price.
    """
    found = {int(r["year"]): float(r["central"]) for r in prices.annual(commodity, "CN") if r["year"].isdigit()}
    world = {int(r["year"]): float(r["central"]) for r in prices.annual(commodity, "world") if r["year"].isdigit()}
    series = found if set(years) <= set(found) else world
    missing = [y for y in years if y not in series]
    if missing:
        told = f"no price of {commodity} in {missing}"
        raise InputError.one(
            "simulation.no_price_of_years", "prices.csv", None, "year", told, "a row for every year of the fit"
        )
    index = {y: series[y] / math.exp(_deflator(years[0], y)) for y in years}
    return tuple(index[y] / index[years[0]] for y in years)
