"""Scaling, weights and scores of the index."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.diagnosis import index
from lodeshift.errors import InputRangeError

X = np.array([[1.0, 10.0, 5.0], [2.0, 30.0, 5.0], [4.0, 20.0, 5.0]])
BENEFIT = np.array([True, False, True])


def scaled() -> index.Scaling:
    return index.scale(X, index.bounds_of(X, ["a", "b", "c"], BENEFIT))


def test_best_is_one_and_worst_is_zero_in_both_directions() -> None:
    y = scaled().scaled
    assert y[:, 0].tolist() == pytest.approx([0, 1 / 3, 1])
    assert y[:, 1].tolist() == pytest.approx([1, 0, 0.5])


def test_a_constant_column_gets_weight_zero_not_nan() -> None:
    weights = index.weights_of(X, scaled(), "entropy_min_max")
    assert weights[2] == 0
    assert weights.sum() == pytest.approx(1)
    assert index.weights_of(X, scaled(), "equal").tolist() == [0.5, 0.5, 0]


def test_entropy_weights_by_hand() -> None:
    y = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
    # both columns: p = (0, 1/2, 1/2), e = ln 2 / ln 3
    assert index.entropy_weights(y).tolist() == pytest.approx([0.5, 0.5])
    y = np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    e = np.log(2) / np.log(3)
    assert index.entropy_weights(y).tolist() == pytest.approx([1 / (2 - e), (1 - e) / (2 - e)])


def test_the_shift_changes_the_weights() -> None:
    y = np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    assert abs(index.entropy_weights(y, shift=0.01)[0] - index.entropy_weights(y)[0]) > 1e-3


def test_raw_sum_weights_ignore_the_direction_as_the_peer_does() -> None:
    turned = index.scale(X, index.bounds_of(X, ["a", "b", "c"], ~BENEFIT))
    raw, raw_turned = (index.weights_of(X, s, "entropy_raw_sum") for s in (scaled(), turned))
    assert raw.tolist() == raw_turned.tolist()
    with pytest.raises(InputRangeError, match="values >= 0"):
        index.weights_of(-X, scaled(), "entropy_raw_sum")


def test_nothing_to_weigh_is_said() -> None:
    flat = np.ones((3, 2))
    with pytest.raises(InputRangeError, match="nothing to weigh"):
        index.entropy_weights(flat)
    with pytest.raises(InputRangeError, match="nothing to weigh"):
        index.weights_of(flat, index.scale(flat, index.bounds_of(flat, ["a", "b"], BENEFIT[:2])), "equal")
    with pytest.raises(InputRangeError, match="two units"):
        index.entropy_weights(np.ones((1, 2)))


def test_topsis_of_the_best_and_the_worst_row() -> None:
    y = np.array([[1.0, 1.0], [0.0, 0.0], [0.5, 0.5]])
    closeness = index.topsis(y, np.array([0.7, 0.3]))
    assert closeness.tolist() == pytest.approx([1, 0, 0.5])
    assert index.topsis(np.ones((2, 2)), np.array([0.5, 0.5])).tolist() == [0.5, 0.5]


def test_vector_topsis_by_hand() -> None:
    x = np.array([[3.0, 4.0], [4.0, 3.0]])
    closeness = index.topsis_vector(x, np.array([0.5, 0.5]), np.array([True, False]))
    assert closeness.tolist() == pytest.approx([0, 1])  # the second has more benefit and less cost


def test_obstacles_add_up_to_one_and_name_the_gap() -> None:
    y = np.array([[1.0, 0.5], [0.0, 0.0], [1.0, 1.0]])
    o = index.obstacle_degrees(y, np.array([0.4, 0.6]))
    assert o[0].tolist() == [0, 1]
    assert o[1].tolist() == pytest.approx([0.4, 0.6])
    assert o[2].tolist() == [0, 0]  # nothing holds the best back


def test_kept_bounds_cut_and_count_what_lies_outside() -> None:
    bounds = index.bounds_of(X, ["a", "b", "c"], BENEFIT)
    later = index.scale(np.array([[8.0, 5.0, 5.0]]), bounds)
    assert later.scaled.tolist() == [[1, 1, 0]]
    assert later.clipped == 2
