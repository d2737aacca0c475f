from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputError
from lodeshift.tracing import build, footprint, uncertainty
from lodeshift.tracing.build import Setting, market_id
from lodeshift.tracing.network import System
from lodeshift.tracing.uncertainty import Draws

from .conftest import COAL_POWER


def test_drawn_footprints_agree_with_the_sparse_solve_at_central_values(loop: System) -> None:
    medians = Draws(3, {key: np.zeros(3) for key in loop.keys})
    drawn = uncertainty.footprints(loop, [0, 1, 2], medians)
    expected = footprint.carried(loop).solution.values
    np.testing.assert_allclose(drawn, np.broadcast_to(expected, (3, 3, len(loop.columns))), rtol=1e-12)


def test_same_seed_same_draws_and_another_seed_others(loop: System) -> None:
    first = uncertainty.draw([loop], 20, np.random.default_rng(0))
    again = uncertainty.draw([loop], 20, np.random.default_rng(0))
    other = uncertainty.draw([loop], 20, np.random.default_rng(1))
    assert all(np.array_equal(first.normal[key], again.normal[key]) for key in loop.keys)
    assert not np.array_equal(first.normal[COAL_POWER], other.normal[COAL_POWER])


def test_shared_rows_move_together(foil_site: Setting) -> None:
    from dataclasses import replace

    both = replace(foil_site, on_site=frozenset({"copper_foil_6um", "copper_foil_8um"}))
    products = ("copper_foil_6um", "copper_foil_8um")
    system = build.system(both, products)
    positions = [system.index(market_id(product, both.site)) for product in products]
    draws = uncertainty.draw([system], 400, np.random.default_rng(0))
    table = footprint.total_of(system, uncertainty.footprints(system, positions, draws))
    assert np.corrcoef(table[:, 0], table[:, 1])[0, 1] > 0.4  # copper and the grid are the same rows
    alone = uncertainty.footprints(system, positions, Draws(400, {k: v[::-1] for k, v in draws.normal.items()}))
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
    assert band.central_quantile == 1.0


def test_a_central_value_tells_the_share_of_draws_below_it() -> None:
    drawn = np.array([1.0, 2.0, 3.0, 4.0])
    assert uncertainty.band(1.5, drawn).central_quantile == 0.25
    assert uncertainty.band(3.0, drawn).central_quantile == 0.625  # of what equals it one half
    assert uncertainty.band(2.0, np.full(4, 2.0)).central_quantile is None


def test_draws_have_the_percentiles_that_the_tables_mean(loop: System) -> None:
    """low and high of a row are its 10th and 90th percentile: 0.05, 0.1 and 0.2 of the coal's power."""
    draws = uncertainty.draw([loop], 20_001, np.random.default_rng(1))
    column = uncertainty.values(loop, draws)[:, loop.keys.index(COAL_POWER)]
    np.testing.assert_allclose(np.quantile(column, [0.1, 0.5, 0.9]), [0.05, 0.1, 0.2], rtol=0.03)
    assert set(uncertainty.values(loop, draws)[:, 1 - loop.keys.index(COAL_POWER)]) == {0.4}  # no range, no move


def test_bad_draws(loop: System) -> None:
    with pytest.raises(InputError, match="at least 2"):
        uncertainty.draw([loop], 1, np.random.default_rng(0))
    with pytest.raises(InputError, match="no draws"):
        uncertainty.values(loop, Draws(2, {}))
    with pytest.raises(InputError, match="same draws"):
        uncertainty.compare(np.zeros(2), np.zeros(3), (0.0, 0.0))
