"""Binding limits, each told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.records.plan import Binding, Plan
from lodeshift.reporting.plan_binding import limits, unit_words
from lodeshift.reporting.words.texts import Words


def test_the_same_limit_of_several_years_is_told_once_at_its_dearest(plan: Plan) -> None:
    found = limits(
        replace(
            plan,
            binding=(
                Binding("a [0]", "water for the plants of zone in 2028", 0.1, "thousand m3"),
                Binding("a [1]", "water for the plants of zone in 2035", 0.7, "thousand m3"),
                Binding("b [0]", "capital budget of zone up to 2030", 2.0, "mcny"),
            ),
        )
    )
    assert [(x.binding.marginal, x.other_years) for x in found] == [(2.0, ()), (0.7, ("2028",))]


@pytest.mark.parametrize(
    ("unit", "phrase", "en", "zh"),
    [
        ("k/a", "largest sale of lfp_cathode at eu-sea in 2030", "kt a year", "千吨/年"),
        ("k/a", "largest capacity of lfp_synthesis at zone in 2030", "kt a year", "千吨/年"),
        ("k/a", "largest capacity of cell_lfp at zone in 2030", "thousand units a year", "千单位/年"),
        ("MW", "", "MW", "兆瓦"),
        ("something", "", "something", "something"),
    ],
)
def test_units_in_words(unit: str, phrase: str, en: str, zh: str) -> None:
    assert unit_words(Words("en"), unit, phrase) == en
    assert unit_words(Words("zh"), unit, phrase) == zh
