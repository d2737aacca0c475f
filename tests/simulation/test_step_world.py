"""Prices, demand and growth as the kernel draws them; the lithium boom and crash lies inside the fan."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.catalogue import prices
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import without_shocks
from lodeshift.simulation.kernel import Options

WORLD = worlds.city("jinchang")
DRAWS = 3000


@pytest.fixture(scope="module")
def logs() -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
    """Log price multiples (T, K, draws) with neither doubt of level nor of volatility."""
    theta = np.repeat(worlds.theta(WORLD, 1, volatile=False), DRAWS, axis=1)
    kept = worlds.run(WORLD.model, theta).kept
    return np.asarray(np.log(kept[:, row.FIRST_PRICE : row.FIRST_PRICE + WORLD.model.prices]))


def test_prices_start_at_their_base_and_have_the_stated_spread(
    logs: np.ndarray[tuple[int, int, int], np.dtype[np.float64]],
) -> None:
    assert np.abs(logs[0]).max() < 1e-12
    markets = WORLD.model.markets
    assert logs[1].std(axis=1) == pytest.approx(markets.volatility, rel=0.06)
    settled = markets.volatility * np.sqrt((1 - markets.reversion**32) / (1 - markets.reversion**2))
    assert logs[16].std(axis=1) == pytest.approx(settled, rel=0.06)
    assert np.abs(np.median(logs[16], axis=1) / settled).max() < 0.08


def test_prices_revert_and_move_together_as_stated(
    logs: np.ndarray[tuple[int, int, int], np.dtype[np.float64]],
) -> None:
    markets = WORLD.model.markets
    for k in range(WORLD.model.prices):
        slope = np.polyfit(logs[8, k], logs[9, k], 1)[0]
        assert slope == pytest.approx(markets.reversion[k], abs=0.07)
    shocks = logs[9] - markets.reversion[:, None] * logs[8]
    stated = markets.mixing @ markets.mixing.T
    assert np.abs(np.corrcoef(shocks) - stated).max() < 0.08
    assert np.allclose(np.diag(stated), 1.0)


def test_the_lithium_boom_and_crash_lies_inside_the_fan() -> None:
    """From the price of 2020, with the mean of 2015-2020 for its long-run level, every yearly mean 2021-2024 lies inside
    the 98 % fan of the kernel, and paths that rise as high and fall as far are no wonder."""
    world = worlds.city("yichun-jiangxi", 2028)
    k = [d.name for d in world.drivers].index("lithium_carbonate")
    means = {
        int(r["year"]): float(r["central"])
        for r in prices.annual("lithium_carbonate")
        if r["series_id"] == "lithium_carbonate_china"
    }
    level = math.exp(np.mean([math.log(means[year]) for year in range(2015, 2021)]))
    start = world.model.markets.start.copy()
    start[k] = math.log(means[2020] / level)
    model = world.model._replace(markets=world.model.markets._replace(start=start))
    fan = worlds.run(model, worlds.theta(world, DRAWS)).kept[:, row.FIRST_PRICE + k]
    assert fan[0] == pytest.approx(means[2020] / level)
    for year in range(2021, 2025):
        low, high = np.quantile(fan[year - 2020], [0.01, 0.99])
        assert low < means[year] / level < high, year
    boom = fan.max(axis=0) >= means[2022] / level
    crash = fan.max(axis=0) / fan[-1] >= means[2022] / means[2024]
    assert 0.01 < boom.mean() < 0.2
    assert 0.02 < crash.mean() < 0.6


def test_shocks_of_zero_leave_one_path() -> None:
    theta = np.repeat(worlds.theta(WORLD, 1, volatile=False), 40, axis=1)
    kept = worlds.run(without_shocks(WORLD.model), theta).kept
    assert np.ptp(kept, axis=2).max() == 0.0
    assert np.array_equal(kept[:, :, 0], worlds.calm(WORLD.model, WORLD).kept[:, :, 0])


def test_carbon_costs_grow_as_free_allocation_falls() -> None:
    drawn = worlds.theta(WORLD, 1, volatile=False)
    slow, fast = drawn.copy(), drawn.copy()
    slow[row.POLICY_PACE], fast[row.POLICY_PACE] = 0.0, 0.1
    costs = [worlds.reference(without_shocks(WORLD.model), theta)[0].carbon_cost[0] for theta in (slow, fast)]
    assert 0 < costs[0] < costs[1]


def test_a_citys_lead_raises_jobs_and_output_per_job_by_their_shares() -> None:
    theta = worlds.theta(WORLD, 2, volatile=False)
    theta[row.DEVIATION_START] = [0.0, 0.02]
    model = without_shocks(WORLD.model)
    state, _, _ = worlds.reference(model, theta)
    lead = sum(0.02 * theta[row.FADE, 1] ** t for t in range(1, model.years))
    share = theta[row.JOBS_SHARE, 1]
    assert state.volume[1] - state.volume[0] == pytest.approx(share * lead)
    assert state.productivity[1] - state.productivity[0] == pytest.approx((1 - share) * lead)


def test_a_second_window_of_four_years_has_its_own_shocks() -> None:
    theta = np.repeat(worlds.theta(WORLD, 1, volatile=False), 500, axis=1)
    kept = worlds.run(WORLD.model, theta, Options(keep=True)).kept[:, row.FIRST_PRICE]
    shocks = np.log(kept[1:]) - WORLD.model.markets.reversion[0] * np.log(kept[:-1])
    apart = np.corrcoef(shocks)[~np.eye(len(shocks), dtype=bool)]
    assert np.abs(apart).max() < 0.25
