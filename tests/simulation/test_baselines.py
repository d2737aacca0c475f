"""Simple forecasting rules by hand, and that none looks ahead."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation.growth import growth

from lodeshift.simulation import baselines


def test_drift_is_the_mean_of_five_years() -> None:
    known = np.array([[9.0, 0.01, 0.02, 0.03, 0.04, 0.05]])
    assert baselines.drift(known, 3)[0] == pytest.approx([0.03, 0.06, 0.09])


def test_half_own_half_median_damped() -> None:
    known = np.log1p(np.array([[0.10], [0.04], [0.04]]))
    rates = 0.07 * 0.9 ** np.arange(1, 4)
    assert baselines.half_pooled(known, 3)[0] == pytest.approx(np.cumsum(np.log1p(rates)))
    assert baselines.half_pooled(known, 1)[1, 0] == pytest.approx(np.log1p(0.04 * 0.9))


def test_last_growth_goes_on_for_ever() -> None:
    assert baselines.last_growth(np.array([[0.5, 0.02]]), 3)[0] == pytest.approx([0.02, 0.04, 0.06])


def test_smoothing_follows_a_straight_line_and_damps_it() -> None:
    steady = np.full((1, 20), 0.05)
    ahead = baselines.ets(steady, 5)[0]
    steps = np.diff(np.concatenate(([0.0], ahead)))
    assert (np.diff(steps) < 0).all()
    assert 0.03 < steps[0] <= 0.052
    assert baselines.ets(np.zeros((1, 20)), 3)[0] == pytest.approx(np.zeros(3))


@pytest.mark.parametrize("name", sorted(baselines.RULES))
def test_rules_give_one_path_per_city(name: str) -> None:
    known = growth(6)
    path = baselines.RULES[name](known, 5)
    assert path.shape == (6, 5) and np.isfinite(path).all()
    assert np.abs(path).max() < 1.0


def test_the_rule_to_beat_is_one_of_them() -> None:
    assert list(baselines.RULES)[-1] == baselines.TO_BEAT
