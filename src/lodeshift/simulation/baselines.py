"""Simple forecasting rules to stand beside the model's: each sees only what was known at the origin.

All take the logs of yearly growth known so far (city, year) and give the log of the level over the origin's level after
1 .. h years (city, h).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Rule = Callable[[Array, int], Array]
_DAMP: Final = 0.9
_DRIFT_YEARS: Final = 5


def _levels(growth: Array) -> Array:
    return np.cumsum(growth, axis=1)


def drift(known: Array, horizon: int) -> Array:
    """Random walk with drift: mean growth of the last five years."""
    mean = known[:, -_DRIFT_YEARS:].mean(axis=1)
    return np.asarray(mean[:, None] * np.arange(1, horizon + 1))


def half_pooled(known: Array, horizon: int) -> Array:
    """Half the city's last growth rate, half the median of all cities, damped by 0.9 a year (rates, not logs)."""
    rates = np.expm1(known[:, -1])
    start = 0.5 * rates + 0.5 * np.median(rates)
    return _levels(np.log1p(start[:, None] * _DAMP ** np.arange(1, horizon + 1)))


def last_growth(known: Array, horizon: int) -> Array:
    """The last growth rate for ever."""
    return np.asarray(known[:, -1:] * np.arange(1, horizon + 1))


def ets(known: Array, horizon: int) -> Array:
    """Exponential smoothing with damped additive trend on the log level, ETS(A,Ad,N).

    Smoothing and damping are chosen city by city on a grid by the sum of squared one-step errors (Hyndman & Athanasopoulos,
    Forecasting, chapter 8); the start is the first level and the mean growth of the first three years.
    """
    level = np.concatenate((np.zeros((known.shape[0], 1)), np.cumsum(known, axis=1)), axis=1)
    best = np.full(known.shape[0], np.inf)
    forecast = np.zeros((known.shape[0], horizon))
    for alpha in (0.3, 0.6, 0.9, 0.99):
        for beta in (0.05, 0.2, 0.5, 0.9):
            for phi in (0.8, 0.9, 0.98):
                errors, ahead = _smooth(level, (alpha, beta * alpha, phi), horizon)
                better = errors < best
                best = np.where(better, errors, best)
                forecast[better] = ahead[better]
    return forecast


def _smooth(level: Array, parameters: tuple[float, float, float], horizon: int) -> tuple[Array, Array]:
    alpha, beta, phi = parameters
    base, trend = level[:, 0], (level[:, min(3, level.shape[1] - 1)] - level[:, 0]) / 3.0
    errors = np.zeros(level.shape[0])
    for t in range(1, level.shape[1]):
        expected = base + phi * trend
        error = level[:, t] - expected
        errors += error**2
        base, trend = expected + alpha * error, phi * trend + beta * error
    damping = np.cumsum(phi ** np.arange(1, horizon + 1))
    return errors, (base - level[:, -1])[:, None] + trend[:, None] * damping


RULES: Final[Mapping[str, Rule]] = {
    "random walk with drift": drift,
    "ETS, damped trend": ets,
    "last growth repeated": last_growth,
    "half own, half pooled, damped": half_pooled,
}
"""Rules by name; the last one is the one to beat."""
TO_BEAT: Final = "half own, half pooled, damped"
