from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputError
from lodeshift.tracing import build, footprint, uncertainty
from lodeshift.tracing.build import Setting, market_id
from lodeshift.tracing.network import System
from lodeshift.tracing.uncertainty import Draws

from .conftest import figure


def test_central_value_is_the_median_and_ends_are_the_ends() -> None:
    spread = figure(3.0, 1.0, 9.0)
    values = uncertainty.value_of(spread, np.array([0.0, 0.5, 1.0, 0.125]))
    np.testing.assert_allclose(values, [1.0, 3.0, 9.0, 1.0 + 2.0 * 0.5])
    many = uncertainty.value_of(spread, np.random.default_rng(1).random(20_001))
    assert np.median(many) == pytest.approx(3.0, abs=0.05)


def test_a_figure_without_range_does_not_move() -> None:
    assert set(uncertainty.value_of(figure(2.0), np.random.default_rng(1).random(50))) == {2.0}


def test_drawn_footprints_agree_with_the_sparse_solve_at_central_values(loop: System) -> None:
    halves = Draws(3, {key: np.full(3, 0.5) for key in loop.keys})
    drawn = uncertainty.footprints(loop, [0, 1, 2], halves)
    expected = footprint.carried(loop).solution.values
    np.testing.assert_allclose(drawn, np.broadcast_to(expected, (3, 3, len(loop.columns))), rtol=1e-12)


def test_same_seed_same_draws_and_another_seed_others(loop: System) -> None:
    first = uncertainty.draw([loop], 20, np.random.default_rng(0))
    again = uncertainty.draw([loop], 20, np.random.default_rng(0))
    other = uncertainty.draw([loop], 20, np.random.default_rng(1))
    assert all(np.array_equal(first.uniform[key], again.uniform[key]) for key in loop.keys)
    assert not np.array_equal(first.uniform["coal:power"], other.uniform["coal:power"])


def test_shared_rows_move_together(foil_site: Setting) -> None:
    from dataclasses import replace

    both = replace(foil_site, on_site=frozenset({"copper_foil_6um", "copper_foil_8um"}))
    products = ("copper_foil_6um", "copper_foil_8um")
    system = build.system(both, products)
    positions = [system.index(market_id(product, both.site)) for product in products]
    draws = uncertainty.draw([system], 400, np.random.default_rng(0))
    table = footprint.total_of(system, uncertainty.footprints(system, positions, draws))
    assert np.corrcoef(table[:, 0], table[:, 1])[0, 1] > 0.4  # copper and the grid are the same rows
    alone = uncertainty.footprints(system, positions, Draws(400, {k: v[::-1] for k, v in draws.uniform.items()}))
    assert abs(np.corrcoef(table[:, 0], footprint.total_of(system, alone)[:, 1])[0, 1]) < 0.2


def test_comparison_on_the_same_draws_is_narrower() -> None:
    rng = np.random.default_rng(0)
    common, extra = rng.normal(10, 2, 2000), rng.normal(1, 0.1, 2000)
    found = uncertainty.compare(common, common + extra, (10.0, 11.0))
    assert found.share_first_smaller == 1.0
    assert found.difference.high - found.difference.low < 0.5


def test_band_holds_its_central_value() -> None:
    band = uncertainty.band(5.0, np.array([1.0, 2.0, 3.0]))
    assert band.low <= 5.0 <= band.high


def test_bad_draws(loop: System) -> None:
    with pytest.raises(InputError, match="at least 2"):
        uncertainty.draw([loop], 1, np.random.default_rng(0))
    with pytest.raises(InputError, match="no draws"):
        uncertainty.values(loop, Draws(2, {}))
    with pytest.raises(InputError, match="same draws"):
        uncertainty.compare(np.zeros(2), np.zeros(3), (0.0, 0.0))
