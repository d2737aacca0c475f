"""The city as it stands in its base year: goods, mines, sectors, power, emissions, people, and what is not known.

Version 1. Money is million yuan: value added of sectors as the base year's GDP is printed, that of works at the price tables'
year without VAT; amounts in the commodity's own unit a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lodeshift.records.figure import Figure
from lodeshift.records.note import Note

SCHEMA_VERSION = 1
GoodKind = Literal["output", "capacity"]
Basis = Literal["printed", "estimate", "recalled", "firm", "deposit", "inside", "derived"]
"""How a good's amount is known: printed (read), estimated, recalled, sum of firms, a deposit's tier in work, the sum of
counties that lie inside, or derived as the middle of a chain whose end stands."""


@dataclass(frozen=True, slots=True)
class StandingGood:
    """What a place makes, or can make, of a commodity. `rows` are the table rows that the figure comes from."""

    commodity: str
    kind: GoodKind
    figure: Figure
    year: int
    basis: Basis
    rows: tuple[str, ...]

    @property
    def read(self) -> bool:
        """Does the amount rest on figures that were read, not recalled or estimated?"""
        return not self.figure.weak


@dataclass(frozen=True, slots=True)
class StandingMine:
    """A tier of a deposit in work: ore left and dug in t, and whether it pays at its gate price (None: no price)."""

    deposit: str
    tier: int
    process: str
    commodity: str
    ore_t: Figure
    dug_t_per_year: float
    revenue_mcny: float | None
    life_years: float | None
    pays: bool | None


@dataclass(frozen=True, slots=True)
class StandingWork:
    """Standing plants of one process, sized by the output of their good; a year at the gate's base prices.

    `jobs` is the recipe's labour, `digs` whether a mine or well is in it. CO2 is direct plus bought power by location.
    `margin_cny_per_unit`: sales less what a stop would save (goods, power, wages, variable O&M); below 0 it runs at a loss.
    """

    process: str
    sector: str
    good: StandingGood
    digs: bool
    revenue_mcny: float
    margin_cny_per_unit: float
    value_added_mcny: float
    jobs: float
    power_twh: float
    co2_t: float
    ch4_co2e_t: float


@dataclass(frozen=True, slots=True)
class StandingSector:
    """One sector of the city; `modelled` where it is the sum of chains of the catalogue, else a residual or a census share."""

    sector: str
    value_added_mcny: float | None
    jobs: float | None
    modelled: bool


@dataclass(frozen=True, slots=True)
class StandingPower:
    """Power that stands (MW by type) and is used (TWh a year); None where no figure is known."""

    mw: Mapping[str, Figure]
    twh: Figure | None


@dataclass(frozen=True, slots=True)
class StandingEmissions:
    """t a year of what is modelled: CO2 direct plus bought power by location; methane apart as CO2e; `covers` names goods."""

    co2_t: float | None
    ch4_co2e_t: float | None
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A gathered row that no commodity stands for, or that lies inside another row."""

    item: str
    figure: Figure
    inside: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in its base year. `gaps` say what is not known or conflicts."""

    place: str
    base_year: int
    goods: tuple[StandingGood, ...]
    unmapped: tuple[Unmapped, ...]
    mines: tuple[StandingMine, ...]
    works: tuple[StandingWork, ...]
    sectors: tuple[StandingSector, ...]
    gdp_mcny: Figure | None
    population: Figure | None
    mining_jobs: Figure | None
    mining_value_added_mcny: float | None
    power: StandingPower
    emissions: StandingEmissions
    reserve_life_years: float | None
    money: Mapping[str, Figure]
    modelled_share_of_industry: float | None
    read_share: float | None
    gaps: tuple[Note, ...]
    schema_version: int = SCHEMA_VERSION

    @property
    def modelled_emissions_t(self) -> float | None:
        """CO2 of standing plants that are modelled, direct plus bought power by location, without methane."""
        return self.emissions.co2_t

    def output(self, commodity: str) -> StandingGood | None:
        """The output of a commodity; None where none is known."""
        return next((g for g in self.goods if g.commodity == commodity and g.kind == "output"), None)
