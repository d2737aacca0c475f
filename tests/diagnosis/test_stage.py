"""The stage rule: order of tests, missing inputs, margins, probability."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lodeshift.diagnosis.development import Development, development
from lodeshift.diagnosis.evidence import Evidence
from lodeshift.diagnosis.stage import Draws, find_stage, usual_cuts
from lodeshift.records.diagnosis import StageFinding
from lodeshift.records.figure import Figure

FULL = {
    "extraction_share_of_industry": 50.0,
    "reserve_life": 25.0,
    "depletion": 50.0,
    "national_output_share": 2.5,
    "output_growth": 1.0,
    "jobs_growth": 1.0,
}
"""RS = (0.5 + 0.5 + 0.5) / 3 = 0.5."""


def scores(city: float | None) -> Development:
    values = {"low": np.zeros(4), "high": np.array([1.0, 1.0, -1.0, 1.0]), "mid": np.array([0.5, 0.5, -0.5, 0.5])}
    values["x"] = np.full(4, np.nan) if city is None else np.array([city, city, -city, city])
    return development(values)


def stage(values: dict[str, float], sd: float | None = 0.1, draws: int = 400, **cuts: float) -> StageFinding:
    figures = {k: Figure(v, v, v, "", "2020", "x", "s", "reported", "", f"{k}.csv:1") for k, v in values.items()}
    return find_stage(Evidence("x", "prefecture", figures), scores(sd), replace(usual_cuts(), **cuts), Draws(draws))


def test_regenerative_is_tested_first() -> None:
    assert stage(FULL | {"extraction_share_of_industry": 19.9}, sd=0.9).stage == "regenerative"
    assert stage(FULL | {"extraction_share_of_industry": 20.0}, sd=0.9).stage == "mature"
    assert stage(FULL | {"extraction_share_of_industry": 19.9}, sd=0.1).stage == "mature"


def test_growing_needs_security_growth_and_little_depletion() -> None:
    young = FULL | {"depletion": 29.0, "output_growth": 3.1, "reserve_life": 60.0}
    assert stage(young).stage == "growing"
    assert stage(young | {"output_growth": 3.0}).stage == "mature"
    assert stage(young | {"depletion": 30.0}).stage == "mature"
    assert stage(young | {"reserve_life": 10.0, "national_output_share": 0.1}).stage != "growing"


def test_declining_by_short_reserves_or_by_both_falling() -> None:
    assert stage(FULL | {"reserve_life": 2.0, "national_output_share": 0.1}).stage == "declining"
    assert stage(FULL | {"output_growth": -1.0, "jobs_growth": -1.0}).stage == "declining"
    assert stage(FULL | {"output_growth": -1.0}).stage == "mature"


def test_missing_inputs_leave_open_what_they_could_change() -> None:
    without_jobs = {k: v for k, v in FULL.items() if k != "jobs_growth"}
    assert stage(without_jobs).stage == "mature"  # output does not fall, so jobs cannot tip it
    found = stage(without_jobs | {"output_growth": -1.0})
    assert found.stage is None
    assert set(found.possible) == {"declining", "mature"}
    assert found.reading == "mature"
    assert found.probability["undecided"] == 1


def test_without_any_data_everything_is_open_and_nothing_is_read() -> None:
    found = stage({}, sd=None)
    assert found.stage is None
    assert set(found.possible) == {"growing", "mature", "declining", "regenerative"}
    assert found.reading is None
    assert found.reading_probability == {}
    assert found.resource_security is None
    assert all(test.passed is None and test.margin is None for test in found.tests)
    assert all("diagnosis.no_data" in [remark.kind for remark in test.remarks] for test in found.tests)


def test_missing_parts_of_security_open_a_span() -> None:
    found = stage({k: v for k, v in FULL.items() if k != "national_output_share"})
    assert found.resource_security == pytest.approx((1 / 3, 2 / 3))
    security = next(test for test in found.tests if test.test == "security_for_growing")
    assert security.passed is None
    assert security.high == pytest.approx(2 / 3)


def test_margins_are_positive_exactly_where_a_test_passes() -> None:
    found = stage(FULL | {"depletion": 20.0, "output_growth": -2.0})
    by_name = {test.test: test for test in found.tests}
    assert by_name["depletion"].margin == pytest.approx(10)
    assert by_name["output_growth"].margin == pytest.approx(-5)
    assert by_name["output_falling"].margin == pytest.approx(2)
    for test in found.tests:
        assert test.margin is not None
        assert test.passed == (test.margin > 0 or (test.sense == ">=" and test.margin == 0))


def test_probabilities_add_up_and_a_thin_margin_is_uncertain() -> None:
    thin = stage(FULL | {"extraction_share_of_industry": 19.0}, sd=0.9)
    assert thin.stage == "regenerative"
    assert sum(thin.probability.values()) == pytest.approx(1)
    # 19 u < 20 for u < 1.0526: (1.0526 - 0.8) / 0.4 = 63 %
    assert thin.probability["regenerative"] == pytest.approx(0.63, abs=0.07)
    assert stage(FULL | {"extraction_share_of_industry": 5.0}, sd=0.9).probability["regenerative"] == 1


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    thin = FULL | {"extraction_share_of_industry": 19.0}
    values = {k: Figure(v, v, v, "", "", "x", "s", "reported") for k, v in thin.items()}
    evidence = Evidence("x", "prefecture", values)
    first, again, other = (
        find_stage(evidence, scores(0.9), draws=Draws(300, seed=seed)).probability for seed in (0, 0, 1)
    )
    assert first == again
    assert first != other


def test_cut_offs_can_be_changed() -> None:
    assert stage(FULL, sd=0.9, extraction_share_pct=60.0).stage == "regenerative"
