"""Which stage? Our proposed rule [P] of diagnosis-method section 2, with margins and probability.

Tested in this order:
    extraction share of industry < 20 % and SD >= median of the comparison set           -> regenerative
    RS >= 0.5 and 5-year growth of extraction > 3 %/a and depletion < 0.3                  -> growing
    RS < 0.35, or extraction output and mining jobs both falling over five years           -> declining
    otherwise                                                                              -> mature

Where an input is missing every value it could have is considered: a class is given only where all of them lead to
it. RS = mean of r1 = min(1, life/50), r2 = 1 - depletion, r3 = min(1, national share/5 %); SD comes from
`development`. The published frame (two indices, four classes) is real; weights and cut-offs here are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import city_rules
from lodeshift.diagnosis.development import Development, Score
from lodeshift.diagnosis.evidence import Evidence, columns_of
from lodeshift.names import Stage
from lodeshift.records.diagnosis import RuleTest, StageFinding
from lodeshift.records.figure import Figure
from lodeshift.records.note import note

ORDER: Final[tuple[Stage, ...]] = ("regenerative", "growing", "declining", "mature")
"""The order in which the classes are tested."""
UNDECIDED: Final = "undecided"
Values = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class StageCuts:
    """Cut-offs of the rule, all [P]. Percent where the name says so."""

    extraction_share_pct: float
    security_growing: float
    growth_pct: float
    depletion_growing_pct: float
    security_declining: float
    full_life_years: float
    full_national_share_pct: float


def usual_cuts() -> StageCuts:
    """The cut-offs of the table."""
    return StageCuts(**city_rules.stage_cuts())


@dataclass(frozen=True, slots=True)
class Draws:
    """How input error is drawn: each input times U(1 - error, 1 + error), the same draws for every city."""

    number: int = 2000
    error: float = 0.2
    seed: int = 20130

    def factors(self, inputs: int) -> Values:
        """(number, inputs) factors; the first row is 1: the figures as they are."""
        rng = np.random.default_rng(self.seed)
        drawn = rng.uniform(1 - self.error, 1 + self.error, size=(self.number, inputs))
        return np.concatenate([np.ones((1, inputs)), drawn])


@dataclass(frozen=True, slots=True)
class _Span:
    """Lowest and highest value that a quantity can have in each draw; equal where it is known."""

    low: Values
    high: Values


@dataclass(frozen=True, slots=True)
class _Answer:
    """A test's answer in each draw: can it be true, can it be false (both where it is not known)."""

    can: Truth
    can_not: Truth

    def both(self, *others: _Answer) -> _Answer:
        can, can_not = self.can, self.can_not
        for other in others:
            can, can_not = can & other.can, can_not | other.can_not
        return _Answer(can, can_not)

    def either(self, other: _Answer) -> _Answer:
        return _Answer(self.can | other.can, self.can_not & other.can_not)

    @property
    def sure(self) -> Truth:
        return self.can & ~self.can_not


def find_stage(
    evidence: Evidence, development: Development, cuts: StageCuts | None = None, draws: Draws | None = None
) -> StageFinding:
    """The stage of one place with its margins and probabilities."""
    cut, drawn = cuts or usual_cuts(), draws or Draws()
    score = development.score(evidence.city)
    spans = _spans(evidence, score, cut, drawn)
    answers = _answers(spans, development.median, cut)
    open_to = _possible(answers)
    reading = _read(answers)
    names = np.array(ORDER)
    single = open_to.sum(axis=0) == 1
    decided = np.where(single, open_to.argmax(axis=0), len(ORDER))
    reserves_known = evidence.get("reserve_life") is not None and evidence.get("depletion") is not None
    rs = spans["security"]
    stage = ORDER[int(decided[0])] if single[0] else None
    return StageFinding(
        stage=stage,
        possible=tuple(stage for stage, is_open in zip(ORDER, open_to[:, 0], strict=True) if is_open),
        reading=ORDER[int(reading[0])] if reserves_known or bool(answers["regenerative"].sure[0]) else None,
        probability=_shares(decided[1:], (*names.tolist(), UNDECIDED)),
        reading_probability=_shares(reading[1:], tuple(names.tolist())) if reserves_known else {},
        tests=_tests(evidence, spans, development.median, cut),
        inputs=tuple((name, evidence.get(name)) for name in _INPUTS),
        resource_security=None if not reserves_known and _nothing(evidence) else (float(rs.low[0]), float(rs.high[0])),
        development=None if score is None else (score.low, score.high),
        development_median=development.median,
        draws=drawn.number,
        seed=drawn.seed,
    )


_INPUTS: Final = (
    "extraction_share_of_industry",
    "reserve_life",
    "depletion",
    "national_output_share",
    "output_growth",
    "jobs_growth",
)


def _nothing(evidence: Evidence) -> bool:
    return all(evidence.get(name) is None for name in ("reserve_life", "depletion", "national_output_share"))


def _spans(evidence: Evidence, score: Score | None, cut: StageCuts, drawn: Draws) -> dict[str, _Span]:
    """Every quantity of the rule in every draw. Reserves, rate, extracted and national output err on their own."""
    f = drawn.factors(7 + (0 if score is None else len(score.indicators)))
    reserve, rate, extracted, nation, share, growth, jobs = (f[:, k] for k in range(7))
    life = evidence.value("reserve_life")
    depletion = evidence.value("depletion")
    national = evidence.value("national_output_share")
    r1 = _known(None if life is None else np.minimum(1, life * reserve / rate / cut.full_life_years), f)
    d = _known(None if depletion is None else _depletion(depletion / 100, extracted, reserve), f)
    r3 = _known(None if national is None else np.minimum(1, national * rate / nation / cut.full_national_share_pct), f)
    spans = {
        "share": _free(evidence.value("extraction_share_of_industry"), share, f, (0.0, 100.0)),
        "growth": _free(evidence.value("output_growth"), growth, f, (-np.inf, np.inf)),
        "jobs": _free(evidence.value("jobs_growth"), jobs, f, (-np.inf, np.inf)),
        "depletion": _Span(100 * d.low, 100 * d.high),
        "security": _Span((r1.low + 1 - d.high + r3.low) / 3, (r1.high + 1 - d.low + r3.high) / 3),
    }
    spans["development"] = _known(None, f) if score is None else _Span(*score.under(f[:, 7:]))
    return spans


def _depletion(d: float, extracted: Values, reserve: Values) -> Values:
    return d * extracted / (d * extracted + (1 - d) * reserve) if d > 0 else np.zeros_like(reserve)


def _known(values: Values | None, f: Values) -> _Span:
    """A quantity in [0, 1]: known, or anything in between."""
    return _Span(np.zeros(len(f)), np.ones(len(f))) if values is None else _Span(values, values)


def _free(value: float | None, factor: Values, f: Values, limits: tuple[float, float]) -> _Span:
    if value is None:
        return _Span(np.full(len(f), limits[0]), np.full(len(f), limits[1]))
    drawn = np.clip(value * factor, *limits)
    return _Span(drawn, drawn)


def _at_least(span: _Span, cut: float) -> _Answer:
    return _Answer(span.high >= cut, span.low < cut)


def _above(span: _Span, cut: float) -> _Answer:
    return _Answer(span.high > cut, span.low <= cut)


def _below(span: _Span, cut: float) -> _Answer:
    return _Answer(span.low < cut, span.high >= cut)


def _answers(spans: Mapping[str, _Span], median: float, cut: StageCuts) -> dict[str, _Answer]:
    falling = _below(spans["growth"], 0.0).both(_below(spans["jobs"], 0.0))
    return {
        "regenerative": _below(spans["share"], cut.extraction_share_pct).both(_at_least(spans["development"], median)),
        "growing": _at_least(spans["security"], cut.security_growing).both(
            _above(spans["growth"], cut.growth_pct), _below(spans["depletion"], cut.depletion_growing_pct)
        ),
        "declining": _below(spans["security"], cut.security_declining).either(falling),
    }


def _possible(answers: Mapping[str, _Answer]) -> Truth:
    """(4, draws): may the class of `ORDER` be the answer in this draw."""
    one, two, three = answers["regenerative"], answers["growing"], answers["declining"]
    return np.stack(
        [
            one.can,
            one.can_not & two.can,
            one.can_not & two.can_not & three.can,
            one.can_not & two.can_not & three.can_not,
        ]
    )


def _read(answers: Mapping[str, _Answer]) -> NDArray[np.int64]:
    """Position in `ORDER` in each draw when a test that is not known counts as not passed."""
    sure = np.stack([answers[name].sure for name in ORDER[:3]])
    return np.where(sure.any(axis=0), sure.argmax(axis=0), 3).astype(np.int64)


def _shares(classes: NDArray[np.int64], names: tuple[str, ...]) -> dict[str, float]:
    counts = np.bincount(classes, minlength=len(names))
    return {name: float(count / len(classes)) for name, count in zip(names, counts, strict=True)}


@dataclass(frozen=True, slots=True)
class _Test:
    """One test of the rule: `quantity` (of `_spans`) against a cut-off, for one class; `brought_by`: the evidence that
    a user's table could bring."""

    test: str
    measure: str
    quantity: str
    brought_by: str
    sense: str
    cut_off: float
    unit: str
    stage: Stage


def _rule_tests(median: float, cut: StageCuts) -> tuple[_Test, ...]:
    growth, jobs = "output_growth", "jobs_growth"
    share = "extraction_share_of_industry"
    return (
        _Test(share, share, "share", share, "<", cut.extraction_share_pct, "%", "regenerative"),
        _Test("development_at_median", "development", "development", "reserve_life", ">=", median, "", "regenerative"),
        _Test("security_for_growing", "security", "security", "reserve_life", ">=", cut.security_growing, "", "growing"),
        _Test(growth, growth, "growth", growth, ">", cut.growth_pct, "%/a", "growing"),
        _Test("depletion", "depletion", "depletion", "depletion", "<", cut.depletion_growing_pct, "%", "growing"),
        _Test("security_for_declining", "security", "security", "reserve_life", "<", cut.security_declining, "", "declining"),
        _Test("output_falling", growth, "growth", growth, "<", 0.0, "%/a", "declining"),
        _Test("jobs_falling", jobs, "jobs", jobs, "<", 0.0, "%/a", "declining"),
    )  # fmt: skip


def _tests(evidence: Evidence, spans: Mapping[str, _Span], median: float, cut: StageCuts) -> tuple[RuleTest, ...]:
    """Each cut-off with the value as it is, its margin, or what the missing parts leave open."""
    return tuple(_tested(test, evidence, spans[test.quantity]) for test in _rule_tests(median, cut))


def _tested(test: _Test, evidence: Evidence, span: _Span) -> RuleTest:
    low, high = float(span.low[0]), float(span.high[0])
    computed = test.quantity in ("development", "security")
    figure = _computed(low, high, test, evidence) if computed else evidence.get(test.brought_by)
    passed, margin = _margin(low, high, test.cut_off, test.sense)
    remarks = [note("diagnosis.for_stage", test.stage)]
    if figure is None:
        remarks += [note("diagnosis.no_data"), columns_of(test.brought_by)]
    return RuleTest(
        test=test.test,
        measure=test.measure,
        figure=figure,
        cut_off=test.cut_off,
        sense=test.sense,
        passed=passed,
        margin=margin,
        unit=test.unit,
        mark="P",
        remarks=tuple(remarks),
        high=high if figure and high > low else None,
    )


def _computed(low: float, high: float, test: _Test, evidence: Evidence) -> Figure | None:
    """RS and SD as figures; None where nothing of them is known."""
    if test.quantity == "development" and (low, high) == (0.0, 1.0):
        return None
    if test.quantity == "security" and _nothing(evidence):
        return None
    return Figure(low, low, high, test.unit, "", evidence.city, "docs/diagnose.md", "derived")


def _margin(low: float, high: float, cut: float, sense: str) -> tuple[bool | None, float | None]:
    """(passed, margin) over a span: the margin of the end nearest to failing (or to passing), None where it straddles."""
    if sense == "<":
        if high < cut:
            return True, cut - high
        return (False, cut - low) if low >= cut else (None, None)
    passes_low = low > cut if sense == ">" else low >= cut
    if passes_low:
        return True, low - cut
    fails_high = high <= cut if sense == ">" else high < cut
    return (False, high - cut) if fails_high else (None, None)
