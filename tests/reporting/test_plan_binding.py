"""Binding limits, each told once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.records.note import Note, note
from lodeshift.records.plan import Binding, Plan
from lodeshift.reporting.plan_binding import limit_unit, limits
from lodeshift.reporting.words.texts import Words

WATER = note("planning.limit_water", site="zone")


def test_the_same_limit_of_several_years_is_told_once_at_its_dearest(plan: Plan) -> None:
    found = limits(
        replace(
            plan,
            binding=(
                Binding(replace(WATER, year=2028), 0.1, "thousand m3"),
                Binding(replace(WATER, year=2035), 0.7, "thousand m3"),
                Binding(note("planning.limit_budget", site="zone", year=2030), 2.0, "mcny"),
            ),
        )
    )
    assert [(x.binding.marginal, x.other_years) for x in found] == [(2.0, ()), (0.7, ("2028",))]


@pytest.mark.parametrize(
    ("unit", "said", "en", "zh"),
    [
        ("k/a", note("planning.limit_sale", "lfp_cathode", market="eu-sea"), "kt a year", "千吨/年"),
        ("k", note("planning.limit_building_pace", "lfp_synthesis", good="lfp_cathode"), "kt", "千吨"),
        (
            "k/a",
            note("planning.limit_largest_capacity", "cell_lfp", good="cell_lfp"),
            "thousand units a year",
            "千单位/年",
        ),
        ("MW", note("planning.limit_potential", "wind"), "MW", "兆瓦"),
        ("something", WATER, "something", "something"),
    ],
)
def test_units_in_words(unit: str, said: Note, en: str, zh: str) -> None:
    assert limit_unit(Words("en"), Binding(said, 1.0, unit)) == en
    assert limit_unit(Words("zh"), Binding(said, 1.0, unit)) == zh
