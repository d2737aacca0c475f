"""All cities of the list side by side: a row for each, how the stage rule does, and label against outcome."""

from __future__ import annotations

from dataclasses import dataclass

from lodeshift.names import Stage
from lodeshift.records.diagnosis import Confusion, Coverage


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One city of the table of all."""

    city: str
    name_en: str
    name_zh: str
    province: str
    level: str
    lat: float
    lon: float
    label_2013: Stage
    exhausted_batch: str
    resource: str
    stage: Stage | None
    possible: tuple[Stage, ...]
    stage_probability: float | None
    """Probability of the class given; None where none is."""
    mining_share: float | None
    mining_quotient: float | None
    effective_number: float | None
    reserve_life_years: float | None
    population_change: float | None
    """2010-2020, fraction."""
    gdp_growth: float | None
    """Nominal, 2020-2023, log growth per year."""
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Label against what happened: prefectures of one label by population change 2010-2020."""

    label: Stage
    cities: int
    bands: tuple[int, ...]
    """Cities per band: <= -15, -15..-5, -5..0, 0..5, 5..15, > 15 %."""
    grew: int
    published: tuple[int, ...]
    """The same bands as published (Wu, Liu, Yao 2023): other figures for 2010, one city more."""


@dataclass(frozen=True, slots=True)
class Overview:
    rows: tuple[OverviewRow, ...]
    confusions: tuple[Confusion, ...]
    outcomes: tuple[Outcome, ...]
    coverage: tuple[Coverage, ...]
