"""Build a sparse linear or mixed-integer program from numpy blocks.

A block of columns or rows has a name and a shape. Coefficients are added with broadcasting, as triplets; nothing is
assembled before `Program.arrays`. A block of rows that is a limit (a goal, a limit of the user's) can tell each of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lodeshift.program.arrays import NO_STAGE, Arrays, Index, Labels, Values
from lodeshift.records.note import Note

INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Limit:
    """What makes rows a limit that a person set, so that a clash may be explained by letting one give: never physics."""

    unit: str
    note: Callable[[tuple[int, ...]], Note]
    """Which limit a row is, given its position in the block."""


@dataclass(frozen=True, slots=True)
class Block:
    """A named run of columns or rows. `index` has the block's shape and holds the positions in the program."""

    name: str
    index: Index
    limit: Limit | None = None

    @property
    def size(self) -> int:
        return int(self.index.size)


class Program:
    """A minimisation built block by block.

    Examples
    --------
    >>> p = Program()
    >>> x = p.columns("x", 2, cost=[1.0, 2.0])
    >>> r = p.rows("demand", (), lower=3.0)
    >>> p.add(r.index, x.index, 1.0)
    """

    def __init__(self) -> None:
        self.column_blocks: dict[str, Block] = {}
        self.row_blocks: dict[str, Block] = {}
        self.offset = 0.0
        self._columns = 0
        self._rows = 0
        self._cost: list[Values] = []
        self._bounds: list[tuple[Values, Values]] = []
        self._integer: list[NDArray[np.bool_]] = []
        self._column_stage: list[Index] = []
        self._row_stage: list[Index] = []
        self._limits: list[tuple[Values, Values]] = []
        self._triplets: list[tuple[Index, Index, Values]] = []
        self._extra_cost: list[tuple[Index, Values]] = []

    @property
    def n_columns(self) -> int:
        return self._columns

    @property
    def n_rows(self) -> int:
        return self._rows

    def columns(
        self,
        name: str,
        shape: int | tuple[int, ...],
        *,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = INFINITY,
        cost: ArrayLike = 0.0,
        integer: bool = False,
        stage: ArrayLike = NO_STAGE,
    ) -> Block:
        """Add a block of columns; `lower`, `upper`, `cost` and `stage` (index of the planning year) are broadcast to its
        shape."""
        self._must_be_new(name, self.column_blocks)
        index = self._take("_columns", shape)
        self._bounds.append((_spread(lower, index), _spread(upper, index)))
        self._cost.append(_spread(cost, index))
        self._integer.append(np.full(index.size, integer))
        self._column_stage.append(_staged(stage, index))
        block = Block(name, index)
        self.column_blocks[name] = block
        return block

    def rows(
        self,
        name: str,
        shape: int | tuple[int, ...],
        *,
        lower: ArrayLike = -INFINITY,
        upper: ArrayLike = INFINITY,
        stage: ArrayLike = NO_STAGE,
        limit: Limit | None = None,
    ) -> Block:
        """Add a block of rows `lower <= row <= upper`; with `limit` they are limits that a person set."""
        self._must_be_new(name, self.row_blocks)
        index = self._take("_rows", shape)
        self._limits.append((_spread(lower, index), _spread(upper, index)))
        self._row_stage.append(_staged(stage, index))
        block = Block(name, index, limit)
        self.row_blocks[name] = block
        return block

    def add(self, rows: ArrayLike, columns: ArrayLike, values: ArrayLike) -> None:
        """Add coefficients; the three are broadcast against each other. Repeated places are summed."""
        r, c, v = np.broadcast_arrays(np.asarray(rows), np.asarray(columns), np.asarray(values, dtype=np.float64))
        self._triplets.append((r.ravel().astype(np.int32), c.ravel().astype(np.int32), np.ascontiguousarray(v).ravel()))

    def add_cost(self, columns: ArrayLike, values: ArrayLike) -> None:
        """Add to the objective coefficients of columns that exist already."""
        c, v = np.broadcast_arrays(np.asarray(columns), np.asarray(values, dtype=np.float64))
        self._extra_cost.append((c.ravel().astype(np.int32), np.ascontiguousarray(v).ravel()))

    def arrays(self) -> Arrays:
        """Assemble: triplets sorted by column and row, repeated ones summed, explicit zeros dropped."""
        cost = np.concatenate(self._cost) if self._cost else np.zeros(0)
        for columns, values in self._extra_cost:
            np.add.at(cost, columns, values)
        start, row, value = self._compress()
        return Arrays(
            cost=cost,
            column_lower=_join([b[0] for b in self._bounds]),
            column_upper=_join([b[1] for b in self._bounds]),
            row_lower=_join([b[0] for b in self._limits]),
            row_upper=_join([b[1] for b in self._limits]),
            start=start,
            row=row,
            value=value,
            integer=np.concatenate(self._integer) if self._integer else np.zeros(0, dtype=bool),
            offset=self.offset,
            columns=_labels(self.column_blocks, self._column_stage),
            rows=_labels(self.row_blocks, self._row_stage),
        )

    def limit_of(self, row: int) -> tuple[Limit, Note]:
        """The limit that `row` belongs to, and which of its rows it is."""
        block = self.block_of(row)
        if block.limit is None:
            raise ValueError(f"row {row} ({block.name}) is no limit")
        at = np.unravel_index(row - int(block.index.flat[0]), block.index.shape) if block.index.ndim else ()
        return block.limit, block.limit.note(tuple(int(i) for i in at))

    def block_of(self, row: int) -> Block:
        """The row block that holds `row`."""
        for block in self.row_blocks.values():
            first = int(block.index.flat[0]) if block.size else -1
            if first >= 0 and first <= row < first + block.size:
                return block
        raise IndexError(f"the program has {self._rows} rows, not a row {row}")

    def _compress(self) -> tuple[Index, Index, Values]:
        if not self._triplets:
            return np.zeros(self._columns + 1, np.int32), np.zeros(0, np.int32), np.zeros(0)
        rows, columns, values = (np.concatenate(part) for part in zip(*self._triplets, strict=True))
        key = columns.astype(np.int64) * self._rows + rows
        order = np.argsort(key, kind="stable")
        key, values = key[order], values[order]
        first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
        value = np.add.reduceat(values, first)
        key = key[first]
        keep = value != 0.0
        key, value = key[keep], value[keep]
        column, row = np.divmod(key, self._rows)
        start = np.zeros(self._columns + 1, dtype=np.int32)
        np.cumsum(np.bincount(column, minlength=self._columns), out=start[1:])
        return start, row.astype(np.int32), value

    def _take(self, counter: str, shape: int | tuple[int, ...]) -> Index:
        size = int(np.prod(shape))
        first = getattr(self, counter)
        setattr(self, counter, first + size)
        return np.arange(first, first + size, dtype=np.int32).reshape(shape)

    @staticmethod
    def _must_be_new(name: str, blocks: Mapping[str, Block]) -> None:
        if name in blocks:
            raise ValueError(f"a block called {name!r} exists already")


def _spread(value: ArrayLike, index: Index) -> Values:
    return np.broadcast_to(np.asarray(value, dtype=np.float64), index.shape).ravel().copy()


def _join(parts: list[Values]) -> Values:
    return np.concatenate(parts) if parts else np.zeros(0)


def _staged(stage: ArrayLike, index: Index) -> Index:
    return np.broadcast_to(np.asarray(stage, dtype=np.int32), index.shape).ravel()


def _labels(blocks: Mapping[str, Block], stages: list[Index]) -> Labels:
    sizes = [block.size for block in blocks.values()]
    block = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return Labels(tuple(blocks), block, np.concatenate(stages) if stages else np.zeros(0, np.int32))
