"""Bringing series to monthly and yearly levels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.climate import level, sun
from lodeshift.errors import InputRangeError

MONTHS = sun.months(2023)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.floats(0.3, 1.6))
def test_clip_scaling_meets_the_month_and_keeps_order_zero_and_rating(seed: int, factor: float) -> None:
    rng = np.random.default_rng(seed)
    values = rng.uniform(size=8760) ** 2
    values[rng.uniform(size=8760) < 0.3] = 0.0
    target = level.monthly_mean(values, MONTHS) * factor
    scaled = level.clip_scale_by_month(values, MONTHS, target, "test")
    assert np.allclose(level.monthly_mean(scaled, MONTHS), target, rtol=1e-6)
    assert scaled.min() >= 0.0
    assert scaled.max() <= 1.0
    assert np.array_equal(scaled == 0.0, values == 0.0)
    for month in range(12):
        order = np.argsort(values[month == MONTHS])
        assert np.all(np.diff(scaled[month == MONTHS][order]) >= -1e-15)


def test_a_month_out_of_reach_is_named() -> None:
    values = np.zeros(8760)
    values[::10] = 0.5
    target = np.full(12, 0.05)
    target[6] = 0.4
    with pytest.raises(InputRangeError, match=r"PV.*month 7"):
        level.clip_scale_by_month(values, MONTHS, target, "PV")


def test_solve_finds_and_refuses() -> None:
    assert level.solve(lambda k: k**3, 27.0, (0.1, 10.0), "cube") == pytest.approx(3.0, rel=1e-8)
    with pytest.raises(InputRangeError, match="cube cannot reach"):
        level.solve(lambda k: k**3, 5000.0, (0.1, 10.0), "cube")


def test_monthly_mean_and_its_removal() -> None:
    values = MONTHS.astype(float)[None, :] + np.tile([1.0, -1.0], 4380)
    assert np.allclose(level.monthly_mean(values[0], MONTHS), np.arange(12.0))
    left = level.without_monthly_mean(values, MONTHS)
    assert np.allclose(left, np.tile([1.0, -1.0], 4380))
