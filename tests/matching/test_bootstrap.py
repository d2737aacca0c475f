from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputRangeError
from lodeshift.matching.bootstrap import rank_intervals
from lodeshift.matching.complexity import complexity_index
from lodeshift.matching.rca import presence, rca


def ordered(noise: float, seed: int = 0) -> np.ndarray:
    """Regions that reach further and further into rarer activities, blurred by `noise`."""
    rng = np.random.default_rng(seed)
    skill, need = np.linspace(0, 1, 40)[:, None], np.linspace(0, 1, 60)[None, :]
    return np.exp(6 * (skill - 0.5) * (need - 0.5) + noise * rng.normal(size=(40, 60)))


def ranks_of(values: np.ndarray) -> np.ndarray:
    eci = complexity_index(presence(rca(values))).eci
    ranks = np.empty(len(eci))
    ranks[np.argsort(-eci)] = np.arange(1, len(eci) + 1)
    return ranks


def test_intervals_hold_the_rank_of_a_clear_table() -> None:
    values = ordered(0.3)
    index = complexity_index(presence(rca(values)))
    found = rank_intervals(values, index, np.random.default_rng(0), draws=40)
    ranks = ranks_of(values)
    assert (found.draws_ranked == 40).all()
    assert (found.low <= ranks + 2).all() and (found.high >= ranks - 2).all()


def test_more_noise_gives_wider_intervals() -> None:
    widths = []
    for noise in (0.2, 2.0):
        values = ordered(noise)
        index = complexity_index(presence(rca(values)))
        found = rank_intervals(values, index, np.random.default_rng(1), draws=40)
        widths.append(float(np.mean(found.high - found.low)))
    assert widths[1] > 1.5 * widths[0]


def test_same_generator_same_intervals() -> None:
    values = ordered(0.5)
    index = complexity_index(presence(rca(values)))
    once = rank_intervals(values, index, np.random.default_rng(7), draws=10)
    again = rank_intervals(values, index, np.random.default_rng(7), draws=10)
    np.testing.assert_array_equal(once.low, again.low)
    np.testing.assert_array_equal(once.high, again.high)


def test_a_region_that_can_lose_all_its_activities_still_gets_an_interval() -> None:
    values = ordered(0.3)
    values = np.column_stack((values, np.zeros(40)))
    values[3] = 0.0
    values[3, -1] = 5.0
    values[4, -1] = 5.0
    index = complexity_index(presence(rca(values)))
    found = rank_intervals(values, index, np.random.default_rng(2), draws=30)
    assert 0 < found.draws_ranked[3] < 30
    assert np.isfinite(found.low[3])


def test_one_draw_is_no_interval() -> None:
    values = ordered(0.3)
    with pytest.raises(InputRangeError):
        rank_intervals(values, complexity_index(presence(rca(values))), np.random.default_rng(0), draws=1)
