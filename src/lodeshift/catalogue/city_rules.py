"""Rules on resource-based cities: what is compared with which cut-off, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from lodeshift.catalogue import tables
from lodeshift.names import Stage

Holds = Literal["all", "any", "shown"]
BANDS_PCT = (-15.0, -5.0, 0.0, 5.0, 15.0)
"""Ends of the bands of population change in `label_outcomes.csv`: <= -15, -15..-5, -5..0, 0..5, 5..15, > 15 %."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One test of a rule of identification. `figure` names the evidence that `measure` is read from.

    `holds`: the rule needs all tests so marked, or any; those "shown" decide nothing. `cut_off_small` is for places
    below a prefecture. `urban_units`: the rule's jobs are those of urban units, and census jobs run lower.
    """

    rule: str
    test: str
    measure: str
    figure: str
    holds: Holds
    sense: str
    cut_off: float | None
    cut_off_small: float | None
    unit: str
    mark: str
    urban_units: bool
    source: str
    row: str


@cache
def identification() -> tuple[RuleRow, ...]:
    """Rules that say whether a city is resource-based, in the order of their age."""
    return tables.records(RuleRow, "identification_rules", unit="cut_off_unit")


@dataclass(frozen=True, slots=True)
class WarningRule:
    """When an early warning fires: its cut-offs by name, and the mark of who says so."""

    mark: str
    cuts: Mapping[str, float]


@cache
def warnings() -> Mapping[str, WarningRule]:
    """Rules of early warnings by name."""
    found: dict[str, WarningRule] = {}
    for row in tables.read("warning_rules"):
        held = found.get(row["warning"], WarningRule(row["mark"], {}))
        cut_off = tables.number(row, "cut_off")
        cuts = {} if cut_off is None else {row["cut"]: cut_off}
        found[row["warning"]] = WarningRule(row["mark"], {**held.cuts, **cuts})
    return MappingProxyType(found)


@cache
def stage_cuts() -> Mapping[str, float]:
    """Cut-offs of the proposed rule of stages by name, in the unit that the name says."""
    return MappingProxyType({row["cut"]: tables.needed(row, "value") for row in tables.read("stage_cuts")})


@cache
def published_outcomes() -> Mapping[Stage, tuple[int, ...]]:
    """Prefectures by label of 2013 and band of population change (`BANDS_PCT`), as published."""
    columns = ("until_minus_15", "until_minus_5", "until_0", "until_5", "until_15", "above_15")
    return MappingProxyType(
        {
            cast(Stage, row["stage"]): tuple(int(tables.needed(row, column)) for column in columns)
            for row in tables.read("label_outcomes")
        }
    )
