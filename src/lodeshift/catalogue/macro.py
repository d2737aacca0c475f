"""Yearly series of the whole country and its trading partners: exchange rates, growth, price changes, carbon prices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError, named
from lodeshift.records.figure import Figure


@cache
def _series() -> Mapping[str, Mapping[int, Figure]]:
    found: dict[str, dict[int, Figure]] = {}
    for row in tables.read("macro"):
        found.setdefault(row["metric"], {})[int(row["year"])] = tables.figure(row)
    return MappingProxyType({metric: MappingProxyType(years) for metric, years in found.items()})


def metrics() -> tuple[str, ...]:
    """Names of the series."""
    return tuple(_series())


def series(metric: str) -> Mapping[int, Figure]:
    """One series by year.

    Raises
    ------
    UnknownIdError : no such series.
    """
    return named("macro series", metric, _series())


def value(metric: str, year: int) -> Figure:
    """One year of a series; a year that is not there is an error, never a guess.

    Raises
    ------
    UnknownIdError : no such series, or it does not hold this year (the years it holds are close matches).
    """
    years = series(metric)
    if year not in years:
        raise UnknownIdError(f"year of {metric} ({min(years)} to {max(years)})", str(year), map(str, years))
    return years[year]
