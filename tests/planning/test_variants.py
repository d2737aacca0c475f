"""Beside the answer: green power and the other objective."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.case.read import load
from lodeshift.planning import variants
from lodeshift.planning.solve_plan import Wish, plan_case
from lodeshift.planning.variants import with_variants
from lodeshift.records.plan import Plan

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture(scope="module")
def plan() -> Plan:
    case = load(CASES / "lanzhou-new-area")
    wish = Wish(hours=48)
    patch = pytest.MonkeyPatch()
    patch.setattr(variants, "VARIANT_HOURS", 48)
    try:
        return with_variants(case, plan_case(case, wish), wish)
    finally:
        patch.undo()


def test_more_green_power_costs_more_than_the_cheapest_and_carries_less(plan: Plan) -> None:
    none, cheapest, *more = plan.green
    assert none.green_share == pytest.approx(0.0) and none.wind_mw == none.pv_mw == 0.0
    assert cheapest.objective_mcny <= min(v.objective_mcny for v in plan.green) + 1e-3
    assert [v.green_share for v in more] == sorted(v.green_share for v in more)
    carbon = [v.kgco2_per_kg["graphite_anode_synthetic"]["scope2_hourly"] for v in (none, *more)]
    assert carbon == sorted(carbon, reverse=True)


def test_scope_one_does_not_depend_on_power(plan: Plan) -> None:
    foil = {round(v.kgco2_per_kg["copper_foil_6um"]["scope1"], 9) for v in plan.green}
    assert foil == {0.0}  # no direct emission in the recipe; its heat is bought


def test_an_anode_carries_the_power_of_its_three_steps(plan: Plan) -> None:
    none = plan.green[0].kgco2_per_kg["graphite_anode_synthetic"]
    assert none["scope2_location"] == pytest.approx(none["scope2_hourly"], rel=1e-6)
    # box to Acheson: 13 to 17.5 MWh per t at 0.28 t/MWh in 2035
    assert 13 * 0.28 < none["scope2_location"] < 17.5 * 0.28


def test_maximum_npv_does_not_build_what_loses_money(plan: Plan) -> None:
    other = plan.alternative
    assert other is not None and other.objective == "max_npv"
    assert other.output[2035].get("lfp_cathode", 0.0) == pytest.approx(0.0)
    target = next(g.target for k, g in plan.goals.items() if k == "foil-6um-2035")
    assert other.output[2035]["copper_foil_6um"] < target
