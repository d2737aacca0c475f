"""The interior-point method against the simplex: values, prices, and what cannot move."""

from __future__ import annotations

import io
import pickle
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_matrix

from lodeshift.program import interior as room
from lodeshift.program.certificate import certify, matrix_of
from lodeshift.program.interior import settle, solve_interior
from lodeshift.program.model import Program
from lodeshift.program.solve import Options, solve_arrays


def chain() -> Program:
    """built = circuits now - circuits before, for 1, 1 and 2 circuits that stand fixed: built is 1, 0, 1 without a choice. Load of 3
    in each year from a circuit (at most 2) or from elsewhere at 5."""
    program = Program()
    circuits = program.columns("circuits", 3, lower=[1.0, 1.0, 2.0], upper=[1.0, 1.0, 2.0])
    built = program.columns("built", 3, cost=[7.0, 6.0, 5.0])
    drawn = program.columns("drawn", 3, cost=1.0)
    other = program.columns("other", 3, cost=5.0)
    stock = program.rows("stock", 3, lower=0.0, upper=0.0)
    program.add(stock.index, built.index, 1.0)
    program.add(stock.index, circuits.index, -1.0)
    program.add(stock.index[1:], circuits.index[:-1], 1.0)
    limit = program.rows("limit", 3, upper=0.0)
    program.add(limit.index, drawn.index, 1.0)
    program.add(limit.index, circuits.index, -2.0)
    load = program.rows("load", 3, lower=3.0, upper=3.0)
    program.add(load.index, drawn.index, 1.0)
    program.add(load.index, other.index, 1.0)
    return program


def test_what_fixed_columns_tell_is_settled_first() -> None:
    program = chain()
    arrays = program.arrays()
    value, moves, told = settle(arrays, csc_matrix(matrix_of(arrays)))
    built = program.column_blocks["built"]
    assert value[built.index].tolist() == [1, 0, 1]
    assert not moves[built.index].any() and moves[6:].all()
    assert told == [(0, 3), (1, 4), (2, 5)]


def test_a_settled_column_tells_the_next() -> None:
    """x + y = 5, y + z = 4, z + w + v = 6 with x = 2: y 3, then z 1; w and v stay free."""
    program = Program()
    x = program.columns("x", 5, lower=[2.0, 0, 0, 0, 0], upper=[2.0, 9, 9, 9, 9])
    r = program.rows("r", 3, lower=[5.0, 4.0, 6.0], upper=[5.0, 4.0, 6.0])
    program.add(r.index, x.index[:3], 1.0)
    program.add(r.index, x.index[1:4], 1.0)
    program.add(r.index[2], x.index[4], 1.0)
    arrays = program.arrays()
    value, moves, told = settle(arrays, csc_matrix(matrix_of(arrays)))
    assert value[:3].tolist() == [2, 3, 1]
    assert moves.tolist() == [False, False, False, True, True]
    assert told == [(0, 1), (1, 2)]


def test_prices_of_settled_rows_are_what_one_circuit_more_would_change() -> None:
    """A circuit more in the first year alone costs 7, saves building one for 6 in the next and draws 2 more at 1 instead of 5:
    7 - 6 - 8. In the second: 6 - 5 - 8. In the third it costs 5, and there is room without it."""
    program = chain()
    arrays = program.arrays()
    found = solve_interior(arrays)
    reduced = arrays.cost - matrix_of(arrays).T @ found.row_price
    assert reduced[program.column_blocks["circuits"].index] == pytest.approx([-7.0, -7.0, 5.0], abs=1e-6)
    assert certify(arrays, found.column_value, found.row_price).accepted


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_random_programs_have_the_optimum_of_the_simplex_and_prices_that_prove_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n_columns, n_rows = int(rng.integers(3, 12)), int(rng.integers(2, 8))
    weights = rng.uniform(0.2, 3.0, (n_rows, n_columns)) * (rng.random((n_rows, n_columns)) < 0.7)
    inside = rng.uniform(0.5, 4.0, n_columns)  # some answer exists
    lower = np.where(rng.random(n_columns) < 0.2, inside, 0.0)
    upper = np.where(rng.random(n_columns) < 0.3, np.maximum(inside, lower), np.inf)
    program = Program()
    x = program.columns("x", n_columns, lower=lower, upper=upper, cost=rng.uniform(0.5, 4, n_columns))
    there = weights @ inside
    equal = rng.random(n_rows) < 0.3
    r = program.rows("r", n_rows, lower=np.where(equal, there, 0.7 * there), upper=np.where(equal, there, 1.5 * there))
    program.add(r.index[:, None], x.index[None, :], weights)
    arrays = program.arrays()
    found, best = solve_interior(arrays), solve_arrays(arrays, Options(method="simplex"))
    assert arrays.cost @ found.column_value == pytest.approx(best.objective, rel=1e-8)
    assert certify(arrays, found.column_value, found.row_price).accepted


def test_it_answers_one_program_after_the_other_until_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, told = io.BytesIO(), io.BytesIO()
    for _ in range(2):
        pickle.dump(chain().arrays(), asked)
    asked.seek(0)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=asked))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=told))
    monkeypatch.setattr(room, "hold_memory", lambda _most: None)
    room.serve()
    told.seek(0)
    first, second = pickle.load(told), pickle.load(told)
    assert first.column_value == pytest.approx(second.column_value)
    assert told.read() == b""
