"""Errors: exit codes, all problems told, close words."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.errors import (
    CaseError,
    InputError,
    InputRangeError,
    LodeshiftError,
    Problem,
    Problems,
    UnitError,
    UnknownIdError,
    check_range,
    did_you_mean,
    named,
)
from lodeshift.records.note import InfeasibleError, NotedError, note

COLUMN = Problem("value.unit", "plants.csv", 4, "capacity", "'60 ktt/a'", "an amount in t/a", "did you mean kt/a?")
FOLDER = Problem("value.missing", "case.yaml", None, "horizon", "nothing", "a value")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LodeshiftError("known fault"), 1),
        (InputError([COLUMN]), 2),
        (CaseError([COLUMN]), 2),
        (UnknownIdError("city", "lanzou", ["lanzhou"]), 2),
        (UnitError("no unit"), 2),
        (InputRangeError("outside"), 2),
        (NotedError(note("x.time_limit")), 1),
        (InfeasibleError(note("x.no_plan")), 3),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: LodeshiftError, code: int) -> None:
    assert error.exit_code == code
    assert isinstance(error, LodeshiftError)


def test_a_problem_says_where_what_was_found_what_was_expected_and_what_to_do() -> None:
    assert str(COLUMN) == (
        "plants.csv row 4, capacity: found '60 ktt/a', expected an amount in t/a\n    hint: did you mean kt/a?"
    )
    assert str(FOLDER) == "case.yaml, horizon: found nothing, expected a value"


def test_all_problems_are_told_and_counted() -> None:
    error = CaseError([COLUMN, FOLDER])
    text = str(error)
    assert text.startswith("2 problem(s):\n")
    assert str(COLUMN) in text
    assert str(FOLDER) in text
    assert error.problems == (COLUMN, FOLDER)


def test_an_unknown_word_is_told_with_close_ones() -> None:
    error = UnknownIdError("city", "lanzou", ["lanzhou", "jinchang", "baiyin"])
    assert str(error) == "no city is called 'lanzou'\n    hint: did you mean 'lanzhou'?"
    assert (error.kind, error.found, error.suggestions) == ("city", "lanzou", ("lanzhou",))


def test_an_unknown_word_that_resembles_nothing_has_no_hint() -> None:
    known = [f"lanzhou-{number}" for number in range(20)]
    assert str(UnknownIdError("city", "xyz", known)) == "no city is called 'xyz'"


def test_where_few_words_are_known_all_are_named() -> None:
    assert "known are geometric, variance" in str(UnknownIdError("form", "xyz", ["geometric", "variance"]))
    assert "none is known" in str(UnknownIdError("year", "2010", []))


def test_up_to_three_close_words_the_closest_first() -> None:
    known = ["copper_foil_6um", "copper_foil_8um", "copper_foil_4p5um", "copper_cathode", "water"]
    found = did_you_mean("coper_foil_6um", known)
    assert found[0] == "copper_foil_6um"
    assert len(found) == 3
    assert "water" not in found


@given(st.lists(st.text("abcdefgh_", min_size=3, max_size=12), min_size=1, max_size=20, unique=True))
def test_a_known_word_is_its_own_closest(known: list[str]) -> None:
    for word in known:
        assert did_you_mean(word, iter(known))[0] == word


def test_an_infeasible_plan_carries_its_clash() -> None:
    people = note("x.people", site="hegang", year=2030)
    error = InfeasibleError(note("x.clash", "foil"), (people,))
    assert (str(error), error.clash) == ("x.clash subject=foil", (people,))
    assert InfeasibleError(note("x.unbounded")).clash == ()


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_values_inside_a_range_pass(value: float) -> None:
    check_range("share", value, at_least=0, at_most=1)


@pytest.mark.parametrize("value", [-1e-9, 1.1, float("nan"), float("inf")])
def test_values_outside_a_range_are_told_with_it(value: float) -> None:
    with pytest.raises(InputRangeError, match=r"share is .*; it must lie between 0 and 1"):
        check_range("share", value, at_least=0, at_most=1)


def test_one_side_may_be_open() -> None:
    check_range("mass", 1e30, at_least=0)
    with pytest.raises(InputRangeError, match="between 0 and inf"):
        check_range("mass", -1.0, at_least=0)


@pytest.mark.parametrize(
    "error",
    [
        InputError([COLUMN, FOLDER]),
        UnknownIdError("city", "lanzou", ["lanzhou"]),
        InfeasibleError(note("x.clash"), (note("x.a"),)),
    ],
)
def test_an_error_survives_a_worker_process(error: LodeshiftError) -> None:
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


def test_a_word_known_twice_is_suggested_once() -> None:
    assert did_you_mean("hegagn", ["hegang", "baotou", "hegang"]) == ("hegang",)


def test_an_id_names_its_thing_or_tells_close_ones() -> None:
    assert named("metal", "tin", {"tin": 50}) == 50
    with pytest.raises(UnknownIdError, match=r"no metal is called 'tn'"):
        named("metal", "tn", {"tin": 50})


def test_problems_are_gathered_and_told_at_once() -> None:
    wrong = Problems("plants.csv")
    wrong.check()
    wrong.problem("table.empty_cell", 3, "capacity", "an empty cell", "a number")
    wrong.problem("value.missing", None, "site", "nothing", "a site")
    with pytest.raises(InputError, match=r"2 problem(.|\n)*plants.csv row 3, capacity(.|\n)*plants.csv, site"):
        wrong.check()
