"""Whole numbers: rounding up with a stated gap against branch and bound on random small programs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.program import integers
from lodeshift.program.integers import solve_whole
from lodeshift.program.model import Program
from lodeshift.program.solve import Options, Solution, solve, solve_arrays


def circuits(seed: int, n_whole: int = 3, n_rest: int = 4) -> Program:
    """Loads met by whole circuits (up to 6 of each) and divisible sources with upper bounds."""
    rng = np.random.default_rng(seed)
    program = Program()
    whole = program.columns("circuits", n_whole, upper=6.0, cost=rng.uniform(3, 9, n_whole), integer=True)
    rest = program.columns("rest", n_rest, upper=rng.uniform(1, 5, n_rest), cost=rng.uniform(1, 9, n_rest))
    load = program.rows("load", 3, lower=rng.uniform(2, 9, 3))
    program.add(load.index[:, None], whole.index[None, :], rng.uniform(0.5, 2.0, (3, n_whole)))
    program.add(load.index[:, None], rest.index[None, :], rng.uniform(0.2, 1.0, (3, n_rest)))
    return program


def rounded(program: Program, monkeypatch: pytest.MonkeyPatch) -> Solution:
    """As a large program is solved: relax, round up, fix."""
    monkeypatch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
    return solve_whole(program, Options())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_gap_of_rounding_bounds_the_distance_from_the_true_optimum(seed: int) -> None:
    program = circuits(seed)
    best = solve(program, Options(mip_gap=0.0))
    with pytest.MonkeyPatch.context() as patch:
        found = rounded(program, patch)
    assert found.status == best.status == "optimal"
    whole = found.of(program.column_blocks["circuits"])
    assert whole == pytest.approx(np.round(whole), abs=1e-6)
    assert found.objective >= best.objective * (1 - 1e-7)
    assert found.objective * (1 - found.gap) <= best.objective * (1 + 1e-7)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_small_programs_get_the_true_optimum_and_prices_with_whole_numbers_fixed(seed: int) -> None:
    program = circuits(seed)
    found, best = solve_whole(program, Options(mip_gap=1e-9)), solve(program, Options(mip_gap=1e-9))
    assert found.method == "mip, simplex"
    assert found.objective == pytest.approx(best.objective, rel=1e-6)
    fixed = replace(
        program.arrays(),
        integer=np.zeros(program.n_columns, dtype=bool),
        column_lower=np.where(program.arrays().integer, np.round(found.column_value), 0.0),
        column_upper=np.where(program.arrays().integer, np.round(found.column_value), program.arrays().column_upper),
    )
    again = solve_arrays(fixed, Options())
    assert again.objective == pytest.approx(found.objective, rel=1e-7)
    assert again.row_price == pytest.approx(found.row_price, abs=1e-7)


def test_a_program_without_whole_numbers_is_solved_as_it_is() -> None:
    program = Program()
    x = program.columns("x", 1, cost=2.0)
    r = program.rows("r", 1, lower=3.5)
    program.add(r.index, x.index, 1.0)
    found = solve_whole(program, Options())
    assert (found.method, found.gap) == ("simplex", 0.0)
    assert found.objective == pytest.approx(7.0)


def test_a_relaxation_that_is_whole_already_has_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program()
    x = program.columns("x", 1, cost=2.0, integer=True)
    r = program.rows("r", 1, lower=3.0)
    program.add(r.index, x.index, 1.0)
    found = rounded(program, monkeypatch)
    assert (found.status, found.gap) == ("optimal", 0.0)
    assert found.objective == pytest.approx(6.0)


def test_rounding_up_one_circuit_states_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """2.5 circuits of 4 are three: 12 against a bound of 10, a gap of a sixth."""
    program = Program()
    x = program.columns("x", 1, cost=4.0, integer=True)
    r = program.rows("r", 1, lower=2.5)
    program.add(r.index, x.index, 1.0)
    found = rounded(program, monkeypatch)
    assert found.objective == pytest.approx(12.0)
    assert found.gap == pytest.approx(2.0 / 12.0)


def test_where_rounding_up_breaks_a_limit_branch_and_bound_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """a + b = 1 with the relaxation at (0.5, 0.5): rounded up they are two; the answer is one of them."""
    program = Program()
    x = program.columns("x", 2, cost=[1.0, 1.1], integer=True)
    slack = program.columns("slack", 1, cost=10.0)
    r = program.rows("r", 3, lower=[1.0, -0.0, 0.0], upper=[1.0, 0.0, np.inf])
    program.add(r.index[0], x.index, 1.0)
    program.add(r.index[1], x.index, [1.0, -1.0])
    program.add(r.index[1], slack.index, -1.0)
    found = rounded(program, monkeypatch)
    assert found.status == "optimal"
    assert found.method == "mip, simplex"
    assert sorted(found.of(x)) == pytest.approx([0.0, 1.0], abs=1e-6)


def test_an_upper_bound_stops_rounding_up(monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program()
    x = program.columns("x", 2, cost=[1.0, 3.0], upper=[2.0, 9.0], integer=True)
    r = program.rows("r", 1, lower=3.5)
    program.add(r.index, x.index, 1.0)
    found = rounded(program, monkeypatch)
    assert found.of(x) == pytest.approx([2.0, 2.0])


@pytest.mark.parametrize("large", [False, True])
def test_ways_to_end_without_an_answer_pass_through(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
    clash, endless = Program(), Program()
    x = clash.columns("x", 1, upper=2.0, integer=True)
    r = clash.rows("r", 1, lower=3.0)
    clash.add(r.index, x.index, 1.0)
    endless.columns("x", 1, cost=-1.0, integer=True)
    assert solve_whole(clash, Options()).status == "infeasible"
    assert solve_whole(endless, Options()).status == "unbounded"


def test_whole_numbers_alone_may_be_what_no_plan_meets(monkeypatch: pytest.MonkeyPatch) -> None:
    """0.4 <= x <= 0.6 has no whole number: the relaxation has an answer, the program has none."""
    program = Program()
    x = program.columns("x", 1, cost=1.0, integer=True)
    r = program.rows("r", 1, lower=0.4, upper=0.6)
    program.add(r.index, x.index, 1.0)
    assert rounded(program, monkeypatch).status == "infeasible"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["best", "zero", "most", "any"]))
def test_the_gap_of_a_guess_bounds_the_distance_from_the_true_optimum(seed: int, kind: str) -> None:
    program = circuits(seed)
    block = program.column_blocks["circuits"]
    best = solve(program, Options(mip_gap=0.0))
    guess = {
        "best": np.round(best.of(block)),
        "zero": np.zeros(3),
        "most": np.full(3, 6.0),
        "any": np.random.default_rng(seed).integers(0, 7, 3).astype(float),
    }[kind]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
        patch.setattr(integers, "GAP_TAKEN", np.inf)
        found = solve_whole(program, Options(), {"circuits": guess})
    assert found.status == "optimal"
    assert found.objective >= best.objective * (1 - 1e-7)
    assert found.objective * (1 - found.gap) <= best.objective * (1 + 1e-6)
    if kind == "best":
        assert found.objective == pytest.approx(best.objective, rel=1e-7)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_whole_number_of_the_best_plan_lies_below_its_least(seed: int) -> None:
    program = circuits(seed)
    arrays = program.arrays()
    columns = np.flatnonzero(arrays.integer)
    least, _ = integers._least(program, arrays, columns)
    best = solve(program, Options(mip_gap=0.0))
    assert np.all(least <= np.round(best.column_value[columns]) + 1e-6)
    assert np.all(least == np.round(least))


def test_a_wide_gap_or_an_impossible_guess_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten circuits where 2.5 are needed: the bound is far below, so the relaxation is asked and rounded up."""
    program = one_circuit()
    monkeypatch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
    for guess in ({"x": np.array([10.0])}, {"x": np.array([1.0])}, {"another": np.array([3.0])}, {}):
        found = solve_whole(program, Options(), guess)
        assert found.objective == pytest.approx(12.0)
        assert found.gap == pytest.approx(2.0 / 12.0, abs=1e-6) or found.gap < 1e-6


def test_a_guess_that_is_proven_costs_no_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    program = one_circuit()
    monkeypatch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
    monkeypatch.setattr(integers, "_round", lambda *_: pytest.fail("the relaxation was asked"))
    found = solve_whole(program, Options(), {"x": np.array([3.0])})
    assert found.objective == pytest.approx(12.0)
    assert found.gap == pytest.approx(0.0, abs=1e-9)


def test_whole_numbers_below_zero_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """x from -4 to 4 earns by falling: at a guess of 0 the bound must see the four below."""
    program = Program()
    program.columns("x", 1, lower=-4.0, upper=4.0, cost=1.0, integer=True)
    program.columns("rest", 1, lower=10.0, cost=1.0)
    monkeypatch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
    monkeypatch.setattr(integers, "GAP_TAKEN", np.inf)
    found = solve_whole(program, Options(), {"x": np.array([0.0])})
    assert found.objective * (1 - found.gap) <= 6.0 + 1e-9


def test_whole_columns_are_the_guess_for_a_finer_program() -> None:
    program = circuits(3)
    found = solve_whole(program, Options())
    guess = integers.whole_columns(program, found)
    assert list(guess) == ["circuits"]
    assert guess["circuits"].tolist() == np.round(found.of(program.column_blocks["circuits"])).tolist()


def one_circuit() -> Program:
    """2.5 circuits of 4 each, without an upper bound."""
    program = Program()
    x = program.columns("x", 1, cost=4.0, integer=True)
    spare = program.columns("spare", 1, cost=0.0, integer=True)
    r = program.rows("r", 2, lower=[2.5, 0.0])
    program.add(r.index[0], x.index, 1.0)
    program.add(r.index[1], spare.index, 1.0)
    return program


def test_where_slopes_prove_too_little_the_relaxation_proves_the_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two and a half circuits of 4: three cost 12, the relaxation 10; the slope at three circuits says that each less saves 4."""
    monkeypatch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
    monkeypatch.setattr(integers, "GAP_TAKEN", 0.2)
    monkeypatch.setattr(integers, "_bound", lambda *_: -np.inf)
    program = Program()
    x = program.columns("x", 1, cost=4.0, integer=True)
    r = program.rows("r", 1, lower=2.5)
    program.add(r.index, x.index, 1.0)
    found = solve_whole(program, Options(), {"x": np.array([3.0])})
    assert (found.objective, found.gap) == pytest.approx((12.0, 2.0 / 12.0))


def test_every_answer_carries_its_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    program = circuits(3)
    small = solve_whole(program, Options(mip_gap=0.0))
    large = rounded(program, monkeypatch)
    for found in (small, large):
        assert found.certificate is not None and found.certificate.accepted
