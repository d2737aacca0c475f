"""Whole circuits and whole plants in a large program: relax, round up, fix, and state the gap.

The relaxation bounds the optimum from below; a rounded plan that is feasible bounds it from above. Where integers are
few and cost little beside the rest the two lie close together, and the gap is stated. Small programs go to
branch and bound instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.program.model import Arrays, Program
from lodeshift.program.solve import Options, Solution, solve_arrays

WHOLE: Final = 1e-6
BRANCH_UP_TO_NONZEROS: Final = 12_000
"""Below this branch and bound is quick; above, two LPs give an answer whose gap is stated."""


def solve_whole(program: Program, options: Options) -> Solution:
    """Minimise a program with integer columns.

    Small programs: branch and bound. Large ones: LP relaxation, integers rounded up (down when that is infeasible or
    an upper bound says so), LP again with integers fixed; `gap` = (objective - relaxation) / |objective|. The prices
    are those of the LP with integers fixed. `seconds` is the CPU time of all solves.
    """
    arrays = program.arrays()
    if not arrays.integer.any():
        return solve_arrays(arrays, options)
    if arrays.value.size <= BRANCH_UP_TO_NONZEROS:
        return _branch(arrays, options)
    relaxed = solve_arrays(_without_integers(arrays), options)
    if relaxed.status != "optimal":
        return relaxed
    columns = np.flatnonzero(arrays.integer)
    whole = np.minimum(np.ceil(relaxed.column_value[columns] - WHOLE), arrays.column_upper[columns])
    if np.allclose(whole, relaxed.column_value[columns], atol=WHOLE):
        return relaxed
    fixed = solve_arrays(_fixed(arrays, columns, whole), options)
    if fixed.status != "optimal":
        return replace(_branch(arrays, options), seconds=relaxed.seconds + fixed.seconds)
    gap = (fixed.objective - relaxed.objective) / max(1e-9, abs(fixed.objective))
    return replace(fixed, gap=max(0.0, gap), seconds=relaxed.seconds + fixed.seconds)


def _branch(arrays: Arrays, options: Options) -> Solution:
    """Branch and bound, then the LP with integers fixed for prices."""
    best = solve_arrays(arrays, options)
    if best.status != "optimal":
        return best
    columns = np.flatnonzero(arrays.integer)
    priced = solve_arrays(_fixed(arrays, columns, np.round(best.column_value[columns])), options)
    return replace(priced, gap=best.gap, seconds=best.seconds + priced.seconds, method=f"mip, {priced.method}")


def _without_integers(arrays: Arrays) -> Arrays:
    return replace(arrays, integer=np.zeros_like(arrays.integer))


def _fixed(arrays: Arrays, columns: NDArray[np.int64], values: NDArray[np.float64]) -> Arrays:
    lower, upper = arrays.column_lower.copy(), arrays.column_upper.copy()
    lower[columns] = upper[columns] = values
    return replace(_without_integers(arrays), column_lower=lower, column_upper=upper)
