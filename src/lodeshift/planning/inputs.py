"""The numbers a plan is built from, free of catalogue and case: one frozen record per thing that decides or limits.

Units: goods in thousands of the commodity's unit (`k`: kt, GWh, ...), power in MW, energy in MWh, money in million
constant CNY without VAT (`mcny`). Arrays over years have one entry per planning year, arrays over slices one per slice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lodeshift.names import HOURS_PER_YEAR, Objective
from lodeshift.records.plan import RecipeFlow, Slices

Array = NDArray[np.float64]
FlexKind = Literal["batch", "shift", "modulate", "free"]
Sense = Literal["min", "max"]


@dataclass(frozen=True, slots=True)
class Horizon:
    """Planning years and what they stand for."""

    base_year: int
    years: tuple[int, ...]
    represented: Array
    """Years that each planning year stands for."""
    weight: Array
    """Sum of the discount factors of those years, to the base year."""
    rate: float
    decision_year: int

    @property
    def gaps(self) -> Array:
        """Years since the planning year before (since the decision year for the first)."""
        return np.diff(np.asarray((self.decision_year, *self.years), dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Flex:
    """How the load of a process can move by the hour."""

    kind: FlexKind
    min_load: float = 0.0
    """Share of the mean load that always runs (modulate, shift)."""
    ramp_per_hour: float = 1.0
    power_on_h: float = 48.0
    """Hours that a batch furnace stays under power once started."""
    start_every_h: float = 8.0
    """Furnaces are started at the change of shift."""


@dataclass(frozen=True, slots=True)
class Existing:
    """Capacity that stands or is committed: from `on_line` until `retire` (not included)."""

    name: str
    capacity: float
    on_line: int
    retire: int


@dataclass(frozen=True, slots=True)
class ProcessInput:
    """One process at one site; `net` maps commodity -> units given (+) or taken (-) per unit of main product."""

    id: str
    site: str
    main: str
    chain: str
    net: Mapping[str, float]
    mwh_per_unit: float = 0.0
    jobs_per_unit: float = 0.0
    co2_t_per_unit: float = 0.0
    water_m3_per_unit: float = 0.0
    capex_mcny_per_k: float = 0.0
    fixed_om_mcny_per_k: float = 0.0
    variable_om_mcny_per_k: float = 0.0
    labour_mcny_per_k: float = 0.0
    life_years: float = 15.0
    build_years: float = 1.0
    availability: float = 0.9
    ramp_up: tuple[float, ...] = (1.0,)
    existing: tuple[Existing, ...] = ()
    may_build: bool = True
    max_capacity_k: float = float("inf")
    max_build_k_per_year: float = float("inf")
    plant_size_k: float | None = None
    flex: Flex | None = None
    flows: tuple[RecipeFlow, ...] = ()
    """The recipe with its figures, as `net` and the rates above count it."""

    @property
    def mean_mw_per_k(self) -> float:
        """Mean load in MW of one thousand units a year."""
        return self.mwh_per_unit * 1000.0 / HOURS_PER_YEAR

    @property
    def full_mw_per_k(self) -> float:
        """Load while running of one thousand units of yearly capacity."""
        return self.mean_mw_per_k / self.availability


@dataclass(frozen=True, slots=True)
class MarketInput:
    """Where a commodity is bought or sold. Money per thousand units; arrays over planning years."""

    id: str
    site: str
    commodity: str
    kind: Literal["buy", "sell"]
    destination: str
    price: Array
    freight: Array
    border: Array
    """Border price plus lost export rebate (sales abroad); 0 at home."""
    border_green: Array
    """The same for green output."""
    premium: float = 0.0
    """Paid on top for green output."""
    green_only: bool = False
    volume_k: Array | None = None
    open: NDArray[np.bool_] | None = None
    reference_price: Array | None = None
    """Home price of the commodity: least cost counts a sale against it."""

    @property
    def values_green(self) -> bool:
        """Is green output worth something here, or asked for?"""
        return bool(self.green_only or self.premium or np.any(self.border_green != self.border))


@dataclass(frozen=True, slots=True)
class RouteInput:
    """Shipping between two sites of the case; mcny per thousand units."""

    from_site: str
    to_site: str
    commodity: str
    freight: float
    volume_k: float = float("inf")


@dataclass(frozen=True, slots=True)
class TierInput:
    """One tier of a deposit, in ore of the recipe's reference grade (thousand t)."""

    deposit: str
    tier: str
    site: str
    ore: str
    stock_k: float
    max_rate_k: float
    extra_cost_mcny_per_k: float


@dataclass(frozen=True, slots=True)
class SourceInput:
    """Wind, PV or a plant at a site. `profile`: capacity factor by slice (None: dispatchable up to 1)."""

    id: str
    site: str
    kind: Literal["wind", "pv", "plant"]
    supply: Literal["own", "direct_line", "ppa"]
    profile: Array | None
    capex_mcny_per_mw: float = 0.0
    fixed_om_mcny_per_mw: float = 0.0
    life_years: float = 25.0
    build_years: float = 1.0
    energy_cost_mcny_per_gwh: Array | None = None
    """PPA: wheeling on what is delivered; plant: running cost; by planning year. Own wind and PV pay the site's levy."""
    contract_mcny_per_mw: Array | None = None
    """PPA: paid per MW of contract and year (energy price x what it yields), by planning year."""
    losses: float = 0.0
    existing_mw: float = 0.0
    existing_until: int = 9999
    potential_mw: float = float("inf")
    earliest: int = 0
    co2_t_per_mwh: float = 0.0
    firm_share: float = 0.0

    @property
    def green(self) -> bool:
        return self.kind != "plant"


@dataclass(frozen=True, slots=True)
class StoreInput:
    """A battery: power and energy are sized apart."""

    id: str
    site: str
    charge_from: Literal["green", "any"]
    power_capex_mcny_per_mw: float
    energy_capex_mcny_per_mwh: float
    power_om_mcny_per_mw: float
    energy_om_mcny_per_mwh: float
    life_years: float
    round_trip: float
    existing_mw: float = 0.0
    build_years: float = 0.5
    existing_mwh: float = 0.0
    existing_until: int = 9999
    potential_mw: float = float("inf")
    earliest: int = 0


@dataclass(frozen=True, slots=True)
class GridInput:
    """The connection of a site. `tariff`: mcny per GWh bought, planning year x slice, without demand charge."""

    site: str
    tariff: Array
    demand_charge_mcny_per_mw_month: float
    grid_factor: Array
    background_mw: Array
    """Other load of the zone that the same circuits carry, by planning year."""
    existing_circuits: int
    max_circuits: int
    firm_mw: float
    circuit_capex_mcny: float
    circuit_om_mcny: float
    circuit_life_years: float
    circuit_build_years: float
    circuit_kv: float
    levy_on_own_mcny_per_gwh: Array
    """Standby charge and levies on power that own wind and PV deliver, by planning year."""
    export_price_mcny_per_gwh: float | None = None
    export_share_limit: float = 1.0
    firm_mw_low: float | None = None
    firm_mw_high: float | None = None


@dataclass(frozen=True, slots=True)
class SiteLimits:
    """People, money, water at a site, by planning year; infinite where there is no limit."""

    site: str
    people: Array
    training_cost_mcny_per_job: float
    training_places_per_year: float
    investment_mcny_per_year: Array
    water_m3: Array


@dataclass(frozen=True, slots=True)
class GoalInput:
    """A target or limit for one planning year, in the program's units (`value`) and the user's (`shown`, `unit`)."""

    id: str
    kind: str
    subject: str
    site: str
    year: int
    sense: Sense
    value: float
    shown: float
    unit: str


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """Everything a plan is built from."""

    horizon: Horizon
    slices: Slices
    sites: tuple[str, ...]
    processes: tuple[ProcessInput, ...]
    markets: tuple[MarketInput, ...]
    sources: tuple[SourceInput, ...]
    stores: tuple[StoreInput, ...]
    grids: Mapping[str, GridInput]
    limits: Mapping[str, SiteLimits]
    goals: tuple[GoalInput, ...]
    objective: Objective
    bought_fixed_om: float
    """Share of the fixed O&M of works and power plants that is bought from others (the rest is pay, so value added)."""
    bought_variable_om: float
    """The same of the variable O&M of works."""
    routes: tuple[RouteInput, ...] = ()
    tiers: tuple[TierInput, ...] = ()
    carbon_price_mcny_per_kt: Array = field(default_factory=lambda: np.zeros(0))
    """By planning year, on the covered share of direct emissions after free allocation; per thousand t CO2."""
    waste: frozenset[str] = frozenset()
    """Commodities that are waste."""
    cny_per_unit: Mapping[str, float] = field(default_factory=dict)
    """Reference price per unit of each commodity (value of internal flows)."""
