"""Quantiles while running: the stated error, zero, signs, and that halves add up to the whole."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lodeshift.simulation import sketch

SHARES = np.array([0.0, 0.01, 0.25, 0.5, 0.9, 1.0])
Array = NDArray[np.float64]


def counted(values: Array) -> sketch.Counts:
    counts = np.zeros((1, sketch.BINS), np.int32)
    sketch.count(counts, values.reshape(1, 1, -1), 0, values.size)
    return counts


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e12])
@pytest.mark.parametrize("size", [1, 2, 7, 5000])
def test_quantiles_keep_the_stated_error(scale: float, size: int) -> None:
    values = scale * np.random.default_rng(size).normal(0.3, 2.0, size)
    exact = np.quantile(values, SHARES, method="nearest")
    found = sketch.quantiles(counted(values), SHARES)[:, 0]
    assert (np.abs(found - exact) <= sketch.RELATIVE_ERROR * np.abs(exact) + 2.0**-20).all()


def test_draws_that_are_all_alike_have_one_quantile() -> None:
    for value in (1.0, 831_963.9, -0.0171):
        found = sketch.quantiles(counted(np.full(999, value)), SHARES)
        assert np.ptp(found) == 0.0
        assert found[0, 0] == pytest.approx(value, rel=sketch.RELATIVE_ERROR)


def test_nothing_counted_gives_zero_and_zero_is_counted_as_zero() -> None:
    assert sketch.quantiles(np.zeros((3, sketch.BINS), np.int32), SHARES).tolist() == np.zeros((6, 3)).tolist()
    assert sketch.quantiles(counted(np.zeros(5)), SHARES).tolist() == np.zeros((6, 1)).tolist()
    assert sketch.quantile_below(np.zeros(sketch.BINS, np.int32), 1.0) == 0.0


def test_halves_add_up_to_the_whole_in_any_order() -> None:
    values = np.random.default_rng(1).lognormal(3, 2, 3001)
    whole = counted(values)
    parts = sum(counted(part) for part in np.array_split(values[::-1].copy(), 7))
    assert np.array_equal(whole, parts)


def test_only_the_used_lanes_of_the_wanted_row_are_counted() -> None:
    out = np.stack([np.full((2, 8), 5.0), np.full((2, 8), 9.0)], axis=1)
    counts = np.zeros((2, sketch.BINS), np.int32)
    sketch.count(counts, out, 1, 3)
    assert counts.sum(axis=1).tolist() == [3, 3]
    assert sketch.quantiles(counts, np.array([0.5]))[0] == pytest.approx([9.0, 9.0], rel=sketch.RELATIVE_ERROR)


def test_what_is_larger_than_all_bins_is_in_the_last_one() -> None:
    counts = counted(np.array([1e300, -1e300]))[0]
    assert counts[-1] == 1 == counts[0]
    assert (np.diff(sketch.edges()) > 0).all()


def test_float32_is_counted_as_its_own_value() -> None:
    values = np.array([3.0, 70_000.0], np.float32).astype(np.float64)
    counts = np.zeros((1, sketch.BINS), np.int32)
    sketch.count(counts, values.astype(np.float32).reshape(1, 1, -1), 0, 2)
    assert np.array_equal(counts, counted(values))


def test_the_share_below_a_value() -> None:
    counts = counted(np.arange(1.0, 101.0))
    assert sketch.quantile_below(counts[0], 50.5) == pytest.approx(0.5, abs=0.01)
