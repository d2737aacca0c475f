"""Whole circuits and whole plants in a large program: bound from below, fix, prove or state the gap.

Small programs go to branch and bound. For large ones a guess of the integers (from a coarser program of the same case)
is fixed and one LP solved. Its value is convex in the integers and its reduced costs are a slope, so they bound what any
other whole numbers could save; how small each integer can be at all is asked of the program's few-termed rows alone
(any subset of rows is a relaxation). Without a guess, or where that bound is wide, the relaxation is solved, its
integers are rounded up, and the gap between the two is stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.program.arrays import Arrays, Values
from lodeshift.program.certificate import certify
from lodeshift.program.model import Program
from lodeshift.program.solve import Options, Solution, solve_arrays

WHOLE: Final = 1e-6
SLOPE: Final = 1e-8
"""Reduced costs below this share of the objective are the solver's rounding."""
GAP_TAKEN: Final = 2e-3
"""A guess whose proven gap is wider is not taken; the relaxation is asked."""
BRANCH_UP_TO_NONZEROS: Final = 12_000
"""Below this branch and bound is quick; above, LPs give an answer whose gap is stated."""
LIGHT_ROW: Final = 200
"""Most terms of a row that takes part in bounding the integers."""
LIGHT_BLOCK: Final = 400
"""Most rows of a block that takes part: blocks over all hours are left out."""


def solve_whole(program: Program, options: Options, guess: Mapping[str, Values] | None = None) -> Solution:
    """Minimise a program with integer columns.

    Parameters
    ----------
    guess : values of integer column blocks by name, where something is known of them.

    The answer carries its certificate. `gap` of the solution is (objective - proven bound) / |objective|. The prices are those of the LP with integers
    fixed. `seconds` is the CPU time of all solves.
    """
    arrays = program.arrays()
    found = _solve(program, arrays, options, guess)
    if found.status != "optimal" or found.certificate is not None:
        return found
    columns = np.flatnonzero(arrays.integer)
    priced = arrays.fixed(columns, found.column_value[columns])
    return replace(found, certificate=certify(priced, found.column_value, found.row_price))


def _solve(program: Program, arrays: Arrays, options: Options, guess: Mapping[str, Values] | None) -> Solution:
    if not arrays.integer.any():
        return solve_arrays(arrays, options)
    if arrays.value.size <= BRANCH_UP_TO_NONZEROS:
        return _branch(arrays, options)
    columns = np.flatnonzero(arrays.integer)
    spent = 0.0
    if guess is not None:
        least, spent = _least(program, arrays, columns)
        whole = _guessed(program, arrays, columns, guess, least)
        found = solve_arrays(arrays.fixed(columns, whole), options)
        spent += found.seconds
        if found.status == "optimal":
            slopes = _bound(arrays, columns, least, whole, found)
            if _gap(found, slopes) <= GAP_TAKEN:
                return replace(found, gap=_gap(found, slopes), seconds=spent)
            relaxed = solve_arrays(arrays.relaxed(), options)
            spent += relaxed.seconds
            if relaxed.status == "optimal" and _gap(found, relaxed.objective) <= GAP_TAKEN:
                return replace(found, gap=_gap(found, relaxed.objective), seconds=spent)
            return _round(arrays, columns, options, relaxed, spent)
    relaxed = solve_arrays(arrays.relaxed(), options)
    return _round(arrays, columns, options, relaxed, spent + relaxed.seconds)


def _gap(found: Solution, bound: float) -> float:
    return max(0.0, (found.objective - bound) / max(1e-9, abs(found.objective)))


def whole_columns(program: Program, solution: Solution) -> dict[str, Values]:
    """Values of the integer column blocks of a solved program, by block name: a guess for a finer one."""
    integer = program.arrays().integer
    return {
        name: np.round(solution.of(block))
        for name, block in program.column_blocks.items()
        if block.size and integer[block.index].all()
    }


def _guessed(
    program: Program, arrays: Arrays, columns: NDArray[np.int64], guess: Mapping[str, Values], least: Values
) -> Values:
    values = np.zeros(arrays.cost.size)
    for name, known in guess.items():
        block = program.column_blocks.get(name)
        if block is not None and block.index.shape == known.shape:
            values[block.index] = known
    return np.minimum(np.maximum(values[columns], least), arrays.column_upper[columns])


def _least(program: Program, arrays: Arrays, columns: NDArray[np.int64]) -> tuple[NDArray[np.float64], float]:
    """Smallest whole value of each integer column over the light rows, and the CPU seconds it took."""
    light = np.zeros(arrays.row_lower.size, dtype=bool)
    for block in program.row_blocks.values():
        light[block.index.ravel()] = block.size <= LIGHT_BLOCK
    light &= np.bincount(arrays.row, minlength=light.size) <= LIGHT_ROW
    small = arrays.relaxed().with_rows(np.flatnonzero(light))
    least, spent = np.ceil(arrays.column_lower[columns] - WHOLE), 0.0
    for position, column in enumerate(columns):
        cost = np.zeros_like(arrays.cost)
        cost[column] = 1.0
        found = solve_arrays(replace(small, cost=cost, offset=0.0), Options(method="simplex"))
        spent += found.seconds
        if found.status == "optimal":
            least[position] = max(least[position], np.ceil(found.objective - WHOLE))
    return least, spent


def _bound(arrays: Arrays, columns: NDArray[np.int64], least: Values, whole: Values, found: Solution) -> float:
    """Proven bound over all integers from `least` to their upper bounds: moving integer j by x saves at most -slope x."""
    slope = found.reduced_cost[columns]
    down, up = np.zeros_like(slope), np.zeros_like(slope)
    np.multiply(slope, least - whole, out=down, where=slope != 0.0)
    np.multiply(
        slope, arrays.column_upper[columns] - whole, out=up, where=slope < -SLOPE * max(1.0, abs(found.objective))
    )
    return float(found.objective + np.minimum(np.minimum(down, up), 0.0).sum())


def _round(arrays: Arrays, columns: NDArray[np.int64], options: Options, relaxed: Solution, spent: float) -> Solution:
    if relaxed.status != "optimal":
        return replace(relaxed, seconds=spent)
    whole = np.minimum(np.ceil(relaxed.column_value[columns] - WHOLE), arrays.column_upper[columns])
    if np.allclose(whole, relaxed.column_value[columns], atol=WHOLE):
        return replace(relaxed, seconds=spent)
    fixed = solve_arrays(arrays.fixed(columns, whole), options)
    spent += fixed.seconds
    if fixed.status != "optimal":
        best = _branch(arrays, options)
        return replace(best, seconds=spent + best.seconds)
    return replace(fixed, gap=_gap(fixed, relaxed.objective), seconds=spent)


def _branch(arrays: Arrays, options: Options) -> Solution:
    """Branch and bound, then the LP with integers fixed for prices."""
    best = solve_arrays(arrays, options)
    if best.status != "optimal":
        return best
    columns = np.flatnonzero(arrays.integer)
    priced = solve_arrays(arrays.fixed(columns, np.round(best.column_value[columns])), options)
    return replace(priced, gap=best.gap, seconds=best.seconds + priced.seconds, method=f"mip, {priced.method}")
