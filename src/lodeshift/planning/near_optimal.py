"""How different the plan could be at nearly the same cost: least and most wind and sun within a share of the optimum.

Source: modelling to generate alternatives, DeCarolis, Energy Economics 33 (2011) 145.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from lodeshift.planning.build import build
from lodeshift.planning.inputs import PlanInputs
from lodeshift.program.solve import Options, Solution, solve_arrays

WITHIN: Final = 0.002
"""Share of the optimum that a plan may cost more."""


def wind_and_sun_range(inputs: PlanInputs, options: Options, within: float = WITHIN) -> dict[str, float | str]:
    """Least and most own and direct-line wind and sun by planning year, in MW, over all plans within a share of the optimum.

    Keys: "within", and "<kind>_<year>_low|high" for wind and pv. Whole circuits are taken as continuous here. Empty where
    the inputs have no such source, or no plan.
    """
    own: list[tuple[int, str]] = [
        (i, s.kind) for i, s in enumerate(inputs.sources) if s.supply != "ppa" and s.kind != "plant"
    ]
    if not own:
        return {}
    model = build(inputs)
    relaxed = model.program.arrays().relaxed()
    best = solve_arrays(relaxed, options)
    if best.status != "optimal":
        return {}
    budget = model.program.rows(
        "cost of the plan", (), upper=best.objective + within * abs(best.objective) - relaxed.offset
    )
    paid = np.flatnonzero(relaxed.cost)
    model.program.add(budget.index, paid, relaxed.cost[paid])
    arrays = model.program.arrays().relaxed()
    wanted = np.zeros_like(arrays.cost)
    wanted[model.columns.sources.total.index[[i for i, _ in own]].ravel()] = 1.0
    found: dict[str, float | str] = {"within": within}
    for name, sign in (("low", 1.0), ("high", -1.0)):
        goal = replace(arrays, cost=sign * wanted, offset=0.0)
        end = solve_arrays(goal, options)
        if end.status != "optimal":
            return {}
        found |= _by_kind(inputs, end, model.columns.sources.total.index, own, name)
    return found


def _by_kind(
    inputs: PlanInputs,
    end: Solution,
    mw: np.ndarray[tuple[int, ...], np.dtype[np.int32]],
    own: list[tuple[int, str]],
    name: str,
) -> dict[str, float]:
    found: dict[str, float] = {}
    for y, year in enumerate(inputs.horizon.years):
        for kind in ("wind", "pv"):
            total = sum(float(end.column_value[mw[i, y]]) for i, k in own if k == kind)
            found[f"{kind}_{year}_{name}"] = max(0.0, round(total, 3))
    return found
