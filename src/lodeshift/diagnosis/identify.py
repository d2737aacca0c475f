"""Is it a resource-based city? Six published or proposed rules, each by name with its margins; never one verdict.

A test without data is neither passed nor failed. A rule of which all tests must hold fails as soon as one known test
fails; it holds only when all are known to hold. The published rules count jobs in urban units; the census counts
everybody at work where they live, farmers too, so its mining shares run lower: a published rule that fails on census
jobs stays open. The user's own figures decide. Sources and marks: diagnosis-method section 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lodeshift.diagnosis.evidence import TABLE_COLUMNS, Evidence
from lodeshift.records.diagnosis import Rule, RuleTest

PREFECTURE: Final = "prefecture"
CENSUS_JOBS: Final = frozenset({"extraction_job_share", "extraction_jobs"})


@dataclass(frozen=True, slots=True)
class PlanCuts:
    """Cut-offs of the 2013 plan's tests in percent. The numbers were not found in reachable text: none is a default."""

    structure_pct: float | None = None
    employment_pct: float | None = None
    market_pct: float | None = None
    forest_potential_pct: float | None = None
    forest_cutting_pct: float | None = None


def identify(evidence: Evidence, cuts: PlanCuts | None = None) -> tuple[Rule, ...]:
    """All six rules for one place, in the order of their age."""
    return (
        _four_indicators(evidence),
        _old_share(evidence),
        _wide(evidence),
        _plan_2013(evidence, cuts or PlanCuts()),
        _light_2022(evidence),
        _quotient(evidence),
    )


def _four_indicators(e: Evidence) -> Rule:
    prefecture = e.level == PREFECTURE
    tests = (
        _held(e, _Spec("A", "extraction in industrial output", "extraction_output_share", 10, "%", "S")),
        _held(e, _Spec("B", "extraction output", "extraction_output", 0.2 if prefecture else 0.1, "bn yuan", "S")),
        _held(e, _Spec("C", "extraction in jobs", "extraction_job_share", 5, "%", "M")),
        _held(
            e, _Spec("D", "people in extraction", "extraction_jobs", 20_000 if prefecture else 10_000, "persons", "M")
        ),
    )
    return Rule(
        "R-2003",
        "four indicators of 2003, all needed",
        "A, B: criteria of 2003 as in an encyclopaedia; C, D and 'all four': from memory",
        _all(tests),
        tests,
    )


def _old_share(e: Evidence) -> Rule:
    tests = (
        _held(e, _Spec("15 %", "extraction in jobs", "extraction_job_share", 15, "%", "S")),
        _held(e, _Spec("10 % (later form)", "extraction in jobs", "extraction_job_share", 10, "%", "S")),
    )
    return Rule(
        "R-old",
        "jobs in extraction at least 15 %, later 10 %",
        "introduction of Yu, Li, Zhang 2018, Acta Geogr. Sin. 73(4) 677",
        _all(tests[1:]),
        tests,
        "the verdict is that of the later form",
    )


def _wide(e: Evidence) -> Rule:
    tests = (
        _held(e, _Spec("wide", "extraction and first processing in output", "wide_output_share", 50, "%", "S", ">")),
        _held(e, _Spec("extraction", "extraction in industrial output", "extraction_output_share", 10, "%", "S")),
    )
    return Rule(
        "R-wide",
        "extraction and first processing above half of industrial output, or extraction alone 10 %",
        "review in Gao, Liu, Ding 2010",
        _any(tests),
        tests,
    )


def _plan_2013(e: Evidence, cuts: PlanCuts) -> Rule:
    mining = (
        _held(e, _Spec("structure", "extraction in output", "extraction_output_share", cuts.structure_pct, "%", "U")),
        _held(e, _Spec("employment", "extraction in jobs", "extraction_job_share", cuts.employment_pct, "%", "U")),
        _held(e, _Spec("market", "resource's market share", "resource_market_share", cuts.market_pct, "%", "U")),
    )
    forest = (
        _held(
            e, _Spec("forest potential", "forest potential", "forest_potential", cuts.forest_potential_pct, "%", "U")
        ),
        _held(
            e, _Spec("forest cutting", "forest cutting capacity", "forest_cutting", cuts.forest_cutting_pct, "%", "U")
        ),
    )
    mines, woods = _any(mining), _all(forest)
    verdict = True if mines or woods else (False if mines is False and woods is False else None)
    return Rule(
        "R-2013",
        "any of three mining tests, or both forest tests; the plan then added cities by judgement",
        "State Council plan, Guofa (2013) No. 45: structure read, cut-offs not found",
        verdict,
        (*mining, *forest),
        "the cut-offs are yours to give; none is official",
    )


def _light_2022(e: Evidence) -> Rule:
    tests = (
        _held(e, _Spec("3.9 %", "extraction in jobs", "extraction_job_share", 3.9, "%", "S")),
        _held(e, _Spec("44.9 % (second divider)", "extraction in jobs", "extraction_job_share", 44.9, "%", "S")),
    )
    return Rule(
        "R-light 2022",
        "jobs in extraction at least 3.9 %; 44.9 % divides the life cycle",
        "Lu, Zhang, Li, Wang 2022, Front. Earth Sci. 929927",
        _all(tests[:1]),
        tests,
    )


def _quotient(e: Evidence) -> Rule:
    tests = (
        _held(
            e,
            _Spec(
                "quotient",
                "location quotient of extraction jobs",
                "extraction_quotient",
                2,
                "",
                "P",
                counts_urban_units=False,
            ),
        ),
        _held(e, _Spec("share", "extraction in jobs", "extraction_job_share", 5, "%", "P", counts_urban_units=False)),
    )
    return Rule("R-LQ", "location quotient at least 2 and share at least 5 %", "our proposal", _all(tests), tests)


@dataclass(frozen=True, slots=True)
class _Spec:
    test: str
    text: str
    name: str
    """Of the figure in the evidence."""
    cut_off: float | None
    unit: str
    mark: str
    sense: str = ">="
    counts_urban_units: bool = True
    """The rule's jobs are those of urban units; census jobs run lower."""


def _held(e: Evidence, s: _Spec) -> RuleTest:
    figure = e.get(s.name)
    if s.cut_off is None:
        return RuleTest(s.test, s.text, figure, None, s.sense, None, None, s.unit, s.mark, "no cut-off given")
    if figure is None:
        note = f"no data: bring your table (column {TABLE_COLUMNS[s.name]})" if s.name in TABLE_COLUMNS else "no data"
        return RuleTest(s.test, s.text, None, s.cut_off, s.sense, None, None, s.unit, s.mark, note)
    value = figure.central
    passed = value > s.cut_off if s.sense == ">" else value >= s.cut_off
    decisive = passed or figure.quality == "user" or not (s.counts_urban_units and s.name in CENSUS_JOBS)
    note = (
        "" if decisive else "fails on census jobs, which run lower than the urban-unit jobs of the rule: proves nothing"
    )
    margin = value - s.cut_off
    return RuleTest(s.test, s.text, figure, s.cut_off, s.sense, passed, margin, s.unit, s.mark, note, decisive=decisive)


def _all(tests: Sequence[RuleTest]) -> bool | None:
    if any(_failed(t) for t in tests):
        return False
    return True if all(t.passed for t in tests) else None


def _any(tests: Sequence[RuleTest]) -> bool | None:
    if any(t.passed for t in tests):
        return True
    return False if all(_failed(t) for t in tests) else None


def _failed(test: RuleTest) -> bool:
    return test.passed is False and test.decisive
