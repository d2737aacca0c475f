"""Green output: tonnes made with green power of the same hours, in every step at the site."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.planning.inputs import PlanInputs, SourceInput

HALF = np.array([1.0] * 6 + [0.0] * 6)


def _plan(premium: float, price: float = 0.0, **market_fields: object) -> PlanInputs:
    steps = (
        plant("furnace", {"powder": 1.0}, mwh_per_unit=8.76, capex_mcny_per_k=1e-6),
        plant("finishing", {"anode": 1.0, "powder": -1.0}, mwh_per_unit=8.76, capex_mcny_per_k=1e-6),
    )
    eu = market("eu", "anode", "sell", price, 1, premium=premium, **market_fields)
    sun = SourceInput("sun", SITE, "pv", "own", HALF, 1.0, 0.0, 25.0, 0.0, potential_mw=60.0)
    return world(steps, (market("home", "anode", "sell", 0.0, 1), eu), years=(2026,),
                 goals=(output_goal("anode", 2026, 100.0), output_goal("anode", 2026, 100.0, "max")), sources=(sun,))  # fmt: skip


def test_a_premium_draws_green_output_as_far_as_the_hours_go() -> None:
    found = solved(_plan(1.0))
    # 60 MW in half of the hours are 30 MW on average; a tonne takes two steps of 1 MW per thousand
    assert found.amounts.green_sale["eu"] == pytest.approx([15.0])
    assert found.amounts.green_activity[:, 0] == pytest.approx([15.0, 15.0])


def test_a_market_for_green_goods_takes_no_others() -> None:
    found = solved(_plan(0.0, green_only=True, volume_k=np.array([40.0])))
    eu = 1
    assert found.amounts.trade[eu, 0] == pytest.approx(float(found.amounts.green_sale["eu"][0]), abs=1e-6)
    assert found.amounts.trade[eu, 0] <= 15.0 + 1e-6


def test_a_border_price_that_green_goods_escape_is_worth_as_much() -> None:
    saved = solved(_plan(0.0, 2.0, border=np.array([3.0]), border_green=np.array([0.0])))
    assert saved.amounts.green_sale["eu"] == pytest.approx([15.0])
    assert saved.amounts.trade[1, 0] == pytest.approx(15.0)  # at 3 the grid-made tonne stays at home
