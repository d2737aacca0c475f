"""Shared draws: every figure is drawn once per draw, whatever city or product uses it, so that ranks can be compared."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lodeshift.records.figure import Figure

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FigurePool:
    """Figures side by side. `keys` name the row and what was read from it; equal keys are the same figure."""

    keys: tuple[str, ...]
    low: Vector
    central: Vector
    high: Vector

    def draws(self, number: int, seed: int) -> Vector:
        """Values of all figures in `number` draws, shape (draws, figures).

        Each figure follows two half triangles that meet at the central value, which is the median, drawn from its own
        stream that depends on its key and the seed alone: adding a city or a product changes nobody else's draws.
        Figures are drawn independently of each other.
        """
        chance = np.empty((number, len(self.keys)))
        for i, key in enumerate(self.keys):
            stream = np.random.SeedSequence(seed, spawn_key=(zlib.crc32(key.encode()),))
            chance[:, i] = np.random.default_rng(stream).random(number)
        return around_central(chance, self.low, self.central, self.high)


def around_central(chance: Vector, low: Vector, central: Vector, high: Vector) -> Vector:
    """Quantiles at `chance` (in [0, 1)) of the distribution that rises in a straight line from low to central and falls
    from central to high, half of its weight on either side: the central value is the median."""
    below = low + (central - low) * np.sqrt(2.0 * np.minimum(chance, 0.5))
    above = high - (high - central) * np.sqrt(2.0 * (1.0 - np.maximum(chance, 0.5)))
    return np.where(chance < 0.5, below, above)


@dataclass(slots=True)
class PoolBuilder:
    """Collects figures into a pool; the same row and use give the same place."""

    _place: dict[str, int] = field(default_factory=dict)
    _rows: list[tuple[float, float, float]] = field(default_factory=list)

    def add(self, figure: Figure, use: str) -> int:
        """Place of the figure in the pool. `use` tells apart what is read from one row ("rate", "fixed")."""
        key = f"{figure.row or figure.source}|{use}"
        if key not in self._place:
            self._place[key] = len(self._rows)
            self._rows.append((figure.low, figure.central, figure.high))
        return self._place[key]

    def build(self) -> FigurePool:
        """The pool of everything added so far."""
        low, central, high = np.array(self._rows, dtype=np.float64).reshape(-1, 3).T
        return FigurePool(tuple(self._place), low, central, high)
