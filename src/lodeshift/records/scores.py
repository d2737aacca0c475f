"""Scores of cities from a user's table of indicators: transformation index, coupling, efficiency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lodeshift.records.note import Note


@dataclass(frozen=True, slots=True)
class Bounds:
    """Smallest and largest value per indicator and the weights: kept with a result so that later scores compare."""

    names: tuple[str, ...]
    benefit: tuple[bool, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    weights: tuple[float, ...] = ()
    weighting: str = ""


@dataclass(frozen=True, slots=True)
class CouplingScore:
    coupling: float
    development: float
    coordination: float
    coupling_band: str
    coordination_band: str
    form: str


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One city-year of the user's table."""

    city: str
    year: int
    topsis: float
    linear: float
    coupling: CouplingScore | None
    obstacles: tuple[tuple[str, float], ...]
    """Indicators that hold the unit back, largest first; they add up to 1."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the user's table that cannot be scored: a cell is blank."""

    city: str
    year: int
    row: str


@dataclass(frozen=True, slots=True)
class IndexResult:
    """Scores of the table; `bounds.weighting` names the weights used, `other_weights` holds the others."""

    bounds: Bounds
    other_weights: Mapping[str, tuple[float, ...]]
    scores: tuple[UnitScore, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class UnitEfficiency:
    """Efficiency of one unit in one year; 1 = on the frontier. `scale` = ccr / bcc."""

    city: str
    year: int
    ccr: float
    bcc: float
    scale: float
    sbm: float


@dataclass(frozen=True, slots=True)
class Malmquist:
    """Productivity change of a unit from one year to the next: `index` = efficiency change x technical change."""

    city: str
    year_from: int
    year_to: int
    index: float
    efficiency_change: float
    technical_change: float


@dataclass(frozen=True, slots=True)
class EfficiencyResult:
    year: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    undesirable: tuple[str, ...]
    units: tuple[UnitEfficiency, ...]
    malmquist: tuple[Malmquist, ...]
    warnings: tuple[Note, ...]
