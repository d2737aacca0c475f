"""Weak figures of a case before it is planned: the same book and the same law, at the amounts of its targets.

Everything is bought, made and drawn from the grid as the targets of the last year ask (`case.amounts`); goods count at
their market's price here, power at the mean tariff. What only a plan decides (own power, lines, limits) has no effect yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from lodeshift.case.amounts import Amounts as Targets
from lodeshift.case.models import Case
from lodeshift.chain.figures import Driver, DriverKind
from lodeshift.names import HOURS_PER_YEAR
from lodeshift.planning.accounts import before_transfers, cost_by_year
from lodeshift.planning.amounts import Amounts
from lodeshift.planning.inputs import PlanInputs
from lodeshift.planning.prepare import prepare
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note

LEAST_HOURS: Final = 24
"""The hours are only needed for the mean tariff."""
KNOWN: Final[frozenset[DriverKind]] = frozenset({"process", "purchase", "sale", "horizon"})
"""Things whose amounts the targets tell."""
Prices = Mapping[tuple[str, str], float]
"""mcny per thousand units, by (site, commodity)."""


@dataclass(frozen=True, slots=True)
class WeakAtTargets:
    """A weak figure; `effect_mcny` is the change of a year's cost at the targets when it goes to its high end (+ is
    dearer), None where only a plan decides the amounts of `drivers`, the things that it multiplies."""

    label: Note
    site: str
    figure: Figure
    effect_mcny: float | None
    drivers: tuple[Driver, ...]


def weak_at_targets(case: Case, targets: Targets | None) -> tuple[WeakAtTargets, ...]:
    """All estimated and recalled figures that a plan of the case would rest on, those with the largest effect first.

    Raises
    ------
    InputError : the case lacks a figure that a plan needs.
    """
    prepared = prepare(case, LEAST_HOURS)
    now = prepared.inputs
    amounts, prices = _amounts(now, targets), _prices(now)
    before = _year(now, amounts, prices)
    found: list[WeakAtTargets] = []
    for key, uses in prepared.book.by_figure():
        if not uses[0].figure.weak:
            continue
        drivers = tuple(dict.fromkeys(use.driver for use in uses))
        effect: float | None = None
        if targets is not None and {use.matter for use in uses} & {"cost", "amount"}:
            effect = _year(prepared.moved({key}), amounts, prices) - before
            if not effect and KNOWN.isdisjoint(driver.kind for driver in drivers):
                effect = None
        found.append(WeakAtTargets(uses[0].label, key.place, uses[0].figure, effect, drivers))
    return tuple(
        sorted(found, key=lambda each: -1.0 if each.effect_mcny is None else abs(each.effect_mcny), reverse=True)
    )


def _year(inputs: PlanInputs, amounts: Amounts, prices: Prices) -> float:
    """Cost of the last planning year, mcny: the books, then power and goods by recipe."""
    total = float(cost_by_year(inputs, before_transfers(inputs, amounts))[-1])
    for i, process in enumerate(inputs.processes):
        each = -sum(amount * prices.get((process.site, good), 0.0) for good, amount in process.net.items())
        grid = inputs.grids[process.site]
        each += process.mwh_per_unit * float(grid.tariff[-1] @ inputs.slices.weight_h) / HOURS_PER_YEAR
        total += float(amounts.activity[i, -1]) * each
    return total


def _prices(inputs: PlanInputs) -> Prices:
    """What a good costs or fetches at each site: of its first purchase, else of its first sale, else the reference."""
    found = {(p.site, good): inputs.cny_per_unit.get(good, 0.0) / 1000.0 for p in inputs.processes for good in p.net}
    for kind in ("sell", "buy"):
        for m in reversed(inputs.markets):
            if m.kind == kind:
                found[m.site, m.commodity] = float(m.price[-1] + (m.freight[-1] if kind == "buy" else -m.freight[-1]))
    return found


def _amounts(inputs: PlanInputs, targets: Targets | None) -> Amounts:
    """The targets as decisions of the last planning year; nothing else is decided."""
    n_years, n_processes, n_markets = len(inputs.horizon.years), len(inputs.processes), len(inputs.markets)
    build, activity = np.zeros((n_processes, n_years)), np.zeros((n_processes, n_years))
    trade = np.zeros((n_markets, n_years))
    if targets is not None:
        for i, p in enumerate(inputs.processes):
            activity[i, -1] = targets.activity.get((p.site, p.id), 0.0) / 1000.0
            build[i, -1] = targets.built.get((p.site, p.id), 0.0) / 1000.0
        left = {("buy", *key): v for key, v in targets.bought.items()}
        left |= {("sell", *key): v for key, v in targets.sold.items()}
        for i, m in enumerate(inputs.markets):  # all through the first market of a good
            trade[i, -1] = left.pop((m.kind, m.site, m.commodity), 0.0) / 1000.0
    none = np.zeros((len(inputs.sources), n_years))
    of_stores = {store.id: np.zeros(n_years) for store in inputs.stores}
    return Amounts(
        build=build, activity=activity, green_activity=np.zeros_like(activity), trade=trade, green_sale={},
        ship=np.zeros((len(inputs.routes), n_years)), extract=np.zeros((len(inputs.tiers), n_years)), mw=none, mw_built=none,
        store_mw=of_stores, store_mwh=of_stores, store_mw_built=of_stores, store_mwh_built=of_stores,
        trained={site: np.zeros(n_years) for site in inputs.sites}, power={},
    )  # fmt: skip
