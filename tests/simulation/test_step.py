"""All years together: common random numbers, and that a lever changes nothing before it acts."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.simulation import rows as row
from lodeshift.simulation.layout import Levers

N = 40
VALUES = {
    "profit_tax": 0.1,
    "land_price": 0.0,
    "investment_grant": 0.3,
    "power_support": 60.0,
    "circuit_shift": -2.0,
    "training": 900.0,
    "permit_years": 0.2,
    "ramp_factor": 0.6,
    "green_share": 0.8,
}


def changed(levers: Levers, field: str, first: int) -> Levers:
    values = getattr(levers, field).copy()
    values[first:] = VALUES[field]
    return levers._replace(**{field: values})


@pytest.mark.parametrize("field", sorted(VALUES))
def test_a_lever_changes_nothing_before_it_acts_and_something_after(field: str) -> None:
    world = worlds.with_build("lanzhou-new-area", 0.4, 2029.0, ((2031.0, 300.0),))
    tight = world.model.firms._replace(grid_base_mw=np.array([500.0]))
    model = world.model._replace(firms=tight)
    drawn = worlds.theta(world, N)
    base = worlds.run(model, drawn).kept
    pulled = worlds.run(model._replace(levers=changed(model.levers, field, 5)), drawn).kept
    assert np.array_equal(base[:5], pulled[:5])
    assert not np.array_equal(base[5:], pulled[5:])


@pytest.mark.parametrize("field", sorted(VALUES))
def test_no_lever_moves_a_world_price(field: str) -> None:
    world = worlds.city("jinchang")
    drawn = worlds.theta(world, N)
    pulled = world.model._replace(levers=changed(world.model.levers, field, 1))
    prices = slice(row.FIRST_PRICE, row.FIRST_PRICE + world.model.prices)
    assert np.array_equal(worlds.run(world.model, drawn).kept[:, prices], worlds.run(pulled, drawn).kept[:, prices])


def test_two_ways_ahead_share_their_shocks() -> None:
    world, planned = worlds.city("lanzhou-new-area"), worlds.with_build("lanzhou-new-area", 0.5, 2027.0)
    drawn = worlds.theta(world, N)
    before, after = (worlds.run(w.model, drawn).kept for w in (world, planned))
    prices = slice(row.FIRST_PRICE, row.FIRST_PRICE + world.model.prices)
    assert np.array_equal(before[:, prices], after[:, prices])
    apart = after[-1, row.GDP] - before[-1, row.GDP]
    assert apart.std() < 0.2 * before[-1, row.GDP].std()


def test_a_longer_run_begins_as_a_shorter_one() -> None:
    short, long = worlds.city("hegang", 2032), worlds.city("hegang", 2040)
    drawn = worlds.theta(short, N)
    assert np.array_equal(worlds.run(short.model, drawn).kept, worlds.run(long.model, drawn).kept[:9])
