"""A user's own hourly series: one CSV column of 8760 capacity factors."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import InputError, Problems
from lodeshift.files.cells import number_of
from lodeshift.files.tables import read_rows
from lodeshift.names import HOURS_PER_YEAR

Array = NDArray[np.float64]
_MOST_PROBLEMS_SHOWN: Final = 20
_LEAP_HOURS: Final = 8784


def read_csv(path: Path | str) -> Array:
    """Read 8760 hourly capacity factors (0..1, Beijing clock, from 1 January 00:00) from a CSV file: shape (8760,).

    The values stand in the column `capacity_factor`, or in the only column; one header line at most. A file with a
    29 February (8784 rows) is refused: which day to leave out is the user's to say.

    Raises
    ------
    InputError : the file cannot be read, the column is missing, the number of rows is wrong, or values are not numbers
        between 0 and 1. All problems at once (the first 20 values, then a count).
    """
    file = Path(path)
    rows_of_file = enumerate(read_rows(file, "a CSV file of hourly values"), start=1)
    lines = [(number, row) for number, row in rows_of_file if any(map(str.strip, row))]
    if not lines:
        raise InputError.one("table.no_rows", file.name, None, "file", "no rows", f"{HOURS_PER_YEAR} hourly values")
    column, rows = _column(file.name, lines)
    problems = Problems(file.name)
    if len(rows) != HOURS_PER_YEAR:
        hint = "leave out 29 February" if len(rows) == _LEAP_HOURS else "one row per hour of a year of 365 days"
        problems.problem("table.row_count", None, "rows", str(len(rows)), str(HOURS_PER_YEAR), hint)
    values = np.full(len(rows), math.nan)
    bad = 0
    for place, (number, row) in enumerate(rows):
        text = row[column].strip() if column < len(row) else ""
        value = number_of(text)
        if value is not None and 0.0 <= value <= 1.0:
            values[place] = value
            continue
        bad += 1
        if bad <= _MOST_PROBLEMS_SHOWN:
            hint = "give shares, not per cent" if value is not None and 1.0 < value <= 100.0 else ""
            problems.problem(
                "value.out_of_range", number, "capacity_factor", repr(text), "a number between 0 and 1", hint
            )
    if bad > _MOST_PROBLEMS_SHOWN:
        more = bad - _MOST_PROBLEMS_SHOWN
        problems.problem("table.more", None, "capacity_factor", f"{more} more bad values", "none")
    problems.check()
    return values


def _column(name: str, lines: list[tuple[int, list[str]]]) -> tuple[int, list[tuple[int, list[str]]]]:
    """Index of the value column, and the rows below the header."""
    header = [cell.strip() for cell in lines[0][1]]
    if "capacity_factor" in header:
        return header.index("capacity_factor"), lines[1:]
    if len(header) != 1:
        found = (
            ", ".join(header)
            if all(number_of(cell) is None for cell in header)
            else f"{len(header)} columns, no header"
        )
        raise InputError.one(
            "table.missing_column", name, lines[0][0], "header", found, "a column named capacity_factor"
        )
    return 0, lines if number_of(header[0]) is not None else lines[1:]
