"""A program as a solver takes it, with a label on every row and column: of which block it is, and of which stage.

A label says what a position belongs to after rows were left out or columns added: a solver that uses the structure of
a plan (years that share only what is built, hours that share only what is stored) finds it there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int32]
Values = NDArray[np.float64]
NO_STAGE: Final = -1
"""Stage of what belongs to no planning year or to all of them."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What rows or columns belong to, one entry each."""

    names: tuple[str, ...]
    """Names of the blocks."""
    block: Index
    """Position in `names`."""
    stage: Index
    """Index of the planning year; `NO_STAGE` where there is none."""

    def take(self, kept: NDArray[np.int64]) -> Labels:
        """Labels of the positions `kept`, in that order."""
        return replace(self, block=self.block[kept], stage=self.stage[kept])

    def then(self, name: str, stage: Index) -> Labels:
        """These labels, then one block more, called `name`, with an entry per entry of `stage`."""
        block = np.full(stage.size, len(self.names), dtype=np.int32)
        return Labels(
            (*self.names, name), np.concatenate([self.block, block]), np.concatenate([self.stage, stage])
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrays:
    """Minimise offset + cost x with x and the rows within their bounds; coefficients compressed by column."""

    cost: Values
    column_lower: Values
    column_upper: Values
    row_lower: Values
    row_upper: Values
    start: Index
    row: Index
    value: Values
    integer: NDArray[np.bool_]
    offset: float
    columns: Labels
    rows: Labels

    def relaxed(self) -> Arrays:
        """Without whole numbers."""
        return replace(self, integer=np.zeros_like(self.integer))

    def fixed(self, columns: NDArray[np.int64], values: Values) -> Arrays:
        """Relaxed, with `columns` held at `values`."""
        lower, upper = self.column_lower.copy(), self.column_upper.copy()
        lower[columns] = upper[columns] = values
        return replace(self.relaxed(), column_lower=lower, column_upper=upper)

    def with_rows(self, kept: NDArray[np.int64]) -> Arrays:
        """Only the rows `kept` (rising)."""
        number = np.full(self.row_lower.size, -1, dtype=np.int64)
        number[kept] = np.arange(kept.size)
        keep = number[self.row] >= 0
        ends = np.concatenate([[0], np.cumsum(keep)])
        return replace(
            self,
            row_lower=self.row_lower[kept],
            row_upper=self.row_upper[kept],
            start=ends[self.start].astype(np.int32),
            row=number[self.row[keep]].astype(np.int32),
            value=self.value[keep],
            rows=self.rows.take(kept),
        )

    def with_slack(self, name: str, rows: NDArray[np.int64], value: float, cost: Values) -> Arrays:
        """One continuous column >= 0 more for each of `rows`, with coefficient `value` there and of its stage."""
        count = rows.size
        return replace(
            self,
            cost=np.concatenate([self.cost, cost]),
            column_lower=np.concatenate([self.column_lower, np.zeros(count)]),
            column_upper=np.concatenate([self.column_upper, np.full(count, np.inf)]),
            start=np.concatenate([self.start, self.start[-1] + np.arange(1, count + 1)]).astype(np.int32),
            row=np.concatenate([self.row, rows]).astype(np.int32),
            value=np.concatenate([self.value, np.full(count, value)]),
            integer=np.concatenate([self.integer, np.zeros(count, dtype=bool)]),
            columns=self.columns.then(name, self.rows.stage[rows]),
        )
