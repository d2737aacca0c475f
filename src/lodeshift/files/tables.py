"""CSV tables: a file's rows of text with the places they stand in, and the same rows by the columns of their header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from lodeshift.errors import InputError, Problem, did_you_mean
from lodeshift.files.cells import number_of, unescaped
from lodeshift.files.texts import WHOLE, text_of


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column, cells without blanks around them. `row` counts as a spreadsheet does (the header is row 1)."""

    file: str
    row: int
    cells: Mapping[str, str]

    def number(self, column: str, problems: list[Problem], *, needed: bool = True) -> float | None:
        """The finite number in a column; None, and a problem where it is needed or the cell holds something else."""
        text = self.cells.get(column, "")
        value = number_of(text)
        if value is None and text:
            problems.append(Problem("table.not_a_number", self.file, self.row, column, repr(text), "a number"))
        elif value is None and needed:
            problems.append(Problem("table.empty_cell", self.file, self.row, column, "an empty cell", "a number"))
        return value


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header; rows in which every cell is blank are left out."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def rows_of(text: str, file: str) -> list[list[str]]:
    """Rows of a CSV text, cells unescaped; the place in the list is the row less one.

    Raises
    ------
    InputError : quotes that do not close, or bytes that are no text.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [[unescaped(cell) for cell in row] for row in reader]
    except csv.Error as error:
        said = f"{error} (line {reader.line_num})"
        raise InputError.one("file.not_csv", file, None, WHOLE, said, "a CSV table with commas") from error


def read_rows(path: Path, expected: str = "a CSV file", most_bytes: int | None = None) -> list[list[str]]:
    """Rows of a CSV file (UTF-8, perhaps packed by gzip).

    Raises
    ------
    InputError : as `texts.text_of` and `rows_of`.
    """
    return rows_of(text_of(path, expected, most_bytes), path.name)


def read_table(path: Path, needed: Sequence[str] = (), expected: str = "a CSV file") -> Table:
    """A CSV table whose header has at least the columns `needed`.

    Raises
    ------
    InputError : the file cannot be read; the header is missing or lacks or doubles columns; rows have more cells than
        the header. All problems of one kind at once.
    """
    rows = read_rows(path, expected)
    if not rows or not any(cell.strip() for cell in rows[0]):
        hint = f"a header line with {', '.join(needed)}" if needed else ""
        raise InputError.one("file.empty", path.name, None, WHOLE, "an empty file", expected, hint)
    header = [cell.strip() for cell in rows[0]]
    problems = [*header_problems(path.name, header, needed)]
    if problems:
        raise InputError(problems)
    kept: list[Row] = []
    for number, cells in enumerate(rows[1:], start=2):
        texts = [cell.strip() for cell in cells]
        if any(texts[len(header) :]):
            hint = "a text with a comma needs quotation marks"
            found, wanted = f"{len(texts)} cells", f"{len(header)} cells as in the header"
            problems.append(Problem("table.cells", path.name, number, "row", found, wanted, hint))
        elif any(texts):
            kept.append(Row(path.name, number, dict(zip_longest(header, texts[: len(header)], fillvalue=""))))
    if problems:
        raise InputError(problems)
    return Table(path.name, tuple(header), tuple(kept))


def header_problems(file: str, header: Sequence[str], needed: Iterable[str]) -> Iterator[Problem]:
    """Columns that a header lacks or has more than once, of those that are needed."""
    for wanted in dict.fromkeys(needed):
        if header.count(wanted) > 1:
            yield Problem("table.double_column", file, 1, wanted, "the column more than once", "each column once")
        elif wanted not in header:
            close = did_you_mean(wanted, header)
            hint = f"did you mean {close[0]!r}?" if close else f"the columns are {', '.join(header)}"
            if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
                hint = "cells must be parted by commas; this header holds none"
            yield Problem("table.missing_column", file, 1, wanted, "no such column", "one column of that name", hint)


def csv_text(header: Sequence[object], rows: Iterable[Sequence[object]], line_end: str = "\n") -> str:
    """CSV text; what a spreadsheet must not run comes escaped already."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
