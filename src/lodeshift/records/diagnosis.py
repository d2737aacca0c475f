"""What the diagnosis hands on: rules with margins, stage, dependence, reserve life, trend, index, warnings.

Version 1. Shares are fractions (0..1) unless a unit says otherwise; a `None` means "no data", never zero.
Every figure tells the table row it comes from (`Figure.row`); figures computed from others carry quality "derived"
and all their rows. What is to be said stands as `Note`s or as keys of the words' table; no sentence is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lodeshift.names import Stage
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note
from lodeshift.records.scores import EfficiencyResult, IndexResult

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class RuleTest:
    """One comparison of a rule. `margin` = how far the value is past the cut-off (> 0 passes), in `unit`."""

    test: str
    measure: str
    """What is compared, by its key."""
    figure: Figure | None
    cut_off: float | None
    sense: str
    """">=", ">" or "<"."""
    passed: bool | None
    margin: float | None
    unit: str
    mark: str
    """S = seen in a source, M = from memory, P = our proposal, U = the user's own."""
    remarks: tuple[Note, ...] = ()
    high: float | None = None
    """Upper end where missing parts leave a span; the figure's central value is then the lower end."""
    decisive: bool = True
    """False where the figure is known to run low against what the rule counts, so that failing proves nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An identification rule by name with its tests; `verdict` is None where the data do not decide it."""

    rule: str
    source: str
    """Where its cut-offs were seen, as the table cites it."""
    verdict: bool | None
    tests: tuple[RuleTest, ...]


@dataclass(frozen=True, slots=True)
class StageFinding:
    """The stage by our proposed rule.

    `stage` is given only where every value of the missing inputs leads to the same class; otherwise `possible` lists
    what the data leave open. `reading` is the class when tests without data are taken as not passed (given only
    where reserves are known): a reading, not a verdict. `probability` is the share of draws with that class under
    +-20 % error of each input ("undecided": the data do not decide); `reading_probability` the same for the reading.
    """

    stage: Stage | None
    possible: tuple[Stage, ...]
    reading: Stage | None
    probability: Mapping[str, float]
    reading_probability: Mapping[str, float]
    tests: tuple[RuleTest, ...]
    inputs: tuple[tuple[str, Figure | None], ...]
    resource_security: tuple[float, float] | None
    """RS from lowest to highest value that the missing parts allow; None where nothing is known."""
    development: tuple[float, float] | None
    """SD likewise."""
    development_median: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class IndustryShare:
    """One industry: its share, and its location quotient against the reference (None without one)."""

    industry: str
    share: float
    quotient: float | None


@dataclass(frozen=True, slots=True)
class Diversity:
    """Measures of one table of shares. Those against a reference are None where there is no reference."""

    basis: Note
    """Shares of what, against which reference."""
    year: int
    industries: int
    herfindahl: float
    herfindahl_normalised: float
    herfindahl_without_largest: float
    shannon: float
    effective_number: float
    evenness: float
    ogive: float
    largest: str
    largest_share: float
    krugman: float | None
    hachman: float | None
    related_variety: float
    unrelated_variety: float
    quotients: tuple[IndustryShare, ...]
    """Largest share first."""
    row: str
    source: str


@dataclass(frozen=True, slots=True)
class Dependence:
    """How much hangs on extraction. `first_processing` is a span where the table does not split manufacturing."""

    employment: Diversity | None
    value_added: Diversity | None
    own_table: Diversity | None
    """From the `industry` columns of the user's table."""
    extraction_share: Figure | None
    extraction_quotient: float | None
    extraction_share_of_industry: Figure | None
    extraction_and_first_processing: tuple[float, float] | None
    note: Note


@dataclass(frozen=True, slots=True)
class Tier:
    """One grade tier of a deposit, in t of ore (or in the ground); `pays` None where no price is known."""

    deposit: str
    tier: int
    name: str
    in_work: bool
    pays: bool | None
    ore_t: tuple[float, float, float]
    rate_t: float
    extracted_t: float
    cost_cny_per_t: float
    """Cash cost per t of product (coal, oil, concentrate, carbonate); for ores with the recipe's variable O&M."""
    price_cny_per_t: float | None
    product: str
    row: str


@dataclass(frozen=True, slots=True)
class MineralReserve:
    """Reserve life of one mineral of a city at today's largest yearly rate of the tiers in work."""

    mineral: str
    product: str
    life_years: tuple[float, float, float] | None
    """On tiers that pay at the base price (low, central, high of the tonnage)."""
    in_work_years: float | None
    """On tiers in work only."""
    first_empty_years: float | None
    """Until the first tier in work is empty at its own rate ..."""
    first_empty_share: float | None
    """... and the share of today's output that it carries."""
    depletion: float
    """Extracted over extracted and still paying, in product; all tiers together."""
    revenue_mcny: float
    """Yearly product at the base price, million CNY without VAT."""
    contained_t: float
    """Substance in the yearly product of the tiers in work, t."""
    national_share: Figure | None
    tiers: tuple[Tier, ...]
    quality: str


@dataclass(frozen=True, slots=True)
class BookReserve:
    """A reserve as its books print it; `years` = reserve over reported output where the two count the same thing."""

    deposit: str
    substance: str
    basis: str
    figure: Figure | None
    """None where the row prints no quantity."""
    row: str
    years: float | None
    plant_capacity_t: float | None
    """Refining capacity on own and bought feed, t a year, where that is what the row prints."""
    note: Note
    """What the years rest on, or why there are none."""


@dataclass(frozen=True, slots=True)
class ReserveLife:
    city_years: tuple[float, float, float] | None
    """Revenue-weighted harmonic mean over the minerals (low, central, high of the tonnages)."""
    depletion: float | None
    """Revenue-weighted mean."""
    national_share: float | None
    """Revenue-weighted mean of the minerals' shares, each cut at 5 %; fraction."""
    minerals: tuple[MineralReserve, ...]
    book: tuple[BookReserve, ...]


CensusBase = Literal["before_fourth", "fourth", "after_fifth"]
"""Which economic census a GDP level stands on."""


@dataclass(frozen=True, slots=True)
class Level:
    """One published level; only levels of the same `base` may be compared."""

    figure: Figure
    base: CensusBase


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of the city against its peers that have the figure."""

    measure: str
    figure: Figure | None
    peers: int
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    below: int
    """Peers with a lower value."""


@dataclass(frozen=True, slots=True)
class Trend:
    criteria: tuple[str, ...]
    peers: tuple[str, ...]
    levels: tuple[Level, ...]
    real_growth: tuple[Figure, ...]
    comparisons: tuple[Comparison, ...]
    break_factor: float | None
    also_known: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """A rule that fired: by name, the figure with its row, what it says, and the rule with its mark."""

    warning: str
    figure: Figure
    said: Note
    rule: Note
    mark: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not known, what it would be needed for, and what would bring it."""

    what: Note
    needed_for: Note
    bring: Note


@dataclass(frozen=True, slots=True)
class Coverage:
    """For how many cities a kind of figure is known; `rows` says in which table, "" in none."""

    what: str
    cities: int
    of: int
    rows: str


ClassGiven = Literal["given", "reading"]
"""The class where the data decide it; or the reading, with tests without data taken as not passed."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Our class against the label of 2013, over the cities that get a class. `counts[label][class]`."""

    what: ClassGiven
    counts: Mapping[str, Mapping[str, int]]
    cities: int
    of: int
    agreement: float
    kappa: float
    """Agreement beyond chance (Cohen): 0 = no better than chance, 1 = full."""
    most_common_label_agreement: float
    """What calling every one of these cities by their most frequent label would reach."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Where one city stands. `label_2013` and `exhausted_batch` are the plan's, None for places not on the list."""

    city: str
    name_en: str
    name_zh: str
    on_list: bool
    label_2013: Stage | None
    exhausted_batch: str
    about: Note
    rules: tuple[Rule, ...]
    stage: StageFinding | None
    dependence: Dependence
    reserves: ReserveLife
    trend: Trend
    index: IndexResult | None
    efficiency: EfficiencyResult | None
    warnings: tuple[EarlyWarning, ...]
    missing: tuple[Missing, ...]
    coverage: tuple[Coverage, ...]
    confusions: tuple[Confusion, ...]
    """How the stage rule does against the labels of 2013, over all cities that it decides."""
