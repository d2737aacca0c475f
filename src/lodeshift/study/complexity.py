"""The question "how alike and how complex are these regions?": from a user's table to the answer and its JSON form."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

import numpy as np

from lodeshift.errors import InputError, Problem, UnknownIdError, check_range
from lodeshift.matching.backtest import back_tests
from lodeshift.matching.bootstrap import rank_intervals
from lodeshift.matching.outlook import Gains, one_region, surroundings
from lodeshift.matching.rca import presence
from lodeshift.matching.space import ProximityKind, SpaceOptions, activity_space, pinned_to_last_year, pinned_to_region
from lodeshift.matching.table import TableColumns, read_table
from lodeshift.records.complexity import BackTest, Complexity, RankIntervals, RegionTable

LOOSE_RANKS: Final = 0.25
"""Share of all places that the middle rank interval may span before the answer warns."""


@dataclass(frozen=True, slots=True)
class ComplexityQuestion:
    """What the user asks of the table, in the user's words.

    `where`: texts "COLUMN=TEXT" that rows must match. `at`: the year shown (None: the last). `pin_region`: a region
    whose ECI is known to be above the mean. `draws`: bootstrap samples (0: none). `horizon`: years between the two
    ends of the back-test (None: the whole span). `pairs`: also COG in the Atlas's convention.
    """

    path: Path
    region: str
    activity: str
    value: str
    year: str | None = None
    where: tuple[str, ...] = ()
    floor: float = 0.0
    proximity: str = "discrete"
    neighbours: int | None = None
    at: int | None = None
    pin_region: str | None = None
    draws: int = 100
    seed: int = 0
    horizon: int | None = None
    pairs: bool = False

    def columns(self) -> TableColumns:
        """Column names, checked. Raises `InputError` for a filter without '='."""
        wrong = [text for text in self.where if "=" not in text]
        if wrong:
            raise InputError(
                [Problem("option.not_read", "command line", None, "--where", repr(t), "COLUMN=TEXT") for t in wrong]
            )
        where = dict(text.split("=", 1) for text in self.where)
        return TableColumns(self.region, self.activity, self.value, self.year, where)

    def options(self) -> SpaceOptions:
        """Options of the calculation, checked. Raises `UnknownIdError` for a proximity that does not exist."""
        kinds: dict[str, ProximityKind] = {kind: kind for kind in get_args(ProximityKind)}
        if self.proximity not in kinds:
            raise UnknownIdError("proximity", self.proximity, kinds)
        gains = Gains(cog=self.pairs, cog_atlas=self.pairs)
        return SpaceOptions(self.floor, kinds[self.proximity], self.neighbours, gains)


@dataclass(frozen=True, slots=True)
class ComplexityAnswer:
    """The answer for one year, with what the other years add: the pinned sign and the back-tests."""

    complexity: Complexity
    ranks: RankIntervals | None
    back_tests: tuple[BackTest, ...]
    years: tuple[int, ...]
    warnings: tuple[str, ...]


def answer_complexity(question: ComplexityQuestion) -> ComplexityAnswer:
    """Reads the table and answers. Raises `InputError` for a table that cannot be used."""
    options = question.options()
    check_range("bootstrap draws", question.draws, at_least=0)
    check_range("seed", question.seed, at_least=0)
    tables = read_table(question.path, question.columns())
    chosen = _chosen(tables, question.at)
    upto = [table for table in tables if table.year is None or chosen.year is None or table.year <= chosen.year]
    result = activity_space(upto[0], options)
    for table in upto[1:]:
        result = pinned_to_last_year(activity_space(table, options), result, options)
    if question.pin_region is not None:
        if question.pin_region not in result.table.regions:
            raise UnknownIdError("region of the table", question.pin_region, result.table.regions)
        result = pinned_to_region(result, question.pin_region, options)
    ranks = None
    if question.draws:
        rng = np.random.default_rng(question.seed)
        ranks = rank_intervals(result.table.values, result.index, rng, question.draws)
    tests = back_tests(tables, question.horizon, options.floor)
    years = tuple(table.year for table in tables if table.year is not None)
    said = (*result.warnings, *_loose_ranks(ranks), *_no_back_test(question, tests, years))
    return ComplexityAnswer(result, ranks, tests, years, said)


def _no_back_test(question: ComplexityQuestion, tests: tuple[BackTest, ...], years: tuple[int, ...]) -> tuple[str, ...]:
    """Says why a back-test that was asked for is not there."""
    if question.horizon is None or tests:
        return ()
    held = f"the years are {', '.join(map(str, years))}" if years else "no year column was named (--year)"
    return (f"no back-test over {question.horizon} years: {held}",)


def _loose_ranks(ranks: RankIntervals | None) -> tuple[str, ...]:
    if ranks is None:
        return ()
    width = float(np.nanmedian(ranks.high - ranks.low))
    if width <= LOOSE_RANKS * len(ranks.low):
        return ()
    return (
        f"ranks are loose: the middle region's {ranks.level:.0%} interval spans {width:.0f} of {len(ranks.low)} places",
    )


def _chosen(tables: tuple[RegionTable, ...], at: int | None) -> RegionTable:
    if at is None:
        return tables[-1]
    for table in tables:
        if table.year == at:
            return table
    raise UnknownIdError("year of the table", str(at), [str(table.year) for table in tables])


def complexity_to_json(answer: ComplexityAnswer, pairs: bool) -> dict[str, Any]:
    """The answer as plain data. With `pairs`: `rca`, `density`, `cog` and `cog_atlas` as tables by region and
    activity, in the order of `regions` and `activities`, and the same in long form as `pairs`."""
    found = answer.complexity
    result: dict[str, Any] = {
        "source": found.table.source,
        "year": found.table.year,
        "years": list(answer.years),
        "size_floor": found.floor,
        "dropped": {"regions": list(found.dropped_regions), "activities": list(found.dropped_activities)},
        "sign": {"rule": found.index.sign_rule, "correlation": found.index.sign_correlation},
        "eigenvalue": found.index.eigenvalue,
        "conventions": {
            "rca_present_from": 1.0,
            "pci": "scaled by mean and standard deviation of the raw ECI (py-ecomplexity)",
            "coi": "unit-length eigenvector, standardised over regions (py-ecomplexity)",
            "coi_atlas": "standardised PCI, standardised over regions (Atlas of Economic Complexity)",
            "fitness": f"{found.fitness.rounds} rounds, last change {found.fitness.last_change:.1e}",
        },
        "regions": _regions(answer),
        "activities": [
            {"activity": name, "ubiquity": int(u), "pci": float(p), "quality": float(q)}
            for name, u, p, q in zip(
                found.table.activities, found.ubiquity, found.index.pci, found.fitness.quality, strict=True
            )
        ],
        "back_tests": [_back_test(test) for test in answer.back_tests],
        "warnings": list(answer.warnings),
    }
    if pairs:
        tables = {"rca": found.rca, "density": found.outlook.density}
        for name, table in (("cog", found.outlook.cog), ("cog_atlas", found.outlook.cog_atlas)):
            if table is not None:
                tables[name] = table
        result |= {name: table.tolist() for name, table in tables.items()}
        result["pairs"] = [
            {"region": region, "activity": activity} | {name: float(table[i, j]) for name, table in tables.items()}
            for i, region in enumerate(found.table.regions)
            for j, activity in enumerate(found.table.activities)
        ]
    return result


def one_region_to_json(answer: ComplexityAnswer, region: str) -> list[dict[str, Any]]:
    """What surrounds one region: RCA, density and gains of every activity, largest gain first. Worked out from the
    proximity alone, without a table of all pairs.

    Raises `UnknownIdError` for a region that the table (above the floor) does not hold.
    """
    found = answer.complexity
    if region not in found.table.regions:
        raise UnknownIdError("region of the table", region, found.table.regions)
    row = found.table.regions.index(region)
    density, cog, cog_atlas = one_region(presence(found.rca[row]), surroundings(found.proximity, found.index))
    names = zip(found.table.activities, found.rca[row], density, cog, cog_atlas, strict=True)
    rows: list[dict[str, Any]] = [
        {"activity": name, "rca": float(r), "density": float(d), "cog": float(g), "cog_atlas": float(a)}
        for name, r, d, g, a in names
    ]
    rows.sort(key=lambda one: -float(one["cog"]))
    return rows


def one_region_to_text(answer: ComplexityAnswer, region: str, most: int = 15) -> Iterable[str]:
    """The absent activities with the largest gains, in lines for a terminal."""
    absent = [row for row in one_region_to_json(answer, region) if row["rca"] < 1]
    yield f"{region}: absent activities by opportunity gain (py-ecomplexity's convention)"
    yield f"  {'activity':<28}{'RCA':>8}{'density':>9}{'COG':>8}{'COG Atlas':>11}"
    for one in absent[:most]:
        yield f"  {one['activity']:<28}{one['rca']:>8.3f}{one['density']:>9.3f}{one['cog']:>8.3f}{one['cog_atlas']:>11.3f}"


def _regions(answer: ComplexityAnswer) -> list[dict[str, Any]]:
    found = answer.complexity
    rows = []
    rank = np.empty(len(found.table.regions), dtype=np.int64)
    rank[np.argsort(-found.index.eci, kind="stable")] = np.arange(1, len(rank) + 1)
    for i, name in enumerate(found.table.regions):
        row: dict[str, Any] = {
            "region": name,
            "diversity": int(found.diversity[i]),
            "eci": float(found.index.eci[i]),
            "fitness": float(found.fitness.fitness[i]),
            "coi": float(found.outlook.coi[i]),
            "coi_atlas": float(found.outlook.coi_atlas[i]),
            "eci_rank": int(rank[i]),
        }
        if answer.ranks is not None:
            row["eci_rank_low"] = _whole(answer.ranks.low[i])
            row["eci_rank_high"] = _whole(answer.ranks.high[i])
        rows.append(row)
    return rows


def _whole(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None


def _back_test(test: BackTest) -> dict[str, Any]:
    return {
        "year": test.year,
        "horizon": test.horizon,
        "candidates": test.candidates,
        "entries": test.entries,
        "auc": test.auc,
        "auc_within_regions": test.auc_within_regions,
        "regions_within": test.regions_within,
        "auc_ubiquity": test.auc_ubiquity,
    }


def complexity_to_text(answer: ComplexityAnswer, most: int = 20) -> Iterable[str]:
    """The answer in lines for a terminal: what was done, the regions by ECI, the back-tests, the warnings."""
    found = answer.complexity
    year = "" if found.table.year is None else f", {found.table.year}"
    yield f"{found.table.source}{year}: {len(found.table.regions)} regions x {len(found.table.activities)} activities"
    left_out = f"{len(found.dropped_regions)} regions and {len(found.dropped_activities)} activities left out"
    yield f"size floor {found.floor:g}; {left_out}"
    yield f"sign: {found.index.sign_rule} (correlation {found.index.sign_correlation:.2f})"
    yield ""
    yield f"{'region':<28}{'rank':>6}{'90 %':>12}{'ECI':>9}{'diversity':>11}{'fitness':>9}{'COI':>8}{'COI Atlas':>11}"
    for row in sorted(_regions(answer), key=lambda r: int(r["eci_rank"]))[:most]:
        span = f"{row['eci_rank_low']}-{row['eci_rank_high']}" if "eci_rank_low" in row else ""
        yield (
            f"{row['region']:<28}{row['eci_rank']:>6}{span:>12}{row['eci']:>9.3f}{row['diversity']:>11}"
            f"{row['fitness']:>9.3f}{row['coi']:>8.3f}{row['coi_atlas']:>11.3f}"
        )
    if len(found.table.regions) > most:
        yield f"... {len(found.table.regions) - most} more regions (--json has all)"
    for test in answer.back_tests:
        yield _back_test_line(test)
    for warning in answer.warnings:
        yield f"warning: {warning}"


def _back_test_line(test: BackTest) -> str:
    if test.auc is None:
        return f"back-test {test.year} + {test.horizon}: {test.entries} entries in {test.candidates} pairs: nothing to test"
    within = "" if test.auc_within_regions is None else f", within regions {test.auc_within_regions:.3f}"
    return (
        f"back-test {test.year} + {test.horizon}: {test.entries} entries in {test.candidates} absent pairs, AUC of density "
        f"{test.auc:.3f}{within}; of ubiquity alone {test.auc_ubiquity:.3f}"
    )
