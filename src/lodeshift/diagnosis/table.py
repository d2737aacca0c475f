"""The user's own table: CSV with `city`, `year` and one column per indicator. Every problem is told at once.

Header of an indicator column: `name:role` or `name:role:group`.

    city,year,gdp_per_head_yuan:benefit:economy,gdp_growth_pct:benefit+signed:economy,pm25:cost:environment,capital:input,gdp:output

Roles, joined by "+":
    benefit, cost        goes into the transformation index; more is better, or less is better
    input, output        efficiency; `undesirable` is an output that should be small (emissions)
    signed               values below zero are meant (growth rates); without it a negative value is an error
    industry             amount of one industry (jobs, value added); `group` is its wider class; diversity is taken
                         over them, against the row whose city is `reference` where there is one
    known                only fills in what the public tables lack; the name must be one of `KNOWN`
A name of `KNOWN` may stand without a role. `group` names the subsystem for coupling coordination. Blank cells are
missing, never zero. `city` is an id or a Chinese or English name; a name that we do not know is kept as it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import places
from lodeshift.errors import InputError, Problems, UnknownIdError, did_you_mean
from lodeshift.files.tables import read_rows
from lodeshift.files.texts import WHOLE
from lodeshift.records.figure import Figure

ROLES: Final = frozenset({"benefit", "cost", "input", "output", "undesirable", "signed", "known", "industry"})
KNOWN: Final[Mapping[str, str]] = {
    "mining_jobs_persons": "persons",
    "employed_persons": "persons",
    "extraction_output_bn_yuan": "bn yuan",
    "first_processing_output_bn_yuan": "bn yuan",
    "industrial_output_bn_yuan": "bn yuan",
    "extraction_volume_t": "t",
    "extraction_share_of_industry_pct": "%",
    "resource_market_share_pct": "%",
    "national_output_share_pct": "%",
    "reserve_life_years": "a",
    "depletion_pct": "%",
    "forest_potential_pct": "%",
    "forest_cutting_pct": "%",
}
"""Names that fill in the rules and the stage, with their units."""
REFERENCE: Final = "reference"
"""The city cell of the row that industries are compared with (the country, the province)."""
FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    roles: frozenset[str]
    group: str


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A checked table: `values[i, j]` is column j of row i, NaN where blank; `lines` are lines of the file."""

    file: str
    columns: tuple[Column, ...]
    cities: tuple[str, ...]
    years: tuple[int, ...]
    lines: tuple[int, ...]
    values: NDArray[np.float64]

    def with_role(self, *roles: str) -> tuple[int, ...]:
        """Positions of the columns that have any of the roles."""
        return tuple(j for j, column in enumerate(self.columns) if column.roles & set(roles))

    def known(self, city: str, name: str) -> tuple[Figure, ...]:
        """Figures of a city in the column of that name, by year."""
        found = []
        for j, column in enumerate(self.columns):
            if column.name != name:
                continue
            for i, place in enumerate(self.cities):
                if place == city and not math.isnan(self.values[i, j]):
                    found.append(self._figure(i, j))
        return tuple(sorted(found, key=lambda figure: int(figure.year)))

    def latest(self, city: str, name: str) -> Figure | None:
        """The newest figure of a city in the column of that name."""
        figures = self.known(city, name)
        return figures[-1] if figures else None

    def _figure(self, i: int, j: int) -> Figure:
        value = float(self.values[i, j])
        name = self.columns[j].name
        return Figure(
            value, value, value, KNOWN.get(name, ""), str(self.years[i]), self.cities[i], "user's table", "user", "",
            f"{self.file}:{self.lines[i]} {name}",
        )  # fmt: skip


def read(path: str | Path) -> IndicatorTable:
    """Read and check a table.

    Raises
    ------
    InputError : with every problem: file or encoding, header, missing columns, text in numbers, negative values,
        years, duplicates, or nothing to compare (one city in one year).
    """
    file = Path(path)
    lines, wrong = _lines(file), Problems(file.name)
    columns = _header(lines[0][1], wrong)
    names = [cell.strip() for cell in lines[0][1]]
    if not columns or "city" not in names or "year" not in names:
        raise InputError(wrong)
    city_at, year_at = names.index("city"), names.index("year")
    body = [(number, cells) for number, cells in lines[1:] if any(cell.strip() for cell in cells)]
    if not body:
        wrong.problem("table.no_rows", None, "rows", "only a header", "at least one row below it")
    cities, years, values = [], [], np.full((len(body), len(columns)), np.nan)
    positions = [j for j, name in enumerate(names) if name not in ("city", "year")]
    for i, (number, cells) in enumerate(body):
        if len(cells) != len(names):
            wrong.problem("table.cells", number, "row", f"{len(cells)} cells", f"{len(names)} cells as in the header")
        padded = [*cells, *[""] * len(names)]
        cities.append(_city(padded[city_at], number, wrong))
        years.append(_year(padded[year_at], number, wrong))
        for k, j in enumerate(positions):
            values[i, k] = _cell(padded[j], columns[k], number, wrong)
    _repeated(body, cities, years, wrong)
    scored = any(c.roles & {"benefit", "cost"} for c in columns)
    if not wrong and scored and len(body) < 2:
        hint = "a score needs others to compare with: add cities, or years of the same city"
        found, expected = "one city in one year", "two rows or more to compare"
        wrong.problem("diagnosis.nothing_to_compare", None, "rows", found, expected, hint)
    wrong.check()
    return IndicatorTable(
        file.name, tuple(columns), tuple(cities), tuple(years), tuple(number for number, _ in body), values
    )


def _lines(file: Path) -> list[tuple[int, list[str]]]:
    rows = read_rows(file)
    if not rows or not any(cell.strip() for cell in rows[0]):
        expected = "a header line: city,year,name:role,..."
        raise InputError.one("file.empty", file.name, None, WHOLE, "an empty file", expected)
    return list(enumerate(rows, start=1))


def _header(cells: list[str], wrong: Problems) -> list[Column]:
    names = [cell.strip() for cell in cells]
    for wanted in ("city", "year"):
        if wanted not in names:
            wrong.problem("table.missing_column", 1, wanted, "no such column", f"a column '{wanted}'")
    columns, seen = [], set()
    for text in names:
        column = None if text in ("city", "year") else _column(text, wrong)
        name = text if column is None else column.name
        if name in seen:
            wrong.problem("table.double_column", 1, name, "the column twice", "each column once")
        seen.add(name)
        if column is not None:
            columns.append(column)
    if not columns:
        wrong.problem("diagnosis.no_indicator", 1, "header", "no indicator column", "at least one column name:role")
    return columns


def _column(text: str, wrong: Problems) -> Column:
    name, _, rest = text.partition(":")
    role_text, _, group = rest.partition(":")
    name, group = name.strip(), group.strip()
    roles = frozenset(role.strip() for role in role_text.split("+") if role.strip())
    unknown = sorted(roles - ROLES)
    expected = f"roles out of {', '.join(sorted(ROLES))}, as in 'pm25:cost'"
    if not name:
        wrong.problem("diagnosis.no_name", 1, "header", repr(text), "a name before the colon")
    elif unknown:
        close = did_you_mean(unknown[0], ROLES)
        hint = f"did you mean {close[0]!r}?" if close else ""
        wrong.problem("diagnosis.role", 1, name, f"role {unknown[0]!r}", expected, hint)
    elif {"benefit", "cost"} <= roles or {"input", "output"} <= roles:
        wrong.problem("diagnosis.two_directions", 1, name, role_text, "one direction, not both")
    elif not roles - {"signed"} and name not in KNOWN:
        close = did_you_mean(name, KNOWN)
        hint = f"did you mean {close[0]!r}?" if close else "write for example name:benefit or name:cost"
        wrong.problem("diagnosis.role", 1, name, "no role", expected, hint)
    elif "known" in roles and name not in KNOWN:
        wrong.problem("diagnosis.role", 1, name, "role known", f"one of {', '.join(KNOWN)}")
    return Column(name, roles or frozenset({"known"}), group)


def _city(text: str, line: int, wrong: Problems) -> str:
    name = text.strip()
    if not name:
        wrong.problem("table.empty_cell", line, "city", "an empty cell", "a city")
        return ""
    try:
        return _place_id(name)
    except InputError:
        hint = "several places bear this name: write the id"
        wrong.problem("place.several", line, "city", repr(name), "a name that means one place", hint)
        return name


@cache
def _place_id(name: str) -> str:
    try:
        return places.find(name).id
    except UnknownIdError:  # the user may compare with places that we do not know
        return name


def _year(text: str, line: int, wrong: Problems) -> int:
    cell = text.strip()
    if not cell.isdigit() or not FIRST_YEAR <= int(cell) <= LAST_YEAR:
        wrong.problem("value.out_of_range", line, "year", repr(cell), f"a year from {FIRST_YEAR} to {LAST_YEAR}")
        return 0
    return int(cell)


def _cell(text: str, column: Column, line: int, wrong: Problems) -> float:
    cell = text.strip()
    if not cell:
        return math.nan
    try:
        value = float(cell)
    except ValueError:
        hint = "write plain numbers without thousands separators, units or %" if any(c.isdigit() for c in cell) else ""
        wrong.problem("table.not_a_number", line, column.name, repr(cell), "a number or a blank cell", hint)
        return math.nan
    if not math.isfinite(value):
        wrong.problem("table.not_a_number", line, column.name, repr(cell), "a finite number or a blank cell")
        return math.nan
    if value < 0 and "signed" not in column.roles:
        hint = f"if values below zero are meant, write the header as {column.name}:...+signed"
        wrong.problem("value.out_of_range", line, column.name, cell, "a number >= 0", hint)
    return value


def _repeated(body: list[tuple[int, list[str]]], cities: list[str], years: list[int], wrong: Problems) -> None:
    first: dict[tuple[str, int], int] = {}
    for (line, _), city, year in zip(body, cities, years, strict=True):
        if not city or not year:
            continue
        if (city, year) in first:
            found = f"{city} {year} again (first in row {first[city, year]})"
            wrong.problem("table.double_row", line, "city, year", found, "each city and year once")
        first.setdefault((city, year), line)
