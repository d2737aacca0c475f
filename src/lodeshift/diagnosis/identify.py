"""Is it a resource-based city? Six published or proposed rules, each by name with its margins; never one verdict.

A test without data is neither passed nor failed. A rule of which all tests must hold fails as soon as one known test
fails; it holds only when all are known to hold. The published rules count jobs in urban units; the census counts
everybody at work where they live, farmers too, so its mining shares run lower: a published rule that fails on census
jobs stays open. The user's own figures decide. Cut-offs, sources and marks: `identification_rules.csv`.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

from lodeshift.catalogue import city_rules
from lodeshift.catalogue.city_rules import RuleRow
from lodeshift.diagnosis.evidence import COLUMNS, Evidence, columns_of
from lodeshift.records.diagnosis import Rule, RuleTest
from lodeshift.records.note import note

PREFECTURE: Final = "prefecture"
CENSUS_JOBS: Final = frozenset({"extraction_job_share", "extraction_jobs"})
OPEN_CUT_OFFS: Final = "R-2013"
"""The rule of the plan, whose cut-offs were not found in reachable text: none is a default."""


def own_tests() -> tuple[str, ...]:
    """Tests that the user may give a cut-off for, in percent."""
    return tuple(row.test for row in city_rules.identification() if row.rule == OPEN_CUT_OFFS)


def identify(evidence: Evidence, cuts_pct: Mapping[str, float] | None = None) -> tuple[Rule, ...]:
    """All rules for one place, in the order of their age; `cuts_pct` are the user's cut-offs of `own_tests`."""
    given = cuts_pct or {}
    by_rule = itertools.groupby(city_rules.identification(), key=lambda row: row.rule)
    return tuple(_rule(name, tuple(rows), evidence, given) for name, rows in by_rule)


def _rule(name: str, rows: Sequence[RuleRow], evidence: Evidence, given: Mapping[str, float]) -> Rule:
    tests = tuple(_tested(row, evidence, _cut_off(row, evidence, given)) for row in rows)
    parts = []
    for holds, of in (("any", _any), ("all", _all)):
        decide = [test for row, test in zip(rows, tests, strict=True) if row.holds == holds]
        if decide:
            parts.append(of([_answer(test) for test in decide]))
    return Rule(name, "; ".join(dict.fromkeys(row.source for row in rows)), _any(parts), tests)


def _cut_off(row: RuleRow, evidence: Evidence, given: Mapping[str, float]) -> float | None:
    if row.rule == OPEN_CUT_OFFS:
        return given.get(row.test)
    small = evidence.level != PREFECTURE and row.cut_off_small is not None
    return row.cut_off_small if small else row.cut_off


def _tested(row: RuleRow, e: Evidence, cut_off: float | None) -> RuleTest:
    figure = e.get(row.figure)
    passed, margin, decisive = None, None, True
    remarks = []
    if cut_off is None:
        remarks.append(note("diagnosis.no_cut_off"))
    elif figure is None:
        remarks.append(note("diagnosis.no_data"))
        if row.figure in COLUMNS:
            remarks.append(columns_of(row.figure))
    else:
        value = figure.central
        passed = value > cut_off if row.sense == ">" else value >= cut_off
        margin = value - cut_off
        decisive = passed or figure.quality == "user" or not (row.urban_units and row.figure in CENSUS_JOBS)
        if not decisive:
            remarks.append(note("diagnosis.census_proves_nothing"))
    return RuleTest(
        test=row.test,
        measure=row.measure,
        figure=figure,
        cut_off=cut_off,
        sense=row.sense,
        passed=passed,
        margin=margin,
        unit=row.unit,
        mark=row.mark,
        remarks=tuple(remarks),
        decisive=decisive,
    )


def _answer(test: RuleTest) -> bool | None:
    """Passed, failed, or None where there is no data or failing proves nothing."""
    return None if test.passed is False and not test.decisive else test.passed


def _all(answers: Sequence[bool | None]) -> bool | None:
    if False in answers:
        return False
    return True if all(answers) else None


def _any(answers: Sequence[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False
