"""Goals and limits that clash, in the case's words and units: what each would have to give."""

from __future__ import annotations

import math

from lodeshift.catalogue import goods
from lodeshift.planning.model import Model
from lodeshift.planning.prepare import K_GOALS
from lodeshift.planning.tell import reached_by
from lodeshift.program.clash import Clash


def clash_lines(model: Model, clash: tuple[Clash, ...]) -> list[str]:
    """One line per member of a clash: "people of x in 2030: would have to give 260 jobs of 300"."""
    return [_line(model, part) for part in clash]


def _line(model: Model, part: Clash) -> str:
    block = model.program.block_of(part.row)
    gives, bound, unit = part.gives, part.bound, part.unit
    goal = next((g for g in model.inputs.goals if block.name == f"goal {g.id}"), None)
    if goal is not None:
        # What a goal reaches where it alone gives: a share's row is in MW or yuan, not in shares.
        scale = 1000.0 if goal.kind in K_GOALS else 1.0
        gives, bound = abs(goal.shown - reached_by(model, part.column_value, goal) * scale), goal.shown
        if unit == "1":
            gives, bound, unit = 100.0 * gives, 100.0 * bound, "%"
    elif unit in ("k", "k/a"):
        commodity = _commodity(model, block.name)
        gives, bound = 1000.0 * gives, 1000.0 * bound
        unit = unit.replace("k", goods.commodity(commodity).unit if commodity else "units")
    elif unit == "circuits":
        gives = math.ceil(gives - 1e-6)
    return f"{part.words}: would have to give {number(gives)} {unit} of {number(bound)}"


def _commodity(model: Model, name: str) -> str:
    """The commodity that a row of a market, a route or a plant counts; blank where it is none of them."""
    inputs = model.inputs
    for market in inputs.markets:
        if name == f"volume {market.id}":
            return market.commodity
    for process in inputs.processes:
        if name.endswith(f" {process.site}/{process.id}"):
            return process.main
    routes = (r.commodity for r in inputs.routes if name == f"volume {r.from_site}>{r.to_site} {r.commodity}")
    return next(routes, "")


def number(value: float) -> str:
    """Four figures that count, without an exponent: 18571 -> "18,570", 0.4762 -> "0.4762"."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    told = f"{float(f'{value:.4g}'):,.{digits}f}"
    return told.rstrip("0").rstrip(".") if digits else told
