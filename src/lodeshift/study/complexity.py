"""The question "how alike and how complex are these regions?": from a user's table to the answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

import numpy as np

from lodeshift.errors import InputError, Problem, UnknownIdError, check_range
from lodeshift.matching.backtest import back_tests
from lodeshift.matching.bootstrap import rank_intervals
from lodeshift.matching.outlook import Gains, one_region, surroundings
from lodeshift.matching.rca import presence
from lodeshift.matching.space import ProximityKind, SpaceOptions, activity_space, pinned_to_last_year, pinned_to_region
from lodeshift.matching.table import TableColumns, read_table
from lodeshift.records.complexity import ActivityGain, BackTest, ComplexityAnswer, RankIntervals, RegionTable
from lodeshift.records.note import Note, note

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


def _no_back_test(
    question: ComplexityQuestion, tests: tuple[BackTest, ...], years: tuple[int, ...]
) -> tuple[Note, ...]:
    """Says why a back-test that was asked for is not there."""
    if question.horizon is None or tests:
        return ()
    if not years:
        return (note("matching.no_back_test_no_year", value=question.horizon),)
    return (note("matching.no_back_test", value=question.horizon, years=tuple(map(str, years))),)


def _loose_ranks(ranks: RankIntervals | None) -> tuple[Note, ...]:
    if ranks is None:
        return ()
    width = float(np.nanmedian(ranks.high - ranks.low))
    if width <= LOOSE_RANKS * len(ranks.low):
        return ()
    return (note("matching.loose_ranks", value=width, level=ranks.level, of=len(ranks.low)),)


def _chosen(tables: tuple[RegionTable, ...], at: int | None) -> RegionTable:
    if at is None:
        return tables[-1]
    for table in tables:
        if table.year == at:
            return table
    raise UnknownIdError("year of the table", str(at), [str(table.year) for table in tables])


def gains_of(answer: ComplexityAnswer, region: str) -> tuple[ActivityGain, ...]:
    """What surrounds one region: RCA, density and gains of every activity, largest gain first. Worked out from the
    proximity alone, without a table of all pairs.

    Raises `UnknownIdError` for a region that the table (above the floor) does not hold.
    """
    found = answer.complexity
    if region not in found.table.regions:
        raise UnknownIdError("region of the table", region, found.table.regions)
    row = found.table.regions.index(region)
    density, cog, cog_atlas = one_region(presence(found.rca[row]), surroundings(found.proximity, found.index))
    parts = zip(found.table.activities, found.rca[row], density, cog, cog_atlas, strict=True)
    gains = [ActivityGain(name, float(r), float(d), float(g), float(a)) for name, r, d, g, a in parts]
    return tuple(sorted(gains, key=lambda gain: -gain.cog))
