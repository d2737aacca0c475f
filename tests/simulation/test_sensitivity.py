"""Sobol indices on the Ishigami function, whose indices have a closed form; feature scores."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lodeshift.errors import InputRangeError
from lodeshift.records.futures import Sensitivity
from lodeshift.records.note import note
from lodeshift.simulation import sensitivity
from lodeshift.simulation.counter import key_of, static_normals
from lodeshift.simulation.factors import Group

Array = NDArray[np.float64]
A, B = 7.0, 0.1
GROUPS = tuple(Group(f"x{i}", note(f"x.{i}"), (i,), (i,)) for i in range(3))
SIZES = sensitivity.Sizes(3, 3)
DRAWS = np.arange(6000, dtype=np.uint64)


def ishigami(x: Array) -> Array:
    """Ishigami & Homma 1990: sin x1 + a sin^2 x2 + b x3^4 sin x1 on [-pi, pi]^3."""
    return np.asarray(np.sin(x[0]) + A * np.sin(x[1]) ** 2 + B * x[2] ** 4 * np.sin(x[0]))


def uniform(z: Array) -> Array:
    """Standard normals to [-pi, pi] by their distribution function."""
    from scipy.special import ndtr

    return np.asarray(np.pi * (2.0 * ndtr(z) - 1.0))


def runner(theta_shift: NDArray[np.uint64], shock_shift: NDArray[np.uint64]) -> Array:
    assert np.array_equal(theta_shift, shock_shift)
    x = uniform(static_normals(key_of("ishigami", 1), DRAWS, 3, theta_shift))
    return np.stack([ishigami(x), x[2]])


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Sensitivity]:
    rng = np.random.default_rng(0)
    rows = sensitivity.sobol(runner, SIZES, GROUPS, ["ishigami", "third"], rng)
    return {(row.outcome, row.factor): row for row in rows}


def test_indices_of_ishigami_are_those_of_the_closed_form(
    found: dict[tuple[str, str], Sensitivity],
) -> None:
    first = 0.5 * (1.0 + B * np.pi**4 / 5.0) ** 2
    second = A**2 / 8.0
    mixed = B**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = first + second + mixed
    exact = {"x0": (first, first + mixed), "x1": (second, second), "x2": (0.0, mixed)}
    for factor, (alone, total) in exact.items():
        got = found["ishigami", factor]
        assert got.first == pytest.approx(alone / whole, abs=0.05)
        assert got.total == pytest.approx(total / whole, abs=0.03)
        assert got.total_low <= got.total <= got.total_high
        assert got.total_high - got.total_low < 0.1


def test_an_outcome_of_one_input_has_one_index(found: dict[tuple[str, str], Sensitivity]) -> None:
    assert found["third", "x2"].first == pytest.approx(1.0, abs=0.03)
    assert found["third", "x2"].total == pytest.approx(1.0, abs=0.03)
    assert found["third", "x0"].total == 0.0


def test_an_outcome_that_does_not_vary_has_no_index() -> None:
    still = np.ones(10)
    assert sensitivity.indices(still, still, still) == (0.0, 0.0)


def test_groups_are_needed() -> None:
    with pytest.raises(InputRangeError, match="groups"):
        sensitivity.sobol(runner, SIZES, (), ["a"], np.random.default_rng(0))


def test_only_the_rows_of_the_group_move() -> None:
    theta, shock = sensitivity.shifts(sensitivity.Sizes(4, 3), (Group("g", note("x.g"), (1, 3), (0,)),))
    assert (theta > 0).tolist() == [False, True, False, True]
    assert (shock > 0).tolist() == [True, False, False]
