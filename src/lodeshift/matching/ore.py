"""What a deposit's own grade and mining cost change in the recipe of the mine, per unit of concentrate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from lodeshift.catalogue import geology, goods, recipes
from lodeshift.catalogue.geology import Tier
from lodeshift.names import CO2

ELEMENT: Final = {
    "nickel_ore": ("Ni", 1.0),
    "copper_ore": ("Cu", 1.0),
    "lead_zinc_ore": ("Zn", 1.0),
    "ree_ore": ("REO", 1.0),
    "lepidolite_ore": ("Li", 13.88 / 29.88),
    "spodumene_ore": ("Li", 13.88 / 29.88),
    "lithium_brine": ("Li", 1.0),
    "graphite_ore": ("C", 1.0),
    "tin_ore": ("Sn", 1.0),
    "iron_ore": ("Fe", 1.0),
    "fluorite_ore": ("F", 38.0 / 78.07),
}
"""Element that a grade counts, and its mass share in what the grade names (Li in Li2O, F in CaF2)."""


@dataclass(frozen=True, slots=True)
class OreTerms:
    """How one place's mine differs from the recipe of `process`.

    `ore_ratio`: ore per unit of concentrate over that of the recipe. `extra_cost`: mining cost beyond the recipe's
    average mine, CNY per unit of concentrate. `scales`: whether power, water, fuel and tailings follow the ore.
    """

    process: str
    ore_ratio: float
    extra_cost: float
    scales: bool
    rows: tuple[str, ...]


def ore_terms(place_id: str, process_id: str) -> OreTerms | None:
    """Terms of a place's own tiers for a mining process; None where it has no tiered deposit (the recipe stands).

    Tiers in production count, weighted with their yearly rate; where none is, all tiers count. The recipe's average
    mine is the rate-weighted mean of all tiers in production of the same ore anywhere.

    Concentrate per t of ore is grade x plant recovery over that of the recipe; where the grade names no element
    (coal, oil) it is that of the recipe.
    """
    own = _working([tier for tier in geology.tiers(city=place_id) if tier.process == process_id])
    if not own:
        return None
    process = recipes.process(process_id)
    ore = own[0].ore_flow
    usual = _working([tier for tier in geology.tiers() if tier.process == process_id])
    ore_per_unit = -process.amount(ore)
    ratio = 1.0 / _weighted(own, [_yield(tier) for tier in own])
    if own[0].mining_cost_unit.endswith(("/t coal", "/t oil")):
        extra = _weighted(own, [t.mining_cost.central for t in own]) - _weighted(
            usual, [t.mining_cost.central for t in usual]
        )
    else:
        here = _weighted(own, [t.mining_cost.central for t in own]) * ratio
        extra = ore_per_unit * (here - _weighted(usual, [t.mining_cost.central for t in usual]))
    scales = any(flow.commodity == "tailings" for flow in process.outputs)
    return OreTerms(process_id, ratio, extra, scales, tuple(tier.row for tier in own))


def scaled_flows(process_id: str) -> tuple[str, ...]:
    """Flows of a mine that grow with the ore it has to move: all but product, by-products worth selling, and labour."""
    process = recipes.process(process_id)
    return tuple(
        flow.commodity
        for flow in process.flows
        if flow.commodity in ("electricity", "water", "diesel", "coal", "tailings", CO2)
    )


def _working(tiers: Sequence[Tier]) -> list[Tier]:
    usable = [tier for tier in tiers if tier.ore.central > 0 and (tier.max_annual_t or 0) > 0]
    return [tier for tier in usable if tier.in_production] or usable


def _weighted(tiers: Sequence[Tier], values: Sequence[float]) -> float:
    rates = [tier.max_annual_t or 0.0 for tier in tiers]
    return sum(r * v for r, v in zip(rates, values, strict=True)) / sum(rates)


@cache
def _yield(tier: Tier) -> float:
    """Concentrate per t of ore over that of the recipe."""
    if tier.ore_flow not in ELEMENT or tier.grade is None or tier.plant_recovery is None:
        return 1.0
    element, share = ELEMENT[tier.ore_flow]
    usual_grade = goods.mass_fraction(tier.ore_flow, element)
    usual_recovery = recipes.element_recovery(tier.process, element)
    return tier.grade / 100.0 * share * tier.plant_recovery / (usual_grade * usual_recovery)
