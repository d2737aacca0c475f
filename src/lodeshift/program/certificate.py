"""How far an answer of a program is from a proven optimum: weighed on the program itself, whoever solved it.

Row prices whose sign no side of their row explains count as zero. What is left proves a bound: no answer is cheaper than
the prices times the sides they speak of, plus the reduced costs times the bounds of their columns (weak duality of
linear programs). A reduced cost without a bound on its side proves nothing: its column stands at its own value in the
bound, and the size of the reduced cost is the dual residual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csc_array

from lodeshift.program.arrays import Arrays, Values

ACCEPTED: Final = 1e-8
"""Largest gap and residual of an answer that needs no second opinion."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Shares: `gap` of the larger of 1 and the objective; `primal` and `dual` of the larger of 1 and the sum of the sizes of the
    terms of a row (of a column), the worst of all rows (of all columns)."""

    gap: float
    primal: float
    dual: float

    @property
    def accepted(self) -> bool:
        """Is everything within `ACCEPTED`? Not where a part is no number."""
        return abs(self.gap) <= ACCEPTED and self.primal <= ACCEPTED and self.dual <= ACCEPTED


def matrix_of(arrays: Arrays) -> csc_array:
    """The coefficients: rows x columns."""
    return csc_array((arrays.value, arrays.row, arrays.start), shape=(arrays.row_lower.size, arrays.cost.size))


def certify(arrays: Arrays, column_value: Values, row_price: Values) -> Certificate:
    """Weigh an answer of a continuous program. Columns outside their bounds and rows outside theirs are primal residuals.

    `row_price` has HiGHS' sign: positive where the lower side binds.
    """
    matrix = matrix_of(arrays)
    sizes = abs(matrix)
    row = matrix @ column_value
    beyond = np.maximum(np.maximum(arrays.row_lower - row, row - arrays.row_upper), 0.0)
    beyond /= np.maximum(1.0, sizes @ np.abs(column_value))
    outside = np.maximum(arrays.column_lower - column_value, column_value - arrays.column_upper)
    outside = np.maximum(outside, 0.0) / np.maximum(1.0, np.abs(column_value))
    side = np.where(row_price > 0, arrays.row_lower, arrays.row_upper)
    price = np.where(np.isfinite(side), row_price, 0.0)
    reduced = arrays.cost - matrix.T @ price
    bound = np.where(reduced > 0, arrays.column_lower, arrays.column_upper)
    unproven = np.abs(reduced[~np.isfinite(bound)])
    unproven /= np.maximum(1.0, np.abs(arrays.cost) + sizes.T @ np.abs(price))[~np.isfinite(bound)]
    proven = price @ np.where(np.isfinite(side), side, 0.0)
    proven += reduced @ np.where(np.isfinite(bound), bound, column_value)
    objective = arrays.cost @ column_value
    return Certificate(
        gap=float((objective - proven) / max(1.0, abs(objective + arrays.offset))),
        primal=float(np.maximum(beyond.max(initial=0.0), outside.max(initial=0.0))),
        dual=float(unproven.max(initial=0.0)),
    )
