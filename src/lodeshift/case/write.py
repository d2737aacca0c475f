"""A case as a folder (`case.yaml` and one CSV per table) or as one workbook; `read.load` gives the same case back."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from lodeshift.case.models import TABLES, Case, CaseHead
from lodeshift.case.read import HEAD_FILE, HEAD_SHEET
from lodeshift.errors import InputError
from lodeshift.files import cells, write
from lodeshift.files.workbook import Cell, number_text, write_sheets


def to_folder(
    case: Case,
    path: str | Path,
    *,
    overwrite: bool = False,
    header: str = "",
    beside: Mapping[str, str] | None = None,
) -> Path:
    """Write `case.yaml` and one CSV per table that has rows; own hourly series are copied along.

    Parameters
    ----------
    header : comment lines for the top of `case.yaml`, without the # signs.
    beside : further texts that belong to the folder, by file name.

    Raises
    ------
    InputError : a case stands there already and `overwrite` is false.
    """
    folder = Path(path)
    if (folder / HEAD_FILE).exists() and not overwrite:
        raise InputError.one("file.standing", str(folder), None, HEAD_FILE, "a case that stands there", "another name")
    with write.files_in(folder, without=[f"{name}.csv" for name in TABLES]) as draft:
        write.text(draft / HEAD_FILE, head_text(case.head, header))
        for name, (header_row, body) in _tables(case).items():
            write.table(draft / f"{name}.csv", header_row, ([_in_csv(cell) for cell in row] for row in body))
        for name, text in (beside or {}).items():
            write.text(draft / name, text)
        _copy_series(case, folder, draft)
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
    write.make_folder(file.parent)
    write_sheets(file, {HEAD_SHEET: (["key", "value"], _head_rows(case.head)), **_tables(case)})
    _copy_series(case, file.parent, file.parent)
    return file


def _tables(case: Case) -> dict[str, tuple[list[str], list[list[Cell]]]]:
    """Header and cells of every table that has rows."""
    return {name: _table(rows) for name in TABLES if (rows := getattr(case, name))}


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
        return "+".join(each if isinstance(each, str) else number_text(each) for each in value)
    return value if isinstance(value, bool | int | float) else str(value)


def _in_csv(value: Cell) -> str:
    return cells.escaped(value) if isinstance(value, str) else number_text(value)


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


def _copy_series(case: Case, folder: Path, into: Path) -> None:
    """Own hourly series of a case that was read elsewhere than in `folder`."""
    if not case.folder or Path(case.folder).resolve() == folder.resolve():
        return
    for option in case.power:
        if option.series_file:
            write.copy(Path(case.folder) / option.series_file, into / option.series_file)
