"""What stands in the cities: gathered rows of output, capacity, people at works, power, and the goods they mean.

A gathered row speaks of an item ("mined_copper", t of metal a year); `standing_aliases.csv` says which commodity of the
catalogue that is and how much of it, or that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from lodeshift.catalogue import goods, tables
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure

Kind = Literal["output", "capacity", "employment", "standing_power", "power_use"]
KINDS: Final[frozenset[str]] = frozenset(get_args(Kind))
AliasState = Literal["mapped", "unmapped", "inside"]


@dataclass(frozen=True, slots=True)
class Alias:
    """What an item is: `factor` units of `commodity` in one unit of it; "inside" = part of another row, never added."""

    item: str
    unit: str
    commodity: str
    factor: float
    state: AliasState
    note: str
    row: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """One row. `within`: the place whose own row holds this one; `beside`: a county that its prefecture's row leaves out."""

    place: str
    item: str
    kind: Kind
    figure: Figure
    year: int
    within: str
    beside: bool


@cache
def gathered() -> Mapping[str, tuple[Gathered, ...]]:
    """All rows by place; kinds that do not stand (planned, quotas, yearly additions) are left out.

    Raises
    ------
    InputError : low <= value <= high is broken, or a year or number does not read; the row is named.
    """
    rows = (row for row in tables.read("standing_outputs") if row["kind"] in KINDS)
    every = (tables.record(Gathered, row, beside=row["beside"] == "y") for row in rows)
    return tables.grouped(every, lambda each: each.place)


@cache
def aliases() -> Mapping[tuple[str, str], Alias]:
    """Aliases by (item, unit of the row)."""
    every = (
        tables.record(Alias, row, factor=tables.number(row, "factor") or 0.0) for row in tables.read("standing_aliases")
    )
    return MappingProxyType({(each.item, each.unit): each for each in every})


def meaning(item: str, unit: str) -> Alias:
    """What an item in a unit ("t/a") means; an item that is a commodity in its own unit means itself.

    Raises
    ------
    UnknownIdError : the item is neither on the alias table nor a commodity counted in this unit.
    """
    known = aliases().get((item, unit))
    if known is not None:
        return known
    good = goods.commodities().get(item)
    if good is not None and unit == f"{good.unit}/a":
        return Alias(item, unit, item, 1.0, "mapped", "", "")
    counted = [each for each, its_unit in aliases() if its_unit == unit]
    raise UnknownIdError(f"item counted in {unit}", item, [*counted, *goods.commodities()])
