from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputRangeError
from lodeshift.matching.proximity import (
    continuous_proximity,
    density,
    discrete_proximity,
    nearest_only,
    opportunity_gain,
)

PRESENT = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0], [0, 0, 1]], dtype=bool)


def test_discrete_proximity_by_hand() -> None:
    # ubiquity 3, 2, 2; together: 01 twice, 02 once, 12 never
    expected = [[1, 2 / 3, 1 / 3], [2 / 3, 1, 0], [1 / 3, 0, 1]]
    np.testing.assert_allclose(discrete_proximity(PRESENT), expected)


def test_an_activity_present_nowhere_is_near_to_nothing() -> None:
    present = np.column_stack((PRESENT, np.zeros(4, dtype=bool)))
    proximity = discrete_proximity(present)
    np.testing.assert_array_equal(proximity[3], [0, 0, 0, 1])


def test_continuous_proximity_is_the_shifted_correlation() -> None:
    advantage = np.random.default_rng(0).random((9, 4))
    np.testing.assert_allclose(continuous_proximity(advantage), (np.corrcoef(advantage.T) + 1) / 2, atol=1e-12)


def test_an_activity_that_is_equal_everywhere_counts_as_uncorrelated() -> None:
    advantage = np.array([[1.1, 2.0], [1.1, 0.5], [1.1, 0.1]])
    np.testing.assert_allclose(continuous_proximity(advantage), [[1, 0.5], [0.5, 1]])


def test_density_by_hand() -> None:
    found = density(PRESENT, discrete_proximity(PRESENT))
    assert found[0, 2] == pytest.approx((1 / 3 + 0) / (1 / 3 + 0 + 1))
    assert found[3, 0] == pytest.approx((1 / 3) / (1 + 2 / 3 + 1 / 3))


def test_nearest_density_is_weighted_and_not_a_count() -> None:
    proximity = np.array([[1, 0.9, 0.1, 0.5], [0.9, 1, 0.2, 0.3], [0.1, 0.2, 1, 0.4], [0.5, 0.3, 0.4, 1]])
    present = np.array([[False, True, True, False]])
    near = density(present, nearest_only(proximity, 2))
    assert near[0, 0] == pytest.approx(0.9 / (0.9 + 0.5))
    assert near[0, 3] == pytest.approx(0.4 / (0.5 + 0.4))


def test_ties_with_the_last_neighbour_all_count() -> None:
    proximity = np.array([[1, 0.4, 0.4], [0.4, 1, 0.4], [0.4, 0.4, 1]])
    np.testing.assert_allclose(density(np.array([[True, False, False]]), nearest_only(proximity, 1)), [[0, 0.5, 0.5]])


def test_neighbours_must_exist() -> None:
    with pytest.raises(InputRangeError):
        nearest_only(np.eye(3), 3)


def test_opportunity_gain_by_hand() -> None:
    proximity = discrete_proximity(PRESENT)
    worth = np.array([1.0, 2.0, -1.0])
    gain = opportunity_gain(PRESENT, proximity, worth)
    assert gain[0].tolist() == pytest.approx([0, 0, -1 / (4 / 3)])
    expected = 1.0 / 2 * 1 + 2.0 / (5 / 3) * (2 / 3)
    assert gain[3, 0] == pytest.approx(expected)
