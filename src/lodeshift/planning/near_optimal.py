"""How different the plan could be at nearly the same cost: least and most wind and sun within a share of the optimum.

Source: modelling to generate alternatives, DeCarolis, Energy Economics 33 (2011) 145.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.planning.build import build
from lodeshift.planning.inputs import PlanInputs
from lodeshift.program.solve import Options, Solution, solve_arrays
from lodeshift.records.plan import NearOptimal, Span

WITHIN: Final = 0.002
"""Share of the optimum that a plan may cost more."""


def wind_and_sun_range(inputs: PlanInputs, options: Options, within: float = WITHIN) -> NearOptimal | None:
    """Least and most own and direct-line wind and sun by planning year, in MW, over all plans within a share of the optimum.

    Whole circuits are taken as continuous here. None where the inputs have no such source, or no plan.
    """
    own: list[tuple[int, str]] = [
        (i, s.kind) for i, s in enumerate(inputs.sources) if s.supply != "ppa" and s.kind != "plant"
    ]
    if not own:
        return None
    model = build(inputs)
    relaxed = model.program.arrays().relaxed()
    best = solve_arrays(relaxed, options)
    if best.status != "optimal":
        return None
    budget = model.program.rows(
        "cost of the plan", (), upper=best.objective + within * abs(best.objective) - relaxed.offset
    )
    paid = np.flatnonzero(relaxed.cost)
    model.program.add(budget.index, paid, relaxed.cost[paid])
    arrays = model.program.arrays().relaxed()
    wanted = np.zeros_like(arrays.cost)
    wanted[model.columns.sources.total.index[[i for i, _ in own]].ravel()] = 1.0
    low, high = (solve_arrays(replace(arrays, cost=sign * wanted, offset=0.0), options) for sign in (1.0, -1.0))
    if low.status != "optimal" or high.status != "optimal":
        return None
    mw = model.columns.sources.total.index
    spans = [
        Span(kind, year, _total(low, mw[positions, y]), _total(high, mw[positions, y]))
        for y, year in enumerate(inputs.horizon.years)
        for kind in ("wind", "pv")
        for positions in [[i for i, k in own if k == kind]]
    ]
    return NearOptimal(within, tuple(spans))


def _total(end: Solution, columns: NDArray[np.int32]) -> float:
    """Sum of columns in MW; what the solver leaves below zero is none."""
    return max(0.0, round(float(end.column_value[columns].sum()), 3))
