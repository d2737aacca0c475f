"""What a change is worth at a solution that is kept, against programs worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputError
from lodeshift.program.lagrangian import change_of_cost, change_of_limits
from lodeshift.program.model import Program
from lodeshift.program.solve import Options, solve


def _mill(per_tonne: float, demand: float = 10.0, ore_price: float = 3.0, limit: float = 100.0) -> Program:
    """Make `demand` of a product that takes `per_tonne` ore, bought at `ore_price`, up to `limit`."""
    program = Program()
    made, bought = program.columns("made", 1), program.columns("bought", 1, cost=ore_price, upper=limit)
    ore = program.rows("ore", 1, lower=0.0, upper=0.0)
    program.add(ore.index, made.index, -per_tonne)
    program.add(ore.index, bought.index, 1.0)
    asked = program.rows("asked", 1, lower=demand)
    program.add(asked.index, made.index, 1.0)
    return program


def test_more_input_per_tonne_is_worth_its_price() -> None:
    before, after = _mill(2.0), _mill(2.5)
    solution = solve(before, Options(method="simplex"))
    change = change_of_limits(before.arrays(), after.arrays(), solution)
    assert change.by_row == pytest.approx([0.5 * 10.0 * 3.0, 0.0])
    assert change.column.tolist() == [0]
    assert solve(after, Options(method="simplex")).objective - solution.objective == pytest.approx(15.0)


def test_a_higher_demand_is_worth_the_price_of_its_row() -> None:
    before, after = _mill(2.0), _mill(2.0, demand=11.0)
    solution = solve(before, Options(method="simplex"))
    change = change_of_limits(before.arrays(), after.arrays(), solution)
    assert change.worth.size == 0 and change.side == pytest.approx([0.0, 6.0])


def test_costs_and_limits_of_columns_are_no_limits_of_rows() -> None:
    before, after = _mill(2.0), _mill(2.0, ore_price=4.0, limit=50.0)
    solution = solve(before, Options(method="simplex"))
    assert not np.any(change_of_limits(before.arrays(), after.arrays(), solution).by_row)
    assert change_of_cost(before.arrays(), after.arrays(), solution) == pytest.approx(20.0)


def test_programs_of_other_shapes_are_refused() -> None:
    before = _mill(2.0)
    more = _mill(2.0)
    more.columns("extra", 1)
    with pytest.raises(InputError, match="3 columns"):
        change_of_limits(before.arrays(), more.arrays(), solve(before, Options(method="simplex")))
