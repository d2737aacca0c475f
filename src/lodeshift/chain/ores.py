"""Ores: what a tonne of a deposit's own ore is worth in ore of the recipe, and how its mine differs from the recipe's.

A recipe of a mine holds an average mine on ore of a reference grade. A tier's tonne counts as grade x recovery over
those of the recipe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lodeshift.catalogue import geology, goods, recipes
from lodeshift.catalogue.geology import Tier
from lodeshift.chain.network import whole
from lodeshift.names import CO2


def mines(ore: str) -> tuple[str, ...]:
    """Processes that take an ore."""
    return whole().users(ore)


@cache
def is_mine(process_id: str) -> bool:
    """Whether a process digs: one of its inputs is an ore."""
    return any(flow.commodity in geology.ores() for flow in recipes.process(process_id).inputs)


@cache
def worth(tier: Tier) -> float:
    """Tonnes of ore of the recipe's reference grade that a tonne of the tier's ore is worth.

    Grade over reference grade, times plant recovery over the recipe's where the tier states one; 1 where the grade
    counts no element (coal, oil: the recipe counts what is in the ground).
    """
    counted = geology.grade_of(tier)
    if counted is None or tier.grade is None:
        return 1.0
    share = tier.grade / 100.0 * counted.mass_fraction / goods.mass_fraction(tier.ore_flow, counted.element)
    if tier.plant_recovery is None:
        return share
    return share * tier.plant_recovery / recipes.element_recovery(tier.process, counted.element)


@dataclass(frozen=True, slots=True)
class ReferenceTier:
    """A tier in ore of the recipe's reference grade: t, t a year, and what a tonne costs
    beyond the recipe's average mine, CNY."""

    tier: Tier
    worth: float
    ore_t: float
    rate_t_per_year: float
    extra_cost_cny_per_t: float

    @property
    def product_per_t(self) -> float:
        """Units of the mine's main product per tonne of the tier's own ore."""
        return self.worth / -recipes.process(self.tier.process).amount(self.tier.ore_flow)


def reference_tiers(*, deposit: str | None = None, city: str | None = None) -> tuple[ReferenceTier, ...]:
    """Tiers of a deposit or of a city that hold ore; what is worked out is left out.

    Raises
    ------
    UnknownIdError : no tiered deposit is called so.
    """
    return tuple(_reference(tier) for tier in geology.tiers(deposit=deposit, city=city) if tier.ore.central > 0)


def _reference(tier: Tier) -> ReferenceTier:
    each = worth(tier)
    extra = tier.cost_over_reference / each / tier.recipe_factor
    return ReferenceTier(tier, each, tier.ore.central * each, tier.max_annual_t * each, extra)


@dataclass(frozen=True, slots=True)
class OreTerms:
    """How one place's mine differs from the recipe of `process`.

    `ore_ratio`: ore per unit of product over that of the recipe. `extra_cost`: mining cost beyond the recipe's
    average mine, CNY per unit of product. `scales`: whether power, water, fuel and tailings follow the ore.
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
    """
    own = _working([tier for tier in geology.tiers(city=place_id) if tier.process == process_id])
    if not own:
        return None
    process = recipes.process(process_id)
    usual = _working([tier for tier in geology.tiers() if tier.process == process_id])
    ratio = 1.0 / _weighted(own, [worth(tier) for tier in own])
    cost_here = _weighted(own, [tier.mining_cost.central for tier in own])
    cost_usual = _weighted(usual, [tier.mining_cost.central for tier in usual])
    if geology.grade_of(own[0]) is None:  # cost per tonne lifted, not per tonne of ore
        extra = cost_here - cost_usual
    else:
        extra = -process.amount(own[0].ore_flow) * (cost_here * ratio - cost_usual)
    scales = any(flow.commodity == "tailings" for flow in process.outputs)
    return OreTerms(process_id, ratio, extra, scales, tuple(tier.row for tier in own))


def scaled_flows(process_id: str) -> tuple[str, ...]:
    """Flows of a mine that grow with the ore it has to move: all but product, by-products worth selling, and labour."""
    growing = ("electricity", "water", "diesel", "coal", "tailings", CO2)
    return tuple(flow.commodity for flow in recipes.process(process_id).flows if flow.commodity in growing)


def _working(tiers: Sequence[Tier]) -> list[Tier]:
    usable = [tier for tier in tiers if tier.ore.central > 0 and tier.max_annual_t > 0]
    return [tier for tier in usable if tier.in_production] or usable


def _weighted(tiers: Sequence[Tier], values: Sequence[float]) -> float:
    rates = [tier.max_annual_t for tier in tiers]
    return sum(r * v for r, v in zip(rates, values, strict=True)) / sum(rates)
