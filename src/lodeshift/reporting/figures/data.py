"""The data behind a figure as a table: CSV text for downloads, with cells that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from lodeshift.files import tables
from lodeshift.files.cells import escaped

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows under column names. `file_name` without ending. Numbers stay numbers; None is an empty cell."""

    file_name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def safe_cell(cell: Cell) -> str:
    """A cell as text. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escaped(cell)
    return repr(cell) if isinstance(cell, int) else f"{cell:.10g}"


def csv_text(table: DataTable) -> str:
    """The table as CSV (RFC 4180) with a byte order mark, so that spreadsheets read Chinese rightly."""
    rows = ([safe_cell(cell) for cell in row] for row in table.rows)
    return "\ufeff" + tables.csv_text([safe_cell(name) for name in table.columns], rows, line_end="\r\n")


def data_link(table: DataTable) -> str:
    """The CSV as a `data:` address that needs no network and no script."""
    return "data:text/csv;charset=utf-8," + quote(csv_text(table), safe=",;:/()'*")
