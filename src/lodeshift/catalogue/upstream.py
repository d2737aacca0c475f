"""What bought goods carry before they reach the gate, and the choices that a footprint needs: allocation, freight, power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from lodeshift.catalogue import goods, power, tables
from lodeshift.errors import InputRangeError, UnknownIdError
from lodeshift.records.figure import Figure

Basis = Literal["looked_up", "derived", "recalled", "judgement", "cut_off"]
Method = Literal["value", "mass", "energy", "system_expansion", "main"]
METHODS: Final[frozenset[str]] = frozenset(get_args(Method))
NATIONAL: Final = "China"

ENERGY_GJ: Final[Mapping[str, float]] = MappingProxyType(
    {
        "coke": 29.0,
        "coal_tar": 37.0,
        "natural_gas": 3.6,
        "coal": 23.0,
        "coking_coal": 29.0,
        "crude_oil": 41.9,
        "diesel": 42.7,
        "hydrogen": 120.0,
        "methanol": 19.9,
        "ammonia": 18.6,
        "pitch": 36.0,
        "tar_oils": 38.0,
        "electricity": 3.6,
        "heat": 3.6,
        "semi_coke": 27.0,
    }
)
"""Lower heating value in GJ per unit of the commodity, from the commodity table and textbooks; for energy allocation."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """Cradle-to-gate emissions of a bought commodity in t CO2e per unit, with how the number was found."""

    commodity: str
    figure: Figure
    basis: Basis


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a process with several outputs is shared out, and why."""

    process: str
    method: Method
    reason: str


@cache
def factors() -> Mapping[str, Upstream]:
    """Upstream factors by commodity."""
    return MappingProxyType(
        {
            row["commodity"]: Upstream(row["commodity"], tables.figure(row), cast(Basis, row["basis"]))
            for row in tables.read("upstream_factors")
        }
    )


def factor(commodity: str) -> Upstream:
    """The upstream factor of a commodity.

    Raises
    ------
    UnknownIdError : the commodity is unknown, or the table has no factor for it (it may have a recipe).
    """
    goods.commodity(commodity)
    known = factors()
    if commodity not in known:
        raise UnknownIdError("commodity with an upstream factor", commodity, known)
    return known[commodity]


@cache
def parameter(group: str, item: str) -> Figure:
    """One figure of the parameter table: gwp100, combustion, power, freight.

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
    known = {row["item"] for row in tables.read("upstream_parameters") if row["group"] == "combustion"}
    return parameter("combustion", fuel) if fuel in known else None


@cache
def allocations() -> Mapping[str, Allocation]:
    """Allocation chosen for a process; the others are shared by value."""
    found = {}
    for row in tables.read("upstream_allocation"):
        if row["method"] not in METHODS:
            raise UnknownIdError("allocation method", row["method"], METHODS)
        found[row["process"]] = Allocation(row["process"], cast(Method, row["method"]), row["reason"])
    return MappingProxyType(found)


def allocation(process: str) -> Allocation:
    """How a process is shared out: its row, else by value."""
    return allocations().get(process, Allocation(process, "value", "by value: what the goods are made for"))


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
        row=base.row,
    )
