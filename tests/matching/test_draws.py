from __future__ import annotations

import numpy as np
import pytest

from lodeshift.matching.draws import PoolBuilder, around_central
from lodeshift.records.figure import Figure


def figure(low: float, central: float, high: float, row: str) -> Figure:
    return Figure(low, central, high, "CNY/t", "2024", "CN", "made up", "estimate", row=row)


def test_central_is_the_median_and_the_ends_are_the_bounds() -> None:
    chance = np.array([0.0, 0.5, 1.0 - 1e-12])
    found = around_central(chance, np.full(3, 2.0), np.full(3, 3.0), np.full(3, 9.0))
    np.testing.assert_allclose(found, [2.0, 3.0, 9.0], atol=1e-4)


def test_a_figure_without_a_range_stays() -> None:
    np.testing.assert_array_equal(
        around_central(np.linspace(0, 0.99, 5), np.full(5, 4.0), np.full(5, 4.0), np.full(5, 4.0)), 4.0
    )


def test_same_row_and_use_is_one_figure() -> None:
    builder = PoolBuilder()
    first = builder.add(figure(1, 2, 3, "a.csv:2"), "price")
    assert builder.add(figure(1, 2, 3, "a.csv:2"), "price") == first
    assert builder.add(figure(1, 2, 3, "a.csv:2"), "rate") != first
    assert len(builder.build().keys) == 2


def test_draws_of_a_figure_do_not_depend_on_the_others() -> None:
    alone, among = PoolBuilder(), PoolBuilder()
    alone.add(figure(1, 2, 4, "a.csv:9"), "price")
    for n in range(5):
        among.add(figure(1, 2, 3, f"b.csv:{n}"), "price")
    place = among.add(figure(1, 2, 4, "a.csv:9"), "price")
    np.testing.assert_array_equal(alone.build().draws(20, 3)[:, 0], among.build().draws(20, 3)[:, place])


def test_seed_and_range() -> None:
    builder = PoolBuilder()
    builder.add(figure(1, 2, 4, "a.csv:9"), "price")
    pool = builder.build()
    drawn = pool.draws(4000, 0)[:, 0]
    assert (drawn >= 1).all() and (drawn <= 4).all()
    assert np.median(drawn) == pytest.approx(2, abs=0.05)
    assert (pool.draws(10, 0) != pool.draws(10, 1)).all()
