"""Workbooks: what is written is read again, texts never run, cells that cannot be read are told."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.errors import InputError
from lodeshift.files import cells, workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.xlsx"


def test_sheets_come_back_and_others_are_named(file: Path) -> None:
    workbook.write_sheets(file, {"one": (["a", "b"], [["=1+1", 0.1], [True, ""]]), "other": (["x"], [])})
    found, others, problems = workbook.read_sheets(file, ["one", "two"])
    assert found == {"one": [["a", "b"], ["=1+1", "0.1"], ["true", ""]]}
    assert (others, problems) == (("other",), [])
    assert openpyxl.load_workbook(file)["one"]["A2"].data_type == "s"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@settings(max_examples=20, deadline=None)
@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_exactly(value: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("numbers") / "n.xlsx"
    workbook.write_sheets(path, {"n": (["x"], [[value]])})
    assert float(workbook.read_sheets(path, ["n"])[0]["n"][1][0]) == value
    assert float(workbook.number_text(value)) == value
    assert "+" not in workbook.number_text(value)


def test_cells_that_cannot_be_read_are_told_where_they_stand(file: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "one"
    sheet["A1"], sheet["B2"], sheet["C3"] = "a", datetime.date(2024, 1, 2), "=1+1"
    book.save(file)
    problems = workbook.read_sheets(file, ["one"])[2]
    assert [(each.key, each.file, each.row, each.field) for each in problems] == [
        ("table.no_text", "some.xlsx:one", 2, "B2"), ("table.formula", "some.xlsx:one", 3, "C3"),
    ]  # fmt: skip


def test_what_is_no_workbook(file: Path) -> None:
    for text in ("no zip", ""):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            workbook.read_sheets(file, ["one"])
        assert caught.value.problems[0].key == "file.not_xlsx"


def test_the_text_behind_a_disarmed_cell(file: Path) -> None:
    workbook.write_sheets(file, {"one": ([cells.escaped("=h")], [])})
    assert workbook.read_sheets(file, ["one"])[0]["one"] == [["=h"]]
