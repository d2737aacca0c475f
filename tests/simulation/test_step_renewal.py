"""Capacity moves on: nothing appears that was not ordered, better returns order more, grants are paid once."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import without_shocks
from lodeshift.simulation.kernel import Model

N = 60


def standing(model: Model, drawn: worlds.Array) -> worlds.Array:
    state, _, _ = worlds.reference(model, drawn)
    return np.asarray(state.young + state.prime + state.old)


@pytest.mark.parametrize("city", worlds.CITIES)
def test_without_orders_capacity_only_falls(city: str) -> None:
    world = worlds.city(city)
    none = np.zeros(world.model.chains)
    firms = world.model.firms._replace(invests=none, permit=none, building=none)
    model = world.model._replace(firms=firms)
    state, out, _ = worlds.reference(model, worlds.theta(world, N))
    left = state.young + state.prime + state.old
    assert (left <= (firms.young + firms.prime + firms.old)[:, None]).all()
    assert (left > 0).all()
    assert not out[:, row.INVESTMENT].any()


@pytest.mark.parametrize("city", worlds.CITIES)
def test_capacity_stays_within_the_room_there_is(city: str) -> None:
    world = worlds.city(city)
    drawn = worlds.theta(world, N)
    drawn[row.HURDLE] = 0.01
    capacity = standing(world.model, drawn)
    assert (capacity >= 0).all()
    assert (capacity <= 1.5 * world.model.firms.largest[:, None]).all()


def test_lower_hurdles_and_grants_order_more() -> None:
    world = worlds.city("lanzhou-new-area")
    drawn = worlds.theta(world, 2, volatile=False)
    drawn[row.HURDLE] = [0.3, 0.05]
    dear, cheap = worlds.run(without_shocks(world.model), drawn).kept[:, row.INVESTMENT].sum(axis=0)
    assert cheap > dear
    levers = world.model.levers
    grant = levers.investment_grant.copy()
    grant[1:] = 0.3
    helped = without_shocks(world.model._replace(levers=levers._replace(investment_grant=grant)))
    one = worlds.theta(world, 1, volatile=False)
    with_grant, plain = (
        worlds.run(helped, one).kept[:, :, 0],
        worlds.run(without_shocks(world.model), one).kept[:, :, 0],
    )
    assert with_grant[:, row.INVESTMENT].sum() >= plain[:, row.INVESTMENT].sum()
    assert with_grant[1:, row.LEVER_COST] == pytest.approx(0.3 * with_grant[1:, row.INVESTMENT])


def test_land_is_paid_when_building_starts() -> None:
    world = worlds.city("lanzhou-new-area")
    levers = world.model.levers
    free = world.model._replace(levers=levers._replace(land_price=np.zeros_like(levers.land_price)))
    one = worlds.theta(world, 1, volatile=False)
    paid, given = (worlds.run(without_shocks(m), one).kept[0, :, 0] for m in (world.model, free))
    firms = world.model.firms
    permitted = firms.permit / (1.0 + levers.permit_years[0])
    land = (permitted * firms.land).sum() * levers.land_price[0] / 1e6
    assert paid[row.REVENUE] - given[row.REVENUE] == pytest.approx(land, rel=1e-9)


def test_idle_years_close_plants_and_short_ones_do_not() -> None:
    world = worlds.city("hegang")
    firms = world.model.firms
    theta = worlds.theta(world, 1, volatile=False)
    idle = firms._replace(revenue=0 * firms.revenue, revenue_fixed=0 * firms.revenue_fixed, invests=0 * firms.invests)
    sizes = []
    for last in (2026, 2030, 2040):
        short = worlds.city("hegang", last).model
        state, _, _ = worlds.reference(
            without_shocks(short._replace(firms=idle._replace(clock=short.firms.clock))), theta
        )
        sizes.append(float((state.young + state.prime + state.old + state.building)[0, 0]))
    start = float((firms.young + firms.prime + firms.old + firms.building + firms.permit)[0])
    assert sizes[0] > 0.75 * start > sizes[1] > 4 * sizes[2]


def test_nobody_opens_a_mine_without_ore() -> None:
    world = worlds.city("hegang")
    firms = world.model.firms
    model = world.model._replace(firms=firms._replace(tier_ore=0.05 * firms.tier_ore, permit=0 * firms.permit))
    drawn = worlds.theta(world, N)
    less, more = (standing(m, drawn)[0].mean() for m in (model, world.model))
    assert less < more
