"""The rows of a case's tables, one frozen model per table. Extra columns are refused.

Capacities and market volumes are read by `case.read` in the unit of the process or commodity they belong to,
which only the catalogue knows; here they are already plain numbers.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from lodeshift.case.fields import (
    MW,
    ChargeFrom,
    CnyPerMwh,
    CnyPerMwKm,
    GoalKind,
    Hours,
    Id,
    Km,
    MarketKind,
    Mcny,
    PathName,
    PlantStatus,
    PowerKind,
    Ranged,
    Sense,
    Share,
    Sourced,
    StatedItem,
    Supply,
    Text,
    TonnesPerMwh,
    split_list,
)
from lodeshift.names import HOURS_PER_YEAR

OverrideTable = Literal["recipes", "technologies", "base_prices"]


class Site(Sourced):
    """`sites.csv`: the cities or zones that are planned together."""

    site: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    """Id of the site in this case; other tables refer to it."""
    place: Text
    """Id in the catalogue (a resource city or one of the extra places)."""
    name_en: Text = ""
    """Blank = the name of the place."""
    name_zh: Text = ""
    """Blank = the name of the place."""
    tariff_grid: Text = ""
    """Key of the tariff tables; blank = the grid of the place."""
    tariff_voltage: Annotated[Text, Field(min_length=1)] = "220kV+"
    """Voltage band of the tariff, such as 220kV+ or 110kV."""
    population: float | None = Field(default=None, ge=0)
    """People, for the reader."""
    gdp_mcny: Mcny | None = None
    """GDP of `gdp_year`, at the prices of that year."""
    gdp_year: int | None = None
    """Year of the GDP figure."""


class ProcessChoice(Sourced):
    """`processes.csv`: what may be built at a site. Recipes and costs come from the catalogue."""

    site: Text
    """Site of `sites.csv`."""
    process: Text
    """Id in the catalogue; its recipe, cost and life come from there."""
    may_build: bool = True
    """May new capacity be built? `false` for processes that only existing or announced plants use."""
    max_capacity: float | None = Field(default=None, ge=0)
    """Largest capacity in all, in process units per year."""
    max_build_per_year: float | None = Field(default=None, ge=0)
    """Most new capacity that comes on line in a year, in process units per year."""
    plant_size: float | None = Field(default=None, gt=0)
    """Whole plants of this size; blank = any size."""
    availability: Share = 0.9
    """Share of the year a plant can run. Nameplate is output per year and is not multiplied with it;
    load while running is output x power per unit / (8760 h x availability)."""
    ramp_up: Annotated[tuple[float, ...], BeforeValidator(split_list)] = (1.0,)
    """Share of capacity that can be used in the first, second ... year on line ("0.5;0.8"); then 1."""
    follows_power: bool | None = None
    """May its load move by the hour? Blank: as `flexibility.csv` says."""

    @model_validator(mode="after")
    def _shares(self) -> ProcessChoice:
        if not self.ramp_up or any(not 0 <= share <= 1 for share in self.ramp_up):
            raise ValueError(f"ramp_up holds shares from 0 to 1; found {list(self.ramp_up)}")
        if not self.availability:
            raise ValueError("availability is above 0")
        return self


class Plant(Sourced):
    """`plants.csv`: what stands, is committed or announced. A plant of several steps has one row per process."""

    plant: Id
    """Id of the plant; its steps share it."""
    site: Text
    """Site of `sites.csv`."""
    process: Text
    """A process that `processes.csv` lists at the site."""
    owner: Text = ""
    """Firm, for the reader."""
    capacity: float = Field(ge=0)
    """In process units per year."""
    status: PlantStatus
    """Operating and committed plants are in every plan; announced ones are listed and compared, not counted."""
    on_line: int
    """Year in which it came or comes on line (full years count from here; the ramp-up of the process applies)."""
    retire: int | None = None
    """First year without it; blank = `on_line` + lifetime of the process."""

    @model_validator(mode="after")
    def _years(self) -> Plant:
        if self.retire is not None and self.retire <= self.on_line:
            raise ValueError(f"retire {self.retire} must lie after on_line {self.on_line}")
        return self


class CaseDeposit(Sourced):
    """`deposits.csv`: a deposit of the catalogue that this site draws on."""

    site: Text
    """Site of `sites.csv`."""
    deposit: Text
    """Name of a deposit with tiers in the catalogue."""
    max_rate_factor: float = Field(default=1.0, ge=0)
    """Multiplies the largest yearly extraction of the catalogue's tiers."""


class Market(Sourced):
    """`markets.csv`: where a commodity is bought or sold. A blank price is the catalogue's base price."""

    market: Id
    """Id of the market; it may trade several commodities."""
    site: Text
    """Site of `sites.csv`."""
    commodity: Text
    """Id in the catalogue."""
    kind: MarketKind
    """`buy` (an input) or `sell` (a product, by-product or waste)."""
    destination: Annotated[Text, Field(min_length=1)] = "domestic"
    """`domestic`, or a border region such as `eu`: sales there carry the loss of export rebate and the border price."""
    price_cny: float | None = None
    """CNY per commodity unit, without VAT, base year, at the market (at the seller's gate when bought, delivered to
    the buyer when sold); the freight of this row comes on top or off."""
    price_low_cny: float | None = None
    """Low end of the price."""
    price_high_cny: float | None = None
    """High end of the price."""
    volume: float | None = Field(default=None, ge=0)
    """Largest amount a year, in commodity units; blank = no limit."""
    mode: Annotated[tuple[str, ...], BeforeValidator(split_list)] = ()
    """Freight modes of the legs ("rail_container+sea_container_china_eu")."""
    distance_km: Annotated[tuple[Km, ...], BeforeValidator(split_list)] = ()
    """Route km of each leg (the real route: no detour factor is applied)."""
    green_only: bool = False
    """Takes only goods made with green power."""
    green_premium_cny: float = 0.0
    """CNY per commodity unit on top for goods made with green power."""
    first_year: int | None = None
    """First year in which it trades; blank = always."""
    last_year: int | None = None
    """Last year in which it trades; blank = always."""

    @model_validator(mode="after")
    def _legs_and_order(self) -> Market:
        if len(self.mode) != len(self.distance_km):
            raise ValueError(f"{len(self.mode)} freight mode(s) but {len(self.distance_km)} distance(s)")
        prices = [p for p in (self.price_low_cny, self.price_cny, self.price_high_cny) if p is not None]
        if prices != sorted(prices):
            raise ValueError(f"price_low_cny <= price_cny <= price_high_cny is broken: {prices}")
        if prices and self.price_cny is None:
            raise ValueError("a price range without price_cny")
        if self.first_year is not None and self.last_year is not None and self.last_year < self.first_year:
            raise ValueError(f"last_year {self.last_year} lies before first_year {self.first_year}")
        return self


class Route(Sourced):
    """`routes.csv`: how goods travel between two sites of the case."""

    from_site: Text
    """Site that sends."""
    to_site: Text
    """Site that receives."""
    commodity: Text = ""
    """Blank = every commodity that is weighed."""
    mode: Text
    """Freight mode of the catalogue."""
    distance_km: Km
    """Route km."""
    volume: float | None = Field(default=None, ge=0)
    """Largest amount a year, in commodity units; blank = no limit."""


class PowerOption(Sourced):
    """`power.csv`: a way to get power at a site. Wind and PV take cost and life from `technology` in the catalogue."""

    option: Id
    """Id of the option, once in the whole case: pages and answers name it."""
    site: Text
    """Site of `sites.csv`."""
    kind: PowerKind
    """`wind`, `pv`, `battery` or `plant` (an existing power plant)."""
    supply: Supply = "own"
    """`own` (at the site), `direct_line` (own generation far away, own line), `ppa` (bought, wheeled over the grid)."""
    technology: Text = ""
    """Blank = wind_onshore, pv_utility; batteries take both battery_storage_* rows."""
    existing_mw: MW = Field(default=0.0, ge=0)
    """MW that stand today."""
    existing_until: int | None = None
    """First year without them; blank = they stay."""
    potential_mw: MW | None = Field(default=None, ge=0)
    """Most that can stand in all; blank = no limit."""
    full_load_hours: Hours | None = Field(default=None, ge=0, le=HOURS_PER_YEAR)
    """Blank = the normals of the place."""
    place: Text = ""
    """Catalogue place whose climate shapes the hourly series; blank = the site."""
    series_file: Text = ""
    """Own hourly series (CSV beside the case: 8760 capacity factors) in place of the made one."""
    line_km: Km = 0.0
    """Length of its own line."""
    line_cost_cny_per_mw_km: CnyPerMwKm = 0.0
    """Cost of that line per MW and km."""
    price_cny_per_mwh: CnyPerMwh | None = None
    """PPA: energy price at the plant; plant: running cost."""
    losses: Share = 0.0
    """Share of the generation that is lost on the way."""
    earliest: int | None = None
    """First year on line of new capacity."""
    charge_from: ChargeFrom = "any"
    """Battery: from own wind and sun only (`green`: what it gives is green) or also from the grid (`any`)."""
    emission_factor_t_per_mwh: TonnesPerMwh = 0.0
    """Direct CO2 of a plant."""
    firm_share: Share = 0.0
    """Share of the capacity that can be counted on in a windless, sunless hour (existing plants)."""


class Goal(Sourced):
    """`goals.csv`: a target or a limit."""

    goal: Id
    """Id of the goal."""
    kind: GoalKind
    """What is counted, see below."""
    subject: Text = ""
    """Commodity (output), commodity or chain (sales, share_of_chain), deposit (reserve_life), product or blank (green_share)."""
    site: Text = ""
    """Blank = all sites together."""
    year: int
    """A planning year."""
    sense: Sense = "min"
    """`min` (a target) or `max` (a limit)."""
    value: float
    """In `fields.GOAL_UNITS` after reading."""
    unit: Text = ""
    """Unit of the value; may also stand in the value itself ('350 kt/a')."""


class Assumption(Ranged):
    """`assumptions.csv`: single figures, for one site or (blank) for all. Units: `fields.ASSUMPTION_UNITS`."""

    item: StatedItem
    """What is assumed, see below."""
    site: Text = ""
    """Blank = all sites."""


class PathPoint(Ranged):
    """`paths.csv`: a figure that changes over the years; between points it is interpolated, outside held constant."""

    path: PathName
    """What changes over the years, see below."""
    subject: Text = ""
    """Commodity (prices, demand, border, rebate); blank = all."""
    site: Text = ""
    """Blank = all sites."""
    year_of: int
    """Year of the point."""


class Override(Ranged):
    """`overrides.csv`: a catalogue figure replaced in this case (`recipes`: id, flow; `technologies`: id, metric)."""

    table: OverrideTable
    """`recipes`, `technologies` or `base_prices`."""
    id: Text
    """Process, technology or commodity."""
    item: Text
    """Flow of the process, metric of the technology, or `buy` / `sell` of the price."""


class Scenario(Sourced):
    """`scenarios.csv`: a named future; one row per path it multiplies."""

    scenario: Id
    """Id of the future."""
    probability: Share
    """Its probability; all futures add up to 1."""
    path: PathName
    """The path that it multiplies."""
    subject: Text = ""
    """Commodity; blank = all."""
    factor: float = Field(ge=0)
    """Factor on the path."""
