"""What holds for any seed, any levers, any prices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulation import worlds

from lodeshift.catalogue.assumptions import levers as known_levers
from lodeshift.simulation import levers, sketch
from lodeshift.simulation import rows as row
from lodeshift.simulation.counter import key_of, static_normals
from lodeshift.simulation.wedges import shapley

CITY = st.sampled_from(worlds.CITIES)


@st.composite
def pulled(draw: st.DrawFn) -> dict[str, float]:
    """Any levers at any allowed value."""
    names = draw(st.lists(st.sampled_from(sorted(known_levers())), unique=True, max_size=4))
    return {n: draw(st.floats(levers.lever(n).least, levers.lever(n).most, allow_nan=False)) for n in names}


@given(CITY, st.integers(0, 2**31), pulled(), st.floats(-3.0, 3.0))
@settings(max_examples=40, deadline=None)
def test_people_money_and_ore_are_conserved_whatever_happens(
    city: str, seed: int, values: dict[str, float], price: float
) -> None:
    world = worlds.city(city)
    path = world.model.markets.path.copy()
    path[1:] += price
    model = world.model._replace(
        levers=levers.pulled(world.model.levers, values, 10_000.0, world.economy.assumed),
        markets=world.model.markets._replace(path=path),
    )
    drawn = worlds.theta(world, 8, seed=seed)
    kept = worlds.run(model, drawn, seed=seed).kept
    assert np.isfinite(kept).all()
    moved = kept[:-1, row.POPULATION] + kept[:-1, row.MIGRATION] + kept[:-1, row.NATURAL]
    assert kept[1:, row.POPULATION] == pytest.approx(moved, rel=1e-9)
    sectors = (row.VA_RESOURCE, row.VA_MATERIALS, row.VA_OTHER, row.VA_SERVICES, row.VA_AGRICULTURE)
    assert kept[:, row.GDP] == pytest.approx(sum(kept[:, s] for s in sectors), rel=1e-9)
    assert kept[1:, row.DEBT] == pytest.approx(kept[:-1, row.DEBT] - kept[1:, row.BALANCE], rel=1e-9, abs=1e-6)
    outputs = kept[:, row.FIRST_PRICE + model.prices :]
    assert (outputs >= 0).all() and (kept[:, row.ORE_TAKEN] >= 0).all()
    firms = model.firms
    dug = [slice(firms.tier_first[c], firms.tier_end[c]) for c in np.flatnonzero(firms.is_resource > 0)]
    there = sum(firms.tier_ore[tiers].sum() for tiers in dug) * np.exp(drawn[row.RESERVE])
    assert (kept[:, row.ORE_TAKEN].sum(axis=0) <= there * (1 + 1e-9)).all()


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**40), st.integers(1, 60), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_a_draw_is_the_same_wherever_a_block_begins(seed: int, first: int, size: int, rows: int) -> None:
    key = key_of("any", seed)
    numbers = np.arange(first, first + size, dtype=np.uint64)
    whole = static_normals(key, numbers, rows)
    cut = size // 2
    parts = [static_normals(key, numbers[:cut], rows), static_normals(key, numbers[cut:], rows)]
    assert np.array_equal(whole, np.concatenate(parts, axis=1))
    assert np.abs(whole).max() < 6.8


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False), min_size=1, max_size=60), st.floats(0.0, 1.0))
@settings(max_examples=50, deadline=None)
def test_quantiles_keep_their_error_for_any_values(values: list[float], share: float) -> None:
    array = np.array(values)
    counts = np.zeros((1, sketch.BINS), np.int32)
    sketch.count(counts, array.reshape(1, 1, -1), 0, array.size)
    found = sketch.quantiles(counts, np.array([share]))[0, 0]
    rank = int(np.rint(share * (array.size - 1)))
    exact = np.sort(array)[rank]
    assert abs(found - exact) <= sketch.RELATIVE_ERROR * abs(exact) + 2.0**-20


@given(st.lists(st.floats(-1e3, 1e3), min_size=8, max_size=8))
@settings(max_examples=30, deadline=None)
def test_shapley_adds_up_for_any_worth(values: list[float]) -> None:
    names = ("a", "b", "c")

    def worth(on: frozenset[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([values[sum(2**i for i, n in enumerate(names) if n in on)]])

    assert sum(shapley(names, worth).values()) == pytest.approx(values[7] - values[0], abs=1e-6)
