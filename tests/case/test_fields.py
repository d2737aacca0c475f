"""Words, units and ranges."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from lodeshift import units
from lodeshift.case import fields


def test_every_word_has_a_unit() -> None:
    assert set(fields.ASSUMPTION_UNITS) == fields.ASSUMPTION_ITEMS
    assert set(fields.PATH_UNITS) == set(get_args(fields.PathName))
    assert set(fields.GOAL_UNITS) == set(get_args(fields.GoalKind)) == set(fields.SUBJECT_KINDS)


@pytest.mark.parametrize(
    "unit", [*fields.ASSUMPTION_UNITS.values(), *fields.PATH_UNITS.values(), *fields.GOAL_UNITS.values()]
)
def test_every_unit_can_be_read(unit: str) -> None:
    assert units.factor_and_dimension(unit.replace("{unit}", "t"))[0] > 0


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("0.5;0.8", ("0.5", "0.8")), ("a+b", ("a", "b")), ("870 km", ("870 km",)), ("", ()), (3, (3,)), ((1, 2), (1, 2))],
)
def test_lists_in_a_cell(cell: object, parts: tuple[object, ...]) -> None:
    assert fields.split_list(cell) == parts


def ranged(**cells: object) -> fields.Ranged:
    return fields.Ranged.model_validate({"unit": "1", "source": "test", **cells})


def test_low_and_high_default_to_central() -> None:
    row = ranged(central="2")
    assert (row.low, row.central, row.high) == (2, 2, 2)


def test_order_of_a_range() -> None:
    with pytest.raises(ValidationError, match="low <= central <= high"):
        ranged(low=3, central=2, high=4)


def test_figure_of_a_range() -> None:
    figure = ranged(low=1, central=2, high=3, quality="estimate", year="2024").figure(row="x.csv:1", region="Gansu")
    assert (figure.low, figure.central, figure.high, figure.row, figure.region) == (1, 2, 3, "x.csv:1", "Gansu")
    assert figure.weak


@pytest.mark.parametrize("text", ["two\nlines", "bell\x07", "tab\there"])
def test_cells_hold_one_line(text: str) -> None:
    with pytest.raises(ValidationError, match="one line"):
        ranged(central=1, note=text)
