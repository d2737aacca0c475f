"""Boxes of futures in which a way ahead fails: the patient rule induction method (PRIM).

Friedman & Fisher 1999, Statistics and Computing 9: peel a thin slice off the box again and again, each time the one
that leaves the largest share of failures, then put back what costs no density. Scenario discovery as Bryant & Lempert
2010 use it: of the boxes on the way the one with coverage and density both high is taken; limits that do not matter
are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import check_range
from lodeshift.records.futures import Box, Limit
from lodeshift.simulation.factors import Factor

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
PEEL: Final = 0.05
"""Share of the box that is peeled at a time."""
LEAST_MASS: Final = 0.03
MOST_LIMITS: Final = 3
"""More than three conditions are no sentence."""
LEAST_LIFT: Final = 1.5
"""A box must hold at least half as many failures again as futures in general."""
LEAST_GAIN: Final = 0.02
"""A limit is kept when dropping it would lower density by two points or more."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box: low and high per factor (infinite where there is no limit)."""

    low: Array
    high: Array

    def holds(self, points: Array) -> Mask:
        """Which points (draws, factors) lie in the box."""
        return np.asarray(((points >= self.low) & (points <= self.high)).all(axis=1))


def peel(points: Array, fails: Mask) -> list[Bounds]:
    """The boxes of the peeling path, from all futures down to 3 % of them.

    Parameters
    ----------
    points : (draws, factors).   fails : (draws).
    """
    number = points.shape[1]
    box = Bounds(np.full(number, -np.inf), np.full(number, np.inf))
    inside = np.ones(points.shape[0], bool)
    path = [box]
    while inside.sum() > max(LEAST_MASS * points.shape[0], 2.0 / PEEL):
        best: tuple[float, Bounds, Mask] | None = None
        for factor in range(number):
            for candidate in _slices(points, inside, box, factor):
                kept = inside & candidate.holds(points)
                if 0 < kept.sum() < inside.sum():
                    density = float(fails[kept].mean())
                    if best is None or density > best[0]:
                        best = (density, candidate, kept)
        if best is None:
            break
        _, box, inside = best
        path.append(box)
    return path


def _slices(points: Array, inside: Mask, box: Bounds, factor: int) -> list[Bounds]:
    values = points[inside, factor]
    low, high = box.low.copy(), box.high.copy()
    low[factor] = np.quantile(values, PEEL)
    upper = Bounds(low, box.high)
    high[factor] = np.quantile(values, 1.0 - PEEL)
    return [upper, Bounds(box.low, high)]


def _score(points: Array, fails: Mask, box: Bounds) -> tuple[float, float, float]:
    """(coverage, density, mass)."""
    inside = box.holds(points)
    failed = int(fails.sum())
    hit = int((fails & inside).sum())
    return hit / max(failed, 1), hit / max(int(inside.sum()), 1), float(inside.mean())


def _thin(points: Array, fails: Mask, box: Bounds) -> Bounds:
    """Drop limits that do not matter, the least useful first, and all but three."""
    low, high = box.low.copy(), box.high.copy()
    while True:
        current = Bounds(low, high)
        density = _score(points, fails, current)[1]
        limits = [(f, side) for f in range(low.size) for side in (0, 1) if np.isfinite((low, high)[side][f])]
        if not limits:
            return current
        losses = []
        for factor, side in limits:
            trial = (low.copy(), high.copy())
            trial[side][factor] = -np.inf if side == 0 else np.inf
            losses.append((density - _score(points, fails, Bounds(*trial))[1], factor, side))
        loss, factor, side = min(losses)
        if len(limits) == 1 or (loss >= LEAST_GAIN and len(limits) <= MOST_LIMITS):
            return current
        (low, high)[side][factor] = -np.inf if side == 0 else np.inf


def find(alternative: str, factors: Sequence[Factor], fails: Mask, most: int = 2) -> tuple[Box, ...]:
    """Up to `most` boxes, each found in what the ones before did not cover; none where (nearly) all or nothing fails.

    Raises
    ------
    InputRangeError : `most` below 1.
    """
    check_range("most", most, at_least=1)
    points = np.stack([f.values for f in factors], axis=1) if factors else np.zeros((fails.size, 0))
    left = np.ones(fails.size, bool)
    found: list[Box] = []
    for _ in range(most):
        share = float(fails[left].mean()) if left.any() else 0.0
        if not 0.01 < share < 0.99 or points.shape[1] == 0:
            break
        path = peel(points[left], fails[left])
        scored = [(_score(points[left], fails[left], box), box) for box in path]
        _, best = max(scored, key=lambda pair: _harmonic(pair[0][0], pair[0][1]))
        thin = _thin(points[left], fails[left], best)
        coverage, density, mass = _score(points, fails, thin)
        limits = _limits(factors, thin)
        if not limits or density < LEAST_LIFT * share:
            break
        found.append(Box(alternative, limits, coverage, density, mass))
        left &= ~thin.holds(points)
    return tuple(found)


def _harmonic(coverage: float, density: float) -> float:
    return 2.0 * coverage * density / (coverage + density) if coverage + density > 0 else 0.0


def _limits(factors: Sequence[Factor], box: Bounds) -> tuple[Limit, ...]:
    return tuple(
        Limit(
            factor.name,
            factor.what,
            float(low) if np.isfinite(low) else None,
            float(high) if np.isfinite(high) else None,
            factor.unit,
        )
        for factor, low, high in zip(factors, box.low, box.high, strict=True)
        if np.isfinite(low) or np.isfinite(high)
    )
