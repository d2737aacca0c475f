"""What is known of cities in numbers: census 2020, GDP and sector shares, population, and page figures by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError
from lodeshift.names import WEAK_QUALITIES, Quality

CENSUS_YEAR: Final = 2020


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of one city and year. `base` says what a percentage is of ("of employed")."""

    id: str
    year: int
    indicator: str
    value: float
    unit: str
    source: str
    quality: Quality
    base: str
    row: str

    @property
    def weak(self) -> bool:
        """True for estimated and recalled figures."""
        return self.quality in WEAK_QUALITIES


@cache
def definitions() -> Mapping[str, tables.Row]:
    """Rows of `indicators.csv` by indicator: unit, what it is a share of, what it means."""
    return MappingProxyType({row["indicator"]: row for row in tables.read("indicators")})


@cache
def _by_city() -> Mapping[str, tuple[tables.Row, ...]]:
    return tables.grouped(tables.read("city_indicators"), lambda row: row["id"])


def ids() -> tuple[str, ...]:
    """Places with at least one indicator: resource-based cities, other prefectures, zones under a province (`cn-...`)."""
    return tuple(_by_city())


@cache
def indicators(id: str) -> tuple[Indicator, ...]:
    """All figures of a place, in the order of the table; empty for a place without any (two districts, ports ...)."""
    bases = definitions()
    return tuple(tables.record(Indicator, row, base=bases[row["indicator"]]["base"]) for row in _by_city().get(id, ()))


def value(id: str, indicator: str, year: int | None = None) -> Indicator | None:
    """One figure of a place; `year` None takes the newest. None where the table does not hold it.

    Raises
    ------
    UnknownIdError : there is no such indicator at all.
    """
    if indicator not in definitions():
        raise UnknownIdError("indicator", indicator, definitions())
    found = [each for each in indicators(id) if each.indicator == indicator and year in (None, each.year)]
    return max(found, key=lambda each: each.year, default=None)


def coverage(indicator: str, among: tuple[str, ...], year: int | None = None) -> tuple[int, int]:
    """For how many of the given places the indicator is known, and of how many: (n, of)."""
    return sum(value(id, indicator, year) is not None for id in among), len(among)


@cache
def _series() -> Mapping[str, tuple[tables.Row, ...]]:
    return tables.grouped(tables.read("city_series"), lambda row: row["id"])


def series(id: str) -> tuple[tables.Row, ...]:
    """Rows of `city_series.csv` for a place (figures read on public pages, by year); empty where there are none."""
    return _series().get(id, ())


@cache
def newest(id: str, indicator: str) -> Indicator | None:
    """The newest figure of a place from either table; of one year, one that was read comes first. None where neither has it."""
    known = [each for each in indicators(id) if each.indicator == indicator]
    known += [
        tables.record(Indicator, row, base=definitions()[indicator]["base"] if indicator in definitions() else "")
        for row in series(id)
        if row["indicator"] == indicator
    ]
    return max(known, key=lambda each: (each.year, not each.weak), default=None)
