"""The diagnosis as plain data for machines: the contract of `lodeshift diagnose --json`.

Top level: `city`, `label_2013`, `stage`, `stage_probability`, `margins`, `dependence`, `reserve_life_years`, `trend`,
`warnings`, `missing`, `coverage`, and more beside them. A figure is an object {value, low, high, unit, year, source,
quality, note, row}; a null always means "no data".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from lodeshift.records.diagnosis import SCHEMA_VERSION, Diagnosis, ReserveLife, RuleTest
from lodeshift.records.figure import Figure
from lodeshift.records.overview import Overview

REQUIRED: Final = (
    "city", "label_2013", "stage", "stage_probability", "margins", "dependence", "reserve_life_years", "trend",
    "warnings", "missing", "coverage",
)  # fmt: skip
"""Keys that every answer has."""


def as_data(diagnosis: Diagnosis) -> dict[str, Any]:
    """The diagnosis as objects, lists, strings, finite numbers and nulls."""
    stage = diagnosis.stage
    return {
        "schema_version": SCHEMA_VERSION,
        "city": diagnosis.city,
        "name_en": diagnosis.name_en,
        "name_zh": diagnosis.name_zh,
        "on_list": diagnosis.on_list,
        "about": diagnosis.about,
        "label_2013": diagnosis.label_2013,
        "exhausted_batch": diagnosis.exhausted_batch or None,
        "stage": None if stage is None else stage.stage,
        "stage_meaning": None if stage is None else stage.meaning,
        "stage_possible": [] if stage is None else list(stage.possible),
        "stage_reading": None if stage is None else stage.reading,
        "stage_probability": {} if stage is None else dict(stage.probability),
        "stage_reading_probability": {} if stage is None else dict(stage.reading_probability),
        "stage_rule": "proposal of this project, not official; +-20 % error on every input",
        "stage_draws": None if stage is None else {"draws": stage.draws, "seed": stage.seed},
        "margins": {} if stage is None else {test.test: _margin(test) for test in stage.tests},
        "resource_security": None if stage is None else plain(stage.resource_security),
        "development": None if stage is None else {"span": plain(stage.development), "median": stage.development_median},
        "identification": [
            {"rule": rule.rule, "title": rule.title, "source": rule.source, "verdict": rule.verdict, "note": rule.note,
             "margins": {test.test: _margin(test) for test in rule.tests}}
            for rule in diagnosis.rules
        ],
        "dependence": plain(diagnosis.dependence),
        "reserve_life_years": _reserve_life(diagnosis.reserves),
        "reserves": plain(diagnosis.reserves),
        "trend": plain(diagnosis.trend),
        "index": plain(diagnosis.index),
        "efficiency": plain(diagnosis.efficiency),
        "warnings": plain(diagnosis.warnings),
        "missing": plain(diagnosis.missing),
        "coverage": plain(diagnosis.coverage),
        "confusion": plain(diagnosis.confusions),
    }  # fmt: skip


def overview_data(overview: Overview) -> dict[str, Any]:
    """The table of all cities with its confusion tables, outcomes and coverage."""
    return {
        "schema_version": SCHEMA_VERSION,
        "cities": plain(overview.rows),
        "confusion": plain(overview.confusions),
        "outcomes": plain(overview.outcomes),
        "coverage": plain(overview.coverage),
    }


def plain(value: object) -> Any:
    """Records to objects, tuples to lists, numbers that are not finite to null."""
    if isinstance(value, Figure):
        return _figure(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": plain(figure.central),
        "low": plain(figure.low),
        "high": plain(figure.high),
        "unit": figure.unit,
        "year": figure.year,
        "source": figure.source,
        "quality": figure.quality,
        "note": figure.note,
        "row": figure.row,
    }


def _margin(test: RuleTest) -> dict[str, Any]:
    return {
        "text": test.text,
        "value": None if test.figure is None else plain(test.figure.central),
        "value_high": plain(test.high),
        "sense": test.sense,
        "cut_off": test.cut_off,
        "passed": test.passed,
        "margin": plain(test.margin),
        "decisive": test.decisive,
        "unit": test.unit,
        "mark": test.mark,
        "note": test.note,
        "row": None if test.figure is None else test.figure.row,
    }


def _reserve_life(life: ReserveLife) -> dict[str, Any]:
    """City and minerals in years; null where the place has no tiers."""
    return {
        "city": _span(life.city_years),
        "minerals": {mineral.mineral: _span(mineral.life_years) for mineral in life.minerals},
    }


def _span(years: tuple[float, float, float] | None) -> dict[str, Any] | None:
    return None if years is None else dict(zip(("low", "central", "high"), map(plain, years), strict=True))
