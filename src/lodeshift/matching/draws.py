"""Shared draws: every figure is drawn once per draw, whatever city or product uses it, so that ranks can be compared."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lodeshift.chain.figures import value_at
from lodeshift.records.figure import Figure

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class FigurePool:
    """Figures side by side. `keys` name the row and what was read from it; equal keys are the same figure."""

    keys: tuple[str, ...]
    figures: tuple[Figure, ...]

    @cached_property
    def central(self) -> Vector:
        """Central values, shape (figures,)."""
        return np.array([figure.central for figure in self.figures], dtype=np.float64)

    def draws(self, number: int, seed: int) -> Vector:
        """Values of all figures in `number` draws, shape (draws, figures).

        Each figure follows the one meaning of its range (`chain.figures.value_at`) and is drawn from its own stream
        that depends on its key and the seed alone: adding a city or a product changes nobody else's draws. Figures are
        drawn independently of each other.
        """
        found = np.empty((number, len(self.keys)))
        for i, (key, figure) in enumerate(zip(self.keys, self.figures, strict=True)):
            stream = np.random.SeedSequence(seed, spawn_key=(zlib.crc32(key.encode()),))
            found[:, i] = value_at(figure, np.random.default_rng(stream).standard_normal(number))
        return found


@dataclass(slots=True)
class PoolBuilder:
    """Collects figures into a pool; the same row and use give the same place."""

    _place: dict[str, int] = field(default_factory=dict)
    _figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure, use: str) -> int:
        """Place of the figure in the pool. `use` tells apart what is read from one row ("rate", "fixed")."""
        key = f"{figure.row or figure.source}|{use}"
        if key not in self._place:
            self._place[key] = len(self._figures)
            self._figures.append(figure)
        return self._place[key]

    def build(self) -> FigurePool:
        """The pool of everything added so far."""
        return FigurePool(tuple(self._place), tuple(self._figures))
