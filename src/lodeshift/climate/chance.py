"""Weather as chance: smooth correlated random series with the memory that clouds and wind have.

Each series is a standard normal process of two parts: a slow one of passing fronts with a Matern-3/2 memory
(1 + t/tau) exp(-t/tau), and a fast one of gusts and single clouds with memory exp(-t/tau). Wind and sun share the
innovations of the slow part to a stated degree, so that they are correlated. Distributions are put on afterwards
through the normal quantiles (a Gaussian copula).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.signal import lfilter

from lodeshift.errors import check_range

Array = NDArray[np.float64]
_WARM_UP_TAUS = 12.0


@dataclass(frozen=True, slots=True)
class Memory:
    """How long a standard normal weather series remembers: time constants in hours and the variance of the fast part."""

    slow_h: float
    fast_h: float
    fast_share: float

    def autocorrelation(self, lag_h: float) -> float:
        """Correlation of the series with itself `lag_h` hours later (discrete hourly steps, exact)."""
        slow = _cascade_correlation(math.exp(-1.0 / self.slow_h), lag_h)
        return (1.0 - self.fast_share) * slow + self.fast_share * math.exp(-lag_h / self.fast_h)


@dataclass(frozen=True, slots=True)
class Sites:
    """Several sites of one region: how many, and how much their slow parts have in common (1: all the same weather)."""

    count: int
    wind_likeness: float
    sun_likeness: float


ONE_SITE: Final = Sites(1, 1.0, 1.0)


def _cascade_correlation(phi: float, lag: float) -> float:
    """Autocorrelation of an AR(1) process that is fed with an AR(1) process of the same coefficient."""
    return float(phi**lag * (1.0 + lag * (1.0 - phi**2) / (1.0 + phi**2)))


def slow_memory_h(autocorrelation: float, lag_h: float) -> float:
    """Time constant in hours of a slow part that has the given autocorrelation (0.01..0.99) at a lag of some hours."""
    check_range("autocorrelation", autocorrelation, at_least=0.01, at_most=0.99)

    def miss(log_h: float) -> float:
        return _cascade_correlation(math.exp(-1.0 / math.exp(log_h)), lag_h) - autocorrelation

    return math.exp(brentq(miss, math.log(0.05 * lag_h), math.log(100.0 * lag_h)))


def _cascade(noise: Array, phi: float) -> Array:
    """Unit-variance double AR(1) of white noise along the last axis."""
    raw = lfilter([1.0], [1.0, -2.0 * phi, phi**2], noise, axis=-1)
    variance = (1.0 + phi**2) / (1.0 - phi**2) ** 3
    return np.asarray(raw / math.sqrt(variance))


def single(rng: np.random.Generator, hours: int, memory_h: float) -> Array:
    """A standard normal series with the memory exp(-t / memory_h)."""
    warm_up = int(_WARM_UP_TAUS * memory_h) + 1
    return _single(rng.standard_normal(hours + warm_up), math.exp(-1.0 / memory_h))[warm_up:]


def _single(noise: Array, phi: float) -> Array:
    raw = lfilter([1.0], [1.0, -phi], noise, axis=-1)
    return np.asarray(raw * math.sqrt(1.0 - phi**2))


def _shared_by_filters(first: float, second: float) -> float:
    """Correlation that two double AR(1) processes keep when they are driven by the same noise."""
    lags = np.arange(4000)
    impulse = [(lags + 1) * phi**lags for phi in (first, second)]
    return float((impulse[0] * impulse[1]).sum() / math.sqrt((impulse[0] ** 2).sum() * (impulse[1] ** 2).sum()))


def wind_and_sun(
    rng: np.random.Generator, hours: int, memories: tuple[Memory, Memory], correlation: float, sites: Sites = ONE_SITE
) -> tuple[Array, Array]:
    """Standard normal series of wind and of cloudlessness with the given memories: two arrays (sites, hours).

    `correlation` is the wished correlation of wind and cloudlessness at a site. It sits in the slow parts, and is cut
    where their share or their different memories cannot reach it.

    Raises
    ------
    InputRangeError : correlation outside -1..1.
    """
    check_range("correlation", correlation, at_least=-1.0, at_most=1.0)
    wind, sun = memories
    warm_up = int(_WARM_UP_TAUS * max(wind.slow_h, sun.slow_h, wind.fast_h, sun.fast_h)) + 1
    children = rng.spawn(4)
    noise = [child.standard_normal((sites.count + 1, hours + warm_up)) for child in children]
    phi_wind, phi_sun = math.exp(-1.0 / wind.slow_h), math.exp(-1.0 / sun.slow_h)
    slow_part = math.sqrt((1.0 - wind.fast_share) * (1.0 - sun.fast_share))
    share = float(np.clip(correlation / slow_part / _shared_by_filters(phi_wind, phi_sun), -1.0, 1.0))
    tied = share * noise[0] + math.sqrt(1.0 - share**2) * noise[1]

    def blend(slow: Array, fast: Array, memory: Memory, likeness: float) -> Array:
        front = _cascade(slow, math.exp(-1.0 / memory.slow_h))
        front = math.sqrt(likeness) * front[:1] + math.sqrt(1.0 - likeness) * front[1:]
        gust = _single(fast[1:], math.exp(-1.0 / memory.fast_h))
        whole = math.sqrt(1.0 - memory.fast_share) * front + math.sqrt(memory.fast_share) * gust
        return np.asarray(whole[:, warm_up:])

    return blend(noise[0], noise[2], wind, sites.wind_likeness), blend(tied, noise[3], sun, sites.sun_likeness)
