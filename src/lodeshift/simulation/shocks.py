"""How large shocks to growth are: estimated from forecast errors of the past, as far as known at an origin."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.chain.figures import REACH
from lodeshift.simulation.pooled import Pooled

Array = NDArray[np.float64]
HORIZON: Final = 5
_FIRST_ORIGINS: Final = 3
_PRIOR_ORIGINS: Final = 4.0
"""The prior counts like four past origins."""


def central_path(own: Array, pool: float, pooled: Pooled, long_run: float, horizon: int) -> Array:
    """Log level after 1 .. h years on the central path of the growth rules (city, h): trend and lead, each fading."""
    k = np.arange(1, horizon + 1)
    trend = long_run + (pool - long_run) * pooled.trend_persistence**k
    lead = pooled.own_weight * (own - pool)[:, None] * pooled.deviation_persistence**k
    return np.cumsum(trend + lead, axis=1)


def _reach(persistence: float) -> Array:
    """Variance after h years per unit variance of a yearly shock to a growth rate with this persistence (h)."""
    sums = np.cumsum(persistence ** np.arange(HORIZON))
    return np.array([np.sum(sums[:h] ** 2) for h in range(1, HORIZON + 1)])


def _start(persistence: float) -> Array:
    """Variance after h years per unit variance of the starting growth rate (h)."""
    return np.asarray(np.cumsum(persistence ** np.arange(1, HORIZON + 1)) ** 2)


def least_squares_above_zero(columns: Array, target: Array) -> Array:
    """x >= 0 with the least sum of squares of `columns` x - `target`, by trying every set of columns (a handful).

    The solution has zeros where a column is left out, and is the plain least squares over the others (Lawson & Hanson
    1974, chapter 23); with three columns trying all eight sets is simplest.
    """
    number = columns.shape[1]
    best, least = np.zeros(number), float(target @ target)
    for size in range(1, number + 1):
        for chosen in itertools.combinations(range(number), size):
            part, *_ = np.linalg.lstsq(columns[:, chosen], target, rcond=None)
            left = columns[:, chosen] @ part - target
            if (part >= 0).all() and float(left @ left) < least:
                best = np.zeros(number)
                best[list(chosen)] = part
                least = float(left @ left)
    return best


def estimate(growth: Array, long_run: float, prior: Pooled) -> Pooled:
    """Shock sizes from errors of `central_path` at all origins that the panel allows.

    Parameters
    ----------
    growth : logs of yearly growth known so far (city, year), oldest first. Nothing later is looked at.

    The shared error of an origin is its median over cities; a city's own error is what is left, its size read from the
    80 % interval (outliers count little). Variances by horizon are split over level, lead and start by non-negative least
    squares; shared and own sizes are each drawn towards the prior as if it had seen four origins.
    """
    shared, own, seen = np.zeros(HORIZON), np.zeros(HORIZON), np.zeros(HORIZON)
    for origin in range(_FIRST_ORIGINS, growth.shape[1]):
        pool = float(np.median(growth[:, origin]))
        path = central_path(growth[:, origin], pool, prior, long_run, HORIZON)
        for h in range(1, min(HORIZON, growth.shape[1] - 1 - origin) + 1):
            actual = growth[:, origin + 1 : origin + 1 + h].sum(axis=1)
            error = actual - path[:, h - 1]
            middle = float(np.median(error))
            low, high = np.quantile(error - middle, (0.1, 0.9))
            shared[h - 1] += middle**2
            own[h - 1] += ((high - low) / (2.0 * REACH["p10_p90"])) ** 2
            seen[h - 1] += 1.0
    lead, level = _reach(prior.deviation_persistence), np.arange(1, HORIZON + 1, dtype=np.float64)
    start = _start(prior.deviation_persistence)
    trend = _reach(prior.trend_persistence)
    prior_own = prior.sigma_deviation**2 * lead + prior.sigma_level**2 * level + prior.doubt_of_start**2 * start
    own = (own + _PRIOR_ORIGINS * prior_own) / (seen + _PRIOR_ORIGINS)
    shared = (shared + _PRIOR_ORIGINS * prior.sigma_trend**2 * trend) / (seen + _PRIOR_ORIGINS)
    weight = 1.0 / own
    parts = least_squares_above_zero(np.stack((lead, level, start), axis=1) * weight[:, None], own * weight)
    return replace(
        prior,
        sigma_trend=float(np.sqrt(np.mean(shared / trend))),
        sigma_deviation=float(np.sqrt(parts[0])),
        sigma_level=float(np.sqrt(parts[1])),
        doubt_of_start=float(np.sqrt(parts[2])),
    )
