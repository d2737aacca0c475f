"""Tables in lines: alignment, both scripts, folding on narrow terminals."""

from __future__ import annotations

import pytest

from lodeshift.reporting.text import Column, table, width

COLUMNS = ("plant", Column("2030", number=True))
ROWS = (("Smelter", "350 kt"), ("铜箔厂", "9 kt"))


def test_numbers_stand_at_the_right_in_both_scripts() -> None:
    assert table(COLUMNS, ROWS, title="New on line by", indent="  ") == [
        "New on line by",
        "  plant      2030",
        "  Smelter  350 kt",
        "  铜箔厂     9 kt",
    ]


def test_columns_without_headings_have_no_line_of_them() -> None:
    assert table(("", ""), (("a", "b"),)) == ["a  b"]
    assert table((), ()) == []


@pytest.mark.parametrize("most", [30, 40, 60])
def test_a_narrow_terminal_folds_the_widest_column(most: int) -> None:
    told = table(("limit", Column("worth", number=True)), (("Potential of wind at " * 4, "1.9 m CNY"),), most=most)
    assert max(width(line) for line in told) <= most
    assert len(told) > 2
    assert told[1].endswith("1.9 m CNY")


def test_short_columns_stay_whole_while_others_can_give() -> None:
    told = table(("a", "b"), (("0123456789", "x y z " * 20),), most=40)
    assert told[1].startswith("0123456789  ")
