"""Why no plan exists: smallest sets on programs whose clash is known by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lodeshift.program.clash import find_clash
from lodeshift.program.model import Limit, Program
from lodeshift.program.solve import Method, Options, solve
from lodeshift.records.note import note

METHODS: tuple[Method, ...] = ("simplex", "ipx", "hipo")


def limit(kind: str, unit: str) -> Limit:
    return Limit(unit, lambda _at: note(f"test.{kind}"))


def works(target: float, capacity: float, budget: float = 1e3) -> Program:
    """Make at least `target`, at most `capacity`, pay 2 a tonne out of `budget`; a water limit that never matters."""
    program = Program()
    x = program.columns("made", 1, cost=1.0)
    program.rows("target", (), lower=target, limit=limit("target", "t"))
    program.rows("capacity", (), upper=capacity, limit=limit("capacity", "t"))
    program.rows("budget", (), upper=budget, limit=limit("budget", "mcny"))
    program.rows("water", (), upper=1e6, limit=limit("water", "m3"))
    program.add(np.arange(4), x.index, [1.0, 1.0, 2.0, 5.0])
    return program


@pytest.mark.parametrize("method", METHODS)
def test_a_target_above_the_capacity_clashes_with_it_and_with_nothing_else(method: Method) -> None:
    found = find_clash(works(target=10.0, capacity=7.0), Options(method=method))
    assert [(part.note.kind, part.bound, part.unit) for part in found] == [
        ("test.target", 10.0, "t"),
        ("test.capacity", 7.0, "t"),
    ]
    assert [part.gives for part in found] == pytest.approx([3.0, 3.0], rel=1e-5)


def test_what_each_would_have_to_give_stands_in_its_own_unit() -> None:
    """10 t cost 20; the budget holds 12: it gives 8, or the target gives 4 t."""
    found = {part.note.kind: part for part in find_clash(works(10.0, 100.0, budget=12.0), Options())}
    assert set(found) == {"test.target", "test.budget"}
    assert found["test.budget"].gives == pytest.approx(8.0)
    assert found["test.target"].gives == pytest.approx(4.0)
    assert found["test.budget"].unit == "mcny"


def test_what_each_gives_ends_this_clash_whatever_else_clashes() -> None:
    """Two clashes at once: capacity cuts at 7 t, the budget at 6 t. One set is told; what its members give ends that one."""
    program = works(10.0, 7.0, budget=12.0)
    found = {part.note.kind: part.gives for part in find_clash(program, Options())}
    assert len(found) == 2 and "test.target" in found
    other = next(kind for kind in found if kind != "test.target")
    gives = {"test.budget": (4.0, 8.0)}.get(other, (3.0, 3.0))
    assert (found["test.target"], found[other]) == pytest.approx(gives)


def test_physics_is_never_asked_to_give() -> None:
    program = Program()
    x = program.columns("x", 1, upper=5.0)
    physics = program.rows("physics", (), upper=3.0)
    goal = program.rows("goal", (), lower=4.0, limit=limit("goal", "t"))
    program.add([physics.index, goal.index], x.index, 1.0)
    found = find_clash(program, Options())
    assert [part.note.kind for part in found] == ["test.goal"]
    assert found[0].gives == pytest.approx(1.0)


def test_where_physics_alone_clashes_or_nothing_does_the_answer_is_empty() -> None:
    program = works(10.0, 7.0)
    program.rows("law", (), lower=1.0, upper=1.0)
    assert find_clash(program, Options()) == ()
    assert find_clash(works(5.0, 7.0), Options()) == ()
    nothing_to_give = Program()
    x = nothing_to_give.columns("x", 1, upper=1.0)
    r = nothing_to_give.rows("law", (), lower=2.0)
    nothing_to_give.add(r.index, x.index, 1.0)
    assert find_clash(nothing_to_give, Options()) == ()


def test_equalities_can_give_to_both_sides() -> None:
    program = Program()
    x = program.columns("x", 1)
    program.rows("is three", (), lower=3.0, upper=3.0, limit=limit("is_three", "t"))
    program.rows("is five", (), lower=5.0, upper=5.0, limit=limit("is_five", "t"))
    program.add([0, 1], x.index, 1.0)
    found = find_clash(program, Options())
    assert {part.note.kind: part.gives for part in found} == pytest.approx({"test.is_three": 2.0, "test.is_five": 2.0})


def test_whole_numbers_are_taken_as_continuous() -> None:
    program = Program()
    x = program.columns("x", 1, integer=True, upper=2.0)
    r = program.rows("goal", (), lower=2.5, limit=limit("goal", "circuits"))
    program.add(r.index, x.index, 1.0)
    assert [part.gives for part in find_clash(program, Options())] == pytest.approx([0.5])


def rebuilt(seed: int, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Program:
    """Random goals and limits on four columns; rows that are not kept have no bounds."""
    rng = np.random.default_rng(seed)
    n = keep.size
    weights = rng.uniform(-1.0, 2.0, (n, 4)).round(2)
    lower = np.where(rng.random(n) < 0.5, rng.uniform(1, 6, n), -np.inf)
    upper = np.where(np.isinf(lower), rng.uniform(0, 3, n), np.inf)
    program = Program()
    x = program.columns("x", 4, upper=10.0)
    program.rows(
        "rows", n, lower=np.where(keep, lower, -np.inf), upper=np.where(keep, upper, np.inf), limit=limit("row", "")
    )
    program.add(np.arange(n)[:, None], x.index[None, :], weights)
    return program


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_set_clashes_and_leaving_any_one_out_ends_the_clash(seed: int) -> None:
    n = 8
    whole = rebuilt(seed, np.ones(n, dtype=bool))
    assume(solve(whole).status == "infeasible")
    members = [part.row for part in find_clash(whole, Options())]
    assert members
    only = np.isin(np.arange(n), members)
    assert solve(rebuilt(seed, only)).status == "infeasible"
    for row in members:
        assert solve(rebuilt(seed, only & (np.arange(n) != row))).status == "optimal"
