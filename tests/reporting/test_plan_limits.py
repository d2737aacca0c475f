"""Limits, goals, the other objective."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.records.note import note
from lodeshift.records.plan import Alternative, Binding, GoalResult, Plan
from lodeshift.reporting import plan_limits
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words.texts import Words


def test_binding_limits_tell_what_one_more_is_worth(telling: Telling) -> None:
    text = plan_limits.binding_list(telling).replace("\u00a0", " ")
    assert "N-1 secure supply of Lanzhou New Area in 2035: one more MW is worth <strong>1.9 m CNY</strong>." in text
    assert "one more job is worth <strong>120,000 CNY</strong>" in text
    assert text.index("N-1") < text.index("Potential of") < text.index("People")


def test_many_limits_are_cut_and_counted(telling: Telling) -> None:
    many = tuple(
        Binding(note("planning.limit_potential", f"wind {i}", site="zone", year=2030), float(i + 1), "MW")
        for i in range(20)
    )
    text = plan_limits.binding_list(replace(telling, plan=replace(telling.plan, binding=many)))
    assert "6 more limits bind with less weight" in text
    assert "No limit binds" in plan_limits.binding_list(replace(telling, plan=replace(telling.plan, binding=())))


def test_goals_are_told_in_words_and_units(telling: Telling, telling_zh: Telling) -> None:
    table = plan_limits.goal_table(telling)
    assert "Output of LFP cathode material" in table
    assert "200,000 t" in table
    assert "21,000 CNY per t" in table
    assert ">35%<" in table
    assert "磷酸铁锂正极产量" in plan_limits.goal_table(telling_zh)


@pytest.mark.parametrize(
    ("kind", "subject", "en", "zh"),
    [
        ("emissions", "", "Emissions: the whole plan", "排放：全部"),
        ("emissions", "power", "Emissions: bought power included", "排放：含外购电力"),
        ("jobs", "lfp", "Jobs: LFP cathode", "就业：磷酸铁锂"),
        ("own_use_share", "load", "Own use of own power: share of the load", "自发自用比例：占用电量"),
        ("reserve_life", "the-north-field", "Reserve life left: the-north-field", "剩余储采年限：the-north-field"),
    ],
)
def test_what_a_goal_is_about(kind: str, subject: str, en: str, zh: str) -> None:
    goal = GoalResult(1.0, 2.0, "1", 0.0, 2030, kind, subject, "", "min")
    assert plan_limits.goal_words(Words("en"), goal) == en
    assert plan_limits.goal_words(Words("zh"), goal) == zh


def test_other_objective_stands_beside_this_one(telling: Telling) -> None:
    section = plan_limits.other_section(telling)
    assert section is not None
    text = "".join(section.blocks)
    assert "largest net present value" in text
    assert "1.24 bn CNY" in text
    assert "Output: LFP cathode material" in text
    assert "Grid circuits" not in text  # the run tells nothing of the power of the other plan


def test_power_of_the_other_plan_is_told_where_known(telling: Telling) -> None:
    other = Alternative("max_npv", 1.0, {2035: {"circuits": 3.0, "pv-local": 100.0}}, {2035: {}})
    section = plan_limits.other_section(replace(telling, plan=replace(telling.plan, alternative=other)))
    assert section is not None
    assert "Grid circuits" in "".join(section.blocks)


def test_no_other_plan_no_section(empty: Plan, telling: Telling) -> None:
    assert plan_limits.other_section(replace(telling, plan=empty)) is None
    elsewhere = Alternative("max_npv", 1.0, {1999: {}}, {})
    assert plan_limits.other_section(replace(telling, plan=replace(telling.plan, alternative=elsewhere))) is None
