"""Reads a region x activity table: a CSV file in long form, one row per region and activity (and year)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lodeshift.errors import InputError, Problems
from lodeshift.files.cells import number_of
from lodeshift.files.tables import header_problems, read_rows
from lodeshift.files.texts import WHOLE
from lodeshift.records.complexity import RegionTable

MOST_PROBLEMS = 50
"""More problems than this are counted, not listed: a file in the wrong format is wrong in every row."""
SMALLEST_TOTAL, LARGEST_TOTAL = 1e-150, 1e150
"""Totals of a year outside this cannot be multiplied without leaving what a number can hold."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Which column is which. `where` keeps only rows whose cells equal the given texts (`{"level": "4"}`)."""

    region: str
    activity: str
    value: str
    year: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """Every column the file must have."""
        year = () if self.year is None else (self.year,)
        return (self.region, self.activity, self.value, *year, *self.where)


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    region: str
    activity: str
    year: int | None
    value: float


def read_table(path: Path, columns: TableColumns) -> tuple[RegionTable, ...]:
    """One `RegionTable` per year of the file (a single one without a year column), oldest first.

    Regions and activities are the sorted names found anywhere in the file, so that years can be compared. A pair
    without a row is zero. Duplicate pairs are refused: which of two numbers counts is not ours to choose. Files
    that end in `.gz` are unpacked.

    Raises `InputError` with every problem: missing file or columns, no rows, empty names, values that are text,
    negative or not finite, duplicate pairs, a single region or activity, a year in which all values are zero.
    """
    name = path.name
    rows = read_rows(path)
    header = _header(rows, name, columns)
    problems = Problems(name)
    cells = _cells(rows, header, columns, problems)
    _duplicates(cells, columns, problems)
    if not problems and not cells:
        problems.problem("table.no_rows", None, "rows", "no data rows", "at least two regions and two activities")
    if not problems:
        _too_small(cells, columns, problems)
    rest = len(problems) - MOST_PROBLEMS
    if rest > 0:
        del problems[MOST_PROBLEMS:]
        problems.problem("table.more", None, "rows", f"{rest} more of this kind", "none")
    problems.check()
    return _tables(cells, name)


def _header(rows: Sequence[Sequence[str]], name: str, columns: TableColumns) -> Mapping[str, int]:
    header = [cell.strip() for cell in rows[0]] if rows else []
    if not header:
        raise InputError.one("file.empty", name, None, WHOLE, "an empty file", "a header line and data rows")
    problems = list(header_problems(name, header, columns.names()))
    if problems:
        raise InputError(problems)
    return {column: i for i, column in enumerate(header)}


def _cells(
    rows: Sequence[Sequence[str]], header: Mapping[str, int], columns: TableColumns, problems: Problems
) -> list[_Cell]:
    cells: list[_Cell] = []
    wanted = [(header[column], text) for column, text in columns.where.items()]
    width = len(header)
    for row, record in enumerate(rows[1:], start=2):
        if not any(record):
            continue
        if len(record) != width:
            problems.problem("table.cells", row, "row", f"{len(record)} cells", f"{width} as in the header")
            continue
        if any(record[i].strip() != text for i, text in wanted):
            continue
        cell = _cell(record, row, header, columns, problems)
        if cell is not None:
            cells.append(cell)
    return cells


def _cell(
    record: Sequence[str], row: int, header: Mapping[str, int], columns: TableColumns, problems: Problems
) -> _Cell | None:
    before = len(problems)
    region = record[header[columns.region]].strip()
    activity = record[header[columns.activity]].strip()
    for column, text in ((columns.region, region), (columns.activity, activity)):
        if not text:
            problems.problem("table.empty_cell", row, column, "an empty cell", "a name")
    year: int | None = None
    if columns.year is not None:
        text = record[header[columns.year]].strip()
        try:
            year = int(text)
        except ValueError:
            problems.problem("value.not_read", row, columns.year, repr(text), "a year such as 2020")
    text = record[header[columns.value]].strip()
    value = number_of(text)
    if value is None:
        hint = "leave the row out where the value is not known; write numbers without thousands separators"
        found = repr(text) if text else "an empty cell"
        problems.problem("table.not_a_number", row, columns.value, found, "a finite number >= 0", hint)
    elif value < 0:
        hint = "amounts by region and activity cannot be negative"
        problems.problem("value.out_of_range", row, columns.value, text, "a number >= 0", hint)
    return None if value is None or len(problems) > before else _Cell(row, region, activity, year, value)


def _duplicates(cells: Sequence[_Cell], columns: TableColumns, problems: Problems) -> None:
    first: dict[tuple[str, str, int | None], int] = {}
    for cell in cells:
        key = (cell.region, cell.activity, cell.year)
        if key not in first:
            first[key] = cell.row
            continue
        year = "" if cell.year is None else f" in {cell.year}"
        found = f"{cell.region} x {cell.activity}{year} again (first in row {first[key]})"
        hint = "add the rows up, or choose one level of the classification with a filter"
        problems.problem("table.double_row", cell.row, f"{columns.region}, {columns.activity}", found, "one row", hint)


def _too_small(cells: Sequence[_Cell], columns: TableColumns, problems: Problems) -> None:
    for column, found in (
        (columns.region, {cell.region for cell in cells}),
        (columns.activity, {cell.activity for cell in cells}),
    ):
        if len(found) < 2:
            hint = "specialisation compares regions: one alone has nothing to be compared with"
            problems.problem("matching.too_few", None, column, f"only {next(iter(found))!r}", "at least two", hint)
    totals: dict[int | None, float] = {}
    for cell in cells:
        totals[cell.year] = totals.get(cell.year, 0.0) + cell.value
    for year, total in totals.items():
        label = columns.value if year is None else f"{columns.value} in {year}"
        if not SMALLEST_TOTAL <= total <= LARGEST_TOTAL and total > 0:
            span = f"{SMALLEST_TOTAL:g} to {LARGEST_TOTAL:g}"
            problems.problem("value.out_of_range", None, label, f"a total of {total:g}", span, "choose another unit")
        if total <= 0:
            problems.problem("matching.only_zeros", None, label, "only zeros", "at least one positive value")


def _tables(cells: Sequence[_Cell], name: str) -> tuple[RegionTable, ...]:
    regions = sorted({cell.region for cell in cells})
    activities = sorted({cell.activity for cell in cells})
    row_of = {region: i for i, region in enumerate(regions)}
    column_of = {activity: i for i, activity in enumerate(activities)}
    values: dict[int | None, np.ndarray] = {}
    for cell in cells:
        if cell.year not in values:
            values[cell.year] = np.zeros((len(regions), len(activities)))
        values[cell.year][row_of[cell.region], column_of[cell.activity]] = cell.value
    years = sorted(values, key=lambda year: -1 if year is None else year)
    return tuple(RegionTable(tuple(regions), tuple(activities), values[year], year, name) for year in years)
