"""A case as a folder (`case.yaml` and one CSV per table) or as one workbook; `read.load` gives the same case back."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl
import yaml
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from pydantic import BaseModel

from lodeshift.case import cells
from lodeshift.case.models import TABLES, Case, CaseHead
from lodeshift.case.read import HEAD_FILE, HEAD_SHEET
from lodeshift.errors import InputError

WIDEST_COLUMN: Final = 60
Cell = str | float | int | bool


def to_folder(case: Case, path: str | Path, *, overwrite: bool = False, header: str = "") -> Path:
    """Write `case.yaml` and one CSV per table that has rows; own hourly series are copied along.

    Parameters
    ----------
    header : comment lines for the top of `case.yaml`, without the # signs.

    Raises
    ------
    InputError : a case stands there already and `overwrite` is false.
    """
    folder = Path(path)
    if (folder / HEAD_FILE).exists() and not overwrite:
        raise InputError.one("file.standing", str(folder), None, HEAD_FILE, "a case that stands there", "another name")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / HEAD_FILE).write_text(head_text(case.head, header), encoding="utf-8")
    for name in TABLES:
        file = folder / f"{name}.csv"
        rows: tuple[BaseModel, ...] = getattr(case, name)
        if not rows:
            file.unlink(missing_ok=True)
            continue
        header_row, body = _table(rows)
        lines = [[_in_csv(cell) for cell in row] for row in body]
        file.write_text(cells.csv_text(header_row, lines), encoding="utf-8", newline="")
    _copy_series(case, folder)
    return folder


def to_workbook(case: Case, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write one .xlsx: sheet `case` with keys and values, one sheet per table that has rows.

    Raises
    ------
    InputError : the file stands there already and `overwrite` is false, or its name does not end in .xlsx.
    """
    file = Path(path)
    if file.suffix.lower() != ".xlsx":
        raise InputError.one("file.name", str(file), None, "name", file.suffix or "no ending", ".xlsx")
    if file.exists() and not overwrite:
        raise InputError.one("file.standing", str(file), None, "file", "a workbook that stands there", "another name")
    file.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    _sheet(book, HEAD_SHEET, ["key", "value"], _head_rows(case.head))
    for name in TABLES:
        rows: tuple[BaseModel, ...] = getattr(case, name)
        if rows:
            _sheet(book, name, *_table(rows))
    book.save(file)
    _copy_series(case, file.parent)
    return file


def head_text(head: CaseHead, header: str = "") -> str:
    """`case.yaml` as text, with comment lines on top."""
    comments = "".join(f"# {line}".rstrip() + "\n" for line in header.splitlines())
    tree = {key: value for key, value in head.model_dump(mode="json").items() if value != ""}
    return comments + yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)


def column_order(model: type[BaseModel]) -> list[str]:
    """Columns as a person wants them: what the row is about first, then the figure, then source, quality and note."""
    ordered: list[str] = []
    for base in model.__mro__:
        own = inspect.get_annotations(base)
        ordered += [name for name in own if name in model.model_fields and name not in ordered]
    return ordered


def _table(rows: Sequence[BaseModel]) -> tuple[list[str], list[list[Cell]]]:
    """Header and cells of a table; columns that hold nothing but their default are left out."""
    model = type(rows[0])
    fields = model.model_fields
    kept = [
        name
        for name in column_order(model)
        if fields[name].is_required() or any(getattr(row, name) != fields[name].default for row in rows)
    ]
    return kept, [[_cell(getattr(row, name)) for name in kept] for row in rows]


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "+".join(str(_text(each)) for each in value)
    return value if isinstance(value, bool | int | float) else str(value)


def _text(value: Cell) -> str:
    """A number as short as it can be read back exactly, without a plus sign (it parts lists)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return cells.as_text(value).replace("e+", "e")
    return str(value)


def _in_csv(value: Cell) -> str:
    return cells.escaped(value) if isinstance(value, str) else _text(value)


def _head_rows(head: CaseHead) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for key, value in head.model_dump(mode="json").items():
        if not isinstance(value, dict):
            rows.append([key, value])
            continue
        for inner, each in value.items():
            shown = "; ".join(str(part) for part in each) if isinstance(each, list) else each
            rows.append([f"{key}.{inner}", shown])
    return rows


def _sheet(book: Any, name: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet = book.create_sheet(name)
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


def _in_sheet(value: bool | int | float) -> Cell:
    """Numbers as numbers, except the few that a sheet's 16 digits would change: those as text, which reads back exactly."""
    if isinstance(value, bool) or float(f"{value:.16g}") != value:
        return _text(value)
    return value


def _copy_series(case: Case, folder: Path) -> None:
    if not case.folder or Path(case.folder).resolve() == folder.resolve():
        return
    for option in case.power:
        if option.series_file:
            shutil.copyfile(Path(case.folder) / option.series_file, folder / option.series_file)
