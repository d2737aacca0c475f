"""Draws over the ranges behind a footprint: a row that is used twice moves both places, and comparisons share draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from lodeshift.chain.figures import value_at
from lodeshift.errors import InputError
from lodeshift.records.footprint import Band
from lodeshift.tracing.network import Key, System
from lodeshift.tracing.solve import SingularNetworkError

Vector = NDArray[np.float64]
QUANTILES: Final = (0.05, 0.95)
_CHUNK: Final = 64


@dataclass(frozen=True)
class Draws:
    """Standard normal draws by parameter key; every network that reads the same key gets the same numbers."""

    count: int
    normal: Mapping[Key, Vector]


def draw(systems: Iterable[System], count: int, rng: np.random.Generator) -> Draws:
    """One set of draws for all networks that are to be compared: a column per parameter key, keys in sorted order.

    Raises
    ------
    InputError : fewer than two draws.
    """
    if count < 2:
        raise InputError.one("value.out_of_range", "draws", None, "count", str(count), "at least 2")
    keys = sorted({key for system in systems for key in system.keys})
    table = rng.standard_normal((len(keys), count))
    return Draws(count, dict(zip(keys, table, strict=True)))


def values(system: System, draws: Draws) -> Vector:
    """Parameter values (draw x parameter) of a network.

    Raises
    ------
    InputError : the draws were not made for this network.
    """
    missing = [key for key in system.keys if key not in draws.normal]
    if missing:
        said = f"no draws for {', '.join(map(str, missing[:5]))}"
        raise InputError.one(
            "tracing.other_draws", "draws", None, "keys", said, "draws made for every network compared"
        )
    found = np.empty((draws.count, len(system.keys)))
    for column, (key, figure) in enumerate(zip(system.keys, system.figures, strict=True)):
        found[:, column] = value_at(figure, draws.normal[key])
    return found


def footprints(system: System, products: list[int], draws: Draws) -> Vector:
    """Footprint columns of some nodes in every draw (draw x product x column), t CO2e per unit.

    Solved densely, some draws at a time, since the network of a few products has at most some hundred nodes.

    Raises
    ------
    SingularNetworkError : a draw makes the network singular.
    """
    table = values(system, draws)
    size, columns = len(system.nodes), len(system.columns)
    takes, emits = _Terms.of(system, takes=True), _Terms.of(system, takes=False)
    found = np.empty((draws.count, len(products), columns))
    for start in range(0, draws.count, _CHUNK):
        chosen = table[start : start + _CHUNK]
        rounds = len(chosen)
        adjoint = np.eye(size) - takes.scattered(chosen, size).reshape(rounds, size, size)
        right = emits.scattered(chosen, columns).reshape(rounds, size, columns)
        try:
            solved = np.linalg.solve(adjoint, right)
        except np.linalg.LinAlgError as error:
            raise SingularNetworkError(f"a draw makes the network singular: {error}") from error
        found[start : start + rounds] = solved[:, products, :]
    return found


@dataclass(frozen=True)
class _Terms:
    """Terms of a system as arrays: in the adjoint, a take stands at (node, of), an emission at (node, column)."""

    nodes: int
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    factor: Vector
    param: NDArray[np.int64]

    @staticmethod
    def of(system: System, *, takes: bool) -> _Terms:
        terms = system.takes if takes else system.emits
        position = {name: k for k, name in enumerate(system.columns)}
        return _Terms(
            nodes=len(system.nodes),
            row=np.array([term.node for term in terms], dtype=np.int64),
            column=np.array([term.of if takes else position[term.column] for term in terms], dtype=np.int64),
            factor=np.array([term.factor for term in terms]),
            param=np.array([term.param for term in terms], dtype=np.int64),
        )

    def scattered(self, table: Vector, width: int) -> Vector:
        """Sum of the terms at their places, per draw: draw x (nodes * width), row by row."""
        padded = np.concatenate([table, np.ones((len(table), 1))], axis=1)  # param -1 reads the last column
        amounts = self.factor * padded[:, self.param]
        places = (np.arange(len(self.row)), self.row * width + self.column)
        scatter = csr_matrix((np.ones(len(self.row)), places), shape=(len(self.row), self.nodes * width))
        return np.asarray((scatter.T @ amounts.T).T)


def band(central: float, drawn: Vector) -> Band:
    """Central value with the 5 % and 95 % ends of the draws and its own quantile; the ends always hold the central value.

    Draws that equal the central value count half on each side.
    """
    low, high = np.quantile(drawn, QUANTILES)
    quantile = float(np.mean(drawn < central) + np.mean(drawn == central) / 2)
    return Band(min(float(low), central), central, max(float(high), central), quantile if high > low else None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two footprints on the same draws: difference (first less second) and how often the first is the smaller."""

    difference: Band
    share_first_smaller: float


def compare(first: Vector, second: Vector, central: tuple[float, float]) -> Comparison:
    """Compare two footprints draw by draw.

    Parameters
    ----------
    first, second : one value per draw, from the same `Draws`.
    central : the two central values.

    Raises
    ------
    InputError : different numbers of draws.
    """
    if first.shape != second.shape:
        raise InputError.one(
            "tracing.other_draws", "draws", None, "count", f"{first.shape} and {second.shape}", "the same draws"
        )
    gap = first - second
    return Comparison(band(central[0] - central[1], gap), float(np.mean(gap < 0)))
