"""The reduced form and the long form of the same plan have the same optimum."""

from __future__ import annotations

import pytest
from tests.planning.naive import naive_program
from tests.planning.worlds import random_world

from lodeshift.planning.build import build
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
