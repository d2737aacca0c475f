"""A panel of cities and years that the user brings: yearly real growth, levels, sector shares. Never part of the package.

CSV with the columns `id`, `year`, `gdp_growth_real_pct`, and where known `gdp_bn_yuan`, `primary_pct`, `secondary_pct`,
`resource_stage`. One row per city and year.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import InputError, Problem
from lodeshift.files.tables import read_table

Array = NDArray[np.float64]
NEEDED: Final = ("id", "year", "gdp_growth_real_pct")
INDEX_FROM, INDEX_TO = 90.0, 140.0
"""A growth of 90 to 140 % a year is an index (last year = 100) printed in the growth column: 100 is taken off."""
FIRST_YEAR: Final = 1998
CORE_FIRST: Final = 2003
MOST_MISSING: Final = 2
"""A city is used when at most two growth rates are missing from 2003 on; those take the median of the year."""
REVISION: Final = 0.10
"""Current-price growth that lies over 10 % (log) from real growth and price change is a revision of the level (the
economic census of 2018 cut some by half): real growth plus the usual price change stands in for it."""
NOT_RESOURCE: Final = "not resource-based"


@dataclass(frozen=True, slots=True)
class Panel:
    """Cities that have enough data. `growth` and `nominal` (city, year) are logs per year, gaps filled (`filled` tells
    how many); `shares` (city, year, 2): primary and secondary of GDP, last known value carried on."""

    ids: tuple[str, ...]
    stages: tuple[str, ...]
    years: tuple[int, ...]
    growth: Array
    nominal: Array
    shares: Array
    filled: int
    as_index: int
    revised: int
    dropped: int

    def until(self, year: int) -> Panel:
        """The panel as it was known at the end of a year."""
        last = self.years.index(year) + 1
        return Panel(
            self.ids, self.stages, self.years[:last], self.growth[:, :last], self.nominal[:, :last],
            self.shares[:, :last], self.filled, self.as_index, self.revised, self.dropped,
        )  # fmt: skip


def read(path: Path, cities: Sequence[str] | None = None) -> Panel:
    """Read and clean a panel.

    Raises
    ------
    InputError : file, columns or cells that cannot be used, all at once; or no city with enough data.
    """
    rows = _rows(path)
    ids = sorted({r["id"] for r in rows} if cities is None else {r["id"] for r in rows} & set(cities))
    years = tuple(range(FIRST_YEAR, max(int(r["year"]) for r in rows) + 1))
    growth, level, primary, secondary = (np.full((len(ids), len(years)), np.nan) for _ in range(4))
    stage = dict.fromkeys(ids, "")
    at = {id: i for i, id in enumerate(ids)}
    as_index = 0
    for r in rows:
        if r["id"] not in at:
            continue
        stage[r["id"]] = r.get("resource_stage") or stage[r["id"]]
        if int(r["year"]) not in years:
            continue
        i, j = at[r["id"]], years.index(int(r["year"]))
        printed = _number(r.get("gdp_growth_real_pct", ""))
        if INDEX_FROM < printed < INDEX_TO:
            printed -= 100.0
            as_index += 1
        growth[i, j] = math.log1p(printed / 100.0) if printed > -100.0 else math.nan
        level[i, j] = _number(r.get("gdp_bn_yuan", ""))
        primary[i, j] = _number(r.get("primary_pct", "")) / 100.0
        secondary[i, j] = _number(r.get("secondary_pct", "")) / 100.0
    if CORE_FIRST not in years:
        raise InputError.one(
            "simulation.panel_too_short",
            str(path),
            None,
            "year",
            f"none from {CORE_FIRST} on",
            f"years from {FIRST_YEAR} on",
        )
    core = years.index(CORE_FIRST)
    used = np.isnan(growth[:, core:]).sum(axis=1) <= MOST_MISSING
    if not used.any():
        raise InputError.one(
            "simulation.panel_too_short",
            str(path),
            None,
            "gdp_growth_real_pct",
            "no city with enough years",
            f"at most {MOST_MISSING} gaps from {CORE_FIRST} on",
        )
    growth, level = growth[used], level[used]
    _check_years(path, years, growth, level)
    filled = int(np.isnan(growth[:, core:]).sum())
    growth = np.where(np.isnan(growth), np.nanmedian(growth, axis=0), growth)
    nominal, revised = _nominal(level, growth)
    shares = np.stack((_carried(primary[used]), _carried(secondary[used])), axis=2)
    kept = [id for id, good in zip(ids, used, strict=True) if good]
    return Panel(
        tuple(kept), tuple(stage[id] or NOT_RESOURCE for id in kept), years, growth, nominal, shares,
        filled, as_index, revised, int((~used).sum()),
    )  # fmt: skip


def _check_years(path: Path, years: Sequence[int], growth: Array, level: Array) -> None:
    """Every year needs one city at least: a gap takes the median of the year, a price change that of all cities."""
    known = ~np.isnan(level)
    both = np.concatenate((np.ones((len(level), 1), bool), known[:, 1:] & known[:, :-1]), axis=1)
    problems = [
        Problem("simulation.gap_in_panel", str(path), None, field, f"no city with a value for {year}", needs)
        for field, has, needs in (
            (NEEDED[2], ~np.isnan(growth), f"growth of every year from {FIRST_YEAR} on"),
            ("gdp_bn_yuan", both, f"levels of this year and the one before, from {FIRST_YEAR} on"),
        )
        for year, any_city in zip(years, np.atleast_1d(has.any(axis=0)), strict=True)
        if not any_city
    ]
    if problems:
        raise InputError(problems)


def _rows(path: Path) -> list[Mapping[str, str]]:
    table = read_table(path, NEEDED, "a CSV file with one row per city and year")
    problems: list[Problem] = []
    for row in table.rows:
        row.number("year", problems)
        row.number("gdp_growth_real_pct", problems, needed=False)
    if problems or not table.rows:
        none = Problem("table.no_rows", table.file, None, "rows", "none", "one row per city and year")
        raise InputError(problems or [none])
    return [row.cells for row in table.rows]


def _number(text: str | None) -> float:
    try:
        return float(text) if text else math.nan
    except ValueError:
        return math.nan


def _carried(values: Array) -> Array:
    """Last known value carried forward, the first known backward; the column's median where a city has none."""
    filled = values.copy()
    for j in range(1, filled.shape[1]):
        filled[:, j] = np.where(np.isnan(filled[:, j]), filled[:, j - 1], filled[:, j])
    for j in range(filled.shape[1] - 2, -1, -1):
        filled[:, j] = np.where(np.isnan(filled[:, j]), filled[:, j + 1], filled[:, j])
    return np.where(np.isnan(filled), 0.15, filled)


def _nominal(level: Array, growth: Array) -> tuple[Array, int]:
    """Rebased current-price growth (log), and how many steps were revisions or gaps.

    The price change of a year is the median over cities of nominal less real growth.
    """
    plain = np.full_like(growth, np.nan)
    plain[:, 1:] = np.log(level[:, 1:]) - np.log(level[:, :-1])
    prices = np.zeros(growth.shape[1])
    prices[1:] = np.nanmedian(plain[:, 1:] - growth[:, 1:], axis=0)
    usual = growth + prices
    revised = np.isnan(plain) | (np.abs(plain - usual) > REVISION)
    return np.where(revised, usual, plain), int(revised[:, 1:].sum())
