"""The fact tables that ship with lodeshift, row by row, and the step from a row to a `Figure`.

Tables are UTF-8 CSV files in `catalogue/tables/`. Where many rows share a source, the cell holds `@key` and the
citation stands once in `sources.csv`; the reader puts it back, so that a row always tells its source in full.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from lodeshift.errors import InputError, UnknownIdError
from lodeshift.names import QUALITIES, Quality
from lodeshift.records.figure import Figure

Row = dict[str, str]
ROW: Final = "_row"
"""Extra key of every row: the file and line it stands in ("capex.csv:14"; line 1 is the header)."""

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
        file, _, line = row.get(ROW, ":0").partition(":")
        raise InputError.one("table.not_a_number", file, int(line), column, repr(text), "a number") from error


def needed(row: Mapping[str, str], column: str) -> float:
    """As `number`, but an empty cell is an error too."""
    value = number(row, column)
    if value is None:
        file, _, line = row.get(ROW, ":0").partition(":")
        raise InputError.one("table.empty_cell", file, int(line), column, "an empty cell", "a number")
    return value


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
        file, _, line = row.get(ROW, ":0").partition(":")
        raise InputError.one(
            "value.range_order", file, int(line), "low, central, high", f"{low}, {central}, {high}", "rising order"
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
