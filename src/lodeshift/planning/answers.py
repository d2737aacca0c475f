"""Answers to the questions that a planner asks of a battery-materials cluster, from the plan's own run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from lodeshift.catalogue import recipes
from lodeshift.planning.accounts import Books, power_bought, value_added_by_process
from lodeshift.planning.amounts import Amounts
from lodeshift.planning.inputs import PlanInputs

CELL: Final = "cell_lfp"
FOILS: Final = ("copper_foil_8um", "copper_foil_6um", "copper_foil_4p5um")
KV: Final = 330.0
LEAST_MADE: Final = 1.0
"""Units a year below which a product is not made at all: what a solver leaves over."""

Answers = Mapping[str, Mapping[str, float | str]]


def answers_of(inputs: PlanInputs, amounts: Amounts, books: Books) -> Answers:
    """`circuits`, `cell_chain`, `value_added_share` as the plan record describes them; last planning year."""
    found: dict[str, Mapping[str, float | str]] = {}
    if inputs.grids:
        found["circuits"] = {"kv": KV, "existing": float(sum(g.existing_circuits for g in inputs.grids.values()))}
    cell = cell_chain(inputs, amounts)
    if len(cell) > 2:  # two materials at least, and the one that limits
        found["cell_chain"] = cell
    share = value_added_share(inputs, amounts, books)
    if share:
        found["value_added_share"] = dict(share)
    return found


def output_of(inputs: PlanInputs, amounts: Amounts, commodity: str, year: int = -1) -> float:
    """Units of a commodity that the processes give in a planning year, gross."""
    per_unit = np.array([max(0.0, p.net.get(commodity, 0.0)) for p in inputs.processes])
    return float(per_unit @ amounts.activity[:, year]) * 1000.0 if per_unit.size else 0.0


def cell_chain(inputs: PlanInputs, amounts: Amounts) -> dict[str, float | str]:
    """For how many MWh of LFP cells a year each material suffices, and which one limits the chain.

    Foil is counted by area: the cell recipe holds 6 um foil, so a tonne of t um foil covers as much as 6 / t tonnes.
    """
    recipe = recipes.process(CELL)
    need = {f.commodity: f.amount.central for f in recipe.flows if f.direction == "in"}
    found: dict[str, float | str] = {}
    foil = sum(output_of(inputs, amounts, c) * 6.0 / _thickness_um(c) for c in FOILS)
    if foil > 0:
        found["copper_foil_6um"] = foil / need["copper_foil_6um"]
    for commodity in ("graphite_anode_synthetic", "lfp_cathode"):
        made = output_of(inputs, amounts, commodity)
        if made > 0:
            found[commodity] = made / need[commodity]
    if found:
        found["limits"] = min(found, key=lambda c: float(found[c]))
    return found


def _thickness_um(foil: str) -> float:
    return float(foil.removeprefix("copper_foil_").removesuffix("um").replace("p", "."))


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
