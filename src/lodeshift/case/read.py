"""A case from a folder (`case.yaml` and one CSV per table) or one workbook (sheet `case` and one sheet per table).

Everything that is wrong is told at once, in one `CaseError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from lodeshift.case import cells, crosscheck, quantities, strict_yaml, validate
from lodeshift.case.models import TABLES, Case
from lodeshift.errors import CaseError, InputError, Problem, did_you_mean
from lodeshift.files.tables import read_rows
from lodeshift.files.texts import WHOLE, text_of
from lodeshift.files.workbook import read_sheets

T = TypeVar("T")

HEAD_FILE: Final = "case.yaml"
HEAD_SHEET: Final = "case"
MAX_BYTES: Final = 20_000_000


@dataclass(slots=True)
class _Texts:
    """What was found before anything is understood."""

    head: dict[str, strict_yaml.Tree] = field(default_factory=dict)
    lines: dict[strict_yaml.KeyPath, int] = field(default_factory=dict)
    head_file: str = HEAD_FILE
    tables: dict[str, tuple[str, list[list[str]]]] = field(default_factory=dict)
    """name -> (file as a person calls it, rows of text)."""
    problems: list[Problem] = field(default_factory=list)
    folder: str = ""


def load(path: str | Path) -> Case:
    """Read and check a case.

    Parameters
    ----------
    path : a folder with `case.yaml`, that file itself, or a `.xlsx` workbook.

    Raises
    ------
    CaseError : lists every problem with file, row, field, what was found, what was expected and a hint.
    """
    draft, problems = examine(Path(path))
    if not any(each.field == WHOLE and each.row is None for each in problems):
        problems += crosscheck.problems(draft)  # else every row would miss what the unreadable file holds
    if problems or draft.head is None:
        raise CaseError(problems)
    tables = {name: tuple(placed.value for placed in draft.rows(name)) for name in TABLES}
    return Case(head=draft.head, folder=draft.folder, **tables)


def examine(path: Path) -> tuple[validate.Draft, list[Problem]]:
    """The rows that can be read and the problems of those that cannot; without the cross checks of `load`."""
    texts = _texts(path)
    problems = texts.problems
    head = None
    if texts.head:
        head, found = validate.head_of(texts.head, texts.lines, texts.head_file)
        problems += found
    placed: dict[str, tuple[validate.Placed[Any], ...]] = {}
    for name, model in TABLES.items():
        if name not in texts.tables:
            continue
        file, rows = texts.tables[name]
        table, found = cells.table(name, file, rows, validate.columns(model))
        problems += found
        if any(each.row == 1 and each.found == "no such column" for each in found):
            continue  # every row would repeat it
        table, found = quantities.converted(table)
        problems += found
        told = {(each.row, each.field) for each in found}
        placed[name], found = validate.rows_of(table)
        problems += [each for each in found if (each.row, each.field) not in told]  # a cell is told once
    if not placed.get("sites") and not any("sites" in each.file for each in problems):
        problems.append(
            Problem("case.no_site", "sites.csv", None, "table", "no site", "at least one site, city or zone")
        )
    files = {name: file for name, (file, _) in texts.tables.items()}
    return validate.Draft(head, placed, texts.folder, files), problems


def _texts(path: Path) -> _Texts:
    if path.name == HEAD_FILE and path.is_file():
        path = path.parent
    if path.is_dir():
        return _from_folder(path)
    if path.is_file() and path.suffix.lower() == ".xlsx":
        return _from_workbook(path)
    found = "nothing" if not path.exists() else "a file of another kind"
    hint = "begin one with: lodeshift new NAME --city ID"
    raise CaseError(
        [
            Problem(
                "case.nothing_there",
                str(path),
                None,
                "path",
                found,
                f"a folder with {HEAD_FILE}, or a .xlsx workbook",
                hint,
            )
        ]
    )


def _read(read: Callable[[Path], T], path: Path, problems: list[Problem]) -> T | None:
    """What a reader makes of a file; None and its problems where it can make nothing."""
    try:
        return read(path)
    except InputError as error:
        problems += error.problems
        return None


def _from_folder(folder: Path) -> _Texts:
    texts = _Texts(folder=str(folder))
    head = folder / HEAD_FILE
    if not head.is_file():
        texts.problems.append(Problem("case.no_head", HEAD_FILE, None, WHOLE, "no such file", "the head of the case"))
    else:
        text = _read(lambda path: text_of(path, most_bytes=MAX_BYTES), head, texts.problems)
        if text is not None:
            texts.head, texts.lines, found = strict_yaml.parse(text, HEAD_FILE)
            texts.problems += found
    series = {path.name for path in folder.glob("*.csv")} - {f"{name}.csv" for name in TABLES}
    for path in sorted(folder.glob("*.csv")):
        if path.name in series:
            continue
        rows = _read(lambda file: read_rows(file, most_bytes=MAX_BYTES), path, texts.problems)
        if rows is not None:
            texts.tables[path.stem] = (path.name, rows)
    texts.problems += _misnamed(series, texts.tables)
    return texts


def _misnamed(others: set[str], found: Mapping[str, object]) -> list[Problem]:
    """CSV files that look like a misspelt table; others may be hourly series named in power.csv."""
    missing = [name for name in TABLES if name not in found]
    problems = []
    for name in sorted(others):
        close = did_you_mean(name.removesuffix(".csv"), missing)
        if close:
            problems.append(
                Problem(
                    "case.misnamed_table",
                    name,
                    None,
                    WHOLE,
                    "a name that is no table",
                    f"{close[0]}.csv",
                    "rename it",
                )
            )
    return problems


def _from_workbook(path: Path) -> _Texts:
    texts = _Texts(folder=str(path.parent), head_file=f"{path.name}:{HEAD_SHEET}")
    try:
        sheets, others, texts.problems = read_sheets(path, (HEAD_SHEET, *TABLES), MAX_BYTES)
    except InputError as error:
        raise CaseError(error.problems) from error
    for sheet in others:
        close = did_you_mean(sheet, [HEAD_SHEET, *TABLES])
        hint = f"did you mean {' or '.join(close)}?" if close else "other sheets belong into another workbook"
        known = ", ".join(TABLES)
        texts.problems.append(Problem("case.unknown_sheet", path.name, None, sheet, "an unknown sheet", known, hint))
    for sheet, rows in sheets.items():
        if sheet == HEAD_SHEET:
            _head_from_sheet(texts, rows)
        else:
            texts.tables[sheet] = (f"{path.name}:{sheet}", rows)
    if HEAD_SHEET not in sheets:
        wanted = "the head of the case"
        texts.problems.append(Problem("case.no_head", path.name, None, HEAD_SHEET, "no such sheet", wanted))
    return texts


def _head_from_sheet(texts: _Texts, rows: list[list[str]]) -> None:
    """Sheet `case`: a key and a value per row, nested keys with a dot ("horizon.last_years"), lists with semicolons."""
    for number, row in enumerate(rows, start=1):
        key, value = ([*row, "", ""])[:2]
        key, value = key.strip(), value.strip()
        if not key or (number == 1 and key == "key"):
            continue
        path = tuple(key.split("."))
        branch = texts.head
        for part in path[:-1]:
            inner = branch.setdefault(part, {})
            if not isinstance(inner, dict):
                texts.problems.append(
                    Problem("yaml.key_below_value", texts.head_file, number, key, "a key below a value", "one of both")
                )
                return
            branch = inner
        if path[-1] in branch:
            texts.problems.append(
                Problem("yaml.double_key", texts.head_file, number, key, "the key a second time", "each key once")
            )
            continue
        texts.lines[path] = number
        is_list = path[-1].endswith("_years") and path[-1] != "last_years"
        branch[path[-1]] = [part.strip() for part in value.split(";")] if is_list else value
