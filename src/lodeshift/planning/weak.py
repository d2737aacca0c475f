"""How much money hangs on each weak figure of a plan: the figure at its high end, no decision changed.

Costs are counted by the books from the records as they then are; what a balance or limit then lacks or gains counts at
its marginal price. So a tonne more of an input costs what one more tonne costs in this plan.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from lodeshift.chain.figures import Driver, FigureKey, Use
from lodeshift.planning.accounts import before_transfers, cost_by_year
from lodeshift.planning.amounts import Amounts
from lodeshift.planning.build import build
from lodeshift.planning.inputs import Array, PlanInputs
from lodeshift.planning.model import Model
from lodeshift.planning.prepare import Prepared
from lodeshift.program.arrays import Arrays, Index
from lodeshift.program.lagrangian import Change, change_of_limits, parted
from lodeshift.program.model import Block
from lodeshift.program.solve import Solution
from lodeshift.records.figure import Matter
from lodeshift.records.plan import UsedFigure, WeakFigure

PRICED: Final[frozenset[Matter]] = frozenset({"cost", "amount"})
MONEY_GOALS: Final = frozenset({"sales", "value_added", "share_of_chain"})
"""Goals on money: there a cost is an amount too."""

Uses = tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A solved plan whose decisions and prices are kept."""

    prepared: Prepared
    model: Model
    solution: Solution
    amounts: Amounts

    @property
    def inputs(self) -> PlanInputs:
        return self.prepared.inputs


@dataclass(frozen=True, slots=True)
class Effect:
    """Change of the plan's cost: by planning year (mcny of that year), and in all (mcny, discounted)."""

    by_year: Array
    discounted: float


def weak_figures(kept: Kept) -> tuple[tuple[WeakFigure, ...], tuple[UsedFigure, ...]]:
    """Estimated and recalled figures with what hangs on them, largest first; and apart those without money in proportion."""
    weak = {key: uses for key, uses in kept.prepared.book.by_figure() if uses[0].figure.weak}
    priced = {key: uses for key, uses in weak.items() if PRICED & {use.matter for use in uses}}
    found = [
        WeakFigure(
            priced[key][0].label, key.place, priced[key][0].figure, effect.discounted, abs(float(effect.by_year[-1]))
        )
        for key, effect in effects(kept, priced).items()
    ]
    found.sort(key=lambda w: (-w.effect_mcny_per_year, -abs(w.effect_mcny)))
    apart = (
        UsedFigure(u[0].label, key.place, u[0].figure, u[0].matter) for key, u in weak.items() if key not in priced
    )
    return tuple(found), tuple(apart)


def effects(kept: Kept, figures: Mapping[FigureKey, Uses]) -> dict[FigureKey, Effect]:
    """What each figure at its high end does to the plan's cost when no decision changes: the sum over its uses."""
    amounts = [key for key, uses in figures.items() if _is_amount(kept.inputs, uses)]
    lacking = _lacking(kept, {key: figures[key] for key in amounts})
    now = kept.inputs
    before = _cost(now, kept.amounts)
    found: dict[FigureKey, Effect] = {}
    for key in figures:
        then = kept.prepared.moved({key})
        after = _cost(then, kept.amounts)
        less = lacking.get(key, np.zeros(before.size))
        discounted = float(then.horizon.weight @ after - now.horizon.weight @ before + less.sum())
        found[key] = Effect(after - before + less / now.horizon.weight, discounted)
    return found


def _cost(inputs: PlanInputs, amounts: Amounts) -> Array:
    return cost_by_year(inputs, before_transfers(inputs, amounts))


def _is_amount(inputs: PlanInputs, uses: Uses) -> bool:
    """Does a balance or limit count the figure? Costs too where a goal on money does."""
    limited = any(goal.kind in MONEY_GOALS for goal in inputs.goals)
    return limited or any(use.matter == "amount" for use in uses)


def _lacking(kept: Kept, figures: Mapping[FigureKey, Uses]) -> dict[FigureKey, Array]:
    """What balances and limits lack for each figure, at their marginal prices: discounted mcny by planning year.

    One program is built for a whole set of figures of different things, since no two things share a column, and the change
    is parted by column. A set that cannot be parted so is halved. What moves limits over many things (a site's people, a
    grid's secure supply) is built alone.
    """
    columns = _columns(kept)
    by_things: dict[frozenset[Driver], list[FigureKey]] = {}
    alone: list[FigureKey] = []
    for key, uses in figures.items():
        things = frozenset(use.driver for use in uses)
        if things <= columns.keys():
            by_things.setdefault(things, []).append(key)
        else:
            alone.append(key)
    before = kept.model.program.arrays()
    found: dict[FigureKey, Array] = {}
    if alone and _change(kept, before, alone).moves:
        found |= {key: _change(kept, before, [key]).by_row for key in alone}
    for together in _sets(by_things):
        owned = {key: np.concatenate([columns[d] for d in things]) for key, things in together.items()}
        found |= _shares(kept, before, owned)
    return {key: _in_years(kept.model, before, lacks) for key, lacks in found.items()}


def _shares(kept: Kept, before: Arrays, owned: Mapping[FigureKey, Index]) -> dict[FigureKey, Array]:
    """What each row lacks for each of some figures (with the columns of its things), from one program where it can be."""
    change = _change(kept, before, owned)
    if len(owned) == 1:
        return dict.fromkeys(owned, change.by_row)
    parts = parted(before, change, list(owned.values()))
    if parts is not None:
        return dict(zip(owned, parts, strict=True))
    items = list(owned.items())
    halves = (dict(items[: len(items) // 2]), dict(items[len(items) // 2 :]))
    return {key: lacks for half in halves for key, lacks in _shares(kept, before, half).items()}


def _sets(by_things: Mapping[frozenset[Driver], list[FigureKey]]) -> list[dict[FigureKey, frozenset[Driver]]]:
    """The figures in a few sets, no two of which hang on one thing."""
    sets: list[dict[FigureKey, frozenset[Driver]]] = []
    for things, keys in by_things.items():
        k = 0
        for key in keys:
            while k < len(sets) and not things.isdisjoint(itertools.chain.from_iterable(sets[k].values())):
                k += 1
            if k == len(sets):
                sets.append({})
            sets[k][key] = things
            k += 1
    return sets


def _change(kept: Kept, before: Arrays, keys: Collection[FigureKey]) -> Change:
    then = kept.prepared.moved(keys)
    return change_of_limits(before, build(then).program.arrays(), kept.solution)


def _columns(kept: Kept) -> dict[Driver, Index]:
    """The columns of each thing all of whose figures stand in columns of its own, or in rows of these alone."""
    columns, parts, inputs = kept.model.columns, kept.prepared.parts, kept.inputs
    found: dict[Driver, list[Index]] = {}

    def own(drivers: Iterable[Driver], *blocks: Block) -> None:
        for i, driver in enumerate(drivers):
            found.setdefault(driver, []).extend(block.index[i] for block in blocks)

    own(
        parts.processes,
        columns.plants.build,
        columns.plants.activity,
        *([columns.green.activity] if columns.green else []),
    )
    own(parts.markets, columns.trade.trade)
    own(parts.routes, columns.trade.ship)
    own(parts.tiers, columns.extract)
    own(parts.sources, columns.sources.total, columns.sources.built)
    for driver, store in zip(parts.stores, inputs.stores, strict=True):
        of = columns.stores[store.id]
        sizes = (of.power.built, of.power.total, of.energy.built, of.energy.total)
        found[driver] = [block.index.ravel() for block in (*sizes, of.charge, of.discharge, of.level)]
    return {driver: np.concatenate(blocks) for driver, blocks in found.items()}


def _in_years(model: Model, arrays: Arrays, worth: Array) -> Array:
    """Worths of rows summed by planning year; those of no year are spread over the years by their weight."""
    weight = model.inputs.horizon.weight
    at = arrays.rows.stage
    found = np.bincount(at[at >= 0], weights=worth[at >= 0], minlength=model.n_years)
    return np.asarray(found + worth[at < 0].sum() * weight / weight.sum())
