"""The certificate: zero at a vertex known by hand, the known distance away from it, and blind to nobody's claims."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.program.arrays import Arrays
from lodeshift.program.certificate import ACCEPTED, Certificate, certify, matrix_of
from lodeshift.program.model import Program
from lodeshift.program.solve import Options, solve_arrays


def factory() -> Arrays:
    """max 3a + 5b with a <= 4, 2b <= 12, 3a + 2b <= 18: a 2, b 6, profit 36, prices 0, 3/2, 1 (Hillier & Lieberman)."""
    program = Program()
    x = program.columns("made", 2, cost=[-3.0, -5.0])
    r = program.rows("plants", 3, upper=[4.0, 12.0, 18.0])
    program.add(r.index[:, None], x.index[None, :], [[1.0, 0.0], [0.0, 2.0], [3.0, 2.0]])
    return program.arrays()


PRICES = np.array([0.0, -1.5, -1.0])


def test_the_optimum_and_its_prices_prove_each_other() -> None:
    found = certify(factory(), np.array([2.0, 6.0]), PRICES)
    assert (found.gap, found.primal, found.dual) == pytest.approx((0.0, 0.0, 0.0), abs=1e-15)
    assert found.accepted


def test_a_dearer_answer_lies_as_far_from_the_bound_as_it_is_dearer() -> None:
    """a 2, b 5: profit 31 against 36."""
    found = certify(factory(), np.array([2.0, 5.0]), PRICES)
    assert found.gap == pytest.approx(5.0 / 31.0)
    assert not found.accepted


def test_a_limit_not_kept_and_a_price_out_of_balance_are_shares_of_what_stands_in_them() -> None:
    """a 2, b 6.5: 13 of 12 in the second row (terms 13), 19 of 18 in the third (terms 19). With no prices at all both costs
    are unbounded: 5 of 5."""
    found = certify(factory(), np.array([2.0, 6.5]), np.zeros(3))
    assert found.primal == pytest.approx(1.0 / 13.0)
    assert found.dual == pytest.approx(1.0)


def test_a_price_of_the_wrong_sign_proves_nothing() -> None:
    with_wrong = certify(factory(), np.array([2.0, 6.0]), PRICES + np.array([0.5, 0.0, 0.0]))
    assert with_wrong == certify(factory(), np.array([2.0, 6.0]), PRICES)


def test_a_column_outside_its_bounds_is_seen() -> None:
    arrays = replace(factory(), column_upper=np.array([1.0, 9.0]))
    assert certify(arrays, np.array([2.0, 6.0]), PRICES).primal == pytest.approx(0.5)


@pytest.mark.parametrize("part", ["gap", "primal", "dual"])
@pytest.mark.parametrize("value", [np.nan, 2 * ACCEPTED])
def test_what_is_no_number_or_too_large_is_not_accepted(part: str, value: float) -> None:
    assert not replace(Certificate(0.0, 0.0, 0.0), **{part: value}).accepted


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_answer_is_cheaper_than_what_any_prices_prove(seed: int) -> None:
    """Weak duality on boxed programs: the bound of prices drawn at random lies below the optimum."""
    rng = np.random.default_rng(seed)
    program = Program()
    x = program.columns("x", 5, upper=rng.uniform(1, 9, 5), cost=rng.normal(0, 3, 5))
    r = program.rows("r", 4, upper=rng.uniform(1, 9, 4))
    program.add(r.index[:, None], x.index[None, :], rng.normal(0, 1, (4, 5)))
    arrays = program.arrays()
    best = solve_arrays(arrays, Options(method="simplex"))
    weighed = certify(arrays, best.column_value, -rng.exponential(2.0, 4))
    assert weighed.gap >= -1e-9
    assert certify(arrays, best.column_value, best.row_price).accepted


def test_the_matrix_is_that_of_the_program() -> None:
    assert matrix_of(factory()).toarray().tolist() == [[1, 0], [0, 2], [3, 2]]
