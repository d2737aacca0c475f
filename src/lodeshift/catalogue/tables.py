"""The fact tables that ship with lodeshift, row by row, and the step from a row to a record or a `Figure`.

Tables are UTF-8 CSV files in `catalogue/tables/`. Where many rows share a source, the cell holds `@key` and the
citation stands once in `sources.csv`; the reader puts it back, so that a row always tells its source in full.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from lodeshift.errors import InputError, Problem, UnknownIdError
from lodeshift.names import QUALITIES, Quality
from lodeshift.records.figure import Figure

Row = dict[str, str]
ROW: Final = "_row"
"""Extra key of every row: the file and line it stands in ("capex.csv:14"; line 1 is the header)."""

_Record = TypeVar("_Record")
_Key = TypeVar("_Key", bound=Hashable)
_Reader = Callable[[Row, str], Any]
_TRUTH: Final = {"y": True, "yes": True, "n": False, "no": False}
_SMALLEST_AND_LARGEST: Final = "min and max"
"""Words of a row's `range_meaning` where low and high are what was seen at most."""
_FOLDER: Final = Path(__file__).parent / "tables"


@cache
def names() -> tuple[str, ...]:
    """Names of all tables, sorted, without `sources`."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.csv") if file.name != "sources.csv"))


def _rows(name: str) -> list[Row]:
    reader = csv.reader(io.StringIO((_FOLDER / f"{name}.csv").read_text(encoding="utf-8"), newline=""))
    header = [*next(reader), ROW]
    return [
        dict(zip(header, [*cells, f"{name}.csv:{line}"], strict=True)) for line, cells in enumerate(reader, start=2)
    ]


@cache
def sources() -> Mapping[str, str]:
    """Citation by key, for the sources that many rows share."""
    return MappingProxyType({row["key"]: row["citation"] for row in _rows("sources")})


@cache
def read(name: str) -> tuple[Row, ...]:
    """All rows of a table, as text, with the source written out and the key `_row` ("capex.csv:14").

    The rows are shared between callers and must not be changed.

    Raises
    ------
    UnknownIdError : there is no such table.
    """
    if name not in names():
        raise UnknownIdError("table", name, names())
    rows = _rows(name)
    cited = sources()
    for row in rows:
        source = row.get("source", "")
        if source.startswith("@"):
            row["source"] = cited[source[1:]]
    return tuple(rows)


def number(row: Mapping[str, str], column: str) -> float | None:
    """The number in a cell; None where the cell is empty.

    Raises
    ------
    InputError : the cell holds something else; the row is named.
    """
    text = row.get(column, "")
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InputError([problem("table.not_a_number", row, column, repr(text), "a number")]) from error


def needed(row: Mapping[str, str], column: str) -> float:
    """As `number`, but an empty cell is an error too."""
    value = number(row, column)
    if value is None:
        raise InputError([problem("table.empty_cell", row, column, "an empty cell", "a number")])
    return value


def problem(key: str, row: Mapping[str, str], column: str, found: str, expected: str) -> Problem:
    """What is wrong with a cell, with its file and line."""
    file, _, line = row.get(ROW, ":0").partition(":")
    return Problem(key, file, int(line), column, found, expected)


def quality(row: Mapping[str, str]) -> Quality:
    """The row's quality word, checked against the vocabulary of `lodeshift.names`."""
    word = row["quality"]
    if word not in QUALITIES:
        raise UnknownIdError("quality", word, QUALITIES)
    return cast(Quality, word)


def figure(row: Mapping[str, str], prefix: str = "", *, unit: str = "") -> Figure:
    """The figure that a row holds: columns `low`, `central`, `high` (or `value`), unit, year, region, source, quality.

    Parameters
    ----------
    prefix : for tables with several figures in a row, the head of their columns: "fixed_cny_per_t_" reads
        `fixed_cny_per_t_low`, `fixed_cny_per_t_central`, `fixed_cny_per_t_high`.
    unit : unit of the figure where the row's own `unit` column names several.

    Raises
    ------
    InputError : no central value, or low <= central <= high is broken.
    """
    plain = not prefix and "central" not in row
    central = needed(row, "value" if plain else f"{prefix}central")
    low, high = number(row, f"{prefix}low"), number(row, f"{prefix}high")
    low, high = central if low is None else low, central if high is None else high
    if not low <= central <= high:
        raise InputError(
            [problem("value.range_order", row, "low, central, high", f"{low}, {central}, {high}", "rising order")]
        )
    region = next((row[key] for key in ("region", "place", "province", "id", "city_id") if row.get(key)), "")
    return Figure(
        low=low,
        central=central,
        high=high,
        unit=unit or row["unit"],
        year=row.get("year", ""),
        region=region,
        source=row["source"],
        quality=quality(row),
        note=row.get("note", ""),
        row=row.get(ROW, ""),
        span="min_max" if _SMALLEST_AND_LARGEST in row.get("range_meaning", "").lower() else "p10_p90",
    )


def record(kind: type[_Record], row: Row, columns: Mapping[str, str] | None = None, **given: object) -> _Record:
    """A record filled from a row: each field from the column of its name, read as its type says.

    str: the cell; float and int: a number; bool: y or yes, n or no; a date; a Literal: one of its words; tuple[str, ...]:
    words between ";"; Figure: the figure of the row. Where a type allows None an empty cell is None. The field `row` is the
    place of the row.

    Parameters
    ----------
    columns : column by field, where the table calls it otherwise.
    given : fields that do not come from one cell.

    Raises
    ------
    InputError : a cell does not hold what its field wants; file, row and column are named.
    UnknownIdError : a word that is none of a Literal.
    """
    called = {"row": ROW, **(columns or {})}
    cells = {
        name: read(row, called.get(name, name))
        for name, read in _readers(cast(Hashable, kind)).items()
        if name not in given
    }
    return kind(**cells, **given)


def records(kind: type[_Record], table: str, **columns: str) -> tuple[_Record, ...]:
    """All rows of a table as records, in order; `columns` as in `record`."""
    return tuple(record(kind, row, columns) for row in read(table))


def grouped(rows: Iterable[_Record], by: Callable[[_Record], _Key]) -> Mapping[_Key, tuple[_Record, ...]]:
    """Rows or records by what they share, in order."""
    found: dict[_Key, list[_Record]] = {}
    for each in rows:
        found.setdefault(by(each), []).append(each)
    return MappingProxyType({key: tuple(members) for key, members in found.items()})


@cache
def _readers(kind: type[Any]) -> Mapping[str, _Reader]:
    """How each field of a record is read from a row and column; fields of other types have to be given."""
    wanted = get_type_hints(kind)
    readers = {each.name: _reader(wanted[each.name]) for each in fields(kind)}
    return {name: reader for name, reader in readers.items() if reader is not None}


def _reader(wanted: Any) -> _Reader | None:
    if get_origin(wanted) is Literal:
        return lambda row, column: _word(row, column, get_args(wanted))
    parts = get_args(wanted)
    if NoneType not in parts:
        return _READERS.get(wanted)
    inner = _READERS[next(part for part in parts if part is not NoneType)]
    return lambda row, column: inner(row, column) if row[column] else None


def _word(row: Row, column: str, known: tuple[str, ...]) -> str:
    if row[column] not in known:
        raise UnknownIdError(f"{column} ({row[ROW]})", row[column], known)
    return row[column]


def _whole(row: Row, column: str) -> int:
    value = needed(row, column)
    if value % 1:
        raise InputError([problem("table.not_a_number", row, column, repr(row[column]), "a whole number")])
    return int(value)


def _truth(row: Row, column: str) -> bool:
    if row[column] not in _TRUTH:
        raise InputError([problem("value.not_one_of", row, column, repr(row[column]), "yes or no")])
    return _TRUTH[row[column]]


def _date(row: Row, column: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row[column])
    except ValueError as error:
        raise InputError(
            [problem("value.not_read", row, column, repr(row[column]), "a day such as 2026-11-21")]
        ) from error


_READERS: Final[Mapping[object, _Reader]] = {
    str: lambda row, column: row[column],
    float: needed,
    int: _whole,
    bool: _truth,
    dt.date: _date,
    tuple[str, ...]: lambda row, column: tuple(word for word in row[column].split(";") if word),
    Figure: lambda row, column: figure(row),
}
