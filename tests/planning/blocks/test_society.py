"""People, training, capital budget, water, carbon."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.planning.solving import solved, status
from tests.planning.worlds import SITE, limits, market, output_goal, plant, world

from lodeshift.planning.inputs import PlanInputs
from lodeshift.records.plan import AccountLine

LINE = plant("line", {"foil": 1.0}, jobs_per_unit=0.01, water_m3_per_unit=10.0, co2_t_per_unit=0.5)
"""Ten jobs, ten thousand m3 and half a kt of CO2 per thousand units."""


def _plan(k: float = 100.0, **more: Any) -> PlanInputs:
    return world((LINE,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,), goals=(output_goal("foil", 2026, k),),
                 **more)  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "enough", "short"),
    [("people", 1000.0, 999.0), ("investment_mcny_per_year", 1000.0, 999.0), ("water_m3", 1e6, 0.99e6)],
)
def test_a_limit_holds_exactly(limit: str, enough: float, short: float) -> None:
    assert status(_plan(limits={SITE: limits(1, **{limit: np.array([enough])})})) == "optimal"
    assert status(_plan(limits={SITE: limits(1, **{limit: np.array([short])})})) == "infeasible"


def test_training_fills_the_gap_and_is_paid_once() -> None:
    people = limits(1, people=np.array([900.0]), training_places_per_year=150.0, training_cost_mcny_per_job=0.002)
    found = solved(_plan(limits={SITE: people}))
    assert found.amounts.trained[SITE] == pytest.approx([100.0])
    paid = found.books.items[AccountLine("city", "training")][0] * found.model.inputs.horizon.represented[0]
    assert paid == pytest.approx(-0.2)


def test_carbon_is_paid_on_direct_emissions() -> None:
    found = solved(_plan(carbon_price_mcny_per_kt=np.array([0.1])))
    assert found.books.items[AccountLine("firm", "carbon price")][0] == pytest.approx(-100.0 * 0.5 * 0.1)
