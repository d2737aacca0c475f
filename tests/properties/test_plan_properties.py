"""What must hold for every small plan, whatever the numbers."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.solving import solved, status
from tests.planning.worlds import random_world

from lodeshift.planning.accounts import discounted
from lodeshift.planning.inputs import MarketInput, PlanInputs

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=6, deadline=None)


def _feasible(seed: int, *, green: bool = False) -> PlanInputs:
    """A random world that has a plan; output goals are dropped from one that has none. Its circuits suffice: whole
    numbers have tests of their own."""
    inputs = random_world(seed, 24, green=green)
    inputs = replace(
        inputs, grids={k: replace(g, firm_mw=1e4, max_circuits=g.existing_circuits) for k, g in inputs.grids.items()}
    )
    if status(inputs) != "optimal":
        inputs = replace(inputs, goals=tuple(g for g in inputs.goals if g.kind != "output"))
    return inputs


@FEW
@given(SEEDS, st.booleans())
def test_the_books_add_up_to_the_objective(seed: int, green: bool) -> None:
    inputs = _feasible(seed, green=green)
    found = solved(inputs)
    assert discounted(inputs, found.books) == pytest.approx(found.objective, rel=1e-6, abs=1e-6)


@FEW
@given(SEEDS)
def test_a_deposit_never_rises_and_never_gives_more_than_it_holds(seed: int) -> None:
    inputs = _feasible(seed)
    drawn = solved(inputs).amounts.extract
    assert np.all(drawn >= -1e-7)
    stock = np.array([t.stock_k for t in inputs.tiers])
    assert np.all(drawn @ inputs.horizon.represented <= stock + 1e-6)


@FEW
@given(SEEDS, st.sampled_from(["people", "investment_mcny_per_year", "water_m3"]), st.floats(1.0, 3.0))
def test_a_looser_limit_never_makes_the_best_worse(seed: int, which: str, factor: float) -> None:
    inputs = _feasible(seed)
    limits = {k: replace(v, **{which: getattr(v, which) * factor}) for k, v in inputs.limits.items()}
    tight, loose = solved(inputs).objective, solved(replace(inputs, limits=limits)).objective
    assert loose <= tight + 1e-6 * max(1.0, abs(tight))


@FEW
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed: int, random: Random) -> None:
    inputs = _feasible(seed)
    mixed = {
        name: list(getattr(inputs, name)) for name in ("processes", "markets", "sources", "stores", "tiers", "goals")
    }
    for rows in mixed.values():
        random.shuffle(rows)
    other = replace(inputs, **{name: tuple(rows) for name, rows in mixed.items()})  # type: ignore[arg-type]
    assert solved(other).objective == pytest.approx(solved(inputs).objective, rel=1e-7)


@FEW
@given(SEEDS, st.sampled_from([0.5, 2.0, 7.0]))
def test_the_unit_of_money_changes_nothing_but_the_unit(seed: int, unit: float) -> None:
    inputs = _feasible(seed)
    assert solved(_in_other_money(inputs, unit)).objective == pytest.approx(unit * solved(inputs).objective, rel=1e-6)


def _in_other_money(inputs: PlanInputs, unit: float) -> PlanInputs:
    money = ("mcny", "price", "freight", "border", "premium", "reference")

    def scaled(record: Any) -> Any:
        changed = {}
        for name in record.__dataclass_fields__:
            value = getattr(record, name)
            if any(word in name for word in money) or name == "tariff":
                changed[name] = None if value is None else value * unit
        return replace(record, **changed)

    tables = ("processes", "markets", "sources", "stores", "routes", "tiers")
    changed: dict[str, Any] = {name: tuple(scaled(row) for row in getattr(inputs, name)) for name in tables}
    return replace(
        inputs,
        **changed,
        grids={k: scaled(v) for k, v in inputs.grids.items()},
        limits={k: scaled(v) for k, v in inputs.limits.items()},
        carbon_price_mcny_per_kt=inputs.carbon_price_mcny_per_kt * unit,
    )


@FEW
@given(SEEDS, st.floats(0.0, 20.0))
def test_a_higher_border_price_never_helps(seed: int, more: float) -> None:
    inputs = _feasible(seed)

    def dearer(m: MarketInput) -> MarketInput:
        return replace(m, border=m.border + more, border_green=m.border_green + more) if m.destination == "eu" else m

    dear = replace(inputs, markets=tuple(dearer(m) for m in inputs.markets))
    now = solved(inputs).objective
    assert solved(dear).objective >= now - 1e-6 * max(1.0, abs(now))
