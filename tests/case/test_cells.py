"""Cells as text, and texts that no spreadsheet runs."""

from __future__ import annotations

import csv
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.case import cells

COLUMNS = {"site": True, "process": True, "note": False}


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_escape_comes_back(text: str) -> None:
    assert cells.unescaped(cells.escaped(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2 is low", "@sum", "'=x", "\tx"])
def test_risky_texts_are_escaped(text: str) -> None:
    assert cells.escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "it's", "'quoted'", "a=b"])
def test_harmless_texts_stay(text: str) -> None:
    assert cells.escaped(text) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "true"), (3.0, "3"), (0.1, "0.1"), (7, "7"), ("x", "x"), (1e300, "1e+300")]
)
def test_workbook_values_as_text(value: object, text: str) -> None:
    assert cells.as_text(value) == text


@pytest.mark.parametrize("value", [datetime.date(2024, 1, 2), datetime.time(1), datetime.datetime(2024, 1, 2)])
def test_dates_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="date"):
        cells.as_text(value)


def test_table_cuts_rows_and_leaves_out_blanks() -> None:
    table, problems = cells.table(
        "processes", "p.csv", [["site", " process ", ""], ["z", "x", ""], [], ["", " "], ["z", "", ""]], COLUMNS
    )
    assert problems == []
    assert [(row.row, dict(row.cells)) for row in table.rows] == [
        (2, {"site": "z", "process": "x"}),
        (5, {"site": "z"}),
    ]


def test_header_problems_are_told_together() -> None:
    _, problems = cells.table("processes", "p.csv", [["site", "proces", "note", "note"], ["a", "b", "c", "d"]], COLUMNS)
    told = {(problem.field, problem.found) for problem in problems}
    assert told == {("proces", "an unknown column"), ("note", "the column twice"), ("process", "no such column")}
    assert next(p for p in problems if p.field == "proces").hint == "did you mean process?"


def test_too_many_cells_hint_at_the_comma() -> None:
    table, problems = cells.table("processes", "p.csv", [["site", "process"], ["z", "x", "tail"]], COLUMNS)
    assert table.rows == ()
    assert "quotation marks" in problems[0].hint


def test_no_header() -> None:
    assert cells.table("processes", "p.csv", [], COLUMNS)[1][0].field == "header"


def test_too_many_rows() -> None:
    rows = [["site", "process"], *[["a", "b"]] * (cells.MAX_ROWS + 1)]
    assert cells.table("processes", "p.csv", rows, COLUMNS)[1][0].field == "rows"


def test_csv_text_and_back() -> None:
    rows = [["a, b", 'say "x"'], ["'=1", ""]]
    text = cells.csv_text(["h", "i"], rows)
    assert "\r" not in text
    assert cells.csv_rows(text) == [["h", "i"], ["a, b", 'say "x"'], ["=1", ""]]


def test_open_quote_is_an_error() -> None:
    with pytest.raises(csv.Error):
        cells.csv_rows('a,b\n"x,y\n')
