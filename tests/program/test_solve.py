"""Handing over, solving, reading back: hand-solved programs, prices, ways to end, options."""

from __future__ import annotations

import threading
from threading import Thread
from typing import Any

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.program import solve as room
from lodeshift.program.apart import SHARED, Found
from lodeshift.program.model import Program
from lodeshift.program.solve import Method, Options, Solution, SolverError, solve

METHODS: tuple[Method, ...] = ("simplex", "ipx", "hipo")


def diet() -> Program:
    """min 3x + 2y with x + y >= 4, x + 3y >= 6, x <= 3: at (3, 1) cost 11 against (0, 4) cost 8, so x = 0, y = 4."""
    program = Program()
    x = program.columns("x", 2, upper=[3.0, np.inf], cost=[3.0, 2.0])
    r = program.rows("needs", 2, lower=[4.0, 6.0])
    program.add(r.index[:, None], x.index[None, :], [[1.0, 1.0], [1.0, 3.0]])
    return program


def factory(capacity: float = 8.0) -> Program:
    """max 3a + 5b (as min) with a <= 4, 2b <= 12, 3a + 2b <= 18 (Wyndor Glass, Hillier & Lieberman): a 2, b 6, 36."""
    program = Program()
    x = program.columns("made", 2, cost=[-3.0, -5.0])
    r = program.rows("plants", 3, upper=[4.0, 12.0, 18.0])
    program.add(r.index[:, None], x.index[None, :], [[1.0, 0.0], [0.0, 2.0], [3.0, 2.0]])
    program.offset = capacity
    return program


@pytest.mark.parametrize("method", METHODS)
def test_a_hand_solved_minimum(method: Method) -> None:
    found = solve(diet(), Options(method=method))
    assert found.status == "optimal"
    assert found.method == method
    assert found.objective == pytest.approx(8.0, rel=1e-6)
    assert found.column_value == pytest.approx([0.0, 4.0], abs=1e-5)


@pytest.mark.parametrize("method", METHODS)
def test_a_textbook_program_with_its_shadow_prices(method: Method) -> None:
    found = solve(factory(), Options(method=method))
    assert found.objective == pytest.approx(8.0 - 36.0, rel=1e-6)
    assert found.column_value == pytest.approx([2.0, 6.0], rel=1e-5)
    # The book's prices of plants 1, 2, 3 are 0, 3/2 and 1 of profit; profit is a negative cost here.
    assert found.row_price == pytest.approx([0.0, -1.5, -1.0], abs=1e-5)
    assert found.row_value == pytest.approx([2.0, 12.0, 18.0], rel=1e-5)


def test_values_prices_and_left_sides_come_in_the_shape_of_their_block() -> None:
    program = Program()
    x = program.columns("x", (2, 2), cost=[[1.0, 2.0], [3.0, 4.0]])
    r = program.rows("r", (2, 2), lower=[[1.0, 2.0], [3.0, 4.0]])
    program.add(r.index, x.index, 1.0)
    found = solve(program)
    assert found.of(x).tolist() == [[1, 2], [3, 4]]
    assert found.activity(r).tolist() == [[1, 2], [3, 4]]
    assert found.price(r).tolist() == [[1, 2], [3, 4]]
    assert found.objective == pytest.approx(1 + 4 + 9 + 16)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0.1, 5), min_size=3, max_size=3),
    st.lists(st.floats(1, 20), min_size=2, max_size=2),
    st.integers(0, 2**32 - 1),
)
def test_a_price_is_the_change_of_the_objective_when_the_row_rises(
    cost: list[float], need: list[float], seed: int
) -> None:
    weights = np.random.default_rng(seed).uniform(0.2, 3.0, (2, 3))

    def cheapest(needs: list[float]) -> Solution:
        program = Program()
        x = program.columns("x", 3, cost=cost)
        r = program.rows("need", 2, lower=needs)
        program.add(r.index[:, None], x.index[None, :], weights)
        return solve(program, Options(method="simplex"))

    base, step = cheapest(need), 1e-4
    for row in range(2):
        more, less = list(need), list(need)
        more[row] += step
        less[row] -= step
        up = (cheapest(more).objective - base.objective) / step
        down = (base.objective - cheapest(less).objective) / step
        # At a kink the price lies between the slopes to both sides.
        assert min(up, down) - 1e-4 <= base.row_price[row] <= max(up, down) + 1e-4


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_units_of_money_and_rows_change_nothing_but_their_own_numbers(seed: int, money: float, units: float) -> None:
    rng = np.random.default_rng(seed)
    weights, need, cost = rng.uniform(0.2, 3.0, (4, 5)), rng.uniform(1, 9, 4), rng.uniform(1, 9, 5)

    def cheapest(by_money: float, by_units: float) -> Solution:
        program = Program()
        x = program.columns("x", 5, cost=cost * by_money)
        r = program.rows("need", 4, lower=need * by_units)
        program.add(r.index[:, None], x.index[None, :], weights * by_units)
        return solve(program)

    plain, scaled = cheapest(1.0, 1.0), cheapest(money, units)
    assert scaled.objective == pytest.approx(plain.objective * money, rel=1e-6)
    assert scaled.row_price * units / money == pytest.approx(plain.row_price, rel=1e-4, abs=1e-5)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 12), st.integers(2, 12))
def test_all_methods_reach_the_same_optimum(seed: int, n_rows: int, n_columns: int) -> None:
    rng = np.random.default_rng(seed)
    program = Program()
    x = program.columns("x", n_columns, cost=rng.uniform(0.5, 4, n_columns), upper=rng.uniform(20, 60, n_columns))
    r = program.rows("need", n_rows, lower=rng.uniform(1, 9, n_rows))
    program.add(r.index[:, None], x.index[None, :], rng.uniform(0.2, 3, (n_rows, n_columns)))
    found = [solve(program, Options(method=method)).objective for method in METHODS]
    assert found == pytest.approx([found[0]] * len(METHODS), rel=1e-6)


def test_whole_numbers_are_whole() -> None:
    """max 5a + 4b, 6a + 4b <= 24, a + 2b <= 6: the LP gives (3, 1.5) 21; whole numbers (4, 0) 20 (Taha)."""
    program = Program()
    x = program.columns("x", 2, cost=[-5.0, -4.0], integer=True)
    r = program.rows("r", 2, upper=[24.0, 6.0])
    program.add(r.index[:, None], x.index[None, :], [[6.0, 4.0], [1.0, 2.0]])
    found = solve(program)
    assert found.method == "mip"
    assert found.objective == pytest.approx(-20.0)
    assert found.column_value == pytest.approx([4.0, 0.0], abs=1e-6)
    assert found.gap <= 1e-6


def clashing(integer: bool) -> Program:
    program = Program()
    x = program.columns("x", 2, cost=1.0, integer=integer)
    r = program.rows("r", 2, lower=[3.0, -np.inf], upper=[np.inf, 1.0])
    program.add(r.index[:, None], x.index[None, :], 1.0)
    return program


def endless(integer: bool) -> Program:
    program = Program()
    x = program.columns("x", 2, cost=-1.0, integer=integer)
    r = program.rows("r", 1, upper=3.0)
    program.add(r.index, x.index, [1.0, -1.0])
    return program


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("integer", [False, True])
def test_no_answer_is_told_apart_from_no_bound(method: Method, integer: bool) -> None:
    assert solve(clashing(integer), Options(method=method)).status == "infeasible"
    assert solve(endless(integer), Options(method=method)).status == "unbounded"


def test_whole_numbers_without_bound_and_without_any_answer_are_infeasible() -> None:
    """2x = 2y + 1 has no whole answer; its relaxation has, and no bound."""
    program = Program()
    x = program.columns("x", 2, cost=-1.0, integer=True, upper=1e4)
    z = program.columns("z", 1, cost=-1.0)
    r = program.rows("r", 1, lower=1.0, upper=1.0)
    program.add(r.index, x.index, [2.0, -2.0])
    program.add(r.index, z.index, 0.0)
    assert solve(program).status == "infeasible"


def test_a_time_limit_is_a_status_of_its_own() -> None:
    rng = np.random.default_rng(0)
    program = Program()
    x = program.columns("x", 80, cost=rng.random(80))
    r = program.rows("r", 60, lower=1.0)
    program.add(r.index[:, None], x.index[None, :], rng.random((60, 80)))
    assert solve(program, Options(time_limit_s=0.0)).status == "time_limit"


def test_a_program_without_rows_or_columns_is_solved() -> None:
    assert solve(Program()).objective == 0.0
    program = Program()
    program.columns("x", 3, lower=1.0, cost=2.0)
    program.offset = 5.0
    assert solve(program).objective == pytest.approx(11.0)


def test_small_programs_go_to_the_simplex_and_large_ones_to_hipo(monkeypatch: pytest.MonkeyPatch) -> None:
    assert solve(diet()).method == "simplex"
    monkeypatch.setattr(room, "SIMPLEX_UP_TO_NONZEROS", 3)
    assert solve(diet()).method == "hipo"


def test_a_refused_option_is_an_error_and_not_another_method(monkeypatch: pytest.MonkeyPatch) -> None:
    class WithoutExtras(highspy.Highs):  # type: ignore[misc]
        def setOptionValue(self, name: str, value: object) -> Any:
            return highspy.HighsStatus.kError if value == "hipo" else super().setOptionValue(name, value)

    monkeypatch.setattr(highspy, "Highs", WithoutExtras)
    with pytest.raises(SolverError, match="refused option solver = 'hipo'; is highspy-extras installed"):
        solve(diet(), Options(method="hipo"))
    assert solve(diet(), Options(method="simplex")).status == "optimal"


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_coefficient_or_cost_that_is_no_number_is_refused(value: float) -> None:
    with_coefficient, with_cost, with_bound = diet(), diet(), diet()
    with_coefficient.add(0, 0, value)
    with_cost.add_cost(0, value)
    with_bound.rows("bound", 1, lower=np.nan)
    for program in (with_coefficient, with_cost, with_bound):
        with pytest.raises(SolverError, match="not a number"):
            solve(program)


def test_a_coefficient_too_large_for_the_solver_is_refused() -> None:
    program = diet()
    program.add(0, 0, 1e300)
    with pytest.raises(SolverError, match="refused the program"):
        solve(program)


def test_a_listener_hears_the_log_and_silence_is_silence(capfd: pytest.CaptureFixture[str]) -> None:
    heard: list[str] = []
    solve(diet(), Options(on_log=heard.append))
    assert any("optimal" in line.lower() for line in heard)
    solve(diet())
    assert capfd.readouterr() == ("", "")


def test_an_unclear_end_of_an_interior_point_method_is_decided_by_the_simplex(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter(["unclear"])
    run = room._run
    monkeypatch.setattr(room, "_run", lambda highs: next(ends, None) or run(highs))
    found = solve(diet(), Options(method="ipx"))
    assert (found.status, found.method) == ("optimal", "ipx, then simplex")
    assert found.objective == pytest.approx(8.0)


def test_an_unclear_end_of_the_simplex_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_run", lambda _highs: "unclear")
    with pytest.raises(SolverError, match="HiGHS stopped with status"):
        solve(diet(), Options(method="simplex"))


class StartedAndInterrupted(Thread):
    """A thread that begins its work; the Ctrl-C comes while it starts."""

    def start(self) -> None:
        super().start()
        raise KeyboardInterrupt


class NeverStarted(Thread):
    """The Ctrl-C comes before there is a thread."""

    def start(self) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize("kind", [StartedAndInterrupted, NeverStarted])
def test_a_ctrl_c_in_the_very_start_leaves_no_solver_running(
    kind: type[Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = threading.active_count()
    monkeypatch.setattr(room, "Thread", kind)
    monkeypatch.setattr(room, "START_S", 0.2)
    with pytest.raises(KeyboardInterrupt):
        solve(diet())
    for thread in threading.enumerate():
        if isinstance(thread, kind):
            thread.join(5.0)
    assert threading.active_count() == before


def loads(seed: int = 0, n: int = 12) -> Program:
    """Loads met by sources with upper bounds, at random costs."""
    rng = np.random.default_rng(seed)
    program = Program()
    x = program.columns("x", 2 * n, cost=rng.uniform(1, 5, 2 * n), upper=rng.uniform(5, 9, 2 * n))
    r = program.rows("r", n, lower=rng.uniform(1, 4, n))
    program.add(r.index[:, None], x.index[None, :], rng.uniform(0.2, 2.0, (n, 2 * n)))
    return program


def test_middling_programs_go_to_piqp_with_the_answer_and_prices_of_the_simplex(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "PIQP_FROM_NONZEROS", 10)
    found, best = solve(loads()), solve(loads(), Options(method="simplex"))
    assert (found.status, found.method) == ("optimal", "piqp")
    assert found.certificate is not None and found.certificate.accepted
    assert found.objective == pytest.approx(best.objective, rel=1e-8)
    assert found.column_value == pytest.approx(best.column_value, abs=1e-5)
    assert found.row_value == pytest.approx(best.row_value, abs=1e-5)
    assert found.row_price == pytest.approx(best.row_price, abs=1e-5)
    assert found.reduced_cost == pytest.approx(best.reduced_cost, abs=1e-5)
    monkeypatch.setattr(room, "PIQP_UP_TO_NONZEROS", 20)
    assert solve(loads()).method == "simplex"


def test_that_there_is_no_answer_is_believed_from_highs_alone() -> None:
    for program, status in ((clashing(False), "infeasible"), (endless(False), "unbounded")):
        found = solve(program, Options(method="piqp"))
        assert (found.status, found.method) == (status, "piqp, then simplex")


@pytest.mark.parametrize("fault", ["died", "wrong"])
def test_what_its_certificate_does_not_accept_is_solved_by_highs(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Found(np.array([3.0, 1.0]), np.zeros(2), 0.0)
    monkeypatch.setattr(SHARED, "solve", lambda *_: None if fault == "died" else wrong)
    found = solve(diet(), Options(method="piqp"))
    assert found.method == "piqp, then simplex"
    assert found.objective == pytest.approx(8.0)


def test_without_its_package_a_slower_method_solves_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "installed", lambda: False)
    monkeypatch.setattr(room, "PIQP_FROM_NONZEROS", 3)
    found = solve(diet())
    assert (found.method, found.missing) == ("simplex", ("piqp",))
    monkeypatch.setattr(room, "SIMPLEX_UP_TO_NONZEROS", 3)
    monkeypatch.setattr(room, "hipo_installed", lambda: False)
    found = solve(diet())
    assert (found.method, found.missing) == ("ipx", ("highspy-extras", "piqp"))
    with pytest.raises(SolverError, match="piqp is not installed"):
        solve(diet(), Options(method="piqp"))


def test_piqp_asked_for_whole_numbers_is_an_error() -> None:
    with pytest.raises(SolverError, match="whole numbers"):
        solve(clashing(True), Options(method="piqp"))


def test_hipo_is_there_with_its_package() -> None:
    assert room.hipo_installed()
