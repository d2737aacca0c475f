"""Capacity, vintages, ramp-up, whole plants, limits: solved by hand."""

from __future__ import annotations

import pytest
from tests.planning.solving import solved, status
from tests.planning.worlds import market, output_goal, plant, world

from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.inputs import Existing, PlanInputs, ProcessInput

SELL = (market("home", "foil", "sell", 0.0, 2),)
YEARS = (2026, 2030)


def _plan(process: ProcessInput, *targets: float) -> PlanInputs:
    goals = tuple(output_goal("foil", y, k) for y, k in zip(YEARS, targets, strict=True))
    return world((process,), SELL, years=YEARS, goals=goals)


def test_capital_is_an_annuity_in_every_year_a_plant_stands() -> None:
    inputs = _plan(plant("line", {"foil": 1.0}, capex_mcny_per_k=75.0, life_years=12.0), 10.0, 10.0)
    charge = 75.0 * annuity_per_year(0.08, 12.0)
    assert solved(inputs).objective == pytest.approx(10.0 * charge * inputs.horizon.weight.sum())


def test_a_plant_past_its_life_is_built_again() -> None:
    found = solved(_plan(plant("line", {"foil": 1.0}, life_years=4.0), 10.0, 10.0))
    assert found.amounts.build[0] == pytest.approx([10.0, 10.0])


def test_what_stands_is_used_first() -> None:
    old = Existing("old", 6.0, 2020, 2029)
    found = solved(_plan(plant("line", {"foil": 1.0}, existing=(old,)), 10.0, 10.0))
    assert found.amounts.build[0] == pytest.approx([4.0, 6.0])


def test_ramp_up_asks_for_more_capacity() -> None:
    found = solved(_plan(plant("line", {"foil": 1.0}, ramp_up=(0.5,)), 10.0, 10.0))
    assert found.amounts.build[0] == pytest.approx([20.0, 0.0])  # half a year old in 2026, grown up in 2030


def test_nothing_is_built_where_nothing_may_be() -> None:
    assert status(_plan(plant("line", {"foil": 1.0}, may_build=False), 10.0, 10.0)) == "infeasible"


def test_build_time_delays_the_first_tonne() -> None:
    assert status(_plan(plant("line", {"foil": 1.0}, build_years=2.0), 10.0, 10.0)) == "infeasible"
    assert status(_plan(plant("line", {"foil": 1.0}, build_years=2.0), 0.0, 10.0)) == "optimal"


def test_largest_capacity_counts_what_stands() -> None:
    old = Existing("old", 6.0, 2020, 2040)
    line = plant("line", {"foil": 1.0}, existing=(old,), max_capacity_k=9.0)
    assert status(_plan(line, 9.0, 9.0)) == "optimal"
    assert status(_plan(line, 9.0, 9.1)) == "infeasible"


def test_building_pace_counts_the_years_between() -> None:
    line = plant("line", {"foil": 1.0}, max_build_k_per_year=2.0)
    assert status(_plan(line, 2.0, 10.0)) == "optimal"  # 1 year to 2026, 4 to 2030
    assert status(_plan(line, 2.1, 10.0)) == "infeasible"


def test_whole_plants_are_whole() -> None:
    found = solved(_plan(plant("line", {"foil": 1.0}, plant_size_k=8.0), 10.0, 10.0))
    assert found.amounts.build[0] == pytest.approx([16.0, 0.0])
