"""The reduced form and the long form of the same plan have the same optimum."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.naive import naive_program
from tests.planning.worlds import random_world

from lodeshift.planning.build import build
from lodeshift.program.arrays import NO_STAGE
from lodeshift.program.integers import solve_whole
from lodeshift.program.solve import Options, solve

FEASIBLE = (0, 1, 3, 4, 8, 13)


@pytest.mark.parametrize("seed", FEASIBLE)
def test_reduced_and_naive_agree(seed: int) -> None:
    inputs = random_world(seed)
    ours = solve_whole(build(inputs).program, Options(mip_gap=1e-9))
    long = solve(naive_program(inputs), Options(mip_gap=1e-9))
    assert ours.status == long.status == "optimal"
    assert ours.objective == pytest.approx(long.objective, rel=1e-6)


def test_the_reduced_form_is_smaller() -> None:
    inputs = random_world(0)
    assert build(inputs).program.n_rows < 0.7 * naive_program(inputs).n_rows


@pytest.mark.parametrize("method", ["hipo", "ipx"])
def test_interior_point_methods_reach_the_same_optimum(method: str) -> None:
    inputs = random_world(4)
    vertex = solve_whole(build(inputs).program, Options(method="simplex"))
    inside = solve_whole(build(inputs).program, Options(method=method))  # type: ignore[arg-type]
    assert inside.objective == pytest.approx(vertex.objective, rel=1e-6)


@pytest.mark.parametrize("seed", [4, 13])
@pytest.mark.parametrize("green", [False, True])
def test_every_row_and_column_says_its_planning_year(seed: int, green: bool) -> None:
    """All but the ore in the ground, which all years share; a goal's is that of its year; in a block every year is there
    as often as any other."""
    inputs = random_world(seed, green=green)
    model = build(inputs)
    arrays = model.program.arrays()
    years = len(inputs.horizon.years)
    for labels in (arrays.rows, arrays.columns):
        for position, name in enumerate(labels.names):
            stage = labels.stage[labels.block == position]
            if name == "ore in the ground":
                assert np.all(stage == NO_STAGE)
            elif not name.startswith("goal "):
                assert np.bincount(stage, minlength=years).tolist() == [stage.size / years] * years, name
    for goal in inputs.goals:
        (row,) = np.flatnonzero(arrays.rows.block == arrays.rows.names.index(f"goal {goal.id}"))
        assert inputs.horizon.years[arrays.rows.stage[row]] == goal.year
    # No column meets the power balance of another year's hours.
    column = np.repeat(np.arange(arrays.cost.size), np.diff(arrays.start))
    small = np.array([name.startswith(("power ", "green power ")) for name in arrays.rows.names])
    met = small[arrays.rows.block[arrays.row]]
    assert np.all(arrays.columns.stage[column[met]] == arrays.rows.stage[arrays.row[met]])
