"""What a change of a program's limits and coefficients is worth at a solution that is kept: the Lagrangian, term by term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array

from lodeshift.errors import InputError, Problem
from lodeshift.program.arrays import Arrays, Index, Values
from lodeshift.program.certificate import matrix_of
from lodeshift.program.solve import Solution


@dataclass(frozen=True, slots=True)
class Change:
    """Change of the objective, no decision changed: by coefficient (`row`, `column`, `worth` of each), and by row through
    its right-hand side (`side`)."""

    row: Index
    column: Index
    worth: Values
    side: Values

    @property
    def moves(self) -> bool:
        """Is there any change? Not where no limit that something stands in has a price."""
        return bool(np.any(self.worth) or np.any(self.side))

    @property
    def by_row(self) -> Values:
        found = self.side.copy()
        np.add.at(found, self.row, self.worth)
        return found


def change_of_limits(before: Arrays, after: Arrays, solution: Solution) -> Change:
    """What rows lack when `before` becomes `after`, at their marginal prices: - price x (change of left side - change of
    right side). Costs are left out (`change_of_cost`); so are bounds of columns, which say what can be decided.

    Raises
    ------
    InputError : the two programs are not of one shape.
    """
    if before.cost.size != after.cost.size or before.row_lower.size != after.row_lower.size:
        sizes = f"{after.row_lower.size} rows, {after.cost.size} columns"
        wanted = f"{before.row_lower.size} rows, {before.cost.size} columns"
        raise InputError([Problem("program.other_shape", "program", None, "shape", sizes, wanted)])
    moved = coo_array(matrix_of(after) - matrix_of(before))
    row, column = moved.coords
    worth = -solution.row_price[row] * moved.data * solution.column_value[column]
    side = solution.row_price * (_binding(after, solution) - _binding(before, solution))
    return Change(row, column, worth, side)


def parted(before: Arrays, change: Change, owned: Sequence[Index]) -> list[Values] | None:
    """A change by its owner, each by row: a coefficient's is whose column it stands in, a right-hand side's is who alone
    has columns in the row. `owned`: the columns of each owner. None: some part of the change cannot be told so."""
    owner = np.full(before.cost.size, -1)
    for i, columns in enumerate(owned):
        owner[columns] = i
    moved = np.flatnonzero(change.side)
    whose = owner[np.repeat(np.arange(owner.size), np.diff(before.start))]
    first, last = np.full(before.row_lower.size, len(owned)), np.full(before.row_lower.size, -1)
    np.minimum.at(first, before.row[whose >= 0], whose[whose >= 0])
    np.maximum.at(last, before.row[whose >= 0], whose[whose >= 0])
    of_term = owner[change.column]
    if np.any(of_term < 0) or np.any(first[moved] != last[moved]):
        return None
    row = np.concatenate([change.row, moved])
    worth = np.concatenate([change.worth, change.side[moved]])
    of = np.concatenate([of_term, first[moved]])
    parts = (np.bincount(row[of == i], worth[of == i], before.row_lower.size) for i in range(len(owned)))
    return [part.astype(np.float64) for part in parts]


def change_of_cost(before: Arrays, after: Arrays, solution: Solution) -> float:
    """Change of the objective by its own coefficients and constant, no decision changed."""
    return float((after.cost - before.cost) @ solution.column_value + after.offset - before.offset)


def _binding(arrays: Arrays, solution: Solution) -> Values:
    """The side of each row that its price speaks of; 0 where it has none."""
    side = np.where(solution.row_price > 0, arrays.row_lower, arrays.row_upper)
    return np.where(np.isfinite(side), side, 0.0)
