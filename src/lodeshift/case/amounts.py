"""How much of everything a case uses at its targets: a plain count without any optimum.

The targets of the last year with output goals are followed back through the recipes. Of several makers the first of
processes.csv that may be built is taken; an input is bought where a market row buys it, else made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lodeshift.case.models import Case
from lodeshift.catalogue import recipes
from lodeshift.names import ELECTRICITY

MAX_STEPS: Final = 40
"""Longest chain that is followed; recipes that feed each other in a loop stop here."""

Key = tuple[str, str]
"""(site, process or commodity)."""


@dataclass(slots=True)
class Amounts:
    """Yearly amounts in catalogue units, by (site, process) and (site, commodity)."""

    year: int
    activity: dict[Key, float] = field(default_factory=dict)
    bought: dict[Key, float] = field(default_factory=dict)
    sold: dict[Key, float] = field(default_factory=dict)
    built: dict[Key, float] = field(default_factory=dict)
    """Capacity beyond what stands or is committed in that year."""
    power_mwh: float = 0.0


def at_targets(case: Case) -> Amounts | None:
    """Amounts at the output goals of the last year that has any; None where the case has no such goal."""
    goals = [goal for goal in case.goals if goal.kind == "output" and goal.sense == "min"]
    if not goals:
        return None
    found = Amounts(max(goal.year for goal in goals))
    for goal in goals:
        if goal.year == found.year:
            site = goal.site or _home(case, goal.subject)
            found.sold[site, goal.subject] = found.sold.get((site, goal.subject), 0.0) + goal.value
            _make(case, found, site, goal.subject, goal.value, 0)
    standing = capacity(case, found.year)
    for key, activity in found.activity.items():
        found.built[key] = max(0.0, activity - standing.get(key, 0.0))
    return found


def capacity(case: Case, year: int) -> Mapping[Key, float]:
    """Capacity of operating and committed plants in a year, by (site, process); blank `retire` counts as staying."""
    found: dict[Key, float] = {}
    for plant in case.plants:
        if plant.status != "announced" and plant.on_line <= year and (plant.retire is None or year < plant.retire):
            key = (plant.site, plant.process)
            found[key] = found.get(key, 0.0) + plant.capacity
    return found


def maker(case: Case, site: str, commodity: str) -> str | None:
    """The process of the case that makes a commodity at a site: the first that may be built, else the first that stands."""
    rows = [row for row in case.processes if row.site == site and recipes.process(row.process).main == commodity]
    rows.sort(key=lambda row: not row.may_build)
    return rows[0].process if rows else None


def _home(case: Case, commodity: str) -> str:
    return next((site.site for site in case.sites if maker(case, site.site, commodity)), case.sites[0].site)


def _make(case: Case, found: Amounts, site: str, commodity: str, amount: float, step: int) -> None:
    process = maker(case, site, commodity)
    if process is None or step > MAX_STEPS:
        return
    found.activity[site, process] = found.activity.get((site, process), 0.0) + amount
    for flow in recipes.process(process).flows:
        need = flow.amount.central * amount
        key = (site, flow.commodity)
        if flow.commodity == ELECTRICITY:
            found.power_mwh += need if flow.direction == "in" else -need
        elif flow.direction == "byproduct" and _trades(case, key, "sell"):
            found.sold[key] = found.sold.get(key, 0.0) + need
        elif flow.direction == "in" and _trades(case, key, "buy"):
            found.bought[key] = found.bought.get(key, 0.0) + need
        elif flow.direction == "in":
            _make(case, found, site, flow.commodity, need, step + 1)


def _trades(case: Case, key: Key, kind: str) -> bool:
    return any((row.site, row.commodity) == key and row.kind == kind for row in case.markets)
