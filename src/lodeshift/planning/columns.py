"""The columns of a plan by what they are: every block of the program that another room reads has its handle here."""

from __future__ import annotations

from dataclasses import dataclass, field

from lodeshift.program.model import Block


@dataclass(frozen=True, slots=True)
class PlantColumns:
    """New yearly capacity and what is made, in thousand units: (process, year)."""

    build: Block
    activity: Block


@dataclass(frozen=True, slots=True)
class TradeColumns:
    """Thousand units bought or sold (market, year) and shipped between sites (route, year)."""

    trade: Block
    ship: Block


@dataclass(frozen=True, slots=True)
class SourceColumns:
    """MW there and MW new (source, year), and what moves by the hour, MW (year, slice): existing plants by source,
    delivered contract power by site."""

    total: Block
    built: Block
    plants: dict[str, Block]
    contracts: dict[str, Block]


@dataclass(frozen=True, slots=True)
class Sized:
    """One part of a battery (power in MW, energy in MWh), by year: what is built and what is there."""

    built: Block
    total: Block


@dataclass(frozen=True, slots=True)
class StoreColumns:
    """A battery's size, and MW in, MW out and MWh held (year, slice)."""

    power: Sized
    energy: Sized
    charge: Block
    discharge: Block
    level: Block


@dataclass(frozen=True, slots=True)
class GridColumns:
    """The connection of a site: MW bought and sold (year, slice; `export` None where the grid buys nothing), the months'
    peaks (year, month), circuits built and standing beside the existing ones (year)."""

    bought: Block
    peak: Block
    export: Block | None
    circuits_built: Block
    further_circuits: Block


@dataclass(frozen=True, slots=True)
class BalanceBlocks:
    """Power of a site: its steady load (year) and the rows of its balance (year, slice).

    `green_load` and the rows of `green_supply` are there where it matters which load green power covers; `spilled` where
    something hangs on how much wind and sun was taken, else the slack of the supply rows says it.
    """

    base_load: Block
    rows: Block
    green_load: Block | None
    green_supply: Block | None
    spilled: Block | None


@dataclass(frozen=True, slots=True)
class GreenColumns:
    """What is made with green power (process, year), and by site what is sold as green (valued market, year)."""

    activity: Block
    sales: dict[str, Block]


@dataclass(slots=True)
class PlanColumns:
    """All handles of a plan's program, filled while it is built: by site, by id, or one for all."""

    plants: PlantColumns
    extract: Block
    trade: TradeColumns
    sources: SourceColumns
    stores: dict[str, StoreColumns] = field(default_factory=dict)
    furnace_starts: dict[tuple[str, str], Block] = field(default_factory=dict)
    """Starts of batch furnaces (year, shift), by site and process."""
    grids: dict[str, GridColumns] = field(default_factory=dict)
    goods: dict[tuple[str, str], Block] = field(default_factory=dict)
    """Rows of the balance of a good (year), by site and commodity."""
    power: dict[str, BalanceBlocks] = field(default_factory=dict)
    green: GreenColumns | None = None
    trained: dict[str, Block] = field(default_factory=dict)
    goals: dict[str, Block] = field(default_factory=dict)
    """The row of each goal."""
