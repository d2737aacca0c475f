"""Answers to the questions that a planner asks of a chain, from the plan's own run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from lodeshift.catalogue import recipes
from lodeshift.catalogue.questions import MaterialOf, sector_questions
from lodeshift.planning.accounts import Books, power_bought, value_added_by_process
from lodeshift.planning.amounts import Amounts
from lodeshift.planning.inputs import PlanInputs
from lodeshift.records.plan import Answers, ChainReach, Circuits

LEAST_MADE: Final = 1.0
"""Units a year below which a product is not made at all: what a solver leaves over."""


def answers_of(inputs: PlanInputs, amounts: Amounts, books: Books) -> Answers:
    """Answers of the last planning year; a chain of which fewer than two materials are made is none."""
    grids = inputs.grids.values()
    circuits = Circuits(max(g.circuit_kv for g in grids), sum(g.existing_circuits for g in grids)) if grids else None
    chains = {question: reach(inputs, amounts, rows) for question, rows in sector_questions().items()}
    return Answers(
        circuits=circuits,
        chains={question: found for question, found in chains.items() if found and len(found.suffices_for) > 1},
        value_added_share=value_added_share(inputs, amounts, books),
    )


def output_of(inputs: PlanInputs, amounts: Amounts, commodity: str, year: int = -1) -> float:
    """Units of a commodity that the processes give in a planning year, gross."""
    per_unit = np.array([max(0.0, p.net.get(commodity, 0.0)) for p in inputs.processes])
    return float(per_unit @ amounts.activity[:, year]) * 1000.0 if per_unit.size else 0.0


def reach(inputs: PlanInputs, amounts: Amounts, rows: Sequence[MaterialOf]) -> ChainReach | None:
    """For how many units of a product a year each of its materials suffices, and which one limits the chain; None where
    none is made."""
    process = recipes.process(rows[0].process)
    made: dict[str, float] = {}
    for row in rows:
        made[row.material] = made.get(row.material, 0.0) + output_of(inputs, amounts, row.made) * row.share
    found = {c: amount / -process.amount(c) for c, amount in made.items() if amount > 0}
    return ChainReach(process.main, found, min(found, key=lambda c: found[c])) if found else None


def value_added_share(inputs: PlanInputs, amounts: Amounts, books: Books) -> dict[str, float]:
    """Share of a product's sales that is value added, last planning year.

    Value added of the process and of those before it at the site, at reference prices of goods, less their power at the
    plan's mean cost of a MWh; sales at reference prices. Freight to the customer is not taken off. Products whose makers
    serve others too are left out: what of a joint plant's value added is theirs nobody can say.
    """
    added = value_added_by_process(inputs, amounts)
    mwh = (
        np.array([p.mwh_per_unit for p in inputs.processes]) * amounts.activity[:, -1]
        if inputs.processes
        else np.zeros(0)
    )
    power = -float(power_bought(books)[-1])
    per_mwh = power / mwh.sum() if mwh.sum() > 0 else 0.0
    sold = {m.commodity for m in inputs.markets if m.kind == "sell"}
    found: dict[str, float] = {}
    for product in dict.fromkeys(p.main for p in inputs.processes if p.main in sold):
        makers = _makers(inputs, product)
        made = output_of(inputs, amounts, product)
        sales = made * inputs.cny_per_unit.get(product, 0.0) / 1e6
        if made >= LEAST_MADE and sales > 0 and _alone(inputs, makers):
            value = sum(float(added[i][-1]) - per_mwh * float(mwh[i]) for i in makers)
            found[product] = value / sales
    return found


def _alone(inputs: PlanInputs, makers: list[int]) -> bool:
    """Do these processes form one chain that makes one product: no other product beside it, no other user or maker on
    the way?"""
    mine = [inputs.processes[i] for i in makers]
    mains = {p.main for p in mine}
    others = [p for i, p in enumerate(inputs.processes) if i not in makers]
    elsewhere = {p.main for p in others}
    beside = any(v > 0 and c in elsewhere for p in mine for c, v in p.net.items() if c != p.main)
    shared = any(c in mains for p in others for c in p.net)
    return not beside and not shared and len({p.chain for p in mine}) == 1


def _makers(inputs: PlanInputs, product: str) -> list[int]:
    """Processes that lead to a product at the sites: its own and, step by step, those of what it takes."""
    wanted, seen, found = [product], {product}, []
    while wanted:
        commodity = wanted.pop()
        for i, p in enumerate(inputs.processes):
            if p.main == commodity and i not in found:
                found.append(i)
                for c, amount in p.net.items():
                    if amount < 0 and c not in seen:
                        seen.add(c)
                        wanted.append(c)
    return found
