"""Bring an hourly series to stated monthly levels without changing which hours are high and which are low."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import InputRangeError

Array = NDArray[np.float64]

MEAN_TOLERANCE: Final = 1e-9
"""Largest relative miss of a monthly mean."""
_MOST_STEPS: Final = 60


def monthly_mean(values: Array, months: NDArray[np.int64]) -> Array:
    """Mean by month 0..11 of an hourly series: shape (12,)."""
    return np.bincount(months, weights=values, minlength=12) / np.bincount(months, minlength=12)


def without_monthly_mean(values: Array, months: NDArray[np.int64]) -> Array:
    """Series (n, 8760) less their means by month: a month's level is the normals' to say, not chance's."""
    return np.stack([row - monthly_mean(row, months)[months] for row in values])


def solve_by_month(
    months: NDArray[np.int64],
    evaluate: Callable[[Array], Array],
    target: Array,
    bracket: tuple[float, float],
    what: str,
) -> Array:
    """Twelve positive factors such that the monthly means of `evaluate(factor of each hour)` meet `target`.

    `evaluate` must rise with the factor. The logarithm of the bracket is halved, all months at once.

    Raises
    ------
    InputRangeError : a month's target lies outside what the bracket reaches; `what` names the series.
    """
    low, high = np.full(12, math.log(bracket[0])), np.full(12, math.log(bracket[1]))
    tolerance = MEAN_TOLERANCE * np.maximum(np.abs(target), 1e-12)
    for _ in range(_MOST_STEPS):
        middle = 0.5 * (low + high)
        mean = monthly_mean(evaluate(np.exp(middle)[months]), months)
        if np.all(np.abs(mean - target) <= tolerance):
            return np.asarray(np.exp(middle))
        low, high = np.where(mean < target, middle, low), np.where(mean < target, high, middle)
    worst = int(np.argmax(np.abs(mean - target) / tolerance))
    raise InputRangeError(
        f"{what}: month {worst + 1} cannot reach a mean of {target[worst]:.4g}; the nearest is {mean[worst]:.4g}"
    )


def solve(
    evaluate: Callable[[float], float],
    target: float,
    bracket: tuple[float, float],
    what: str,
    *,
    tolerance: float = MEAN_TOLERANCE,
) -> float:
    """The positive factor at which `evaluate`, which rises with it, meets `target`.

    Raises
    ------
    InputRangeError : the target lies outside what the bracket reaches; `what` names the quantity.
    """
    low, high = math.log(bracket[0]), math.log(bracket[1])
    found = math.nan
    for _ in range(_MOST_STEPS):
        middle = 0.5 * (low + high)
        found = evaluate(math.exp(middle))
        if abs(found - target) <= tolerance * abs(target):
            return math.exp(middle)
        low, high = (middle, high) if found < target else (low, middle)
    raise InputRangeError(f"{what} cannot reach {target:.4g}; the nearest is {found:.4g}")


def clip_scale_by_month(values: Array, months: NDArray[np.int64], target: Array, what: str) -> Array:
    """`min(1, k * values)` with a factor k per month such that the monthly means meet `target` (0..1).

    Zero stays zero and the order of hours stays; hours at the top meet the rating, as behind a smaller inverter.

    Raises
    ------
    InputRangeError : a month cannot reach its target.
    """
    factors = solve_by_month(months, lambda k: np.minimum(1.0, k * values), target, (1e-3, 1e3), what)
    return np.minimum(1.0, factors[months] * values)
