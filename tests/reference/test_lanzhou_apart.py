"""The headline case by a second road: a program written apart from the tables finds the same optimum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import highspy
import numpy as np
import pytest
from scipy.sparse import csc_matrix
from tests.reference.lanzhou_apart import Builder, Program
from tests.reference.lanzhou_figures import CASE, Lanzhou

from lodeshift.case.read import load
from lodeshift.planning.build import build
from lodeshift.planning.prepare import prepare
from lodeshift.program.solve import Options, solve_arrays

CIRCUITS = (3, 4, 4, 5, 5)
OPTIMUM_672_MCNY = 232_896.69
"""Of the independent program, four representative weeks, circuits as above."""


def minimum(program: Program, tolerance: float) -> float:
    """Optimum of the independent program, by HiGHS' own interior point with crossover left out."""
    matrix = csc_matrix(
        (np.concatenate(program.value), (np.concatenate(program.row), np.concatenate(program.column))),
        shape=(program.rows, program.columns),
    )
    highs: Any = highspy.Highs()
    for option, value in {
        "output_flag": False, "solver": "hipo", "run_crossover": "off", "ipm_optimality_tolerance": tolerance, "threads": 1,
    }.items():  # fmt: skip
        highs.setOptionValue(option, value)
    infinity = highspy.kHighsInf
    highs.passModel(
        program.columns, program.rows, matrix.nnz, int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMinimize),
        program.constant, np.concatenate(program.cost), np.zeros(program.columns),
        np.minimum(np.concatenate(program.most), infinity), np.maximum(np.concatenate(program.lower), -infinity),
        np.minimum(np.concatenate(program.upper), infinity), matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32), matrix.data, np.zeros(program.columns, dtype=np.int32),
    )  # fmt: skip
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getInfo().objective_function_value)


def ours(hours: int, circuits: Sequence[int], tolerance: float) -> float:
    """The plan's own program with its circuits fixed."""
    case = load(CASE)
    inputs = prepare(case, hours).inputs
    arrays = build(inputs).program.arrays()
    whole = np.flatnonzero(arrays.integer)
    assert whole.size == len(circuits)
    further = np.array(circuits, dtype=float) - inputs.grids["lanzhou-new-area"].existing_circuits
    lower, upper = arrays.column_lower.copy(), arrays.column_upper.copy()
    lower[whole] = upper[whole] = further
    fixed = replace(arrays, column_lower=lower, column_upper=upper, integer=np.zeros_like(arrays.integer))
    return solve_arrays(fixed, Options(tolerance=tolerance)).objective


@pytest.mark.parametrize("hours", [24, 144])
def test_both_programs_find_one_optimum(hours: int) -> None:
    apart = minimum(Builder(Lanzhou(hours), CIRCUITS).program(), 1e-10)
    assert ours(hours, CIRCUITS, 1e-10) == pytest.approx(apart, rel=1e-9)


def test_the_headline_is_found_apart() -> None:
    apart = minimum(Builder(Lanzhou(672), CIRCUITS).program(), 1e-9)
    assert apart == pytest.approx(OPTIMUM_672_MCNY, abs=0.005)
    assert ours(672, CIRCUITS, 1e-9) == pytest.approx(apart, rel=1e-8)
