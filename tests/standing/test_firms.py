"""Capacities of firms beside those of rows: the one that was read wins."""

from __future__ import annotations

import pytest

from lodeshift.names import Quality
from lodeshift.records.figure import Figure
from lodeshift.records.standing import StandingGood
from lodeshift.standing.firms import with_firms
from lodeshift.standing.plants import works

PLACE, GOOD = "lanzhou-new-area", "copper_foil_6um"


def row(amount: float, quality: Quality) -> StandingGood:
    figure = Figure(amount, amount, amount, "t/a", "2024", PLACE, "s", quality)
    return StandingGood(GOOD, "capacity", figure, 2024, "printed", ("row",))


def firms_t() -> float:
    return next(plant.capacity for plant in works(PLACE, frozenset()) if plant.process == GOOD)


def chosen(*known: StandingGood) -> StandingGood:
    found, _ = with_firms(PLACE, known)
    (only,) = [good for good in found if good.commodity == GOOD and good.kind == "capacity"]
    return only


def test_firms_give_a_capacity_where_no_row_does() -> None:
    found = chosen()
    assert found.basis == "firm"
    assert found.figure.central == pytest.approx(firms_t())


def test_a_row_that_was_read_wins_and_a_recalled_one_does_not() -> None:
    assert chosen(row(1.0, "reported")).figure.central == 1.0
    assert chosen(row(1.0, "recalled")).basis == "firm"


def test_two_ways_that_differ_by_over_a_quarter_are_told() -> None:
    assert [gap.kind for gap in with_firms(PLACE, [row(2 * firms_t(), "reported")])[1]] == ["standing.firms_differ"]
    assert with_firms(PLACE, [row(1.2 * firms_t(), "reported")])[1] == ()


def test_firms_that_make_less_than_the_place_are_no_full_list() -> None:
    output = StandingGood(GOOD, "output", row(2 * firms_t(), "recalled").figure, 2024, "recalled", ())
    found, gaps = with_firms(PLACE, [output])
    assert [good for good in found if good.commodity == GOOD] == [output]
    assert ("standing.firms_short", GOOD) in {(gap.kind, gap.subject) for gap in gaps}


def test_outputs_pass_as_they_are() -> None:
    output = StandingGood(GOOD, "output", row(5.0, "reported").figure, 2024, "printed", ())
    assert output in with_firms(PLACE, [output])[0]
