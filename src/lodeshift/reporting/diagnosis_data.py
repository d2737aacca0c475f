"""The diagnosis as plain data for machines: the contract of `lodeshift diagnose --json`, its texts in English.

Top level: `city`, `label_2013`, `stage`, `stage_probability`, `margins`, `dependence`, `reserve_life_years`, `trend`,
`warnings`, `missing`, `coverage`, and more beside them. A figure is an object {value, low, high, unit, year, source,
quality, note, row}; a null always means "no data".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from lodeshift.records.diagnosis import (
    SCHEMA_VERSION,
    Confusion,
    Coverage,
    Diagnosis,
    EarlyWarning,
    ReserveLife,
    Rule,
    RuleTest,
    StageFinding,
    Trend,
)
from lodeshift.records.note import note
from lodeshift.records.overview import Overview
from lodeshift.records.scores import IndexResult
from lodeshift.reporting.plain import ENGLISH, picked, plain
from lodeshift.reporting.words.notes import named, tell

REQUIRED: Final = (
    "city", "label_2013", "stage", "stage_probability", "margins", "dependence", "reserve_life_years", "trend",
    "warnings", "missing", "coverage",
)  # fmt: skip
"""Keys that every answer has."""


def as_data(diagnosis: Diagnosis) -> dict[str, Any]:
    """The diagnosis as objects, lists, strings, finite numbers and nulls."""
    return {
        "schema_version": SCHEMA_VERSION,
        **picked(diagnosis, "city name_en name_zh on_list about label_2013"),
        "exhausted_batch": diagnosis.exhausted_batch or None,
        **_stage(diagnosis.stage),
        "identification": [_rule(rule) for rule in diagnosis.rules],
        "dependence": plain(diagnosis.dependence),
        "reserve_life_years": _reserve_life(diagnosis.reserves),
        "reserves": {**plain(diagnosis.reserves), "does_not_say": _said("reserve_life_does_not_say")},
        "trend": _trend(diagnosis.trend),
        "index": None if diagnosis.index is None else _index(diagnosis.index),
        "efficiency": plain(diagnosis.efficiency),
        "warnings": [_warning(warning) for warning in diagnosis.warnings],
        "missing": plain(diagnosis.missing),
        "coverage": _coverage(diagnosis.coverage),
        "confusion": _confusions(diagnosis.confusions),
    }


def overview_data(overview: Overview) -> dict[str, Any]:
    """The table of all cities with its confusion tables, outcomes and coverage."""
    return {
        "schema_version": SCHEMA_VERSION,
        "cities": plain(overview.rows),
        "confusion": _confusions(overview.confusions),
        "outcomes": plain(overview.outcomes),
        "coverage": _coverage(overview.coverage),
    }


def _said(key: str) -> str:
    return tell(ENGLISH, note(f"diagnosis.{key}"))


def _stage(stage: StageFinding | None) -> dict[str, Any]:
    """What is said of the stage; empty values where the place is not on the list."""
    rule = {"stage_rule": _said("stage_rule")}
    if stage is None:
        empty = dict.fromkeys(("stage", "stage_meaning", "stage_reading", "stage_draws"))
        spans = dict.fromkeys(("resource_security", "development"))
        return empty | rule | spans | {"stage_possible": [], "stage_probability": {}, "stage_reading_probability": {}, "margins": {}}  # fmt: skip
    return {
        "stage": stage.stage,
        "stage_meaning": _said(f"meaning_{stage.stage or 'open'}"),
        "stage_possible": list(stage.possible),
        "stage_reading": stage.reading,
        "stage_probability": dict(stage.probability),
        "stage_reading_probability": dict(stage.reading_probability),
        **rule,
        "stage_draws": {"draws": stage.draws, "seed": stage.seed},
        "margins": {test.test: _margin(test) for test in stage.tests},
        "resource_security": plain(stage.resource_security),
        "development": {"span": plain(stage.development), "median": stage.development_median},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "title": named(ENGLISH, "rule", rule.rule),
        "source": rule.source,
        "verdict": rule.verdict,
        "note": "",
        "margins": {test.test: _margin(test) for test in rule.tests},
    }


def _margin(test: RuleTest) -> dict[str, Any]:
    return {
        "text": named(ENGLISH, "measure", test.measure),
        "value": None if test.figure is None else plain(test.figure.central),
        "value_high": plain(test.high),
        **picked(test, "sense cut_off passed margin decisive unit mark"),
        "note": "; ".join(tell(ENGLISH, remark) for remark in test.remarks),
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


def _trend(trend: Trend) -> dict[str, Any]:
    return {
        **plain(trend),
        "levels": [
            {"figure": plain(level.figure), "base": named(ENGLISH, "census_base", level.base)} for level in trend.levels
        ],
        "comparisons": [
            {**plain(comparison), "measure": named(ENGLISH, "measure", comparison.measure)}
            for comparison in trend.comparisons
        ],
        "break_note": _said("census_break"),
    }


def _index(index: IndexResult) -> dict[str, Any]:
    data: dict[str, Any] = plain(index)
    for score in data["scores"]:
        if score["coupling"] is not None:
            bands = {
                key: named(ENGLISH, "band", score["coupling"][key]) for key in ("coupling_band", "coordination_band")
            }
            score["coupling"] |= bands | {"form": named(ENGLISH, "coupling_form", score["coupling"]["form"])}
    return data | {"weighting": named(ENGLISH, "weighting", index.bounds.weighting)}


def _warning(warning: EarlyWarning) -> dict[str, Any]:
    figure = warning.figure
    weak = f" [{figure.quality}]" if figure.weak else ""
    return {
        "warning": warning.warning,
        "text": tell(ENGLISH, warning.said) + weak,
        "value": plain(figure.central),
        **picked(figure, "unit year"),
        **picked(warning, "rule mark"),
        "row": figure.row,
    }


def _coverage(lines: Iterable[Coverage]) -> list[dict[str, Any]]:
    return [
        {
            "what": named(ENGLISH, "coverage", line.what),
            "cities": line.cities,
            "of": line.of,
            "rows": line.rows or _said("no_table_has_it"),
        }
        for line in lines
    ]


def _confusions(found: Iterable[Confusion]) -> list[dict[str, Any]]:
    return [{**plain(each), "what": named(ENGLISH, "class_given", each.what)} for each in found]
