"""Workbooks (.xlsx): sheets as rows of text cells, and back."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from lodeshift.errors import InputError, Problem
from lodeshift.files import cells, write
from lodeshift.files.texts import WHOLE, bytes_of

WIDEST_COLUMN: Final = 60
Cell = str | float | int | bool


def read_sheets(
    path: Path, wanted: Sequence[str], most_bytes: int | None = None
) -> tuple[Mapping[str, list[list[str]]], tuple[str, ...], list[Problem]]:
    """The sheets of a workbook that are wanted, as rows of text; the names of the others; cells that cannot be read.

    A formula counts with the value that the spreadsheet stored last.

    Raises
    ------
    InputError : no workbook, or one with more than `most_bytes`.
    """
    bytes_of(path, "an .xlsx workbook", most_bytes)
    try:
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise InputError.one("file.not_xlsx", path.name, None, WHOLE, str(error), "an .xlsx workbook") from error
    problems: list[Problem] = []
    found = {
        sheet: _rows(f"{path.name}:{sheet}", values[sheet], formulas[sheet], problems)
        for sheet in values.sheetnames
        if sheet in wanted
    }
    others = tuple(sheet for sheet in values.sheetnames if sheet not in wanted)
    values.close()
    formulas.close()
    return found, others, problems


def _rows(file: str, values: Any, formulas: Any, problems: list[Problem]) -> list[list[str]]:
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    return [
        [_text(file, number, *cell, problems) for cell in zip(value_row, formula_row, strict=True)]
        for number, (value_row, formula_row) in enumerate(pairs, start=1)
    ]


def _text(file: str, row: int, value: Any, formula: Any, problems: list[Problem]) -> str:
    if value.value is None and formula.value is not None:
        hint = "open and save it in a spreadsheet program, or type the value"
        where = str(formula.coordinate)
        problems.append(Problem("table.formula", file, row, where, "a formula without a value", "a value", hint))
    try:
        if getattr(value, "data_type", "") == "e":
            raise ValueError(f"the spreadsheet error {value.value}")
        return cells.unescaped(cells.as_text(value.value))
    except ValueError as error:
        hint = "format the cell as text or number"
        where = str(value.coordinate)
        problems.append(Problem("table.no_text", file, row, where, str(error), "a number or text", hint))
        return ""


def write_sheets(path: Path, sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]) -> None:
    """Write a workbook: sheet -> (header, rows). Texts stay text, numbers that read back exactly stay numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (header, rows) in sheets.items():
        _sheet(book.create_sheet(name), header, rows)
    with write.whole(path) as draft:
        book.save(draft)


def _sheet(sheet: Any, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet.append(list(header))
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            if value == "":
                continue
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = cells.escaped(value)
                cell.data_type = "s"  # a text that looks like a formula stays text
            else:
                cell.value = _in_sheet(value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, title in enumerate(header, start=1):
        longest = max([len(title), *(len(str(row[column - 1])) for row in rows)])
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST_COLUMN, longest + 2)


def number_text(value: bool | int | float) -> str:
    """A number as short as it can be read back exactly, without a plus sign (it parts lists)."""
    return cells.as_text(value).replace("e+", "e")


def _in_sheet(value: bool | int | float) -> Cell:
    """Numbers as numbers, except the few that a sheet's 16 digits would change: those as text, which reads back exactly."""
    if isinstance(value, bool) or float(f"{value:.16g}") != value:
        return number_text(value)
    return value
