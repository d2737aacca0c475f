"""What varies from draw to draw: factors as columns for discovery and export, groups for sensitivities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import prices
from lodeshift.chain.prices import gate_price
from lodeshift.records.note import Note, note
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import Assembled
from lodeshift.simulation.drivers import FEE

Array = NDArray[np.float64]


BASE: Final = "base"
"""Unit of what is told over its base value."""
TODAY: Final = "today"
"""Unit of what is told over today's."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One column: `values` one per draw, in `unit`; `what` names it."""

    name: str
    what: Note
    unit: str
    values: Array


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of theta and of shocks that are redrawn together (Sobol); `what` names them."""

    name: str
    what: Note
    theta_rows: tuple[int, ...]
    shock_rows: tuple[int, ...]


_STATIC = (
    (row.TREND_LONG_RUN, "long_run_growth", "1/a"),
    (row.DEVIATION_START, "own_growth", "1/a"),
    (row.LINKAGE, "linkage", "1"),
    (row.MIGRATION_DRIFT, "migration_drift", "1/a"),
    (row.GRADE, "grade", "1"),
    (row.RESERVE, "reserve", "1"),
    (row.DELAY, "delay", "a"),
    (row.CAPITAL_FACTOR, "capital_cost", "1"),
    (row.HURDLE, "hurdle", "1/a"),
    (row.MECHANISATION, "mechanisation", "1/a"),
    (row.RECOVERY, "recovery", "1"),
)
_NEEDS_ORE = frozenset({row.GRADE, row.RESERVE})
_NEEDS_BUILDING = frozenset({row.DELAY, row.CAPITAL_FACTOR, row.HURDLE, row.RECOVERY, row.MECHANISATION})


_GROWTH_HABITS = (row.JOBS_SHARE, row.DEEPENING, row.AGRICULTURE_GROWTH, row.AGRICULTURE_LEAVING)
_PEOPLE_HABITS = (
    row.HIRING_SPEED, row.FIRING_SPEED, row.SERVICE_SPEED, row.FRICTION, row.DRIFT_KEPT, row.LEAD_PULL, row.LARGEST_LOSS,
    row.LARGEST_GAIN, row.LABOUR_COST_FLOOR,
)  # fmt: skip
_FIRM_HABITS = (
    row.GLUT_YEARS, row.LOSS_MEMORY, row.LOSS_TOLERANCE, row.LOSS_RANGE, row.CLOSING_RATE, row.EXPECTATION_SPEED,
    row.RUSH, row.RUSH_SLOPE, row.ROOM_SLOPE, row.RAMP_SHARE, row.LOAD_FACTOR,
)  # fmt: skip
_MONEY_HABITS = (row.TAX_RATE, row.SPENDING_SHARE, row.INTEREST_RATE, row.SPENT_OF_SURPLUS, row.FIXED_SPENDING)
_ORE_HABITS = (row.ORE_YEARS_KEPT, row.ORE_LIFE_FOR_INVESTMENT)


def _price(driver: str, kind: str) -> Note:
    """The note that names a price ("price") or its mean over the years ("mean_price"); fees apart."""
    product = driver.removeprefix(FEE)
    return note(f"simulation.{kind}_fee" if driver.startswith(FEE) else f"simulation.{kind}", product)


def _base(driver: str, place: str) -> tuple[str, float]:
    """Unit and price of 2024 at the place's gate; fees and goods without a selling price are told over their base."""
    if not driver.startswith(FEE) and prices.has_price(driver, "sell"):
        base = gate_price(driver, place)
        return base.unit, base.central
    return BASE, 1.0


def factors(assembled: Assembled, theta: Array, summary: Array) -> tuple[Factor, ...]:
    """Columns for the given draws: mean prices and demand over all years, and what a draw keeps."""
    found = []
    for k, each in enumerate(assembled.drivers):
        unit, base = _base(each.name, assembled.economy.facts.id)
        mean = base * summary[row.FIRST_MEAN_PRICE + k]
        found.append(Factor(_name(each.name), _price(each.name, "mean_price"), unit, mean))
    for u, end in enumerate(assembled.ends):
        place = row.FIRST_MEAN_PRICE + len(assembled.drivers) + u
        found.append(Factor(f"demand_{end}", note(f"simulation.demand_{end}"), TODAY, summary[place]))
    has_ore = bool((assembled.model.firms.is_resource > 0).any())
    has_chains = assembled.model.chains > 0
    for place, name, unit in _STATIC:
        if (place in _NEEDS_ORE and not has_ore) or (place in _NEEDS_BUILDING and not has_chains):
            continue
        found.append(Factor(name, note(f"simulation.{name}"), unit, theta[place]))
    return tuple(found)


def _name(driver: str) -> str:
    """Column of a price: "price_coal", "price_fee_of_copper_foil_6um"."""
    return f"price_{driver.replace(' ', '_')}"


def groups(assembled: Assembled) -> tuple[Group, ...]:
    """Groups for sensitivities: each price with its level and volatility, demand, growth, building, ore, people, policy."""
    first_price = row.FIRST_SHOCK + len(assembled.ends)
    count = len(assembled.drivers)
    ends = range(len(assembled.ends))
    found = [
        Group(
            _name(each.name),
            _price(each.name, "price"),
            (row.FIRST_LEVEL + k, row.FIRST_LEVEL + count + k),
            (first_price + k,),
        )
        for k, each in enumerate(assembled.drivers)
    ]
    city = (row.DEVIATION_START, row.FADE, *_GROWTH_HABITS)
    people = (row.LINKAGE, row.MIGRATION_ELASTICITY, row.MIGRATION_DRIFT, *_PEOPLE_HABITS)
    found += [
        _group("country_growth", (row.TREND_START, row.TREND_LONG_RUN), (row.TREND_SHOCK,)),
        _group("city_growth", city, (row.DEVIATION_SHOCK, row.LEVEL_SHOCK)),
        _group("people", people, (row.MIGRATION_SHOCK,)),
        _group("money", _MONEY_HABITS),
    ]
    if assembled.ends:
        demand = tuple(row.FIRST_LEVEL + 2 * count + u for u in ends)
        building = (row.DELAY, row.CAPITAL_FACTOR, row.HURDLE, row.RECOVERY, row.MECHANISATION, row.SPREAD)
        found += [
            _group("demand", demand, tuple(row.FIRST_SHOCK + u for u in ends)),
            _group("building", (*building, *_FIRM_HABITS)),
            _group("policy", (row.CARBON_FACTOR, row.POLICY_PACE, row.EU_SHARE), (row.CARBON_SHOCK,)),
        ]
    if (assembled.model.firms.is_resource > 0).any():
        found.append(_group("ore", (row.GRADE, row.RESERVE, *_ORE_HABITS)))
    return tuple(found)


def _group(name: str, theta_rows: tuple[int, ...], shock_rows: tuple[int, ...] = ()) -> Group:
    return Group(name, note(f"simulation.group_{name}"), theta_rows, shock_rows)
