"""Tables of a case: the header checked, rows cut."""

from __future__ import annotations

from lodeshift.case import cells

COLUMNS = {"site": True, "process": True, "note": False}


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
