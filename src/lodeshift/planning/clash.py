"""Goals and limits that clash, with what each would have to give in the case's units."""

from __future__ import annotations

import math
from dataclasses import replace

from lodeshift.catalogue import goods
from lodeshift.planning.blocks.goals import goal_row
from lodeshift.planning.model import Model
from lodeshift.planning.prepare import K_GOALS
from lodeshift.planning.tell import reached_by
from lodeshift.program.clash import Clash
from lodeshift.records.note import Note


def clash_notes(model: Model, clash: tuple[Clash, ...]) -> tuple[Note, ...]:
    """The limit of each member of a clash, with the facts `gives`, `bound` and `given_unit`."""
    return tuple(_given(model, part) for part in clash)


def _given(model: Model, part: Clash) -> Note:
    gives, bound, unit = part.gives, part.bound, part.unit
    goal = next((g for g in model.inputs.goals if part.row == int(goal_row(model, g).index)), None)
    if goal is not None:
        # What a goal reaches where it alone gives: a share's row is in MW or yuan, not in shares.
        scale = 1000.0 if goal.kind in K_GOALS else 1.0
        gives, bound = abs(goal.shown - reached_by(model, part.column_value, goal) * scale), goal.shown
        if unit == "1":
            gives, bound, unit = 100.0 * gives, 100.0 * bound, "%"
    elif unit in ("k", "k/a"):
        commodity = str(part.note.facts.get("good", part.note.subject))
        known = goods.commodities().get(commodity)
        gives, bound = 1000.0 * gives, 1000.0 * bound
        unit = unit.replace("k", known.unit if known is not None else "units")
    elif unit == "circuits":
        gives = float(math.ceil(gives - 1e-6))
    facts = {**dict(part.note.more), "gives": gives, "bound": bound, "given_unit": unit}
    return replace(part.note, more=tuple(sorted(facts.items())))
