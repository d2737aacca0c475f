"""Rules at a border that law or market can change: dated rows with the act they stand in, its state and source.

A row counts on a day `as_of` when its act was in force by then, and for a date `on` when that lies in the row's own
span. Rows of drafts and proposals count only where they are asked for. No day given means the day up to which the
tables were kept (`STATE_DATE`), never the clock of the machine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from lodeshift.catalogue import goods, tables
from lodeshift.errors import InputRangeError, UnknownIdError, named
from lodeshift.names import Quality
from lodeshift.records.figure import Figure

STATE_DATE: Final = dt.date(2026, 11, 21)
"""The day up to which the border tables were kept."""
_OPEN: Final = dt.date(9999, 12, 31)
PriceCase = Literal["low", "central", "high"]


@dataclass(frozen=True, slots=True)
class Act:
    """A legal act, a draft, a proposal, a private standard, or our own assumption (`model`)."""

    id: str
    title: str
    in_force_from: dt.date
    in_force_to: dt.date
    state: str
    source: str
    note: str

    def known_on(self, day: dt.date) -> bool:
        """True where the act was in force, tabled or assumed on that day."""
        return self.in_force_from <= day <= self.in_force_to

    @property
    def binding(self) -> bool:
        """False for drafts and proposals."""
        return self.state in {"in force", "assumed"}


@dataclass(frozen=True, slots=True)
class DatedRule:
    """One number that a rule sets, for the dates `applies_from` to `applies_to`."""

    rule: str
    key: str
    value: float
    unit: str
    applies_from: dt.date
    applies_to: dt.date
    act: Act
    source: str
    quality: Quality
    note: str
    row: str

    @property
    def date(self) -> dt.date:
        """The value read as a date (`unit` is "date": 20270201)."""
        number = int(self.value)
        return dt.date(number // 10000, number // 100 % 100, number % 100)


@dataclass(frozen=True, slots=True)
class Entered:
    """The CN code under which a commodity of ours enters a border, and the production route that it stands for."""

    commodity: str
    cn_code: str
    route: str | None
    source: str
    quality: Quality
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether a regime lets a kind of green-power evidence (direct_line, ppa, certificate) count, matched by year or hour."""

    regime: str
    evidence: str
    accepted: bool
    matching: str
    act: Act
    source: str
    quality: Quality
    note: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Where goods are sold: the carbon mechanism at its border and whether the sale is an export."""

    id: str
    mechanism: str
    export: bool
    state: str
    note: str


def _end(text: str) -> dt.date:
    """The last day of a span; none is named where it is open."""
    return dt.date.fromisoformat(text) if text else _OPEN


@cache
def acts() -> Mapping[str, Act]:
    """All acts by id."""
    return MappingProxyType(
        {
            row["act"]: tables.record(Act, row, {"id": "act"}, in_force_to=_end(row["in_force_to"]))
            for row in tables.read("border_acts")
        }
    )


def act(id: str) -> Act:
    """The act with this id.

    Raises
    ------
    UnknownIdError : no such act.
    """
    return named("act", id, acts())


@cache
def _rules(table: str) -> Mapping[str, tuple[DatedRule, ...]]:
    every = (
        tables.record(DatedRule, row, applies_to=_end(row["applies_to"]), act=act(row["act"]))
        for row in tables.read(table)
    )
    return tables.grouped(every, lambda each: each.rule)


def rule(
    name: str,
    key: str = "",
    *,
    on: dt.date,
    as_of: dt.date | None = None,
    drafts: bool = False,
) -> DatedRule:
    """The row of a border or battery rule that counts for the date `on` by the law of the day `as_of`.

    Where several rows count, the one of the youngest act does; among rows of one act the one that applies latest.

    Raises
    ------
    UnknownIdError : no rule, or no key of it, has this name.
    InputRangeError : on that day nothing was in force for that date; the message says what is there.
    """
    dated = named("border rule", name, {**_rules("border_rules"), **_rules("battery_rules")})
    rows = [row for row in dated if row.key == key]
    if not rows:
        raise UnknownIdError(f"key of rule {name}", key, [row.key for row in dated])
    day = as_of or STATE_DATE
    counting = [
        row
        for row in rows
        if row.applies_from <= on <= row.applies_to and row.act.known_on(day) and (drafts or row.act.binding)
    ]
    if not counting:
        there = "; ".join(f"{row.act.id} ({row.act.state}) for {row.applies_from} on" for row in rows)
        raise InputRangeError(f"rule {name} {key}: nothing in force on {day} for {on}; the table has {there}")
    return max(counting, key=lambda row: (row.act.in_force_from, row.applies_from))


def has_key(name: str, key: str) -> bool:
    """True where a border rule has a row of this key, whatever its dates.

    Raises
    ------
    UnknownIdError : no border rule has this name.
    """
    return any(row.key == key for row in named("border rule", name, _rules("border_rules")))


@cache
def batteries() -> tuple[str, ...]:
    """Commodities of the heading that Regulation (EU) 2023/1542 asks a carbon footprint of (lithium-ion accumulators)."""
    headings = tuple(f"{row.value:.0f}" for row in _rules("battery_rules")["heading"])
    return tuple(id for id, good in goods.commodities().items() if good.hs6.replace(".", "").startswith(headings))


@cache
def _price_points() -> tuple[tuple[int, int | None, dt.date, Figure, str], ...]:
    return tuple(
        (
            int(row["year"]),
            int(row["quarter"]) if row["quarter"] else None,
            dt.date.fromisoformat(row["known_from"]),
            tables.figure(row),
            row["state"],
        )
        for row in tables.read("border_certificate_price")
    )


@cache
def last_price_year() -> int:
    """Last year of the certificates' price path."""
    return max(point[0] for point in _price_points() if point[1] is None)


def certificate_price(year: int, quarter: int | None = None, as_of: dt.date | None = None) -> tuple[Figure, str]:
    """Price of a CBAM certificate in EUR per t CO2e and its state ("published", "assumed"); between rows of the path, straight.

    Raises
    ------
    InputRangeError : the year is outside the path, or nothing was known on that day.
    """
    day = as_of or STATE_DATE
    known = [point for point in _price_points() if point[2] <= day]
    if quarter is not None:
        for found_year, found_quarter, _, figure, state in known:
            if (found_year, found_quarter) == (year, quarter):
                return figure, state
    path = [(point[0], point[3], point[4]) for point in known if point[1] is None]
    if not path or not path[0][0] <= year <= path[-1][0]:
        span = f"{path[0][0]} to {path[-1][0]}" if path else "no year"
        raise InputRangeError(f"no certificate price for {year} as known on {day}; the path covers {span}")
    for found_year, figure, state in path:
        if found_year == year:
            return figure, state
    after = next(index for index, point in enumerate(path) if point[0] > year)
    (year_a, a, _), (year_b, b, _) = path[after - 1], path[after]
    share = (year - year_a) / (year_b - year_a)

    def between(low: float, high: float) -> float:
        return low + share * (high - low)

    mixed = Figure(
        low=between(a.low, b.low),
        central=between(a.central, b.central),
        high=between(a.high, b.high),
        unit=a.unit,
        year=str(year),
        region="EU",
        source=f"between {year_a} and {year_b}: {b.source}",
        quality="estimate",
        row=b.row,
    )
    return mixed, "assumed"


@cache
def entries() -> Mapping[str, Entered]:
    """CN code and route by commodity, for commodities that are CBAM goods or nearly so."""
    return MappingProxyType({each.commodity: each for each in tables.records(Entered, "border_cn")})


@cache
def implied_precursors() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """CBAM precursors that stand inside a one-step recipe, as (CN code, t per t of good), by process."""
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for row in tables.read("border_implied"):
        found[row["process"]] = (*found.get(row["process"], ()), (row["cn_code"], tables.needed(row, "amount")))
    return MappingProxyType(found)


def process_route(process: str) -> str | None:
    """The production route of the acts (letter) under which a one-step recipe falls; None where the table names none."""
    rows = [row["route"] for row in tables.read("border_implied") if row["process"] == process]
    return next((route for route in rows if route), None)


@cache
def evidence() -> Mapping[tuple[str, str], Evidence]:
    """What counts where, by (regime, evidence)."""
    rows = tables.read("border_evidence")
    every = (tables.record(Evidence, row, act=act(row["act"])) for row in rows)
    return MappingProxyType({(each.regime, each.evidence): each for each in every})


def regimes() -> tuple[str, ...]:
    """Names of the regimes in the evidence table."""
    return tuple(dict.fromkeys(regime for regime, _ in evidence()))


@cache
def _rest() -> Mapping[str, str]:
    return MappingProxyType({row["regime"]: row["rest"] for row in tables.read("border_regimes")})


def rest_is_average(regime: str) -> bool:
    """True where power without accepted evidence counts the grid's average under a regime, not the residual mix.

    Raises
    ------
    UnknownIdError : no such regime.
    """
    return named("regime", regime, _rest()) == "average"


def accepted(regime: str) -> frozenset[str]:
    """Kinds of evidence that a regime lets count.

    Raises
    ------
    UnknownIdError : no such regime.
    """
    if regime not in regimes():
        raise UnknownIdError("regime", regime, regimes())
    return frozenset(kind for (name, kind), row in evidence().items() if name == regime and row.accepted)


@cache
def destinations() -> Mapping[str, Destination]:
    """Destinations by id."""
    every = tables.records(Destination, "border_destinations", id="destination")
    return MappingProxyType({each.id: each for each in every})


def destination(id: str) -> Destination:
    """The destination with this id.

    Raises
    ------
    UnknownIdError : no such destination.
    """
    return named("destination", id, destinations())
