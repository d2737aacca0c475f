"""The words of the equations with numpy's meaning."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lodeshift.simulation import elementary


def test_lanes_are_all_lanes_at_once() -> None:
    (d,) = elementary.lanes()
    assert np.array_equal(np.arange(5)[d], np.arange(5))


@pytest.mark.parametrize("turn", [0.0, 0.125, 0.25, 0.5, 0.9, 1.0])
def test_turns_are_whole_circles(turn: float) -> None:
    assert elementary.sin_turn(turn) == pytest.approx(math.sin(2 * math.pi * turn), abs=1e-15)
    assert elementary.cos_turn(turn) == pytest.approx(math.cos(2 * math.pi * turn), abs=1e-15)


def test_words_become_numbers_strictly_between_0_and_1() -> None:
    found = elementary.unit_interval(np.array([0, 2**31, 2**32 - 1], np.uint64))
    assert found.tolist() == [2.0**-33, 0.5 + 2.0**-33, 1.0 - 2.0**-33]


def test_choices_are_lane_by_lane() -> None:
    a, b = np.array([1.0, 4.0]), np.array([2.0, 3.0])
    assert elementary.lower(a, b).tolist() == [1.0, 3.0]
    assert elementary.upper(a, b).tolist() == [2.0, 4.0]
    assert elementary.where(a > b, a, b).tolist() == [2.0, 4.0]
