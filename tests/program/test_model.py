"""Building a program: broadcasting, summed coefficients, bounds, and telling a block's rows in words."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from lodeshift.program.arrays import Arrays
from lodeshift.program.model import INFINITY, Limit, Program
from lodeshift.records.note import note


def matrix(program: Program) -> NDArray[np.float64]:
    """The coefficients as a full matrix (rows x columns)."""
    found: Arrays = program.arrays()
    shape = (program.n_rows, program.n_columns)
    return np.asarray(csc_matrix((found.value, found.row, found.start), shape=shape).toarray())


def test_blocks_take_consecutive_places_in_their_shape() -> None:
    program = Program()
    first = program.columns("first", (2, 3))
    second = program.columns("second", 4)
    row = program.rows("one row", ())
    assert first.index.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert second.index.tolist() == [6, 7, 8, 9]
    assert row.index.shape == ()
    assert (program.n_columns, program.n_rows, second.size) == (10, 1, 4)


def test_bounds_and_costs_spread_over_the_block() -> None:
    program = Program()
    program.columns("x", (2, 2), lower=[[1.0], [2.0]], upper=9.0, cost=[10.0, 20.0])
    program.columns("whole", 1, integer=True)
    program.rows("r", 2, lower=[1.0, -INFINITY], upper=5.0)
    found = program.arrays()
    assert found.column_lower.tolist() == [1, 1, 2, 2, 0]
    assert found.column_upper.tolist() == [9, 9, 9, 9, INFINITY]
    assert found.cost.tolist() == [10, 20, 10, 20, 0]
    assert found.integer.tolist() == [False, False, False, False, True]
    assert found.row_lower.tolist() == [1, -INFINITY]
    assert found.row_upper.tolist() == [5, 5]


def test_coefficients_are_broadcast_against_each_other() -> None:
    program = Program()
    x = program.columns("x", 3)
    r = program.rows("r", 2)
    program.add(r.index[:, None], x.index[None, :], np.array([1.0, 2.0, 3.0]))
    assert matrix(program).tolist() == [[1, 2, 3], [1, 2, 3]]


def test_repeated_coefficients_are_summed_and_those_that_cancel_dropped() -> None:
    program = Program()
    x = program.columns("x", 2)
    r = program.rows("r", 1)
    program.add(r.index, x.index, [1.0, 5.0])
    program.add(r.index, x.index, [2.5, -5.0])
    program.add(r.index[[0, 0]], x.index[[0, 0]], 0.25)
    assert matrix(program).tolist() == [[4.0, 0.0]]
    assert program.arrays().value.size == 1


def test_triplets_are_stored_by_column_with_rising_rows() -> None:
    program = Program()
    x = program.columns("x", 3)
    r = program.rows("r", 4)
    rng = np.random.default_rng(4)
    expected = rng.integers(0, 3, (4, 3)).astype(float)
    for flat in rng.permutation(12):
        i, j = divmod(int(flat), 3)
        program.add(r.index[i], x.index[j], expected[i, j])
    found = program.arrays()
    assert matrix(program).tolist() == expected.tolist()
    for begin, end in zip(found.start[:-1], found.start[1:], strict=True):
        assert np.all(np.diff(found.row[begin:end]) > 0)


def test_costs_can_be_added_later_and_repeated() -> None:
    program = Program()
    x = program.columns("x", 2, cost=1.0)
    program.add_cost(x.index, [2.0, 3.0])
    program.add_cost(x.index[[0, 0]], 10.0)
    assert program.arrays().cost.tolist() == [23.0, 4.0]
    assert program.arrays().cost.tolist() == [23.0, 4.0], "asking twice must not add the costs twice"


def test_a_program_without_coefficients_has_empty_arrays() -> None:
    empty = Program().arrays()
    assert (empty.cost.size, empty.value.size, empty.start.tolist()) == (0, 0, [0])
    program = Program()
    program.columns("x", 2)
    assert program.arrays().start.tolist() == [0, 0, 0]


def test_two_blocks_of_one_name_are_refused() -> None:
    program = Program()
    program.columns("x", 1)
    program.rows("x", 1)
    with pytest.raises(ValueError, match="'x' exists already"):
        program.columns("x", 1)
    with pytest.raises(ValueError, match="'x' exists already"):
        program.rows("x", 1)


def test_a_row_of_a_limit_says_which_it_is_and_physics_says_nothing() -> None:
    program = Program()
    program.rows("power", (2, 3))
    program.rows("goal", (2, 2), limit=Limit("t", lambda at: note("test.goal", year=2026 + at[0], tier=at[1])))
    limit, said = program.limit_of(8)
    assert limit.unit == "t"
    assert said == note("test.goal", year=2027, tier=0)
    assert program.block_of(5).limit is None
    with pytest.raises(ValueError, match="no limit"):
        program.limit_of(5)


def test_a_limit_of_one_row_needs_no_place() -> None:
    program = Program()
    program.rows("budget", (), limit=Limit("mcny", lambda at: note("test.budget", places=len(at))))
    assert program.limit_of(0)[1] == note("test.budget", places=0)


def test_empty_blocks_do_not_hide_the_others() -> None:
    program = Program()
    program.rows("none", 0)
    program.rows("some", 2)
    assert program.block_of(1).name == "some"


def test_a_row_that_is_not_there_is_refused() -> None:
    program = Program()
    program.rows("r", 2)
    with pytest.raises(IndexError, match="2 rows, not a row 2"):
        program.block_of(2)
