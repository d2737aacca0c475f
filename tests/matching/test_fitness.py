from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputRangeError
from lodeshift.matching.fitness import fitness


def test_fixed_point_is_reached() -> None:
    present = np.random.default_rng(1).random((30, 40)) < 0.4
    present[:, 0] = present[0] = True
    found = fitness(present)
    assert found.converged
    raised = present @ found.quality
    lowered = 1.0 / ((1.0 / found.fitness) @ present)
    np.testing.assert_allclose(raised / raised.mean(), found.fitness, atol=1e-10)
    np.testing.assert_allclose(lowered / lowered.mean(), found.quality, atol=1e-10)


def test_all_alike_gives_one() -> None:
    found = fitness(np.ones((4, 6), dtype=bool))
    np.testing.assert_allclose(found.fitness, 1.0)
    np.testing.assert_allclose(found.quality, 1.0)


def test_an_activity_of_a_weak_region_is_worth_little() -> None:
    present = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1]], dtype=bool)
    found = fitness(present, most_rounds=200)
    assert found.quality[2] > found.quality[3]


def test_a_table_that_does_not_settle_says_so() -> None:
    staircase = np.arange(30)[None, :] <= np.arange(30)[:, None]
    found = fitness(staircase, most_rounds=50)
    assert not found.converged
    assert found.rounds == 50
    assert np.isfinite(found.fitness).all()


def test_tolerance_must_not_be_negative() -> None:
    with pytest.raises(InputRangeError):
        fitness(np.ones((2, 2), dtype=bool), tolerance=-1.0)
