"""The terminal view: plain when piped, true to the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.names import Language
from lodeshift.records.plan import Plan
from lodeshift.reporting import terminal
from lodeshift.reporting.text import width


def shown(plan: Plan, language: Language = "en", most: int = 140) -> str:
    return "\n".join(terminal.view(plan, language=language, most=most))


def test_all_tables_are_there(plan: Plan) -> None:
    text = shown(plan)
    for part in (
        "Sample New Area, battery materials: least cost for the targets, 98.4 bn CNY",
        "335 kt ✓", "6 (5–7)", "88,900 CNY/t", "+8.9%", "N-1 secure supply of Lanzhou New Area in 2035",
        "1.1 bn CNY", "warning: Power is seen in means of 4 hours",
    ):  # fmt: skip
        assert part in text


def test_a_missed_target_is_told(plan: Plan) -> None:
    goal = replace(plan.goals["lfp_cathode-2035"], target=300e3)
    assert "200 kt of 300 kt" in shown(replace(plan, goals={**plan.goals, "lfp_cathode-2035": goal}))


def test_no_table_is_folded_where_there_is_no_end_of_the_line(plan: Plan) -> None:
    lines = terminal.view(plan)
    assert any(line.startswith("Finished anode material, synthetic graphite") for line in lines)


def test_chinese(plan: Plan) -> None:
    text = shown(plan, "zh")
    assert "以最低成本实现目标，984 亿元" in text
    assert "2035 年兰州新区 N-1 可靠供电能力" in text


def test_the_smallest_plan_can_be_shown(empty: Plan) -> None:
    text = shown(empty)
    assert "No limit binds besides the targets." in text
    assert "Break-even" not in text


def test_long_lists_are_cut_and_counted(plan: Plan) -> None:
    many = tuple(replace(plan.weak[0], effect_mcny=float(i)) for i in range(30))
    assert "22 more in the report" in shown(replace(plan, weak=many))


def test_a_product_without_a_price_of_today_has_no_gap(plan: Plan) -> None:
    text = shown(replace(plan, prices_today={}))
    line = next(line for line in text.splitlines() if "88,900 CNY/t" in line)
    assert line.split()[-2:] == ["–", "–"]


@pytest.mark.parametrize("most", [80, 100])
def test_no_line_is_wider_than_the_terminal(plan: Plan, most: int) -> None:
    assert max(width(line) for line in shown(plan, most=most).splitlines()) <= most
