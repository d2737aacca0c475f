"""The case: every table a user may write, one frozen model per row. Extra columns are refused.

Columns named in `Amount[...]` accept a plain number in the stated unit or text with a unit ("350 kt/a").
Capacities and market volumes are read by `case.read` in the unit of the process or commodity they belong to,
which only the catalogue knows; here they are already plain numbers.
"""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from lodeshift import units
from lodeshift.errors import InputError, Problem, UnitError
from lodeshift.names import HOURS_PER_YEAR, Objective, Quality
from lodeshift.records.figure import Figure


def _reader(unit: str) -> BeforeValidator:
    def read(value: Any) -> Any:
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return value
        try:
            return units.parse(value, unit)
        except UnitError as problem:
            raise ValueError(str(problem)) from problem

    return BeforeValidator(read)


def _split_numbers(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace(";", "+").split("+") if part.strip())
    return (value,) if isinstance(value, int | float) else value


MW = Annotated[float, _reader("MW")]
Hours = Annotated[float, _reader("h")]
Km = Annotated[float, _reader("km")]
Years = Annotated[float, _reader("a")]
Mcny = Annotated[float, _reader("mCNY")]
CnyPerMwh = Annotated[float, _reader("CNY/MWh")]
Share = Annotated[float, _reader("1"), Field(ge=0, le=1)]

PlantStatus = Literal["operating", "committed", "announced"]
MarketKind = Literal["buy", "sell"]
PowerKind = Literal["wind", "pv", "battery", "plant"]
Supply = Literal["own", "direct_line", "ppa"]
ChargeFrom = Literal["green", "any"]
GoalKind = Literal[
    "output",
    "sales",
    "value_added",
    "jobs",
    "emissions",
    "water",
    "waste",
    "share_of_chain",
    "reserve_life",
    "green_share",
    "own_use_share",
]
Sense = Literal["min", "max"]
PathName = Literal[
    "grid_factor",
    "carbon_price",
    "price_factor",
    "demand_factor",
    "tariff_factor",
    "background_load",
    "people",
    "investment_budget",
    "water_limit",
    "border_price",
    "border_price_green",
    "export_rebate",
]
AssumptionItem = Literal[
    "discount_rate",
    "permit_time",
    "profit_tax_rate",
    "land_price",
    "land_per_capacity",
    "investment_grant_share",
    "power_price_support",
    "training_cost",
    "training_places",
    "vat_local_share",
    "profit_tax_local_share",
    "free_allocation_share",
    "carbon_coverage",
    "existing_circuits",
    "max_circuits",
    "firm_mw_per_further_circuit",
    "candidate_line_length",
    "substation_mva_per_circuit",
    "circuit_build_time",
    "background_peak_load",
    "ppa_price",
    "ppa_premium",
    "certificate_price",
    "market_energy_price",
    "system_operation_fee",
    "export_price",
    "export_share_limit",
    "standby_charge",
    "levies_on_own_power",
    "tou_applies_to_td",
    "battery_round_trip_efficiency",
    "batch_power_on",
    "line_losses_direct",
]


class Frozen(BaseModel):
    """Base of all rows: unknown columns are refused, nothing can be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True)


class Sourced(Frozen):
    """A row that states where its figure comes from."""

    source: str = Field(min_length=1)
    quality: Quality = "user"
    note: str = ""


class Ranged(Sourced):
    """A row that holds one figure with its range. `low` and `high` default to `central`."""

    low: float
    central: float
    high: float
    unit: str
    year: str = ""

    @model_validator(mode="before")
    @classmethod
    def _fill_range(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("central") not in (None, ""):
            data = dict(data)
            for bound in ("low", "high"):
                if data.get(bound) in (None, ""):
                    data[bound] = data["central"]
        return data

    @model_validator(mode="after")
    def _ordered(self) -> Ranged:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"low <= central <= high is broken: {self.low:g}, {self.central:g}, {self.high:g}")
        return self

    def figure(self, row: str = "", region: str = "") -> Figure:
        """The row as a `Figure`."""
        return Figure(
            self.low, self.central, self.high, self.unit, self.year, region, self.source, self.quality, self.note, row
        )


class Horizon(Frozen):
    """Which years are planned. Each planning year stands for the years up to the next one; the last for `last_years`."""

    planning_years: tuple[int, ...] = Field(min_length=1)
    last_years: int = Field(default=5, ge=1, le=40)
    decision_year: int
    """The year in which the first new build can be decided; it is on line after permit and build time."""

    @model_validator(mode="after")
    def _rising(self) -> Horizon:
        years = self.planning_years
        if any(later <= earlier for earlier, later in itertools.pairwise(years)):
            raise ValueError(f"planning_years must rise; found {list(years)}")
        if self.decision_year > years[0]:
            raise ValueError(f"decision_year {self.decision_year} lies after the first planning year {years[0]}")
        return self


class CaseHead(Frozen):
    """`case.yaml`."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title_en: str
    title_zh: str = ""
    about: str = ""
    base_year: int = Field(default=2024, ge=2000, le=2100)
    horizon: Horizon
    objective: Objective = "least_cost"
    hours: int = Field(default=672, ge=24, le=HOURS_PER_YEAR)
    climate_seed: int = 1
    climate_year: int = 2023
    """Calendar year whose weekdays and sun positions the hourly series use (not a leap year)."""


class Site(Sourced):
    """`sites.csv`"""

    site: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    place: str
    """Id in the catalogue (a resource city or one of the extra places)."""
    name_en: str = ""
    name_zh: str = ""
    tariff_grid: str = ""
    tariff_voltage: str = "220kV+"
    population: float | None = Field(default=None, ge=0)
    gdp_mcny: Mcny | None = None
    gdp_year: int | None = None


class ProcessChoice(Sourced):
    """`processes.csv`: what may be built at a site. Recipes and costs come from the catalogue."""

    site: str
    process: str
    may_build: bool = True
    max_capacity: float | None = Field(default=None, ge=0)
    """Largest capacity in all, in process units per year."""
    max_build_per_year: float | None = Field(default=None, ge=0)
    plant_size: float | None = Field(default=None, gt=0)
    """Whole plants of this size; blank = any size."""
    availability: Share = 0.9
    """Share of the year a plant can run: nameplate x availability... is not multiplied; nameplate is output per year,
    and load while running is nameplate use / (8760 h x availability)."""
    ramp_up: Annotated[tuple[float, ...], BeforeValidator(_split_numbers)] = (1.0,)
    """Share of capacity that can be used in the first, second ... year on line ("0.5;0.8"); then 1."""
    follows_power: bool | None = None
    """May its load move by the hour? Blank: as `flexibility.csv` says."""


class Plant(Sourced):
    """`plants.csv`: what stands, is committed or announced."""

    plant: str
    site: str
    process: str
    owner: str = ""
    capacity: float = Field(ge=0)
    status: PlantStatus
    on_line: int
    """Year in which it came or comes on line (full years count from here; the ramp-up of the process applies)."""
    retire: int | None = None


class CaseDeposit(Sourced):
    """`deposits.csv`: a deposit of the catalogue that this site draws on."""

    site: str
    deposit: str
    max_rate_factor: float = Field(default=1.0, ge=0)


class Market(Sourced):
    """`markets.csv`: where a commodity is bought or sold. A blank price is the catalogue's base price."""

    market: str
    site: str
    commodity: str
    kind: MarketKind
    destination: str = "domestic"
    price_cny: float | None = None
    """Per commodity unit, without VAT, base year, at the market (FOB plant gate of the seller, or delivered to the buyer)."""
    price_low_cny: float | None = None
    price_high_cny: float | None = None
    volume: float | None = Field(default=None, ge=0)
    """Largest amount a year; blank = no limit."""
    mode: Annotated[tuple[str, ...], BeforeValidator(_split_numbers)] = ()
    """Freight modes of the legs ("rail_container+sea_container_china_eu")."""
    distance_km: Annotated[tuple[float, ...], BeforeValidator(_split_numbers)] = ()
    """Route km of each leg (the real route: no detour factor is applied)."""
    green_only: bool = False
    green_premium_cny: float = 0.0
    first_year: int | None = None
    last_year: int | None = None

    @model_validator(mode="after")
    def _legs(self) -> Market:
        if len(self.mode) != len(self.distance_km):
            raise ValueError(f"{len(self.mode)} freight mode(s) but {len(self.distance_km)} distance(s)")
        return self


class Route(Sourced):
    """`routes.csv`: how goods travel between two sites of the case."""

    from_site: str
    to_site: str
    commodity: str = ""
    """Blank = every commodity that is weighed."""
    mode: str
    distance_km: Km
    volume: float | None = Field(default=None, ge=0)


class PowerOption(Sourced):
    """`power.csv`: a way to get power at a site. Wind and PV take cost and life from `technology` in the catalogue."""

    option: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    site: str
    kind: PowerKind
    supply: Supply = "own"
    technology: str = ""
    existing_mw: MW = 0.0
    existing_until: int | None = None
    potential_mw: MW | None = None
    full_load_hours: Hours | None = None
    place: str = ""
    """Catalogue place whose climate shapes the hourly series; blank = the site."""
    series_file: str = ""
    """Own hourly series (CSV beside the case: 8760 capacity factors) in place of the made one."""
    line_km: Km = 0.0
    line_cost_cny_per_mw_km: float = Field(default=0.0, ge=0)
    price_cny_per_mwh: CnyPerMwh | None = None
    """PPA: energy price at the plant; plant: running cost."""
    losses: Share = 0.0
    earliest: int | None = None
    charge_from: ChargeFrom = "any"
    emission_factor_t_per_mwh: float = 0.0
    firm_share: Share = 0.0
    """Share of the capacity that can be counted on in a windless, sunless hour (existing plants)."""


class Goal(Sourced):
    """`goals.csv`: a target or a limit."""

    goal: str
    kind: GoalKind
    subject: str = ""
    """Commodity (output), commodity or chain (sales, share_of_chain), deposit (reserve_life), product or blank (green_share)."""
    site: str = ""
    year: int
    sense: Sense = "min"
    value: float
    unit: str = ""


class Assumption(Ranged):
    """`assumptions.csv`: single figures, for one site or (blank) for all."""

    item: AssumptionItem
    site: str = ""


class PathPoint(Ranged):
    """`paths.csv`: a figure that changes over the years; between points it is interpolated, outside held constant."""

    path: PathName
    subject: str = ""
    site: str = ""
    year_of: int


class Override(Ranged):
    """`overrides.csv`: a catalogue figure replaced in this case (`recipes`: id, flow; `technologies`: id, metric)."""

    table: Literal["recipes", "technologies", "base_prices"]
    id: str
    item: str


class Scenario(Sourced):
    """`scenarios.csv`: a named future; one row per path it multiplies."""

    scenario: str
    probability: Share
    path: PathName
    subject: str = ""
    factor: float = Field(ge=0)


class Case(Frozen):
    """One checked case. `tables` name the CSV files (and the sheets of a workbook)."""

    head: CaseHead
    sites: tuple[Site, ...]
    processes: tuple[ProcessChoice, ...] = ()
    plants: tuple[Plant, ...] = ()
    deposits: tuple[CaseDeposit, ...] = ()
    markets: tuple[Market, ...] = ()
    routes: tuple[Route, ...] = ()
    power: tuple[PowerOption, ...] = ()
    goals: tuple[Goal, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    paths: tuple[PathPoint, ...] = ()
    overrides: tuple[Override, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    folder: str = ""
    """Where the case was read from (for own hourly series)."""

    @cached_property
    def _assumed(self) -> dict[tuple[str, str], Assumption]:
        return {(a.item, a.site): a for a in self.assumptions}

    def assumption(self, item: AssumptionItem, site: str = "") -> Figure | None:
        """The figure of the site, else of the whole case, else None."""
        row = self._assumed.get((item, site)) or self._assumed.get((item, ""))
        return None if row is None else row.figure(row=f"assumptions.csv:{item}")

    def needed(self, item: AssumptionItem, site: str = "") -> Figure:
        """As `assumption`, but a missing figure is an error that names file and item."""
        figure = self.assumption(item, site)
        if figure is None:
            raise InputError(
                [Problem("assumptions.csv", None, item, "no row", "a row with low, central, high, unit, source")]
            )
        return figure

    def path(self, name: PathName, year: int, subject: str = "", site: str = "") -> float | None:
        """Central value of a path in a year, interpolated; None where the case has no such path."""
        points = sorted(
            (p.year_of, p.central)
            for p in self.paths
            if p.path == name and p.subject == subject and p.site in (site, "")
        )
        if not points:
            return None
        if year <= points[0][0]:
            return points[0][1]
        for (y0, v0), (y1, v1) in itertools.pairwise(points):
            if y0 <= year <= y1:
                return v0 + (v1 - v0) * (year - y0) / (y1 - y0)
        return points[-1][1]


TABLES: dict[str, type[Frozen]] = {
    "sites": Site,
    "processes": ProcessChoice,
    "plants": Plant,
    "deposits": CaseDeposit,
    "markets": Market,
    "routes": Route,
    "power": PowerOption,
    "goals": Goal,
    "assumptions": Assumption,
    "paths": PathPoint,
    "overrides": Override,
    "scenarios": Scenario,
}
ASSUMPTION_ITEMS: frozenset[str] = frozenset(get_args(AssumptionItem))
