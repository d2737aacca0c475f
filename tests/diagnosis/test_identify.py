"""The six rules: margins, three answers, and what census jobs may prove."""

from __future__ import annotations

import pytest

from lodeshift.diagnosis.evidence import Evidence
from lodeshift.diagnosis.identify import identify, own_tests
from lodeshift.names import Quality
from lodeshift.records.diagnosis import Rule
from lodeshift.records.figure import Figure

Values = dict[str, float]


def rules(
    values: Values, *, level: str = "prefecture", quality: Quality = "user", cuts: Values | None = None
) -> dict[str, Rule]:
    figures = {k: Figure(v, v, v, "%", "2020", "x", "s", quality, "", "r:1") for k, v in values.items()}
    return {rule.rule: rule for rule in identify(Evidence("x", level, figures), cuts)}


def test_without_data_no_rule_gives_a_verdict() -> None:
    found = rules({})
    assert len(found) == 6
    assert all(rule.verdict is None for rule in found.values())
    assert all(test.passed is None and test.margin is None for rule in found.values() for test in rule.tests)
    assert [remark.kind for remark in found["R-2003"].tests[0].remarks] == ["diagnosis.no_data", "diagnosis.columns"]


def test_margins_are_value_less_cut_off() -> None:
    found = rules({"extraction_job_share": 11.12})
    assert [test.margin for test in found["R-old"].tests] == pytest.approx([-3.88, 1.12])
    assert found["R-old"].verdict is True  # the later form
    assert found["R-light 2022"].verdict is True
    assert [test.passed for test in found["R-light 2022"].tests] == [True, False]


def test_four_indicators_need_all_four_and_fail_on_one() -> None:
    every: Values = {
        "extraction_output_share": 10.0,
        "extraction_output": 0.2,
        "extraction_job_share": 5.0,
        "extraction_jobs": 20_000.0,
    }
    smaller = every | {"extraction_jobs": 10_000.0, "extraction_output": 0.1}
    without = {k: v for k, v in every.items() if k != "extraction_output"}
    assert rules(every)["R-2003"].verdict is True  # a value at the cut-off passes
    assert rules(every | {"extraction_jobs": 19_999.0})["R-2003"].verdict is False
    assert rules(smaller, level="county")["R-2003"].verdict is True
    assert rules(without)["R-2003"].verdict is None
    assert rules(without | {"extraction_job_share": 4.0})["R-2003"].verdict is False


def test_failing_on_census_jobs_proves_nothing_for_published_rules() -> None:
    jobs = {"extraction_job_share": 2.4, "extraction_jobs": 28_000.0, "extraction_quotient": 2.8}
    found = rules(jobs, quality="estimate")
    for name in ("R-2003", "R-old", "R-light 2022"):
        assert found[name].verdict is None, name
    assert not found["R-old"].tests[1].decisive
    assert found["R-LQ"].verdict is False  # our rule is made for census shares
    assert rules({"extraction_job_share": 12.0}, quality="estimate")["R-old"].verdict is True  # passing does prove


def test_the_wide_rule_is_strict_above_half() -> None:
    assert rules({"wide_output_share": 50.0, "extraction_output_share": 9.0})["R-wide"].verdict is False
    assert rules({"wide_output_share": 50.1})["R-wide"].verdict is True
    assert rules({"extraction_output_share": 10.0})["R-wide"].verdict is True
    assert rules({"extraction_output_share": 9.0})["R-wide"].verdict is None


def test_the_plan_of_2013_has_no_official_cut_offs() -> None:
    values = {"extraction_output_share": 30.0, "extraction_job_share": 8.0, "resource_market_share": 1.0}
    strict = dict.fromkeys(own_tests(), 50.0)
    trees = {"forest_potential": 60.0, "forest_cutting": 40.0}
    assert rules(values)["R-2013"].verdict is None
    assert rules(values, cuts={"structure": 20})["R-2013"].verdict is True  # any one of three
    assert rules(values, cuts=strict)["R-2013"].verdict is None  # the forest tests have no data
    assert rules(values | trees, cuts=strict)["R-2013"].verdict is False
    assert rules(values | trees | {"forest_cutting": 60.0}, cuts=strict)["R-2013"].verdict is True
