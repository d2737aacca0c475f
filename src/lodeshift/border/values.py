"""Default embedded emissions and benchmarks by CN code, country, route and year: look-ups, with the law's own fall-backs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final, Literal

from lodeshift.border import law as law_module
from lodeshift.border.goods import digits, find
from lodeshift.catalogue import border_rules, carbon, tables
from lodeshift.errors import InputError, InputRangeError
from lodeshift.records.note import Note, note

Column = Literal["A", "B"]
_OTHER: Final = "other countries (fallback)"


@dataclass(frozen=True, slots=True)
class DefaultValue:
    """Default embedded emissions of a good in t CO2e per t, before mark-up, and `marked` with it.

    `country` is the line that was used: the country's own, or "other countries" where it has none. `route` is the
    production route behind the value; the benchmark must be of the same route.
    """

    cn: str
    country: str
    direct: float
    indirect: float
    total: float
    marked: float
    route: str | None
    name: str
    source: str


def half_up(value: float, decimals: int) -> float:
    """Round half up, as legal texts do. The number is read through its shortest decimal form, so 2.7875 gives 2.788."""
    return float(Decimal(repr(round(value, 12))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


@cache
def _defaults() -> Mapping[tuple[str, str], tuple[tables.Row, ...]]:
    return tables.grouped(carbon.default_values(), lambda row: (row["country"], row["cn_code"]))


def countries() -> tuple[str, ...]:
    """Countries with default values of their own in the table."""
    return tuple(dict.fromkeys(country for country, _ in _defaults() if country != _OTHER))


def _line(country: str, code: str, route: str | None) -> tables.Row | None:
    """The most specific row (8, 6, then 4 digits) of a country; where routes differ, the one of `route`."""
    for length in (8, 6, 4):
        rows = _defaults().get((country, code[:length]), ()) if len(code) >= length else ()
        rows = tuple(row for row in rows if row["total"])
        if not rows:
            continue
        if len(rows) == 1:
            return rows[0]
        of_route = [row for row in rows if row["route_marker"].strip("()") == route]
        if not of_route:
            kinds = ", ".join(f"{row['route_marker'].strip('()')} = {row['short_name']}" for row in rows)
            raise InputError.one("border.route", "CN code", None, "route", route or "none", f"one of {kinds}")
        return of_route[0]
    return None


@cache
def default_value(
    cn: str,
    year: int,
    *,
    country: str = "China",
    route: str | None = None,
    as_of: dt.date | None = None,
) -> DefaultValue:
    """Default value of a good made in `country` and imported in `year` (Impl. Reg. 2025/2621 Annex I).

    A country without a line of its own takes that of "other countries". The mark-up of the year comes on top and the
    result has three decimals, half up, as the annex prints it.

    Raises
    ------
    InputError : the good has no default value, or a route must be named.
    InputRangeError : the act was not in force on `as_of`, or a year before 2026.
    """
    day = as_of or border_rules.STATE_DATE
    act = border_rules.act("2025/2621")
    if not act.known_on(day):
        raise InputRangeError(f"{act.title}: not in force on {day}; default values of that day are not in the tables")
    code, good = digits(cn), find(cn)
    row = _line(country, code, route) or _line(_OTHER, code, route)
    if row is None or good is None:
        hint = "no default value is published for it; a finer CN line or verified actual values are needed"
        raise InputError.one(
            "border.no_default_value", "CN code", None, "cn", cn, "a CBAM good with a default value", hint
        )
    total, direct, indirect = tables.needed(row, "total"), tables.needed(row, "direct"), tables.number(row, "indirect")
    phase = law_module.phase_in_row(year)
    rate = tables.needed(
        phase, "default_markup_fertiliser" if good.sector == "fertilisers" else "default_markup_general"
    )
    decimals = int(border_rules.rule("default_decimals", on=dt.date(year, 7, 1), as_of=day).value)
    return DefaultValue(
        cn=code,
        country=row["country"],
        direct=direct,
        indirect=total - direct if indirect is None else indirect,
        total=total,
        marked=half_up(total * (1 + rate), decimals),
        route=row["route_marker"].strip("()") or None,
        name=row["short_name"],
        source=row["source"],
    )


@cache
def _benchmarks() -> Mapping[tuple[str, str], tuple[tables.Row, ...]]:
    return tables.grouped(carbon.benchmarks(), lambda row: (row["cn_code"], row["column"]))


def _rows(code: str, column: Column, year: int) -> list[tables.Row]:
    exact = _benchmarks().get((code, column))
    if exact is None:
        lines = [rows for (line, col), rows in _benchmarks().items() if col == column and line.startswith(code)]
        exact = tuple(row for rows in lines for row in rows)
    capped = min(year, law_module.last_benchmark_year())
    chosen = []
    for row in exact:
        first, last = (int(part) for part in row["production_years"].split("-"))
        if first <= capped <= last:
            chosen.append(row)
    return chosen


@cache
def benchmark(cn: str, column: Column, year: int, route: str | None = None) -> float:
    """CBAM benchmark in t CO2e per t: column A (the last process step, for actual values) or B (cumulated, for defaults).

    Where rows differ by route and none is named, column B takes the highest (Impl. Reg. 2025/2620 point 5.1); column A
    must have one (5.2). After the last year of the table its benchmarks are kept, and callers say so.

    Raises
    ------
    InputError : no benchmark for the code, or column A without a route where routes differ.
    """
    code = digits(cn)
    rows = _rows(code, column, year)
    if not rows:
        raise InputError.one(
            "border.no_benchmark", "CN code", None, "cn", cn, f"a good with a column-{column} benchmark for {year}"
        )
    routes = {row["route_marker"] for row in rows} - {""}
    if route in routes:
        rows = [row for row in rows if row["route_marker"] == route]
    elif routes and (column == "A" or route is not None):
        known = ", ".join(f"{row['route_marker']} = {row['route']}" for row in rows)
        raise InputError.one("border.route", "CN code", None, "route", route or "none", f"one of {known}")
    values = {tables.needed(row, "benchmark") for row in rows}
    if column == "A" and len(values) > 1:
        raise InputError.one(
            "border.cn_too_short", "CN code", None, "cn", cn, "8 digits", "the lines of this heading differ"
        )
    return max(values)


@cache
def benchmark_routes(cn: str, column: Column, year: int) -> frozenset[str]:
    """Routes by which the benchmarks of a code differ in a year; empty where they do not."""
    return frozenset(row["route_marker"] for row in _rows(digits(cn), column, year)) - {""}


def default_benchmark(cn: str, year: int, route: str | None) -> tuple[float, Note | None]:
    """Column B for default values: of the route behind the value; where the table has no such route, the highest.

    A few alloy-steel codes have default values of carbon-steel route C and benchmarks by alloy grade only; point 5.1
    then takes the highest. The second part notes it, else it is None.
    """
    routes = benchmark_routes(cn, "B", year)
    if route is None or not routes or route in routes:
        return benchmark(cn, "B", year, route), None
    return benchmark(cn, "B", year), note("border.highest_benchmark", route=route, routes=tuple(sorted(routes)))
