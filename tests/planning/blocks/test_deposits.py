"""Ore: the cheap tier first, the rate, the stock."""

from __future__ import annotations

import pytest
from tests.planning.solving import solved, status
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.planning.inputs import PlanInputs, TierInput

MINE = plant("mine", {"concentrate": 1.0, "ore": -10.0})


def _plan(k: float, *tiers: TierInput) -> PlanInputs:
    goals = tuple(output_goal("concentrate", y, k) for y in (2026, 2030))
    return world((MINE,), (market("home", "concentrate", "sell", 0.0, 2),), goals=goals, tiers=tiers)


def test_the_cheap_tier_is_drawn_first_and_runs_out() -> None:
    rich = TierInput("hill", "rich", SITE, "ore", 600.0, 1000.0, -0.05)
    lean = TierInput("hill", "lean", SITE, "ore", 9000.0, 1000.0, 0.05)
    drawn = solved(_plan(10.0, rich, lean)).amounts.extract
    assert (drawn @ [4.0, 5.0])[0] == pytest.approx(600.0)  # four years stand behind 2026, five behind 2030
    assert drawn.sum(axis=0) == pytest.approx([100.0, 100.0])


def test_more_than_the_stock_is_impossible() -> None:
    only = TierInput("hill", "rich", SITE, "ore", 899.0, 1000.0, 0.0)
    assert status(_plan(10.0, only)) == "infeasible"
    assert status(_plan(9.98, only)) == "optimal"


def test_the_yearly_rate_holds() -> None:
    assert status(_plan(10.0, TierInput("hill", "rich", SITE, "ore", 9000.0, 99.0, 0.0))) == "infeasible"
