"""One list for one city: feasibility, cost and relatedness side by side; averaged only with the user's own weights."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, get_args

import numpy as np

from lodeshift.catalogue import goods
from lodeshift.chain import supply
from lodeshift.chain.prices import price_at
from lodeshift.errors import InputError, Problem, Problems, did_you_mean
from lodeshift.matching import feasibility
from lodeshift.matching.bill import Opened, bill, opened
from lodeshift.matching.delivered import PARTS, Costs, CostTerms, costs
from lodeshift.matching.ground import Ground
from lodeshift.matching.market import Market, Outward, outward
from lodeshift.matching.peers import peers
from lodeshift.matching.ranking import CostTable, at_worth
from lodeshift.matching.reasons import made_of, reasons
from lodeshift.records.match import Candidate, Quadrant, Rank, Standing

ORDER: Final[tuple[Standing, ...]] = get_args(Standing)
ROOTED_FROM: Final = 0.5
MEASURES: Final = ("feasibility", "cost", "relatedness")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list. `relatedness`: percentile (0-1) by product from the user's table. `weights`: of
    feasibility, cost and relatedness, for an average; empty for none. `blind`: products whose own firms do not count."""

    city: str
    radius_km: float = 300.0
    relatedness: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    blind: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all candidates of one city share."""

    ground: Ground
    found: Costs
    table: CostTable
    worth: CostTable
    outward: Outward
    place: int
    here: Opened
    near: np.ndarray
    around: feasibility.Surroundings
    reached: Collection[str]
    everywhere: Collection[str]
    asked: Asked


def candidates(
    ground: Ground, table: CostTable, where: Market, terms: CostTerms, asked: Asked
) -> tuple[Candidate, ...]:
    """All products of the table that can be costed for the city, best first.

    Order: made here, rooted, within reach, footloose, out of reach; within each by rank over the number of cities ranked. With
    weights: by the weighted mean instead.

    Raises
    ------
    InputError : a weight for a measure that does not exist, is negative, or has no data.
    """
    _check_weights(asked)
    found = costs(ground, ground.pool.central, terms)
    place = ground.places.index(asked.city)
    around = feasibility.surroundings(asked.city, asked.radius_km, asked.blind)
    near = np.array([km <= asked.radius_km for km in ground.supply_to_place.straight[:, place]])
    scene = _Scene(
        ground=ground,
        found=found,
        table=table,
        worth=at_worth(ground, table.products, where, terms),
        outward=outward(ground, ground.pool.central, table.products, where),
        place=place,
        here=opened(ground, place, ground.pool.central),
        near=near,
        around=around,
        reached=feasibility.reach(around.have),
        everywhere=feasibility.reach(()),
        asked=asked,
    )
    rows = [one for product in table.products if (one := _candidate(scene, product)) is not None]
    if asked.weights:
        return tuple(sorted(rows, key=lambda one: -(one.score or 0.0)))
    return tuple(
        sorted(rows, key=lambda one: (ORDER.index(one.standing), one.rank.rank / one.rank.of, -one.local_share))
    )


def not_costed(table: CostTable, city: str) -> tuple[str, ...]:
    """Products of the table that cannot be made at the city at any cost (an ore that is not there)."""
    column = table.places.index(city)
    return tuple(p for p, row in zip(table.products, table.central, strict=True) if np.isnan(row[column]))


def _candidate(scene: _Scene, product: str) -> Candidate | None:
    ground, city = scene.ground, scene.asked.city
    rank = scene.table.rank(product, city)
    if rank is None:
        return None
    opened_up = bill(ground, scene.found, scene.place, product, scene.here, scene.near)
    feasible = feasibility.can_make(product, scene.reached)
    standing = _standing(scene, product, feasible, opened_up.local_share)
    row = scene.table.products.index(product)
    made = made_of(ground, scene.found, product, scene.outward.freight[row], float(scene.outward.dues[row]))
    span = scene.table.span(product, city)
    why, rest = reasons(ground, scene.found, scene.place, made, opened_up)
    price, worth = price_at(product, role="sell"), scene.worth.rank(product, city)
    near_enough = feasible or standing == "made here"
    links = () if near_enough else feasibility.missing(product, scene.reached)
    one = Candidate(
        product=product,
        unit=goods.commodity(product).unit,
        standing=standing,
        feasible=near_enough,
        local_share=opened_up.local_share,
        chain=opened_up.chain,
        purchases=opened_up.purchases,
        sales=opened_up.sales,
        missing=tuple(feasibility.link(city, good) for good in links),
        cost=span,
        cost_parts=tuple(zip(PARTS, (float(x) for x in made.parts[:, scene.place]), strict=True)),
        price=price,
        margin=price.central - span.central,
        rank=rank,
        cost_ore_at_worth=scene.worth.span(product, city).central,
        rank_ore_at_worth=rank.rank if worth is None else worth.rank,
        reasons=why,
        rest_difference=rest,
        quadrant=_quadrant(standing, rank),
        relatedness=scene.asked.relatedness.get(product),
        peers=peers(city, product),
        score=None,
    )
    return replace(one, score=_score(one, scene.asked.weights)) if scene.asked.weights else one


def _standing(scene: _Scene, product: str, feasible: bool, local_share: float) -> Standing:
    rows = supply.inventory().get(scene.asked.city, ())
    made = any(each.kind == "industry" and each.commodity == product for each in rows)
    if made and product not in scene.asked.blind:
        return "made here"
    if not feasible:
        return "out of reach"
    if local_share >= ROOTED_FROM:
        return "rooted"
    return "footloose" if feasibility.can_make(product, scene.everywhere) else "within reach"


def _quadrant(standing: Standing, rank: Rank) -> Quadrant:
    near = standing in ("made here", "rooted")
    cheap = rank.rank <= rank.of / 2
    if near:
        return "near and cheap" if cheap else "near but dear"
    return "far but cheap" if cheap else "far and dear"


def _score(one: Candidate, weights: Mapping[str, float]) -> float:
    """Weighted mean of the measures known for the product (relatedness only where the user's table names it)."""
    cost = 1.0 - (one.rank.rank - 1) / max(1, one.rank.of - 1)
    near = {"made here": 1.0, "out of reach": 0.0}.get(one.standing, one.local_share)
    measures = {"feasibility": near, "cost": cost, "relatedness": one.relatedness}
    known = [(weight, value) for name, weight in weights.items() if (value := measures[name]) is not None]
    total = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / total if total > 0 else 0.0


def _check_weights(asked: Asked) -> None:
    problems = Problems("weights")
    for name, weight in asked.weights.items():
        if name not in MEASURES:
            problems.problem("option.not_one_of", None, name, "no such measure", ", ".join(MEASURES))
        elif not 0 <= weight < float("inf"):
            problems.problem("value.out_of_range", None, name, f"{weight:g}", "a number >= 0")
    if asked.weights.get("relatedness") and not asked.relatedness:
        hint = "bring a region x industry table, or leave the weight out"
        problems.problem("matching.no_relatedness", None, "relatedness", "no table", "relatedness by product", hint)
    if asked.weights and not problems and sum(asked.weights.values()) <= 0:
        problems.problem("matching.weights_zero", None, "all", "a sum of zero", "at least one weight above zero")
    problems.check()


def checked_products(wanted: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The products asked for, or all. Raises `InputError` naming every one that no recipe makes."""
    problems = [
        Problem(
            "option.not_one_of",
            "command line",
            None,
            "--product",
            name,
            "a product that a recipe makes",
            _hint(name, known),
        )
        for name in wanted
        if name not in known
    ]
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(wanted)) or tuple(known)


def _hint(name: str, known: Sequence[str]) -> str:
    close = did_you_mean(name, known)
    return f"did you mean {' or '.join(close)}?" if close else "lodeshift match CITY lists them"
