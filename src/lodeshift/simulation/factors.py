"""What varies from draw to draw, in words: factors as columns for discovery and export, groups for sensitivities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import goods, prices
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import Assembled
from lodeshift.simulation.drivers import FEE

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factor:
    """One column: `values` one per draw, in `unit`. `words` fit into "fails when WORDS is under 70,000 UNIT"."""

    name: str
    words: str
    unit: str
    values: Array


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of theta and of shocks that are redrawn together (Sobol)."""

    name: str
    words: str
    theta_rows: tuple[int, ...]
    shock_rows: tuple[int, ...]


_STATIC = (
    (row.TREND_LONG_RUN, "long_run_growth", "the country's long-run growth of output per head", "1/a"),
    (row.DEVIATION_START, "own_growth", "the city's own lead in growth at the start", "1/a"),
    (row.LINKAGE, "linkage", "the share of service jobs that go with basic jobs", "1"),
    (row.MIGRATION_DRIFT, "migration_drift", "migration without a gap in jobs", "1/a"),
    (row.GRADE, "grade", "the log of ore grade over the table", "1"),
    (row.RESERVE, "reserve", "the log of ore in the ground over the table", "1"),
    (row.DELAY, "delay", "the delay of building", "a"),
    (row.CAPITAL_FACTOR, "capital_cost", "the log of capital cost over the table", "1"),
    (row.HURDLE, "hurdle", "the return that firms ask for", "1/a"),
    (row.MECHANISATION, "mechanisation", "the fall of labour per unit", "1/a"),
    (row.RECOVERY, "recovery", "the share of the glut of 2024 that ends", "1"),
)
_NEEDS_ORE = frozenset({row.GRADE, row.RESERVE})
_NEEDS_BUILDING = frozenset({row.DELAY, row.CAPITAL_FACTOR, row.HURDLE, row.RECOVERY, row.MECHANISATION})


def _price_words(name: str) -> tuple[str, str, float]:
    """(words, unit, base price): fees and goods without a selling price are told as multiples."""
    product = name.removeprefix(FEE)
    plain = product.replace("_", " ")
    if name.startswith(FEE):
        return f"the mean fee on {plain}", "of its base value", 1.0
    if prices.has_price(product, "sell"):
        base = prices.base_price(product, "sell")
        return f"the mean price of {plain}", base.unit, base.central
    return f"the mean price of {plain}", f"of its base price per {goods.commodity(product).unit}", 1.0


def factors(assembled: Assembled, theta: Array, summary: Array) -> tuple[Factor, ...]:
    """Columns for the given draws: mean prices and demand over all years, and what a draw keeps."""
    found = []
    for k, each in enumerate(assembled.drivers):
        words, unit, base = _price_words(each.name)
        name = each.name.replace(" ", "_")
        found.append(Factor(f"price_{name}", words, unit, base * summary[row.FIRST_MEAN_PRICE + k]))
    for u, end in enumerate(assembled.ends):
        place = row.FIRST_MEAN_PRICE + len(assembled.drivers) + u
        found.append(Factor(f"demand_{end}", f"mean demand for {end}", "of today's", summary[place]))
    has_ore = bool((assembled.model.firms.is_resource > 0).any())
    has_chains = assembled.model.chains > 0
    for place, name, words, unit in _STATIC:
        if (place in _NEEDS_ORE and not has_ore) or (place in _NEEDS_BUILDING and not has_chains):
            continue
        found.append(Factor(name, words, unit, theta[place]))
    return tuple(found)


def groups(assembled: Assembled) -> tuple[Group, ...]:
    """Groups for sensitivities: each price with its level and volatility, demand, growth, building, ore, people, policy."""
    first_price = row.FIRST_SHOCK + len(assembled.ends)
    count = len(assembled.drivers)
    found = [
        Group(
            f"price_{each.name.replace(' ', '_')}",
            _price_words(each.name)[0].replace("the mean ", "the "),
            (row.FIRST_LEVEL + k, row.FIRST_LEVEL + count + k),
            (first_price + k,),
        )
        for k, each in enumerate(assembled.drivers)
    ]
    found.append(
        Group(
            "country_growth",
            "growth of the country",
            (row.TREND_START, row.TREND_LONG_RUN),
            (row.TREND_SHOCK,),
        )
    )
    found.append(
        Group(
            "city_growth",
            "the city's own growth",
            (row.DEVIATION_START, row.FADE),
            (row.DEVIATION_SHOCK, row.LEVEL_SHOCK),
        )
    )
    people = (row.LINKAGE, row.MIGRATION_ELASTICITY, row.MIGRATION_DRIFT)
    found.append(Group("people", "migration and service jobs", people, (row.MIGRATION_SHOCK,)))
    if assembled.ends:
        first = row.FIRST_LEVEL + 2 * count
        ends = range(len(assembled.ends))
        found.append(
            Group(
                "demand", "demand by end use", tuple(first + u for u in ends), tuple(row.FIRST_SHOCK + u for u in ends)
            )
        )
        building = (row.DELAY, row.CAPITAL_FACTOR, row.HURDLE, row.RECOVERY, row.MECHANISATION, row.SPREAD)
        found.append(Group("building", "delay, cost and returns of building, spread of costs", building, ()))
        found.append(
            Group("policy", "carbon price and policy", (row.CARBON_FACTOR, row.POLICY_PACE), (row.CARBON_SHOCK,))
        )
    if (assembled.model.firms.is_resource > 0).any():
        found.append(Group("ore", "ore in the ground and its grade", (row.GRADE, row.RESERVE), ()))
    return tuple(found)
