"""What the rules of identification and stage may use about one place: figures with their rows, or nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lodeshift.diagnosis.table import IndicatorTable
from lodeshift.names import Quality
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note

GROWTH_SPAN_YEARS: Final = (4, 6)
"""A growth "over five years" may rest on figures four to six years apart."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "extraction_jobs": ("mining_jobs_persons", "employed_persons"),
    "extraction_job_share": ("mining_jobs_persons", "employed_persons"),
    "extraction_output": ("extraction_output_bn_yuan",),
    "extraction_output_share": ("extraction_output_bn_yuan", "industrial_output_bn_yuan"),
    "wide_output_share": (
        "extraction_output_bn_yuan",
        "first_processing_output_bn_yuan",
        "industrial_output_bn_yuan",
    ),
    "extraction_share_of_industry": ("extraction_share_of_industry_pct",),
    "resource_market_share": ("resource_market_share_pct",),
    "forest_potential": ("forest_potential_pct",),
    "forest_cutting": ("forest_cutting_pct",),
    "national_output_share": ("national_output_share_pct",),
    "reserve_life": ("reserve_life_years",),
    "depletion": ("depletion_pct",),
    "output_growth": ("extraction_volume_t",),
    "jobs_growth": ("mining_jobs_persons",),
}
"""Which columns of the user's table would bring a figure that is missing."""
OVER_YEARS: Final = frozenset({"output_growth", "jobs_growth"})
"""Figures that need two years, `GROWTH_SPAN_YEARS` apart."""


def columns_of(name: str) -> Note:
    """What to bring for a figure that is missing."""
    if name in OVER_YEARS:
        low, high = GROWTH_SPAN_YEARS
        return note("diagnosis.columns_two_years", columns=COLUMNS[name], low=low, high=high)
    return note("diagnosis.columns", columns=COLUMNS[name])


@dataclass(frozen=True, slots=True)
class Evidence:
    """Figures by name (see `COLUMNS`; also `extraction_quotient`). Shares and growth are in percent."""

    city: str
    level: str
    """"prefecture" or a smaller unit; decides which of two absolute cut-offs counts."""
    figures: Mapping[str, Figure]

    def get(self, name: str) -> Figure | None:
        return self.figures.get(name)

    def value(self, name: str) -> float | None:
        figure = self.figures.get(name)
        return None if figure is None else figure.central


def derived(value: float, unit: str, year: str, parts: tuple[Figure, ...], remark: Note | None = None) -> Figure:
    """A figure computed from others: it carries all their rows, and their weakest quality where that is weak."""
    weak: tuple[Quality, ...] = ("recalled", "estimate")
    quality: Quality = next((word for word in weak if any(part.quality == word for part in parts)), "derived")
    rows = row_list(part.row for part in parts)
    sources = "; ".join(dict.fromkeys(part.source for part in parts))
    return Figure(value, value, value, unit, year, parts[0].region, sources, quality, "", rows, remark=remark)


def row_list(rows: Iterable[str]) -> str:
    """Rows in words, neighbours joined: "deposit_tiers.csv:14-16, deposits.csv:20"."""
    kept = [row for row in dict.fromkeys(rows) if row]
    runs: list[tuple[str, int, int] | str] = []
    for row in kept:
        file, _, line = row.rpartition(":")
        if not line.isdigit():
            runs.append(row)
            continue
        last = runs[-1] if runs else ""
        if isinstance(last, tuple) and last[0] == file and last[2] + 1 == int(line):
            runs[-1] = (file, last[1], int(line))
        else:
            runs.append((file, int(line), int(line)))
    return ", ".join(
        run if isinstance(run, str) else f"{run[0]}:{run[1]}" + (f"-{run[2]}" if run[2] > run[1] else "")
        for run in runs
    )


def with_table(evidence: Evidence, table: IndicatorTable) -> Evidence:
    """The evidence with the user's own figures in place of, or beside, the public ones."""
    city, found = evidence.city, dict(evidence.figures)
    direct = {
        "extraction_output": "extraction_output_bn_yuan",
        "extraction_share_of_industry": "extraction_share_of_industry_pct",
        "resource_market_share": "resource_market_share_pct",
        "national_output_share": "national_output_share_pct",
        "reserve_life": "reserve_life_years",
        "depletion": "depletion_pct",
        "forest_potential": "forest_potential_pct",
        "forest_cutting": "forest_cutting_pct",
        "extraction_jobs": "mining_jobs_persons",
    }
    for name, column in direct.items():
        figure = table.latest(city, column)
        if figure is not None:
            found[name] = figure
    found.update(_ratios(table, city))
    for name, columns in (
        ("output_growth", ("extraction_volume_t", "extraction_output_bn_yuan")),
        ("jobs_growth", ("mining_jobs_persons",)),
    ):
        growth = next((g for column in columns if (g := five_year_growth(table.known(city, column))) is not None), None)
        if growth is not None:
            found[name] = growth
    return replace(evidence, figures=found)


def five_year_growth(figures: tuple[Figure, ...]) -> Figure | None:
    """Log growth in % a year over the newest span of four to six years (the one nearest to five); None without one.

    Zero at an end gives None: a logarithm of zero says nothing.
    """
    low, high = GROWTH_SPAN_YEARS
    for last in reversed(figures):
        spans = [(int(last.year) - int(first.year), first) for first in figures]
        fitting = [(abs(span - 5), span, first) for span, first in spans if low <= span <= high]
        if not fitting:
            continue
        _, span, first = min(fitting, key=lambda each: each[0])
        if first.central <= 0 or last.central <= 0:
            return None
        value = 100 * math.log(last.central / first.central) / span
        nominal = note("diagnosis.current_prices") if "yuan" in last.unit else None
        return derived(value, "%/a", f"{first.year}-{last.year}", (first, last), nominal)
    return None


def _ratios(table: IndicatorTable, city: str) -> dict[str, Figure]:
    """Shares that need two columns of the same year (the newest year that has both)."""
    found = {}
    pairs = (
        ("extraction_job_share", ("mining_jobs_persons",), "employed_persons"),
        ("extraction_output_share", ("extraction_output_bn_yuan",), "industrial_output_bn_yuan"),
        (
            "wide_output_share",
            ("extraction_output_bn_yuan", "first_processing_output_bn_yuan"),
            "industrial_output_bn_yuan",
        ),
    )
    for name, tops, bottom in pairs:
        series = [{f.year: f for f in table.known(city, column)} for column in (*tops, bottom)]
        years = set.intersection(*(set(s) for s in series))
        if not years:
            continue
        year = max(years)
        parts = tuple(s[year] for s in series)
        if parts[-1].central > 0:
            share = 100 * sum(part.central for part in parts[:-1]) / parts[-1].central
            found[name] = derived(share, "%", year, parts)
    return found
