"""The interior-point method of piqp on a linear program. Run as a module it is a process of its own that serves such solves: a
crash or a hunger for memory ends that process alone.

Source: Schwan, Jiang, Kuhn, Jones, PIQP: A Proximal Interior-Point Quadratic Programming Solver, CDC (2023) 1088.
"""

from __future__ import annotations

import pickle
import sys
import time
from typing import Final

import numpy as np
import piqp
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from lodeshift.program.apart import Found
from lodeshift.program.arrays import Arrays, Values
from lodeshift.program.certificate import matrix_of

if sys.platform != "win32":
    import resource

GAP: Final = 1e-10
"""Relative gap and residual it is asked for: what is left on the program itself is larger, see `certificate`."""
RESIDUAL: Final = 1e-9
INFEASIBLE: Final = 1e-12
"""At its own 1e-8 it takes feasible plans for infeasible ones."""
MOST_ITERATIONS: Final = 250
MEMORY_BYTES: Final = 4 << 30


def solve_interior(arrays: Arrays) -> Found:
    """Minimise. What cannot move is taken out first: the method divides by room, and its prices run off where there is none."""
    began = time.process_time()
    matrix = csc_matrix(matrix_of(arrays))
    value, moves, told = settle(arrays, matrix)
    held = matrix @ value
    lower, upper = arrays.row_lower - held, arrays.row_upper - held
    rows: csr_matrix = matrix[:, moves].tocsr()
    limiting = (np.diff(rows.indptr) > 0) & (np.isfinite(lower) | np.isfinite(upper))
    equal = limiting & (arrays.row_lower == arrays.row_upper)
    between = limiting & ~equal
    solver = piqp.SparseSolver()
    settings = solver.settings
    settings.eps_abs = RESIDUAL
    settings.eps_rel = settings.eps_duality_gap_abs = settings.eps_duality_gap_rel = GAP
    settings.eps_primal_inf = settings.eps_dual_inf = INFEASIBLE
    settings.max_iter = MOST_ITERATIONS
    count = int(moves.sum())
    solver.setup(
        csc_matrix((count, count)), arrays.cost[moves],
        csc_matrix(rows[equal]), lower[equal], csc_matrix(rows[between]), lower[between], upper[between],
        arrays.column_lower[moves], arrays.column_upper[moves],
    )  # fmt: skip
    solver.solve()
    result = solver.result
    value[moves] = np.clip(result.x, arrays.column_lower[moves], arrays.column_upper[moves])
    price = np.zeros(arrays.row_lower.size)
    price[equal] = -np.asarray(result.y)
    price[between] = np.asarray(result.z_l) - np.asarray(result.z_u)
    for row, column in reversed(told):
        terms = matrix[:, [column]].toarray()[:, 0]
        price[row] = (arrays.cost[column] - terms @ price) / terms[row]
    return Found(value, price, time.process_time() - began)


def settle(arrays: Arrays, matrix: csc_matrix) -> tuple[Values, NDArray[np.bool_], list[tuple[int, int]]]:
    """Values of the columns that cannot move (0 for the others), which can, and which row told which column: one after the
    other, rows with one side and one column left to move say what it is."""
    moves = arrays.column_lower < arrays.column_upper
    value = np.where(moves, 0.0, arrays.column_lower)
    by_row = matrix.tocsr()
    pattern = (by_row != 0).astype(np.int64)
    equal = arrays.row_lower == arrays.row_upper
    told: list[tuple[int, int]] = []
    while True:
        alone = np.flatnonzero(equal & (pattern @ moves == 1))
        if alone.size == 0:
            return value, moves, told
        for row in alone:
            span = slice(by_row.indptr[row], by_row.indptr[row + 1])
            columns, terms = by_row.indices[span], by_row.data[span]
            at = np.flatnonzero(moves[columns])
            if at.size == 1:  # another row may have told it
                column = int(columns[at[0]])
                value[column] = (arrays.row_lower[row] - terms @ value[columns]) / terms[at[0]]
                moves[column] = False
                told.append((int(row), column))


def hold_memory(most: int) -> None:
    """Give this process no more than `most` bytes, where the system knows such a limit."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def serve() -> None:
    """Answer programs from the standard input until it ends, within `MEMORY_BYTES` where the system can hold a process to it."""
    hold_memory(MEMORY_BYTES)
    while True:
        try:
            arrays = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(solve_interior(arrays), sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
