"""Goals, prices and limits of a solved plan in the user's units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lodeshift.planning.blocks.goals import expression_of, goal_row
from lodeshift.planning.inputs import GoalInput
from lodeshift.planning.model import Model
from lodeshift.planning.prepare import K_GOALS
from lodeshift.program.arrays import Values
from lodeshift.program.solve import Solution
from lodeshift.records.plan import Binding, GoalResult

SHARE_GOALS = frozenset({"share_of_chain", "green_share", "own_use_share", "reserve_life"})
"""Goals written as A - value x B >= 0; what was reached is A / B."""
LEAST_PRICE = 1e-6


def goals_of(model: Model, solution: Solution) -> dict[str, GoalResult]:
    """Every goal with what was reached and what tightening it by one unit costs (mcny, discounted)."""
    found: dict[str, GoalResult] = {}
    for goal in model.inputs.goals:
        row = goal_row(model, goal)
        scale = 1000.0 if goal.kind in K_GOALS else 1.0
        price = abs(float(solution.price(row))) / scale
        price = price if price > LEAST_PRICE / scale else 0.0
        if goal.kind in SHARE_GOALS:  # the row A - value x B moves by B where the value moves by one
            price *= abs(_share_parts(model, solution.column_value, goal)[1])
        found[goal.id] = GoalResult(
            target=goal.shown,
            reached=reached_by(model, solution.column_value, goal) * scale,
            unit=goal.unit,
            marginal=price,
            year=goal.year,
            kind=goal.kind,
            subject=goal.subject,
            site=goal.site,
            sense=goal.sense,
        )
    return found


def _value(model: Model, column_value: Values, goal: GoalInput) -> tuple[float, float]:
    expression, constant = expression_of(model, goal)
    total = sum(float(np.sum(column_value[columns] * values)) for columns, values in expression)
    return total, constant


def reached_by(model: Model, column_value: Values, goal: GoalInput) -> float:
    """What a goal counts at these values of the columns, in the program's units (thousands, shares, years)."""
    if goal.kind not in SHARE_GOALS:
        total, constant = _value(model, column_value, goal)
        return total + constant
    top, base = _share_parts(model, column_value, goal)
    return top / base if abs(base) > 1e-12 else float("nan")


def _share_parts(model: Model, column_value: Values, goal: GoalInput) -> tuple[float, float]:
    """A and B of a goal on A / B; both in the units of its row."""
    above, stock = _value(model, column_value, replace(goal, value=0.0))
    with_one, _ = _value(model, column_value, replace(goal, value=1.0))
    base = above - with_one
    return above + (stock if goal.kind == "reserve_life" else 0.0), base


def break_even(model: Model, solution: Solution) -> dict[str, float]:
    """Long-run marginal cost of each product in the last planning year, CNY per unit.

    Where the product has an output goal: the goal's price (least cost counts a sale against the home price, so this is
    the home price at which one more unit pays all its cost). Else the price of its balance.
    """
    inputs = model.inputs
    last = len(inputs.horizon.years) - 1
    weight = float(inputs.horizon.weight[last])
    found: dict[str, float] = {}
    sold = {m.commodity for m in inputs.markets if m.kind == "sell"}
    for process in inputs.processes:
        if process.main not in sold or process.main in found:
            continue
        rows = [
            goal_row(model, g)
            for g in inputs.goals
            if g.kind == "output" and g.subject == process.main and g.year == inputs.horizon.years[last]
        ]
        if rows and inputs.objective == "least_cost":
            price = sum(float(solution.price(row)) for row in rows)
        else:
            balance = model.columns.goods[process.site, process.main]
            price = float(solution.price(balance)[last])
        found[process.main] = price / weight * 1000.0
    return found


def binding_of(model: Model, solution: Solution) -> tuple[Binding, ...]:
    """Limits that hold the plan back, dearest first: those that are no goals and have a price."""
    goals = {block.name for block in model.columns.goals.values()}
    found: list[Binding] = []
    for block in model.program.row_blocks.values():
        if block.limit is None or block.name in goals:
            continue
        prices = np.asarray(solution.price(block))
        for at in zip(*np.nonzero(np.abs(prices) > 1e-4), strict=True):
            said = block.limit.note(tuple(int(i) for i in at))
            found.append(Binding(said, abs(float(prices[at])), block.limit.unit))
    return tuple(sorted(found, key=lambda b: -b.marginal))
