"""Sustainable development SD of a city among all cities with data, from the public figures that exist [P].

The rule names eight indicators; public rows for many cities exist for four: GDP per head (2020), nominal growth
2020-2023, extraction share of industry (census jobs, a cost) and effective number of industries (census jobs).
Weights are min-max entropy weights over the cities that have all four. A city that lacks some gets a span from the
least to the most that the missing ones could add.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.diagnosis import index
from lodeshift.errors import InputRangeError
from lodeshift.records.scores import Bounds

Values = NDArray[np.float64]
INDICATORS: Final[tuple[tuple[str, bool], ...]] = (
    ("gdp_per_head_yuan", True),
    ("nominal_growth_pct_a", True),
    ("extraction_share_of_industry_pct", False),
    ("effective_number_of_industries", True),
)
"""(name, more is better). Without data: unemployment, fiscal self-sufficiency, PM2.5, reuse of industrial waste."""
NOT_AVAILABLE: Final = ("unemployment", "fiscal_self_sufficiency", "fine_dust", "waste_reuse")


@dataclass(frozen=True, slots=True)
class Score:
    """SD of one city: `values` by indicator (NaN = missing), `low` and `high` what the missing ones allow."""

    indicators: Values
    bounds: Bounds
    low: float
    high: float

    def under(self, factors: Values) -> tuple[Values, Values]:
        """(low, high) in each draw, the city's own values times `factors` (draws, 4); bounds and weights stay."""
        return _span(self.indicators * factors, self.bounds)


@dataclass(frozen=True, slots=True)
class Development:
    """SD of every city with at least one indicator; `median` over the `complete` ones."""

    scores: Mapping[str, Score]
    bounds: Bounds
    median: float
    complete: tuple[str, ...]

    def score(self, city: str) -> Score | None:
        return self.scores.get(city)


def development(values: Mapping[str, Values]) -> Development:
    """Score all cities. `values[city]` holds the four indicators in the order of `INDICATORS`, NaN where missing.

    Raises
    ------
    InputRangeError : fewer than two cities have all four.
    """
    complete = tuple(city for city, row in values.items() if not np.isnan(row).any())
    if len(complete) < 2:
        raise InputRangeError("the development score needs at least two cities with all indicators")
    x = np.stack([values[city] for city in complete])
    benefit = np.array([better for _, better in INDICATORS])
    plain = index.bounds_of(x, [name for name, _ in INDICATORS], benefit)
    weights = index.entropy_weights(index.scale(x, plain).scaled)
    bounds = Bounds(plain.names, plain.benefit, plain.low, plain.high, tuple(weights.tolist()), "entropy_min_max")
    scores = {}
    for city, row in values.items():
        if np.isnan(row).all():
            continue
        low, high = _span(row[None, :], bounds)
        scores[city] = Score(row, bounds, float(low[0]), float(high[0]))
    return Development(scores, bounds, float(np.median([scores[city].low for city in complete])), complete)


def _span(x: Values, bounds: Bounds) -> tuple[Values, Values]:
    missing = np.isnan(x)
    y = index.scale(np.where(missing, 0.0, x), bounds).scaled
    weights = np.asarray(bounds.weights)
    # four columns: a plain sum is quicker than waking the threads of a BLAS for it
    low: Values = (np.where(missing, 0.0, y) * weights).sum(axis=1)
    high: Values = low + (missing * weights).sum(axis=1)
    return low, high
