"""What the simulation hands on: fans, probabilities, levers, regret, boxes of futures, sensitivities.

Version 2. Money is million CNY of the base year without VAT (`mcny`) unless a name says otherwise. Fans have one value
per year of `Futures.years`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lodeshift.records.note import Note

SCHEMA_VERSION: Final = 2
SHARES: Final = (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
"""Quantiles of every fan: the median, the 50 % band, the 80 % band and the 98 % band."""


@dataclass(frozen=True, slots=True)
class Fan:
    """One indicator over the years: quantile (as text, "0.1") -> one value per year."""

    indicator: str
    unit: str
    quantiles: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number per draw at the end (value, jobs ...): quantiles, and the mean of the worst tenth (CVaR at 90 %)."""

    name: str
    unit: str
    quantiles: Mapping[str, float]
    cvar: float
    """Mean of the worst 10 % of draws; worst = lowest."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way ahead on the same draws: "do_nothing", "plan", "levers", "plan_and_levers"."""

    name: str
    fans: Mapping[str, Fan]
    probability_declining: tuple[float, ...]
    probability_exhausted: float
    """Share of draws that come to less than two years of ore within the years."""
    measures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class LeverUse:
    """A lever as it was pulled. `cost_mcny` is the median of what it cost the city in all years, not discounted."""

    name: str
    value: float
    usual: float
    unit: str
    cost_mcny: float
    leave_one_out: Mapping[str, float] = field(default_factory=dict)
    """Measure -> change of its mean when this lever alone is taken away from all."""
    shapley: Mapping[str, float] = field(default_factory=dict)
    """Measure -> the lever's fair part of what all levers do together (Shapley value)."""


@dataclass(frozen=True, slots=True)
class Regret:
    """What an alternative loses, draw by draw, against the best of those compared, in `unit` of `measure`."""

    alternative: str
    measure: str
    unit: str
    median: float
    cvar: float
    """Mean of the worst tenth."""
    largest: float
    satisficing: float
    """Share of draws in which the alternative reaches the threshold."""
    threshold: float


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of a box: a factor and the range in which the box lies."""

    factor: str
    what: Note
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box of futures in which an alternative fails (PRIM). `coverage`: share of all failures that it holds;
    `density`: share of its futures that fail; `mass`: share of all futures that it holds."""

    alternative: str
    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much of an outcome's variance a group of shocks and unknowns explains (Sobol), with a bootstrap interval."""

    outcome: str
    factor: str
    what: Note
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True, slots=True)
class DriverNote:
    """A price that was drawn: its yearly log volatility, half-life, and whether a monthly history measured it."""

    name: str
    volatility: float
    half_life_years: float
    measured: bool


@dataclass(frozen=True, slots=True)
class Experiments:
    """The first draws as a table for other programs: column -> values. Factors come first, then outcomes."""

    factors: Mapping[str, tuple[float, ...]]
    outcomes: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Futures:
    """The answer to "what if the world does not follow?". `kind` is "city" or "run", `subject` its id, `place` where it plays."""

    kind: str
    subject: str
    place: str
    title: Mapping[str, str]
    draws: int
    seed: int
    precision: str
    years: tuple[int, ...]
    alternatives: Mapping[str, Alternative]
    main: str
    """The alternative that the answer is about; "do_nothing" is its ghost."""
    levers: tuple[LeverUse, ...]
    regrets: tuple[Regret, ...]
    boxes: tuple[Box, ...]
    sensitivities: tuple[Sensitivity, ...]
    drivers: tuple[DriverNote, ...]
    notes: tuple[Note, ...]
    weak: tuple[str, ...]
    """Rows of the tables that are estimated or recalled and that the answer leans on."""
    coverage: tuple[int, int]
    """For how many of the resource-based cities there are data: (n, of)."""
    timing: Mapping[str, float]
    failure: Note
    """What counts as failing (boxes)."""
    experiments: Experiments | None = None
    schema_version: int = SCHEMA_VERSION
