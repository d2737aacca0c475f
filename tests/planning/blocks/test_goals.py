"""Every kind of goal: what it counts, by hand, and how it is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.planning.solving import Found, solved, status
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.planning.blocks.goals import expression_of, goal_note, goal_row
from lodeshift.planning.inputs import GoalInput, PlanInputs, SourceInput, TierInput
from lodeshift.records.note import note

FOIL = plant("foil line", {"foil": 1.0, "copper": -1.0, "sludge": 0.1}, mwh_per_unit=8.76, jobs_per_unit=0.01,
             co2_t_per_unit=0.5, water_m3_per_unit=10.0, variable_om_mcny_per_k=2.0)  # fmt: skip
ANODE = plant("anode line", {"anode": 1.0}, jobs_per_unit=0.02)
MARKETS = (
    market("copper", "copper", "buy", 66.0, 1),
    market("foil", "foil", "sell", 81.0, 1),
    market("anode", "anode", "sell", 24.0, 1),
    market("sludge", "sludge", "sell", -0.5, 1),
)


def _goal(kind: str, sense: str, value: float, subject: str = "") -> GoalInput:
    return GoalInput("it", kind, subject, "", 2026, sense, value, value, "")  # type: ignore[arg-type]


def _plan(*goals: GoalInput) -> PlanInputs:
    """Prices pay: without an upper goal more would be made."""
    targets = (output_goal("foil", 2026, 100.0, "max"), output_goal("anode", 2026, 50.0, "max"))
    return world(
        (FOIL, ANODE), MARKETS, years=(2026,), goals=(*targets, *goals), waste=frozenset({"sludge"}), tariff=0.4
    )


def _counted(found: Found, goal: GoalInput) -> float:
    terms, constant = expression_of(found.model, goal)
    return constant + sum(float(np.sum(found.solution.column_value[c] * v)) for c, v in terms)


@pytest.mark.parametrize(
    ("kind", "subject", "value"),
    [
        ("output", "foil", 100.0),
        ("sales", "", 100.0 * 81.0 + 50.0 * 24.0 - 10.0 * 0.5),
        ("sales", "foil", 8100.0),
        ("sales", "anode line", 1200.0),
        ("jobs", "", 1000.0 + 1000.0),
        ("jobs", "anode line", 1000.0),
        ("emissions", "", 50.0),
        ("emissions", "foil line", 50.0),
        ("emissions", "anode line", 0.0),
        ("emissions", "power", 50.0 + 100.0 * 8.76 * 0.5),
        ("water", "", 1000.0),
        ("waste", "", 10.0),
        ("value_added", "", 100.0 * (81.0 - 66.0 - 2.0) + 50.0 * 24.0 - 10.0 * 0.5 - 100.0 * 8.76 * 0.4),
    ],
)
def test_what_a_goal_counts(kind: str, subject: str, value: float) -> None:
    goal = _goal(kind, "min", 0.0, subject)
    assert _counted(solved(_plan(goal)), goal) == pytest.approx(value)


def test_largest_share_of_a_chain_forces_another() -> None:
    found = solved(_plan(_goal("share_of_chain", "max", 0.5, "foil line")))
    foil, anode, sludge = found.amounts.trade[1:, 0] * [81.0, 24.0, -0.5]
    assert anode == pytest.approx(50.0 * 24.0)
    assert foil == pytest.approx(0.5 * (foil + anode + sludge))


def test_reserve_life_keeps_ore_in_the_ground() -> None:
    tier = TierInput("hill", "rich", SITE, "copper", 2000.0, 1000.0, 0.0)
    one = world(
        (FOIL,), (MARKETS[1], MARKETS[3]), years=(2026,), goals=(output_goal("foil", 2026, 100.0),), tiers=(tier,)
    )
    # five years at 100 leave 1,500: fifteen years of life
    assert status(replace(one, goals=(*one.goals, _goal("reserve_life", "min", 14.9, "hill")))) == "optimal"
    assert status(replace(one, goals=(*one.goals, _goal("reserve_life", "min", 15.1, "hill")))) == "infeasible"


def test_own_use_share_limits_what_is_spilled_or_sold() -> None:
    sun = SourceInput(
        "sun", SITE, "pv", "own", np.array([1.0] * 3 + [0.0] * 9), 0.01, 0.0, 25.0, 0.0, existing_mw=400.0
    )
    inputs = replace(_plan(output_goal("foil", 2026, 100.0)), sources=(sun,))
    # 100 MW of load take 300 of 1,200 MWh: a quarter
    quarter = _goal("own_use_share", "min", 0.25)
    assert status(replace(inputs, goals=(*inputs.goals, quarter))) == "optimal"
    assert status(replace(inputs, goals=(*inputs.goals, replace(quarter, value=0.26)))) == "infeasible"


def test_a_goal_is_told_in_words_and_found_by_its_row() -> None:
    goal = replace(_goal("output", "min", 90.0, "foil"), id="foil-90", shown=90000.0, unit="t")
    found = solved(_plan(goal))
    said = note("planning.goal_at_least", "foil-90", year=2026, value=90e3, unit="t", what="goal_output", about="foil")
    assert goal_note(goal) == found.model.program.limit_of(int(goal_row(found.model, goal).index))[1] == said
    assert goal_row(found.model, goal).name == "goal foil-90"
