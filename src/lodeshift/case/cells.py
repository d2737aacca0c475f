"""Tables of a case as text: the rows of a CSV file or of a sheet, checked against the columns that the table has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lodeshift.errors import Problem, did_you_mean

MAX_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row as text; empty cells are left out. `row` counts as a spreadsheet does (the header is row 1)."""

    row: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextTable:
    """One table as text. `file` is what a person sees ("plants.csv", "case.xlsx:plants")."""

    name: str
    file: str
    rows: tuple[TextRow, ...]


def table(
    name: str, file: str, rows: Sequence[Sequence[str]], columns: Mapping[str, bool]
) -> tuple[TextTable, list[Problem]]:
    """Check the header and cut the rows.

    Parameters
    ----------
    columns : known column -> is it required.
    """
    if not rows or not any(cell.strip() for cell in rows[0]):
        return TextTable(name, file, ()), [Problem("table.no_header", file, 1, "header", "nothing", ", ".join(columns))]
    header = [cell.strip() for cell in rows[0]]
    while header and not header[-1]:
        header.pop()
    problems = list(_header_problems(file, header, columns))
    if len(rows) > MAX_ROWS:
        problems.append(
            Problem("table.too_many_rows", file, None, "rows", f"{len(rows):,} rows", f"at most {MAX_ROWS:,}")
        )
        return TextTable(name, file, ()), problems
    found: list[TextRow] = []
    for number, cells in enumerate(rows[1:], start=2):
        kept = [cell.strip() for cell in cells]
        if not any(kept):
            continue
        if any(kept[len(header) :]):
            problems.append(
                Problem(
                    "table.cells",
                    file,
                    number,
                    "row",
                    f"{len(kept)} cells",
                    f"{len(header)} cells as in the header",
                    "a text with a comma needs quotation marks",
                )
            )
            continue
        pairs = zip(header, kept, strict=False)
        found.append(TextRow(number, {column: cell for column, cell in pairs if cell and column in columns}))
    return TextTable(name, file, tuple(found)), problems


def _header_problems(file: str, header: Sequence[str], columns: Mapping[str, bool]) -> Iterator[Problem]:
    for column in header:
        if column not in columns:
            close = did_you_mean(column, columns)
            hint = f"did you mean {' or '.join(close)}?" if close else f"columns: {', '.join(columns)}"
            yield Problem(
                "table.unknown_column",
                file,
                1,
                column or "(no name)",
                "an unknown column",
                "a column of this table",
                hint,
            )
    for column in dict.fromkeys(each for each in header if header.count(each) > 1):
        yield Problem("table.double_column", file, 1, column, "the column twice", "each column once")
    for column, required in columns.items():
        if required and column not in header:
            yield Problem(
                "table.missing_column", file, 1, column, "no such column", "the column, which every row needs"
            )
