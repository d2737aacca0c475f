"""What each tonne carries: footprints by scope, contributions, electricity by regime, battery figures. Version 2.

Amounts are t CO2e per unit of the product (t, MWh, kg, MW, unit), which is the same number as kg CO2e per kg, per kWh,
per g, per kW; `unit` says which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lodeshift.names import Quality
from lodeshift.records.border import BorderCost
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note

Sharing = Literal["value", "mass", "energy", "system_expansion", "main"]
"""How the burden of a process with several outputs is shared out."""

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True)
class ProductAt:
    """A product made at a site in a year."""

    product: str
    site: str
    year: int


@dataclass(frozen=True, slots=True)
class Band:
    """Central value and the 5 % and 95 % ends of the draws.

    `central` is what the tables' central values give, which need not be the median of the draws: `central_quantile` is the
    share of draws below it (0.27: nearly three in four draws lie above). None without draws or without any range.
    """

    low: float
    central: float
    high: float
    central_quantile: float | None = None


@dataclass(frozen=True, slots=True)
class Scope2:
    """Bought power and heat per unit of product, by how the power is counted. Heat is in all of them.

    `location`: the grid's average. The market figures take off supply that a contract or a line backs, matched by the
    year, the month or the hour; power that nobody claims carries the residual mix.
    """

    location: float
    market_annual: float
    market_monthly: float
    market_hourly: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of a footprint: which stage, through which input, where, in which scope. Parts sum to the footprint.

    `stage` is a process, or "bought", "freight", "energy"; `input` "direct" for what leaves the process itself, else a
    commodity or a mode of freight. `rows` are the table rows that the part is a product of, but for how much of it the
    chain takes.
    """

    stage: str
    input: str
    place: str
    scope: int
    value: float
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of the tree: `amount` of `node` per unit of the product, what it carries, and its own branches.

    `what` is the commodity (or mode of freight), `stage` the process or supply behind it. `own` is what the node emits
    itself; `rest` what lies in branches below the cut-off. `amount_rows` are the table rows by which its parent takes it,
    `own_rows` those of its own emissions.
    """

    node: str
    what: str
    stage: str
    amount: float
    unit: str
    value: float
    share: float
    own: float
    rest: float
    amount_rows: tuple[str, ...]
    own_rows: tuple[str, ...]
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Allocated:
    """How a process was shared out: the share of its burden by output, outputs credited instead, and why.

    `credits` are outputs that replace the same good made elsewhere (system expansion); they carry no share. `reason` is
    the key of a reason ("all_fuels").
    """

    process: str
    method: Sharing
    share: Mapping[str, float]
    credits: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class WeakParameter:
    """An estimated or recalled figure behind a footprint, and half of what its range moves, in the footprint's unit."""

    label: Note
    figure: Figure
    effect: float


@dataclass(frozen=True, slots=True)
class PowerMatch:
    """How one site's or one process's load of a year was covered. Energies in MWh, factors in t CO2/MWh.

    `green_*` are loads covered by accepted supply when matched by the year, month and hour; excess never counts.
    """

    site: str
    process: str
    year: int
    load_mwh: float
    supply_mwh: Mapping[str, float]
    green_annual_mwh: float
    green_monthly_mwh: float
    green_hourly_mwh: float
    grid_factor: float
    residual_factor: float
    by_regime: Mapping[str, float]
    """t CO2/MWh of load under each regime of the evidence table."""
    lost_mwh: Mapping[str, float] = field(default_factory=dict)
    """This load's share of what storage lost, by what charged it: "direct_line", "ppa", "grid"."""


@dataclass(frozen=True, slots=True)
class ProductFootprint:
    """Footprint of one product at one site in one year."""

    product: str
    site: str
    year: int
    unit: str
    total: Band
    scope1: float
    scope2: Scope2
    scope3: float
    contributions: tuple[Contribution, ...]
    tree: Branch
    allocation: Mapping[str, Allocated]
    power_by_regime: Mapping[str, float]
    """t CO2e of bought power per unit of product under each regime of the evidence table."""
    left_out: tuple[Note, ...]
    method: tuple[Note, ...]
    weak: tuple[WeakParameter, ...]
    """Estimated or recalled figures behind it, those first whose range moves it most."""

    def total_by(self, scope2: float) -> float:
        """The footprint when bought power and heat count `scope2`."""
        return self.scope1 + scope2 + self.scope3


@dataclass(frozen=True, slots=True)
class FoilEffect:
    """What foil thickness does to a cell: area, copper and specific energy beside the trade's claims."""

    thickness_um: float
    g_per_m2: float
    kg_per_kwh: float
    wh_per_kg: float
    gain: float
    gain_low: float
    gain_high: float
    claim: float | None
    kgco2e_per_kwh: float


@dataclass(frozen=True, slots=True)
class LawDay:
    """A day from which a law asks for something, with where that stands."""

    day: dt.date
    quality: Quality
    source: str


@dataclass(frozen=True, slots=True)
class Passport:
    """Battery carbon footprint after Regulation (EU) 2023/1542: kg CO2e per kWh delivered over the service life."""

    product: str
    site: str
    year: int
    category: str
    energy_delivered_kwh_per_kwh: float
    kgco2e_per_kwh_delivered: Band
    kgco2e_per_kwh_capacity: float
    stages: Mapping[str, float]
    """kg CO2e per kWh delivered by life-cycle stage."""
    electricity: Note
    by_regime: Mapping[str, float]
    foil: tuple[FoilEffect, ...]
    data_quality: float
    """1 (best) to 5, each figure weighted by what it contributes."""
    weak_share: float
    """Share of that weight which rests on estimated or recalled figures."""
    dates: Mapping[str, LawDay]
    evidence: tuple[Note, ...]
    method: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two footprints on the same draws: first less second, and how often the first is the smaller."""

    first: ProductAt
    second: ProductAt
    unit: str
    difference: Band
    share_first_smaller: float


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything `lodeshift trace` answers."""

    source: Note
    products: tuple[ProductFootprint, ...]
    border: tuple[BorderCost, ...]
    """Lawful default values first; where our recipe gives one, the same good with the recipe's value as "actual" after it."""
    battery: tuple[Passport, ...]
    power: tuple[PowerMatch, ...]
    compared: tuple[Compared, ...]
    warnings: tuple[Note, ...]
    places: Mapping[str, str]
    """Place of the catalogue of each site."""
    schema_version: int = SCHEMA_VERSION
