"""What bought goods carry before they reach the gate, and the choices that a footprint needs: allocation, freight, power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from lodeshift.catalogue import goods, power, tables
from lodeshift.errors import InputRangeError, UnknownIdError, named
from lodeshift.records.figure import Figure
from lodeshift.records.footprint import Sharing

Basis = Literal["looked_up", "derived", "recalled", "judgement", "cut_off"]
METHODS: Final[tuple[Sharing, ...]] = get_args(Sharing)
NATIONAL: Final = "China"


@dataclass(frozen=True, slots=True)
class Upstream:
    """Cradle-to-gate emissions of a bought commodity in t CO2e per unit, with how the number was found."""

    commodity: str
    figure: Figure
    basis: Basis


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a process with several outputs is shared out, and why: the key of a reason ("all_fuels")."""

    process: str
    method: Sharing
    reason: str


@cache
def factors() -> Mapping[str, Upstream]:
    """Upstream factors by commodity."""
    return MappingProxyType({each.commodity: each for each in tables.records(Upstream, "upstream_factors")})


def factor(commodity: str) -> Upstream:
    """The upstream factor of a commodity.

    Raises
    ------
    UnknownIdError : the commodity is unknown, or the table has no factor for it (it may have a recipe).
    """
    goods.commodity(commodity)
    return named("commodity with an upstream factor", commodity, factors())


@cache
def parameter(group: str, item: str) -> Figure:
    """One figure of the parameter table: gwp100, combustion, heating_value, power, freight, capital_goods.

    Raises
    ------
    UnknownIdError : no such group or item.
    """
    rows = [row for row in tables.read("upstream_parameters") if row["group"] == group]
    for row in rows:
        if row["item"] == item:
            return tables.figure(row)
    raise UnknownIdError(f"upstream parameter of {group}", item, [row["item"] for row in rows])


def combustion(fuel: str) -> Figure | None:
    """CO2 of burning one unit of a fuel, as the recipes count it; None where they do not."""
    return _parameter_if_known("combustion", fuel)


def heating_value(fuel: str) -> Figure | None:
    """Lower heating value in GJ per unit of a commodity; None for what is no fuel."""
    return _parameter_if_known("heating_value", fuel)


def _parameter_if_known(group: str, item: str) -> Figure | None:
    known = {row["item"] for row in tables.read("upstream_parameters") if row["group"] == group}
    return parameter(group, item) if item in known else None


@cache
def allocations() -> Mapping[str, Allocation]:
    """Allocation chosen for a process; the others are shared by value."""
    return MappingProxyType({each.process: each for each in tables.records(Allocation, "upstream_allocation")})


def allocation(process: str) -> Allocation:
    """How a process is shared out: its row, else by value."""
    return allocations().get(process, Allocation(process, "value", "made_for_value"))


@cache
def first_grid_year() -> int:
    """The first year with a grid factor of the country."""
    return int(power.co2_factor(NATIONAL, 0).year)


@cache
def grid_factor(province: str, year: int) -> Figure:
    """Average factor of a grid in t CO2/MWh: published years as printed, later ones carried on by the national trend.

    Raises
    ------
    UnknownIdError : no factor for this province.   InputRangeError : a year after 2060.
    """
    if year > 2060:
        raise InputRangeError(f"year {year} is beyond 2060: the trend of the grid factor is not carried that far")
    base = power.co2_factor(province, year)
    years = year - int(base.year)
    if years <= 0:
        return base
    trend = parameter("power", "grid_trend")
    return Figure(
        low=base.low * trend.low**years,
        central=base.central * trend.central**years,
        high=base.high * trend.high**years,
        unit=base.unit,
        year=str(year),
        region=base.region,
        source=f"{base.source}, {base.year}, carried on at {trend.central - 1:+.1%} a year: {trend.source}",
        quality="estimate",
        note=base.note,
        row=f"{base.row}, {trend.row}",
    )
