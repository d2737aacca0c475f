"""CSV tables: rows with their places, every problem of a kind at once, text out and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.errors import InputError, Problem
from lodeshift.files import tables
from lodeshift.files.cells import escaped

CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=8)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.csv"


def problems(path: Path, *needed: str) -> list[tuple[str, int | None, str]]:
    with pytest.raises(InputError) as caught:
        tables.read_table(path, needed)
    return [(each.key, each.row, each.field) for each in caught.value.problems]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    text = tables.csv_text(["a", "b"], ([escaped(cell) for cell in row] for row in rows))
    assert tables.rows_of(text, "x.csv") == [["a", "b"], *rows]


def test_text_and_back() -> None:
    rows = [["a, b", 'say "x"'], ["'=1", ""]]
    text = tables.csv_text(["h", "i"], rows)
    assert "\r" not in text
    assert tables.rows_of(text, "x.csv") == [["h", "i"], ["a, b", 'say "x"'], ["=1", ""]]
    assert tables.csv_text(["h"], [["1"]], line_end="\r\n") == "h\r\n1\r\n"


def test_open_quote_is_told_with_its_file() -> None:
    with pytest.raises(InputError, match=r"x.csv, file: found .*\(line 2\)"):
        tables.rows_of('a,b\n"x,y\n', "x.csv")


def test_rows_by_column_with_their_places(file: Path) -> None:
    file.write_text('id , year\n\n a ,2020\n"two\nlines",2021\nshort\nlong,2022,,\n', encoding="utf-8")
    found = tables.read_table(file, ("id", "year"))
    assert found.columns == ("id", "year")
    assert [(row.row, row.cells["id"], row.cells["year"]) for row in found.rows] == [
        (3, "a", "2020"), (4, "two\nlines", "2021"), (5, "short", ""), (6, "long", "2022"),
    ]  # fmt: skip


def test_columns_that_lack_or_double_are_told_together(file: Path) -> None:
    file.write_text("id,yaer,id\n", encoding="utf-8")
    assert problems(file, "id", "year", "value") == [
        ("table.double_column", 1, "id"), ("table.missing_column", 1, "year"), ("table.missing_column", 1, "value"),
    ]  # fmt: skip
    with pytest.raises(InputError, match="did you mean 'yaer'"):
        tables.read_table(file, ("year",))
    file.write_text("id;year\n1;2\n", encoding="utf-8")
    with pytest.raises(InputError, match="parted by commas"):
        tables.read_table(file, ("year",))


def test_rows_with_more_cells_than_the_header_are_told_together(file: Path) -> None:
    file.write_text("a,b\n1,2,3\n1,2\n4,5,6,7\n", encoding="utf-8")
    assert problems(file) == [("table.cells", 2, "row"), ("table.cells", 4, "row")]


@pytest.mark.parametrize("text", ["", "\n", " , \n1,2\n"])
def test_a_file_without_a_header_is_empty(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert problems(file, "a")[0][0] == "file.empty"


def test_numbers_of_a_row_are_told_where_they_stand(file: Path) -> None:
    file.write_text("a,b,c\n1.5,,many\n", encoding="utf-8")
    (row,) = tables.read_table(file).rows
    found: list[Problem] = []
    assert (row.number("a", found), row.number("b", found, needed=False), found) == (1.5, None, [])
    assert row.number("b", found) is row.number("c", found) is row.number("none", found, needed=False) is None
    assert [(each.key, each.row, each.field) for each in found] == [
        ("table.empty_cell", 2, "b"), ("table.not_a_number", 2, "c"),
    ]  # fmt: skip
