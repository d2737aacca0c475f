"""Where a city stands among the cities with data: cost of every product everywhere, over the same draws for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.matching.delivered import IMPOSSIBLE, Costs, CostTerms, cost_to_make, costs
from lodeshift.matching.ground import Ground
from lodeshift.matching.market import Market, outward
from lodeshift.records.match import Rank, Span

Matrix = NDArray[np.float64]
TIE: Final = 1e-9
"""Costs closer than this share of each other are equal."""
RANGE: Final = (5.0, 95.0)


@dataclass(frozen=True, slots=True)
class CostTable:
    """Delivered cost of every product at every place, CNY per unit, no VAT; NaN where it cannot be made at all.

    `central` (products, places) at central figures; `drawn` (draws, products, places), shared draws.
    """

    products: tuple[str, ...]
    places: tuple[str, ...]
    central: Matrix
    drawn: Matrix

    def rank(self, product: str, place: str) -> Rank | None:
        """Rank of a place for a product, with what becomes of it over the draws; None where it cannot be made there."""
        row, column = self.products.index(product), self.places.index(place)
        if np.isnan(self.central[row, column]):
            return None
        rank = int(_rank(self.central[row], column))
        over = np.array([_rank(draw[row], column) for draw in self.drawn])
        if not len(over):
            over = np.array([rank])
        low, high = np.percentile(over, RANGE, method="nearest")
        return Rank(
            rank=rank,
            of=int(np.isfinite(self.central[row]).sum()),
            holds_share=float((over <= rank).mean()),
            exact_share=float((over == rank).mean()),
            low=int(low),
            high=int(high),
        )

    def span(self, product: str, place: str) -> Span:
        """Central cost and its 5 to 95 % range over the draws, widened to hold the central value."""
        row, column = self.products.index(product), self.places.index(place)
        central = float(self.central[row, column])
        drawn = self.drawn[:, row, column]
        if not len(drawn):
            return Span(central, central, central)
        low, high = np.percentile(drawn, RANGE)
        return Span(min(float(low), central), central, max(float(high), central))


def targets(ground: Ground, with_extraction: bool = False) -> tuple[str, ...]:
    """Products worth asking about, in the order of the processes: all that a recipe makes; extraction only when asked for."""
    chosen = np.ones_like(ground.mining) if with_extraction else ground.beyond_the_mine
    return tuple(dict.fromkeys(ground.goods[good] for good in ground.main[chosen]))


def delivered(ground: Ground, found: Costs, values: Matrix, products: Sequence[str], where: Market) -> Matrix:
    """Cost of making each product at every place and bringing it to the market, (products, places); NaN where impossible."""
    made = np.array([cost_to_make(ground, found.make, product)[0] for product in products])
    total: Matrix = made + outward(ground, values, products, where).total
    total[made > IMPOSSIBLE] = np.nan
    return total


def cost_table(
    ground: Ground, products: Sequence[str], where: Market, terms: CostTerms, draws: int = 0, seed: int = 0
) -> CostTable:
    """All products at all places, at central figures and in `draws` shared draws of every figure."""
    central = ground.pool.central
    base = delivered(ground, costs(ground, central, terms, with_parts=False), central, products, where)
    drawn = np.empty((draws, *base.shape))
    for i, values in enumerate(ground.pool.draws(draws, seed)):
        drawn[i] = delivered(ground, costs(ground, values, terms, with_parts=False), values, products, where)
    return CostTable(tuple(products), ground.places, base, drawn)


def at_worth(ground: Ground, products: Sequence[str], where: Market, terms: CostTerms) -> CostTable:
    """The table at central figures with every mine's product at what it would fetch, for comparison."""
    return cost_table(ground, products, where, replace(terms, ore_at_worth=True))


def _rank(costs_of_all: Matrix, column: int) -> int:
    own = costs_of_all[column]
    return int((costs_of_all < own - TIE * abs(own)).sum()) + 1
