"""What a change is worth at a solution that is kept, against programs worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputError
from lodeshift.program.lagrangian import change_of_cost, change_of_limits, parted
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


def _two_mills(ore: float, coke: float, demand: tuple[float, float] = (10.0, 4.0), shared: float = 20.0) -> Program:
    """Two mills, each with its own input and demand, and one limit over both."""
    program = Program()
    made, bought = program.columns("made", 2), program.columns("bought", 2, cost=[3.0, 5.0])
    inputs = program.rows("input", 2, lower=0.0, upper=0.0)
    program.add(inputs.index, made.index, np.array([-ore, -coke]))
    program.add(inputs.index, bought.index, 1.0)
    asked = program.rows("asked", 2, lower=np.array(demand))
    program.add(asked.index, made.index, 1.0)
    least = program.rows("least of both", 1, lower=shared)
    program.add(least.index, made.index[None, :], 1.0)
    return program


def test_a_change_is_parted_by_whose_columns_and_rows_it_stands_in() -> None:
    before = _two_mills(2.0, 1.0)
    solution = solve(before, Options(method="simplex"))
    owned = [np.array([0, 2], dtype=np.int32), np.array([1, 3], dtype=np.int32)]
    both = change_of_limits(before.arrays(), _two_mills(2.5, 1.5, (12.0, 5.0)).arrays(), solution)
    alone = [_two_mills(2.5, 1.0, (12.0, 4.0)), _two_mills(2.0, 1.5, (10.0, 5.0))]
    parts = parted(before.arrays(), both, owned)
    assert parts is not None
    for part, program in zip(parts, alone, strict=True):
        assert part == pytest.approx(change_of_limits(before.arrays(), program.arrays(), solution).by_row)
    assert [float(part.sum()) != 0.0 for part in parts] == [True, True]


def test_what_no_one_or_two_could_own_is_not_parted() -> None:
    before = _two_mills(2.0, 1.0)
    solution = solve(before, Options(method="simplex"))
    first, second = np.array([0, 2], dtype=np.int32), np.array([1, 3], dtype=np.int32)
    of_both = change_of_limits(before.arrays(), _two_mills(2.0, 1.0, shared=21.0).arrays(), solution)
    assert of_both.side.any() and parted(before.arrays(), of_both, [first, second]) is None
    of_second = change_of_limits(before.arrays(), _two_mills(2.0, 1.5).arrays(), solution)
    assert parted(before.arrays(), of_second, [first]) is None
