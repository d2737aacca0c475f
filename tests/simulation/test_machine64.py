"""The compiled words in float64 against the C library, over their range and at its edges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numba import njit

from lodeshift.simulation import machine64 as machine

TWO_PLACES = 5e-16
TURNS = 1e-15


@njit
def table(x, out):  # type: ignore[no-untyped-def]
    for i in range(x.size):
        out[0, i] = machine.exp(x[i])
        out[1, i] = machine.sin_turn(abs(x[i]) / 708.0)
        out[2, i] = machine.cos_turn(abs(x[i]) / 708.0)


@njit
def logarithms(x, out):  # type: ignore[no-untyped-def]
    for i in range(x.size):
        out[i] = machine.log(x[i])


@njit
def intervals(words, out):  # type: ignore[no-untyped-def]
    for i in range(words.size):
        out[i] = machine.unit_interval(words[i])


@pytest.fixture(scope="module")
def points() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    rng = np.random.default_rng(5)
    edges = [0.0, -0.0, 0.5 * math.log(2), -0.5 * math.log(2), 1e-300, 707.9, -707.9, 708.0, -708.0]
    return np.concatenate((rng.uniform(-708, 708, 200_000), rng.normal(0, 1, 100_000), np.array(edges)))


def test_exp_sine_and_cosine_keep_their_bounds(points: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    out = np.empty((3, points.size))
    table(points, out)
    assert np.abs(out[0] / np.exp(points) - 1.0).max() < TWO_PLACES
    turn = np.abs(points) / 708.0
    half_turns = np.rint(2.0 * turn)
    sign, rest = 1.0 - 2.0 * (half_turns % 2), 2.0 * np.pi * (turn - 0.5 * half_turns)  # exact but for one rounding
    assert np.abs(out[1] - sign * np.sin(rest)).max() < TURNS
    assert np.abs(out[2] - sign * np.cos(rest)).max() < TURNS


def test_exp_is_held_beyond_its_range() -> None:
    out = np.empty((3, 2))
    table(np.array([-1e9, 1e9]), out)
    assert out[0] == pytest.approx([math.exp(-708.0), math.exp(708.0)], rel=1e-15)


def test_log_keeps_its_bound_from_the_smallest_normal_number_to_the_largest() -> None:
    rng = np.random.default_rng(6)
    edges = [1.0, 1.0 + 2**-52, 1.0 - 2**-53, math.sqrt(2), math.sqrt(0.5), 2.0, 0.5, 2.0**-1022, 1.7e308, 2.0**-33]
    x = np.concatenate((np.exp(rng.uniform(-700, 700, 100_000)), rng.uniform(0.5, 2.0, 100_000), np.array(edges)))
    out = np.empty(x.size)
    logarithms(x, out)
    exact = np.log(x)
    assert np.abs(out - exact).max() <= 1e-15 * np.abs(exact).max()
    near = np.abs(exact) > 0
    assert np.abs(out[near] / exact[near] - 1.0).max() < 1.1e-15
    assert out[x == 1.0].tolist() == [0.0]


def test_intervals_are_those_of_the_reference() -> None:
    words = np.array([0, 1, 2**31, 2**32 - 1], np.uint64)
    out = np.empty(4)
    intervals(words, out)
    assert out.tolist() == ((words.astype(float) + 0.5) * 2.0**-32).tolist()


def test_choices() -> None:
    assert machine.lower(1.0, 2.0) == 1.0 == machine.upper(1.0, 0.0)
    assert machine.where(True, 1.0, 2.0) == 1.0 and machine.where(False, 1.0, 2.0) == 2.0
    assert machine.sqrt(2.0) == math.sqrt(2.0)
