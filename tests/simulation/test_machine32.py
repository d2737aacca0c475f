"""The compiled words in float32 against numpy in float64."""

from __future__ import annotations

import numpy as np
from numba import njit

from lodeshift.simulation import machine32 as machine
from lodeshift.simulation import machine64

ONE_PLACE = 2.0**-23


@njit
def table(x, out):  # type: ignore[no-untyped-def]
    for i in range(x.size):
        size = abs(x[i]) / np.float32(87.0)
        out[0, i] = machine.exp(x[i])
        out[1, i] = machine.sin_turn(size)
        out[2, i] = machine.cos_turn(size)
        out[3, i] = machine.log(size + np.float32(1e-30))


@njit
def chosen(a, b, out):  # type: ignore[no-untyped-def]
    out[0], out[1] = machine.lower(a, b), machine.upper(a, b)
    out[2], out[3] = machine.where(a > b, a, b), machine.sqrt(b)


def test_words_keep_their_bounds() -> None:
    rng = np.random.default_rng(5)
    x = np.concatenate((rng.uniform(-87, 87, 100_000), rng.normal(0, 1, 50_000), [0.0])).astype(np.float32)
    out = np.empty((4, x.size), np.float32)
    table(x, out)
    size = np.abs(x) / np.float32(87.0)
    turn = 2.0 * np.pi * size.astype(np.float64)
    logs = np.log((size + np.float32(1e-30)).astype(np.float64))
    assert np.abs(out[0] / np.exp(x.astype(np.float64)) - 1.0).max() < 2 * ONE_PLACE
    assert np.abs(out[1] - np.sin(turn)).max() < 7 * ONE_PLACE
    assert np.abs(out[2] - np.cos(turn)).max() < 7 * ONE_PLACE
    assert np.abs(out[3] - logs).max() <= ONE_PLACE * np.abs(logs).max()
    assert np.abs(out[3] - logs).max() > 0.0


def test_exp_is_held_beyond_its_range() -> None:
    x = np.array([-1e6, 1e6], np.float32)
    out = np.empty((4, 2), np.float32)
    table(x, out)
    assert np.abs(out[0] / np.exp(np.array([-87.0, 88.0])) - 1.0).max() < 4 * ONE_PLACE


def test_choices() -> None:
    out = np.empty(4, np.float32)
    chosen(np.float32(1.0), np.float32(2.0), out)
    assert out.tolist() == [1.0, 2.0, 2.0, float(np.float32(2**0.5))]


def test_draws_are_those_of_float64_rounded() -> None:
    word = 123_456_789
    assert machine.unit_interval(word) == np.float32(machine64.unit_interval(word))
    assert machine.unit_interval(0) > 0.0
