from __future__ import annotations

import numpy as np
import pytest

from lodeshift.matching.draws import PoolBuilder
from lodeshift.records.figure import Figure


def figure(low: float, central: float, high: float, row: str) -> Figure:
    return Figure(low, central, high, "CNY/t", "2024", "CN", "made up", "estimate", row=row)


def test_draws_have_the_figure_s_own_percentiles() -> None:
    builder = PoolBuilder()
    builder.add(figure(2.0, 3.0, 9.0, "a.csv:2"), "price")
    drawn = builder.build().draws(20_000, 7)[:, 0]
    np.testing.assert_allclose(np.quantile(drawn, [0.1, 0.5, 0.9]), [2.0, 3.0, 9.0], rtol=0.03)


def test_a_figure_without_a_range_stays() -> None:
    builder = PoolBuilder()
    builder.add(figure(4.0, 4.0, 4.0, "a.csv:2"), "price")
    np.testing.assert_array_equal(builder.build().draws(5, 1)[:, 0], 4.0)


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
    assert (drawn >= 0).all()
    assert np.median(drawn) == pytest.approx(2, abs=0.05)
    assert (pool.draws(10, 0) != pool.draws(10, 1)).all()
