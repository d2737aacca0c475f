"""Why no plan exists: a smallest set of goals and limits that clash, and how much each would have to give.

Every relaxable row gets an elastic column. Minimising their scaled sum says how much must give at least; a deletion
filter over the rows that gave (and those with a price) then leaves a set from which none can be left out.
Source: elastic and deletion filters, Chinneck, Feasibility and Infeasibility in Optimization (2008), ch. 6.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.program.arrays import Arrays
from lodeshift.program.model import Program
from lodeshift.program.solve import Options, SolverError, highs_method, solve_arrays
from lodeshift.records.note import Note

GAVE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Clash:
    """One row of the clash: which limit, its number, and the least it would have to give to end this clash if the others
    of the set hold (there may be further clashes behind it)."""

    row: int
    note: Note
    unit: str
    bound: float
    gives: float
    column_value: NDArray[np.float64]
    """Values of the program's columns where only this row gives."""


def find_clash(program: Program, options: Options) -> tuple[Clash, ...]:
    """The clash of an infeasible program; empty when the relaxable rows are not the cause (physics alone is).

    Integer columns are taken as continuous: a clash of the relaxation is a clash.
    """
    arrays = program.arrays()
    if options.method == "auto":  # a vertex says who gives; a point inside lets all give a little
        options = replace(options, method=highs_method(arrays))
    rows = np.concatenate(
        [b.index.ravel() for b in program.row_blocks.values() if b.limit] or [np.zeros(0, np.int32)]
    ).astype(np.int64)
    if rows.size == 0:
        return ()
    scale = _scales(arrays, rows)
    first = solve_arrays(_elastic(arrays, rows, rows, scale), options)
    if first.status != "optimal" or first.objective <= GAVE:
        return ()
    suspects = _suspects(arrays, rows, scale, first.column_value, first.row_price)
    members = _deletion_filter(arrays, rows, suspects, scale, options)
    return tuple(_describe(program, arrays, rows, int(r), members, scale, options) for r in members)


def _scales(arrays: Arrays, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    bound = np.where(np.isfinite(arrays.row_lower[rows]), arrays.row_lower[rows], arrays.row_upper[rows])
    return np.maximum(1.0, np.abs(np.where(np.isfinite(bound), bound, 1.0)))


def _elastic(arrays: Arrays, rows: NDArray[np.int64], elastic: NDArray[np.int64], scale: NDArray[np.float64]) -> Arrays:
    """All relaxable `rows` kept; those in `elastic` may be broken at a price of 1 per scale, up and down."""
    position = {int(r): i for i, r in enumerate(rows)}
    price = 1.0 / scale[[position[int(r)] for r in elastic]] if elastic.size else np.zeros(0)
    free = replace(arrays.relaxed(), cost=np.zeros_like(arrays.cost), offset=0.0)
    return free.with_slack("gives less", elastic, 1.0, price).with_slack("gives more", elastic, -1.0, price)


def _suspects(
    arrays: Arrays,
    rows: NDArray[np.int64],
    scale: NDArray[np.float64],
    column_value: NDArray[np.float64],
    row_price: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Rows that gave, or whose price says that they push against those that gave (Farkas certificate)."""
    n = arrays.cost.size
    given = column_value[n : n + rows.size] + column_value[n + rows.size :]
    pushes = np.abs(row_price[rows]) * scale > GAVE
    return rows[(given / scale > GAVE) | pushes]


def _deletion_filter(
    arrays: Arrays,
    rows: NDArray[np.int64],
    suspects: NDArray[np.int64],
    scale: NDArray[np.float64],
    options: Options,
) -> NDArray[np.int64]:
    """Drop suspects one by one; keep those without which the rest is feasible."""
    kept = list(suspects)
    for row in suspects:
        trial = [r for r in kept if r != row]
        free = np.setdiff1d(rows, np.asarray(trial, dtype=np.int64))
        if _least_give(arrays, rows, np.asarray(trial, dtype=np.int64), free, scale, options)[0] > GAVE:
            kept = trial
    return np.asarray(kept, dtype=np.int64)


def _least_give(
    arrays: Arrays,
    rows: NDArray[np.int64],
    elastic: NDArray[np.int64],
    free: NDArray[np.int64],
    scale: NDArray[np.float64],
    options: Options,
) -> tuple[float, NDArray[np.float64]]:
    """Scaled sum by which `elastic` rows must give when `free` rows are dropped and the other rows hold, and where."""
    lower, upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    lower[free], upper[free] = -np.inf, np.inf
    found = solve_arrays(_elastic(replace(arrays, row_lower=lower, row_upper=upper), rows, elastic, scale), options)
    if found.status == "infeasible":
        return float("inf"), np.zeros(0)
    if found.status != "optimal":
        raise SolverError(f"the search for the clash stopped with status {found.status}")
    return found.objective, found.column_value[: arrays.cost.size]


def _describe(
    program: Program,
    arrays: Arrays,
    rows: NDArray[np.int64],
    row: int,
    members: NDArray[np.int64],
    scale: NDArray[np.float64],
    options: Options,
) -> Clash:
    limit, note = program.limit_of(row)
    alone = np.asarray([row], dtype=np.int64)
    least, values = _least_give(arrays, rows, alone, np.setdiff1d(rows, members), scale, options)
    gives = least * float(scale[np.flatnonzero(rows == row)[0]])
    bound = arrays.row_lower[row] if np.isfinite(arrays.row_lower[row]) else arrays.row_upper[row]
    return Clash(row, note, limit.unit, float(bound), gives, values)
