"""Goals, break-even prices and binding limits in the user's units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.planning.solving import Found, solved
from tests.planning.worlds import SITE, limits, market, output_goal, plant, random_world, world

from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.inputs import GoalInput, SourceInput
from lodeshift.planning.tell import binding_of, break_even, goals_of
from lodeshift.records.note import note


def test_break_even_is_full_cost_of_one_more_unit() -> None:
    line = plant("line", {"foil": 1.0, "copper": -1.01}, mwh_per_unit=8.5, capex_mcny_per_k=75.0, life_years=12.0,
                 fixed_om_mcny_per_k=2.0, variable_om_mcny_per_k=3.0, labour_mcny_per_k=1.5)  # fmt: skip
    markets = (
        market("copper", "copper", "buy", 66.4, 1, freight=np.array([0.2])),
        market("home", "foil", "sell", 81.0, 1, reference_price=np.array([81.0]), freight=np.array([0.3])),
    )
    found = solved(world((line,), markets, years=(2026,), goals=(output_goal("foil", 2026, 100.0),)))
    full = 75.0 * annuity_per_year(0.08, 12.0) + 2.0 + 3.0 + 1.5 + 1.01 * 66.6 + 8.5 * 0.4 + 0.3
    assert break_even(found.model, found.solution)["foil"] == pytest.approx(full * 1000.0)


def test_a_goal_says_what_it_reached_and_what_more_would_cost() -> None:
    line = plant("line", {"foil": 1.0}, capex_mcny_per_k=75.0, life_years=12.0)
    inputs = world(
        (line,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,), goals=(output_goal("foil", 2026, 100.0),)
    )
    found = solved(inputs)
    goal = goals_of(found.model, found.solution)["foil-2026-min"]
    assert goal.target == 100e3 and goal.reached == pytest.approx(100e3)
    one_more = solved(replace(inputs, goals=(output_goal("foil", 2026, 100.001),))).objective - found.objective
    assert goal.marginal == pytest.approx(one_more, rel=1e-6)


def test_a_share_goal_says_the_share_it_reached() -> None:
    found = solved(random_world(4, green=True))
    goal = goals_of(found.model, found.solution)["green"]
    power = found.amounts.power[SITE]
    load = power.base[:, None] + sum(power.loads.values(), np.zeros_like(power.grid))
    weight = found.model.inputs.slices.weight_h
    assert goal.reached == pytest.approx(float(power.green_load[-1] @ weight) / float(load[-1] @ weight))
    assert goal.reached >= 0.3 - 1e-6


def test_a_share_that_binds_says_what_a_larger_share_costs() -> None:
    """By a second plan that asks for a ten-thousandth more of the power; the row itself is in MW."""
    free, sun = np.ones(12), np.tile([0.0, 0.5, 0.0], 4)
    line = plant("line", {"foil": 1.0}, mwh_per_unit=8.76)
    pv = SourceInput("pv", SITE, "pv", "own", sun, capex_mcny_per_mw=9.0)
    share = GoalInput("green", "green_share", "", "", 2026, "min", 0.2, 0.2, "1")

    def best(asked: GoalInput) -> Found:
        goals = (output_goal("foil", 2026, 100.0), asked)
        markets = (market("home", "foil", "sell", 0.0, 1),)
        return solved(world((line,), markets, years=(2026,), goals=goals, sources=(pv,), tariff=free * 0.1))

    found = best(share)
    goal = goals_of(found.model, found.solution)["green"]
    dearer = best(replace(share, value=0.2001)).objective - found.objective
    assert goal.reached == pytest.approx(0.2)
    assert goal.marginal == pytest.approx(dearer / 1e-4, rel=1e-6) and dearer > 0


def test_a_slack_goal_has_no_price() -> None:
    line = plant("line", {"foil": 1.0})
    goals = (output_goal("foil", 2026, 100.0), GoalInput("few", "jobs", "", "", 2026, "max", 1e6, 1e6, "jobs"))
    found = solved(world((line,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,), goals=goals))
    assert goals_of(found.model, found.solution)["few"].marginal == 0.0


def test_a_limit_that_binds_is_worth_what_it_saves() -> None:
    cheap = market("near", "copper", "buy", 60.0, 1, volume_k=np.array([4.0]))
    dear = market("far", "copper", "buy", 66.0, 1)
    line = plant("line", {"foil": 1.0, "copper": -1.0})
    inputs = world((line,), (cheap, dear, market("home", "foil", "sell", 0.0, 1)), years=(2026,),
                   goals=(output_goal("foil", 2026, 10.0),), limits={SITE: limits(1, people=np.array([1e9]))})  # fmt: skip
    found = solved(inputs)
    (binding,) = binding_of(found.model, found.solution)
    assert binding.note == note("planning.limit_purchase", "copper", site=SITE, year=2026, market="near")
    assert binding.marginal == pytest.approx(6.0 * inputs.horizon.weight[0])
