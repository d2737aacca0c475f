"""Weather as chance: smooth correlated random series with the memory in time and the reach in space that fronts have.

Each series is a standard normal process of two parts: a slow one of passing fronts with a Matern-3/2 memory
(1 + t/tau) exp(-t/tau), and a fast one of gusts and single clouds with memory exp(-t/tau). Wind and sun share the
innovations of the slow part to a stated degree. Distributions are put on afterwards through the normal quantiles (a
Gaussian copula).

The slow innovations come from noise on fixed nodes over the map, blurred with a Gaussian kernel. So two places made
with the same seed share their weather as far as they are near: the plan of a city with wind at home and wind 400 km
away sees how much the two make up for one another. The fast part is each place's own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.signal import lfilter

from lodeshift.errors import check_range

Array = NDArray[np.float64]
Point = tuple[float, float]
"""Latitude and longitude in degrees."""

SCALES: Final = ((200.0, 0.3), (400.0, 0.5))
"""Blur of the nodes' noise in km, and its part of the slow innovations' variance: two places d km apart share the sum of
part * exp(-d^2 / (4 blur^2)). The rest is a place's own. Fits the daily wind of 28 provinces up to 1000 km apart."""
OWN_PART: Final = 0.2
WARM_UP_H: Final = 480
"""Hours made before the year begins, so that a series does not remember its start."""
_REACH: Final = 2.3
"""Nodes farther away than this many blurs have no weight."""
KM_PER_DEGREE: Final = 111.2
_MIDDLE_LATITUDE: Final = 36.0
Node = tuple[int, int, int]
"""Scale, row, column: nodes of a scale stand about one blur apart."""
_WIND_SLOW, _SUN_SLOW, _WIND_FAST, _SUN_FAST, _OTHER = range(5)


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


def wind_and_sun(
    seed: int, points: Sequence[Point], hours: int, memories: tuple[Memory, Memory], correlation: float
) -> tuple[Array, Array]:
    """Standard normal series of wind and of cloudlessness at some points: two arrays (points, hours).

    `correlation` is the wished correlation of wind and cloudlessness at a point. It sits in the slow parts, and is cut
    where their share or their different memories cannot reach it.

    Raises
    ------
    InputRangeError : correlation outside -1..1, a negative seed.
    """
    check_range("correlation", correlation, at_least=-1.0, at_most=1.0)
    check_range("seed", seed, at_least=0)
    wind, sun = memories
    phi_wind, phi_sun = math.exp(-1.0 / wind.slow_h), math.exp(-1.0 / sun.slow_h)
    slow_part = math.sqrt((1.0 - wind.fast_share) * (1.0 - sun.fast_share))
    share = float(np.clip(correlation / slow_part / _shared_by_filters(phi_wind, phi_sun), -1.0, 1.0))
    wind_noise = _regional(seed, points, hours, _WIND_SLOW)
    sun_noise = share * wind_noise + math.sqrt(1.0 - share**2) * _regional(seed, points, hours, _SUN_SLOW)

    def blend(slow: Array, stream: int, memory: Memory) -> Array:
        fast = np.stack([_local(seed, point, hours, stream) for point in points])
        front = _cascade(slow, math.exp(-1.0 / memory.slow_h))
        gust = _single(fast, math.exp(-1.0 / memory.fast_h))
        whole = math.sqrt(1.0 - memory.fast_share) * front + math.sqrt(memory.fast_share) * gust
        return np.asarray(whole[:, WARM_UP_H:])

    return blend(wind_noise, _WIND_FAST, wind), blend(sun_noise, _SUN_FAST, sun)


def single(seed: int, point: Point, hours: int, memory_h: float) -> Array:
    """A standard normal series (hours,) of one point with the memory exp(-t / memory_h), apart from wind and sun."""
    return _single(_local(seed, point, hours, _OTHER), math.exp(-1.0 / memory_h))[WARM_UP_H:]


def likeness(first: Point, second: Point) -> float:
    """Correlation of the slow innovations at two different points that are made with the same seed."""
    other = _nodes(second)
    return sum(weight * other.get(node, 0.0) for node, weight in _nodes(first).items())


def slow_memory_h(autocorrelation: float, lag_h: float) -> float:
    """Time constant in hours of a slow part that has the given autocorrelation (0.01..0.99) at a lag of some hours."""
    check_range("autocorrelation", autocorrelation, at_least=0.01, at_most=0.99)

    def miss(log_h: float) -> float:
        return _cascade_correlation(math.exp(-1.0 / math.exp(log_h)), lag_h) - autocorrelation

    return math.exp(brentq(miss, math.log(0.05 * lag_h), math.log(100.0 * lag_h)))


def _nodes(point: Point) -> dict[Node, float]:
    """Nodes within reach of a point and their weights, whose squares sum to one less the place's own part."""
    latitude, longitude = point
    found: dict[Node, float] = {}
    for scale, (blur_km, part) in enumerate(SCALES):
        row_deg = blur_km / KM_PER_DEGREE
        column_deg = row_deg / math.cos(math.radians(_MIDDLE_LATITUDE))
        column_km = column_deg * KM_PER_DEGREE * math.cos(math.radians(latitude))
        row, column = latitude / row_deg, longitude / column_deg
        near: dict[Node, float] = {}
        columns = int(_REACH * blur_km / column_km) + 1
        for i in range(round(row) - 3, round(row) + 4):
            for j in range(round(column) - columns, round(column) + columns + 1):
                blurs = math.hypot((i - row) * blur_km, (j - column) * column_km) / blur_km
                if blurs <= _REACH:
                    near[scale, i, j] = math.exp(-(blurs**2) / 2.0)
        size = math.sqrt(sum(weight**2 for weight in near.values()) / part)
        found |= {node: weight / size for node, weight in near.items()}
    return found


def _regional(seed: int, points: Sequence[Point], hours: int, stream: int) -> Array:
    """White noise (points, WARM_UP_H + hours) that near points share."""
    made: dict[Node, Array] = {}
    rows = []
    for point in points:
        noise = math.sqrt(OWN_PART) * _local(seed, point, hours, stream)
        for node, weight in _nodes(point).items():
            if node not in made:
                made[node] = _white(seed, hours, (stream, 1, *node))
            noise += weight * made[node]
        rows.append(noise)
    return np.stack(rows)


def _local(seed: int, point: Point, hours: int, stream: int) -> Array:
    """White noise of one point alone (points are told apart to 0.01 degree)."""
    return _white(seed, hours, (stream, 0, round(point[0] * 100.0), round(point[1] * 100.0)))


def _white(seed: int, hours: int, key: tuple[int, ...]) -> Array:
    # keys of a seed sequence are not negative; places west and south are
    sequence = np.random.SeedSequence(seed, spawn_key=tuple(part % 2**32 for part in key))
    return np.random.default_rng(sequence).standard_normal(WARM_UP_H + hours)


def _cascade_correlation(phi: float, lag: float) -> float:
    """Autocorrelation of an AR(1) process that is fed with an AR(1) process of the same coefficient."""
    return float(phi**lag * (1.0 + lag * (1.0 - phi**2) / (1.0 + phi**2)))


def _cascade(noise: Array, phi: float) -> Array:
    """Unit-variance double AR(1) of white noise along the last axis."""
    raw = lfilter([1.0], [1.0, -2.0 * phi, phi**2], noise, axis=-1)
    variance = (1.0 + phi**2) / (1.0 - phi**2) ** 3
    return np.asarray(raw / math.sqrt(variance))


def _single(noise: Array, phi: float) -> Array:
    raw = lfilter([1.0], [1.0, -phi], noise, axis=-1)
    return np.asarray(raw * math.sqrt(1.0 - phi**2))


def _shared_by_filters(first: float, second: float) -> float:
    """Correlation that two double AR(1) processes keep when they are driven by the same noise."""
    lags = np.arange(4000)
    impulse = [(lags + 1) * phi**lags for phi in (first, second)]
    return float((impulse[0] * impulse[1]).sum() / math.sqrt((impulse[0] ** 2).sum() * (impulse[1] ** 2).sum()))
