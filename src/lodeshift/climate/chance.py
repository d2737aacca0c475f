"""Weather as chance: smooth correlated random series with the memory that clouds and wind have.

Each series is a standard normal process of two parts: a slow one of passing fronts with a Matern-3/2 memory
(1 + t/tau) exp(-t/tau), and a fast one of gusts and single clouds with memory exp(-t/tau). Wind and sun share the
innovations of the slow part to a stated degree, so that they are correlated. Distributions are put on afterwards
through the normal quantiles (a Gaussian copula).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
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


def _cascade_correlation(phi: float, lag: float) -> float:
    """Autocorrelation of an AR(1) process that is fed with an AR(1) process of the same coefficient."""
    return float(phi**lag * (1.0 + lag * (1.0 - phi**2) / (1.0 + phi**2)))


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
    rng: np.random.Generator, hours: int, wind: Memory, sun: Memory, correlation: float
) -> tuple[Array, Array]:
    """Two standard normal series of `hours` values with the given memories.

    `correlation` is the wished correlation of the two slow parts. It is cut where the different memories of the two
    cannot reach it.

    Raises
    ------
    InputRangeError : correlation outside -1..1.
    """
    check_range("correlation", correlation, at_least=-1.0, at_most=1.0)
    warm_up = int(_WARM_UP_TAUS * max(wind.slow_h, sun.slow_h, wind.fast_h, sun.fast_h)) + 1
    wind_child, sun_child = rng.spawn(2)
    slow_wind, fast_wind = wind_child.standard_normal((2, hours + warm_up))
    slow_own, fast_sun = sun_child.standard_normal((2, hours + warm_up))
    phi_wind, phi_sun = math.exp(-1.0 / wind.slow_h), math.exp(-1.0 / sun.slow_h)
    share = float(np.clip(correlation / _shared_by_filters(phi_wind, phi_sun), -1.0, 1.0))
    slow_sun = share * slow_wind + math.sqrt(1.0 - share**2) * slow_own

    def blend(slow: Array, fast: Array, memory: Memory) -> Array:
        front = _cascade(slow, math.exp(-1.0 / memory.slow_h))
        gust = _single(fast, math.exp(-1.0 / memory.fast_h))
        whole = math.sqrt(1.0 - memory.fast_share) * front + math.sqrt(memory.fast_share) * gust
        return np.asarray(whole[warm_up:])

    return blend(slow_wind, fast_wind, wind), blend(slow_sun, fast_sun, sun)
