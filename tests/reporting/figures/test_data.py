"""Data links: what went in comes out, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.reporting.figures.data import Cell, DataTable, csv_text, data_link, safe_cell


def read_back(link: str) -> list[list[str]]:
    head, _, body = link.partition(",")
    assert head == "data:text/csv;charset=utf-8"
    text = unquote(body)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(alphabet='ab铜,"\n ', max_size=8), st.floats(-1e12, 1e12)), max_size=5))
def test_rows_come_back_from_the_link(rows: list[tuple[str, float]]) -> None:
    table = DataTable("t", ("name", "mw"), tuple(rows))
    found = read_back(data_link(table))
    assert found[0] == ["name", "mw"]
    assert [name for name, _ in found[1:]] == [name for name, _ in rows]
    assert [float(mw) for _, mw in found[1:]] == pytest.approx([mw for _, mw in rows], rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@sum", "\t=1", "\rx"])
def test_text_that_looks_like_a_formula_is_defused(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize(("cell", "text"), [(-2.5, "-2.5"), (3, "3"), (None, ""), ("foil", "foil"), (1e-12, "1e-12")])
def test_numbers_stay_numbers(cell: Cell, text: str) -> None:
    assert safe_cell(cell) == text


def test_link_holds_nothing_that_breaks_an_attribute() -> None:
    link = data_link(DataTable("t", ('a"b', "c<d>&"), ((None, 1),)))
    assert not set(link) & set('"<>& \n')


def test_empty_table_still_has_its_head() -> None:
    assert csv_text(DataTable("t", ("a", "b"), ())) == "\ufeffa,b\r\n"
