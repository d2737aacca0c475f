from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csc_matrix, random

from lodeshift.errors import InputError
from lodeshift.tracing.solve import RESIDUAL, SingularNetworkError, activity, adjoint, solve


def test_coal_and_power_loop_by_hand() -> None:
    # y_coal = 0.1 y_power ; y_power = 0.4 y_coal + 0.8  ->  y_power = 0.8 / 0.96
    taken = csc_matrix(np.array([[0.0, 0.4], [0.1, 0.0]]))
    found = adjoint(taken, np.array([0.0, 0.8]))
    np.testing.assert_allclose(found.values, [0.08 / 0.96, 0.8 / 0.96], rtol=1e-12)


@pytest.mark.parametrize("method", ["auto", "lu"])
def test_both_ways_agree_with_a_dense_solve_and_keep_the_residual(method: str) -> None:
    taken = random(300, 300, density=0.03, random_state=1, format="csc")
    taken = taken / (1.3 * np.maximum(taken.sum(axis=0).A1, 1.0).max())
    right = np.random.default_rng(2).random((300, 3))
    found = adjoint(csc_matrix(taken), right, "lu" if method == "lu" else "auto")
    expected = np.linalg.solve(np.eye(300) - taken.T.toarray(), right)
    np.testing.assert_allclose(found.values, expected, rtol=1e-10)
    assert found.residual <= RESIDUAL


def test_credits_that_push_the_spectral_radius_past_one_fall_back_to_lu() -> None:
    rng = np.random.default_rng(3)
    taken = csc_matrix(rng.normal(size=(60, 60)) * 3.0)
    right = rng.random(60)
    found = solve(taken, right)
    np.testing.assert_allclose((np.eye(60) - taken.toarray()) @ found.values, right, atol=1e-7)


def test_a_node_that_needs_itself_whole_is_singular() -> None:
    with pytest.raises(SingularNetworkError):
        adjoint(csc_matrix(np.array([[1.0, 0.0], [0.0, 0.5]])), np.array([1.0, 1.0]))


def test_activity_and_adjoint_give_the_same_total() -> None:
    rng = np.random.default_rng(4)
    taken = csc_matrix(rng.random((40, 40)) * 0.02)
    emitted, demand = rng.random(40), rng.random(40)
    assert activity(taken, demand).values @ emitted == pytest.approx(adjoint(taken, emitted).values @ demand, rel=1e-12)


def test_nothing_emitted_carries_nothing() -> None:
    assert not adjoint(csc_matrix(np.eye(3) * 0.5), np.zeros(3)).values.any()


def test_bad_shapes_and_numbers() -> None:
    with pytest.raises(InputError, match="shape"):
        solve(csc_matrix(np.eye(3) * 0.1), np.zeros(2))
    with pytest.raises(InputError, match="finite"):
        solve(csc_matrix(np.eye(2) * 0.1), np.array([1.0, np.nan]))
