"""How much money hangs on each weak figure of a plan: the figure at its high end, no decision changed.

Costs are counted by the books from the records as they then are; what a balance or limit then lacks or gains counts at
its marginal price. So a tonne more of an input costs what one more tonne costs in this plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.chain.figures import Driver, FigureKey, Use
from lodeshift.planning.accounts import before_transfers, cost_by_year
from lodeshift.planning.amounts import Amounts
from lodeshift.planning.build import build
from lodeshift.planning.inputs import Array, PlanInputs
from lodeshift.planning.model import Model
from lodeshift.planning.prepare import Prepared
from lodeshift.program.arrays import Arrays
from lodeshift.program.lagrangian import Change, change_of_limits
from lodeshift.program.solve import Solution
from lodeshift.records.figure import Matter
from lodeshift.records.plan import UsedFigure, WeakFigure

PRICED: Final[frozenset[Matter]] = frozenset({"cost", "amount"})
MONEY_GOALS: Final = frozenset({"sales", "value_added", "share_of_chain"})
"""Goals on money: there a cost is an amount too."""

Uses = tuple[Use, ...]
Positions = NDArray[np.integer[Any]]


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

    One program is built for a whole set of figures of different processes, since no two processes share a column.
    """
    by_process: dict[Driver, list[FigureKey]] = {}
    others: dict[frozenset[Driver], list[FigureKey]] = {}
    for key, uses in figures.items():
        drivers = frozenset(use.driver for use in uses)
        if len(drivers) == 1 and next(iter(drivers)).kind == "process":
            by_process.setdefault(next(iter(drivers)), []).append(key)
        else:
            others.setdefault(drivers, []).append(key)
    before = kept.model.program.arrays()
    years = before.rows.stage
    found: dict[FigureKey, Array] = {}
    for together in _sets(by_process):
        change = _change(kept, before, together.values())
        shares = _by_process(kept, before, change, years)
        found |= {key: shares[_position(kept.inputs, driver)] for driver, key in together.items()}
    for keys in others.values():
        if np.any(_change(kept, before, keys).by_row):  # else no limit that they stand in has a price
            for key in keys:
                found[key] = _in_years(kept.model, years, np.arange(years.size), _change(kept, before, [key]).by_row)
    return found


def _sets(by_process: Mapping[Driver, list[FigureKey]]) -> Iterator[dict[Driver, FigureKey]]:
    """The first figure of every process, then the second of every process that has one, ..."""
    for k in range(max((len(keys) for keys in by_process.values()), default=0)):
        yield {driver: keys[k] for driver, keys in by_process.items() if k < len(keys)}


def _change(kept: Kept, before: Arrays, keys: Collection[FigureKey]) -> Change:
    then = kept.prepared.moved(keys)
    return change_of_limits(before, build(then).program.arrays(), kept.solution)


def _position(inputs: PlanInputs, driver: Driver) -> int:
    return next(i for i, p in enumerate(inputs.processes) if (p.id, p.site) == (driver.subject, driver.site))


def _by_process(kept: Kept, before: Arrays, change: Change, years: Positions) -> Array:
    """A change by the process whose columns it stands in, (process, year). A right-hand side belongs to the process whose
    new capacity stands in the same row."""
    model = kept.model
    owner = np.full(before.cost.size, -1)
    plants, green = model.columns.plants, model.columns.green
    for block in (plants.build, plants.activity, *([green.activity] if green else [])):
        owner[block.index] = np.arange(block.index.shape[0])[:, None]
    builds = np.zeros(before.cost.size, dtype=bool)
    builds[plants.build.index] = True
    column = np.repeat(np.arange(before.cost.size), np.diff(before.start))
    of_row = np.full(before.row_lower.size, -1)
    of_row[before.row[builds[column]]] = owner[column[builds[column]]]
    moved = np.flatnonzero(change.side)
    rows = np.concatenate([change.row, moved])
    owners = np.concatenate([owner[change.column], of_row[moved]])
    worth = np.concatenate([change.worth, change.side[moved]])
    return np.array(
        [_in_years(model, years, rows[owners == i], worth[owners == i]) for i in range(len(kept.inputs.processes))]
    )


def _in_years(model: Model, years: Positions, rows: Positions, worth: Array) -> Array:
    """Worths of rows summed by planning year; those of no year are spread over the years by their weight."""
    weight = model.inputs.horizon.weight
    at = years[rows]
    found = np.bincount(at[at >= 0], weights=worth[at >= 0], minlength=model.n_years)
    return np.asarray(found + worth[at < 0].sum() * weight / weight.sum())
