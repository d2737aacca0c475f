"""The country's market of a good: what is made, what stands and is announced, what is wanted, and under which policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure

Measure = Literal[
    "output_china", "capacity_china", "capacity_announced", "demand_china", "exports_share_of_output", "mid_cycle_price",
    "marginal_cost_price", "typical_plant", "policy",
]  # fmt: skip
MEASURES: Final[frozenset[str]] = frozenset(get_args(Measure))
POLICIES: Final = {1: "encouraged", 0: "free", -1: "conditions", -2: "replacement only", -3: "capped"}
"""Class of a policy by its code: -2, new capacity only in exchange for old; -3, a quota or a total is set."""


@dataclass(frozen=True, slots=True)
class Market:
    """Figures of one good by (measure, year); amounts in units of the good a year, prices in CNY without VAT per unit.

    `capacity_announced` comes on top of `capacity_china`, closures not taken off; `demand_china` leaves exports out.
    """

    commodity: str
    figures: Mapping[tuple[str, int], Figure]

    def newest(self, measure: Measure) -> Figure | None:
        """The figure of the last year of a measure; None where the table has none."""
        years = [year for known, year in self.figures if known == measure]
        return self.figures[measure, max(years)] if years else None

    def demand(self, year: int) -> Figure | None:
        """Use within the country in a year; None where the table has none."""
        return self.figures.get(("demand_china", year))

    @property
    def policy(self) -> str:
        """Class of the policy on new capacity, "unknown" where the table has none: never taken as free."""
        found = self.newest("policy")
        return POLICIES[int(found.central)] if found else "unknown"

    def crowding(self, year: int) -> float | None:
        """Capacity that stands and is announced over demand of the year and today's exports; None where a part is not
        known. Nameplate: mines and goods under a quota are bound by ore, not by this."""
        parts = [self.newest(each) for each in ("capacity_china", "exports_share_of_output", "output_china")]
        demand, announced = self.demand(year), self.newest("capacity_announced")
        if demand is None or announced is None or any(each is None for each in parts):
            return None
        capacity, exports, output = (each.central for each in parts if each)
        wanted = demand.central + exports * output
        return (capacity + announced.central) / wanted if wanted > 0 else None


@cache
def markets() -> Mapping[str, Market]:
    """Markets by good, in the order of the table.

    Raises
    ------
    UnknownIdError : a row's measure is not known.
    """
    found: dict[str, dict[tuple[str, int], Figure]] = {}
    for row in tables.read("national_market"):
        if row["measure"] not in MEASURES:
            raise UnknownIdError("measure of a national market", row["measure"], MEASURES)
        found.setdefault(row["commodity"], {})[row["measure"], int(row["year"])] = tables.figure(row)
    return MappingProxyType({good: Market(good, MappingProxyType(figures)) for good, figures in found.items()})
