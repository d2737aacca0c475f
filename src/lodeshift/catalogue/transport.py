"""What it costs and takes to move a tonne: freight modes and the known route lengths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import tables
from lodeshift.errors import check_range, named
from lodeshift.records.figure import Figure


@dataclass(frozen=True, slots=True)
class Freight:
    """One mode. Cost per tonne = fixed + rate x route km, CNY of 2024 without VAT.

    `detour` is route km over great-circle km, for when only coordinates are known (1 where the rate is already for
    the route); `way` is what it runs on (rail, road, ...); `km_per_day` is None where the table does not say.
    """

    mode: str
    way: str
    scope: str
    rate: Figure
    fixed: Figure
    km_per_day: float | None
    detour: float
    vat_rate: float
    note: str


@cache
def _freight() -> Mapping[str, Freight]:
    columns = {"km_per_day": "speed_km_per_day", "detour": "detour_factor_over_great_circle"}
    return MappingProxyType(
        {
            row["mode"]: tables.record(
                Freight,
                row,
                columns,
                rate=tables.figure(row, "cny_per_tkm_", unit="CNY/t/km"),
                fixed=tables.figure(row, "fixed_cny_per_t_", unit="CNY/t"),
            )
            for row in tables.read("freight")
        }
    )


def modes() -> tuple[str, ...]:
    """Ids of the freight modes."""
    return tuple(_freight())


def freight(mode: str) -> Freight:
    """The mode with this id.

    Raises
    ------
    UnknownIdError : no such mode.
    """
    return named("freight mode", mode, _freight())


def cost_cny_per_t(mode: str, km: float) -> Figure:
    """Freight of one tonne over `km` of route (no detour factor is applied), CNY/t of 2024 without VAT.

    Raises
    ------
    UnknownIdError : no such mode.   InputRangeError : a negative distance.
    """
    check_range("km", km, at_least=0, at_most=50_000)
    chosen = freight(mode)
    rate, fixed = chosen.rate, chosen.fixed
    return Figure(
        low=fixed.low + rate.low * km,
        central=fixed.central + rate.central * km,
        high=fixed.high + rate.high * km,
        unit="CNY/t",
        year=rate.year,
        region=rate.region,
        source=rate.source,
        quality=rate.quality,
        note=f"{chosen.scope}; {km:g} km of route",
        row=rate.row,
    )


@cache
def _distances() -> Mapping[tuple[str, str], tuple[tables.Row, ...]]:
    found: dict[tuple[str, str], tuple[tables.Row, ...]] = {}
    for row in tables.read("distances"):
        for pair in ((row["from"], row["to"]), (row["to"], row["from"])):
            found[pair] = (*found.get(pair, ()), row)
    return MappingProxyType(found)


def route_km(frm: str, to: str) -> Figure | None:
    """Route length between two places in either direction, where the table holds it; else None."""
    rows = _distances().get((frm, to), ())
    return tables.figure(rows[0]) if rows else None


def route_mode(frm: str, to: str) -> str | None:
    """Kind of route that `route_km` gives: "rail", or a freight mode of `freight.csv`; None where no row exists."""
    rows = _distances().get((frm, to), ())
    return rows[0]["mode"] if rows else None


@dataclass(frozen=True, slots=True)
class ExportWay:
    """One way to a foreign market: from a port (`gate`, "" for straight from the place) by `mode` to `end`, for some
    classes of goods."""

    destination: str
    gate: str
    end: str
    mode: str
    haulage: frozenset[str]


@cache
def export_ways(destination: str) -> tuple[ExportWay, ...]:
    """Ways to a destination; empty where none is on the tables."""
    return tuple(
        ExportWay(
            row["destination"], row["gate"], row["end"], freight(row["mode"]).mode, frozenset(row["haulage"].split())
        )
        for row in tables.read("export_ways")
        if row["destination"] == destination
    )
