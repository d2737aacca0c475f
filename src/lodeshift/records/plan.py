"""What the plan hands on: the build-out, its power by the slice, its flows, accounts, goals and prices.

Version 3. All money is constant-price CNY of the base year without VAT, in million (`mcny`) unless a name says
otherwise. Commodities and processes are catalogue ids; amounts are in the commodity's own unit ("t" mostly).
Arrays have one entry per slice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lodeshift.names import Objective
from lodeshift.records.figure import Figure, Matter
from lodeshift.records.note import Note

Series = NDArray[np.float64]
SCHEMA_VERSION = 3


@dataclass(frozen=True, slots=True)
class Slices:
    """The hours a plan looks at. `start_hour[i]` is the clock hour of the year (0..8759, Beijing time) in which
    slice i begins, `length_h` its length and `weight_h[i]` how many hours of the year it stands for (sum 8760).
    `month[i]` is 1..12."""

    start_hour: NDArray[np.int64]
    length_h: int
    weight_h: Series
    month: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SitePower:
    """Power of one site in one planning year. All MW, one value per slice.

    `supply_mw`: what was used, by source ("wind:<option>", "pv:<option>", "ppa:<option>", "grid",
    "battery:<option>" discharging, "plant:<option>"). `use_mw`: by use (process id, "battery:<option>" charging, "export").
    Both sum to the same in every slice. `available_mw`: what wind and sun could have given, by source;
    curtailed = available - supplied. `green_mw`: load covered by green supply in the same hour. `tariff_cny_per_mwh`:
    what a bought MWh costs in that slice without demand charge. `marginal_cny_per_mwh`: value of one more MWh.
    """

    site: str
    year: int
    supply_mw: Mapping[str, Series]
    use_mw: Mapping[str, Series]
    available_mw: Mapping[str, Series]
    green_mw: Series
    tariff_cny_per_mwh: Series
    marginal_cny_per_mwh: Series


@dataclass(frozen=True, slots=True)
class PowerTotals:
    demand_mwh: float
    wind_mwh: float
    pv_mwh: float
    ppa_mwh: float
    grid_mwh: float
    curtailed_mwh: float
    peak_mw: float
    """Largest draw on the grid in a slice (grid and PPA)."""
    full_load_mw: float
    """Load of everything running at once in a windless, sunless hour, with the zone's other load: what the circuits must carry."""
    circuits: int
    circuits_low: int
    circuits_high: int
    """Circuits at the high and low end of the firm MW per further circuit: the range that the estimate allows."""


@dataclass(frozen=True, slots=True)
class SiteYear:
    """One site in one planning year. Mappings are by process id (built, capacity, activity) or commodity id."""

    built: Mapping[str, float]
    """New capacity on line since the previous planning year, in process units per year (or MW, MWh, circuits for power options)."""
    capacity: Mapping[str, float]
    activity: Mapping[str, float]
    output_t: Mapping[str, float]
    green_output_t: Mapping[str, float]
    sales_mcny: float
    value_added_mcny: float
    jobs: float
    emissions_t: float
    """Scope 1 of the plants (direct) in t CO2."""
    emissions_power_t: float
    """Scope 2, location-based: bought grid power times the grid factor of the year."""
    water_m3: float
    waste_t: float
    investment_mcny: float
    power: PowerTotals


@dataclass(frozen=True, slots=True)
class PlanYear:
    year: int
    years_represented: float
    sites: Mapping[str, SiteYear]


@dataclass(frozen=True, slots=True)
class Flow:
    """What one process took (-) or gave (+) of one commodity in one year, in the commodity's unit."""

    year: int
    site: str
    process: str
    commodity: str
    amount: float


@dataclass(frozen=True, slots=True)
class Trade:
    """A purchase (`buy`), a sale (`sell`) or a shipment between sites (`ship`) in one year."""

    year: int
    site: str
    commodity: str
    kind: str
    market: str
    amount: float
    price_cny: float
    """Price per unit at the market, before freight."""
    freight_cny: float
    border_cny: float
    """Border price plus lost export rebate per unit (sales abroad)."""
    reference_year: int


Account = Literal["region", "firm", "city", "memo"]
Item = Literal[
    "bought", "sold", "bought inputs", "sales", "bought electricity", "sold electricity", "demand charge",
    "levies on own power", "green power contracts", "wheeling of contract power", "power from plants", "capital charge",
    "capital charge of power", "capital charge of circuits", "fixed O&M", "fixed O&M of power", "fixed O&M of circuits",
    "variable O&M", "labour", "carbon price", "freight of inputs", "freight of sales", "freight between sites",
    "goods shipped between sites", "border and lost rebate", "border saved by green output", "premium for green output",
    "reference value of sales", "mining above or below the reference mine", "profit tax", "VAT", "VAT payable", "land",
    "grants", "power price support", "training", "circuits", "value added", "markets, freight and borders",
]  # fmt: skip
"""What a payment is for: the keys of the plan's JSON and CSV. `sales` and `bought inputs` are sums over goods."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line of an account; `subject` is the good that was bought or sold, or the chain whose value added it is."""

    account: Account
    item: Item
    subject: str = ""

    @property
    def name(self) -> str:
        """The line's key in JSON and CSV: "bought pitch", "value added: graphite", "labour"."""
        between = ": " if self.item == "value added" else " "
        return f"{self.item}{between}{self.subject}" if self.subject else self.item


@dataclass(frozen=True, slots=True)
class AccountItem:
    """One line of an account in one planning year: constant mcny of that year, not discounted; + is good for its owner."""

    line: AccountLine
    year: int
    mcny: float


@dataclass(frozen=True, slots=True)
class GoalResult:
    target: float
    reached: float
    unit: str
    marginal: float
    """Change of the objective in mcny (discounted) when the goal is tightened by one unit; 0 where it does not bind."""
    year: int
    kind: str
    """Kind of goal in the case ("output", "green_share" ...)."""
    subject: str
    """What it is about: a commodity, chain or deposit; empty = the whole plan."""
    site: str
    """Blank = all sites."""
    sense: Literal["min", "max"]


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that holds the plan back: which, the value of one more unit (mcny, discounted) and that unit."""

    note: Note
    marginal: float
    unit: str


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """A figure that the plan rests on: what it is, at which site (blank: the whole plan), and how it reaches the objective."""

    label: Note
    site: str
    figure: Figure
    matter: Matter


@dataclass(frozen=True, slots=True)
class WeakFigure:
    """An estimated or recalled figure that the answer leans on, with the money that hangs on it: the sum over its uses."""

    label: Note
    site: str
    figure: Figure
    effect_mcny: float
    """Change of the objective as a cost (mcny, discounted, + is dearer) when the figure goes to its high end and no
    decision changes; what a balance or limit then lacks counts at its marginal price."""
    effect_mcny_per_year: float
    """Size of the same change in the last planning year, mcny of that year."""


@dataclass(frozen=True, slots=True)
class RecipeFlow:
    """One flow of a recipe at a site per unit of the main product, with the figure that the plan used; `overridden` where
    the case replaced the catalogue's row."""

    site: str
    process: str
    commodity: str
    direction: Literal["in", "out", "byproduct"]
    figure: Figure
    overridden: bool


@dataclass(frozen=True, slots=True)
class GreenVariant:
    """What green power does: one re-solve; `green_share` is the share of the load that green power of the same hour
    covers in the last planning year, as reached (0 = no wind and sun to draw on)."""

    green_share: float
    objective_mcny: float
    wind_mw: float
    pv_mw: float
    battery_mwh: float
    ppa_mwh: float
    circuits: int
    cost_cny_per_t: Mapping[str, float]
    kgco2_per_kg: Mapping[str, Mapping[str, float]]
    """product -> {"scope1", "scope2_location", "scope2_hourly"} in kg CO2 per kg of product, last planning year."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the other objective would build: capacity by process and year, and its objective value."""

    objective: Objective
    mcny: float
    capacity: Mapping[int, Mapping[str, float]]
    output: Mapping[int, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Circuits:
    """The circuits that bring power: voltage of the province, and how many stand today over all sites."""

    kv: float
    existing: int


@dataclass(frozen=True, slots=True)
class ChainReach:
    """For how many units of `product` a year each material that is made suffices, and which one limits the chain."""

    product: str
    suffices_for: Mapping[str, float]
    limits: str


@dataclass(frozen=True, slots=True)
class Span:
    """Least and most MW of a kind of source in a planning year."""

    kind: str
    year: int
    low_mw: float
    high_mw: float


@dataclass(frozen=True, slots=True)
class NearOptimal:
    """How much wind and sun plans have that cost at most the share `within` more than the best."""

    within: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to what planners ask of a case, last planning year unless said. `chains` by question of
    `sector_questions.csv`; `value_added_share`: share of a product's sales that is value added."""

    circuits: Circuits | None = None
    chains: Mapping[str, ChainReach] = field(default_factory=dict)
    wind_and_sun: NearOptimal | None = None
    value_added_share: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """A solved plan. See the module's head for units."""

    case: str
    title: Mapping[str, str]
    objective: Objective
    objective_mcny: float
    base_year: int
    discount_rate: float
    slices: Slices
    years: tuple[PlanYear, ...]
    power: tuple[SitePower, ...]
    flows: tuple[Flow, ...]
    trades: tuple[Trade, ...]
    accounts: tuple[AccountItem, ...]
    goals: Mapping[str, GoalResult]
    break_even: Mapping[str, float]
    """Product -> long-run marginal cost in CNY per unit in the last planning year: the price at which one more
    tonne a year pays all its cost, capital included."""
    prices_today: Mapping[str, float]
    binding: tuple[Binding, ...]
    weak: tuple[WeakFigure, ...]
    """Those whose money can be told, largest first."""
    warnings: tuple[Note, ...]
    solver: Mapping[str, str | float]
    """method, status, gap (integers), certificate_gap, _primal and _dual (of the linear program), rows, columns, nonzeros,
    build_s, solve_s, lp_s, total_s."""
    green: tuple[GreenVariant, ...] = ()
    alternative: Alternative | None = None
    answers: Answers = field(default_factory=Answers)
    weak_apart: tuple[UsedFigure, ...] = ()
    """Weak figures without an effect in proportion: see `records.figure.Matter`."""
    recipes: tuple[RecipeFlow, ...] = ()
    """The flows of every process of the plan, by site, as they were used."""
    schema_version: int = SCHEMA_VERSION
