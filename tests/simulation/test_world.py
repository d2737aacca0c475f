"""Rules of the world: limits, mean reversion, stated variance."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lodeshift.simulation import world


def test_a_price_falls_back_to_its_level_by_half_in_a_half_life() -> None:
    half_life, deviation = 3.0, 0.8
    for _ in range(3):
        deviation = world.next_price(deviation, 0.0, 2 ** (-1 / half_life), 0.0, 5.0)
    assert deviation == pytest.approx(0.4)
    assert world.next_price(0.2, 0.2, 0.5, 0.0, 1.0) == pytest.approx(0.2)


def test_the_spread_of_a_price_settles_at_shock_over_reversion() -> None:
    rng = np.random.default_rng(2)
    deviation, kept, shock = np.zeros(20_000), 0.7, 0.3
    for _ in range(40):
        deviation = world.next_price(deviation, 0.1, kept, shock, rng.standard_normal(deviation.size))
    assert deviation.mean() == pytest.approx(0.1, abs=0.015)
    assert deviation.std() == pytest.approx(shock / math.sqrt(1 - kept**2), rel=0.03)


def test_without_shock_everything_follows_its_path() -> None:
    assert world.price_multiple(math.log(2.0), 0.0) == pytest.approx(2.0)
    assert world.next_demand(1.0, 0.02, 0.0, 9.0) == pytest.approx(math.exp(0.02))
    assert world.carbon_price(90.0, 0.0, 0.0) == 90.0
    assert world.next_productivity(0.1, 0.02, 0.01, 0.0, 9.0) == pytest.approx(0.13)


def test_growth_comes_to_its_long_run_rate_and_a_lead_fades() -> None:
    trend, lead = 0.06, 0.05
    for _ in range(200):
        trend, lead = world.next_trend(trend, 0.02, 0.9, 0.0, 1.0), world.next_deviation(lead, 0.9, 0.0, 1.0)
    assert trend == pytest.approx(0.02)
    assert lead == pytest.approx(0.0, abs=1e-9)
    assert world.next_trend(0.06, 0.02, 0.9, 0.01, 1.0) == pytest.approx(0.066)
    assert world.next_deviation(0.05, 0.9, 0.01, -1.0) == pytest.approx(0.035)
