"""Shock sizes from past errors: scale, known truth, no look ahead, the prior where little is known."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation.growth import growth

from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation import shocks
from lodeshift.simulation.pooled import Pooled, prior_of

PRIOR = prior_of(usual())


def test_the_central_path_fades_to_the_long_run() -> None:
    path = shocks.central_path(np.array([0.06, 0.04]), 0.04, PRIOR, 0.02, 200)
    assert np.diff(path, axis=1)[:, -1] == pytest.approx([0.02, 0.02], abs=1e-6)
    lead = PRIOR.own_weight * 0.02 * sum(PRIOR.deviation_persistence**k for k in range(1, 201))
    assert path[0, -1] - path[1, -1] == pytest.approx(lead)


def test_more_noise_gives_larger_shocks_and_none_small_ones() -> None:
    panel = growth(200)
    middle = panel.mean(axis=0)
    wide, narrow = (shocks.estimate(middle + k * (panel - middle), 0.02, PRIOR) for k in (2.0, 0.2))

    def own(found: Pooled) -> float:
        return float(np.hypot(np.hypot(found.sigma_level, found.sigma_deviation), found.doubt_of_start))

    assert own(wide) > 1.5 * own(narrow)
    assert wide.sigma_trend == pytest.approx(narrow.sigma_trend, rel=0.25)


def test_errors_of_a_level_alone_are_told_as_level_shocks() -> None:
    rng = np.random.default_rng(3)
    level = rng.standard_normal((400, 24)) * 0.02
    found = shocks.estimate(0.05 + level, 0.02, PRIOR)
    assert np.hypot(found.sigma_level, found.doubt_of_start) > found.sigma_deviation
    assert 0.01 < np.hypot(found.sigma_level, found.doubt_of_start) < 0.04


def test_a_short_panel_stays_at_the_prior() -> None:
    found = shocks.estimate(growth(20)[:, :3], 0.02, PRIOR)
    prior = shocks.estimate(growth(20, seed=9)[:, :3], 0.02, PRIOR)
    assert found == prior
    assert found.sigma_trend == pytest.approx(PRIOR.sigma_trend, rel=1e-6)
    assert found.own_weight == PRIOR.own_weight


def test_least_squares_above_zero_is_scipy_s() -> None:
    from scipy.optimize import nnls

    rng = np.random.default_rng(3)
    for _ in range(50):
        columns, target = rng.normal(size=(5, 3)), rng.normal(size=5)
        expected, _ = nnls(columns, target)
        assert np.allclose(shocks.least_squares_above_zero(columns, target), expected, atol=1e-10)
