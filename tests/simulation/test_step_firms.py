"""The firms of a year: mass is conserved, and the limits hold in every draw and year."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.names import HOURS_PER_YEAR
from lodeshift.simulation import rows as row
from lodeshift.simulation import step_firms
from lodeshift.simulation.assemble import without_shocks
from lodeshift.simulation.kernel import Model

N = 60


def outputs(model: Model, kept: worlds.Array) -> worlds.Array:
    """(T, chains, draws)."""
    return kept[:, row.FIRST_PRICE + model.prices :]


@pytest.mark.parametrize("city", ["hegang", "jinchang"])
def test_ore_that_is_gone_is_ore_that_was_taken_and_became_product(city: str) -> None:
    world = worlds.city(city)
    model, drawn = world.model, worlds.theta(world, N)
    state, out, _ = worlds.reference(model, drawn)
    firms = model.firms
    start = firms.tier_ore[:, None] * np.exp(drawn[row.RESERVE])
    gone = start - state.ore
    assert (state.ore >= 0).all()
    resource = np.flatnonzero(firms.is_resource > 0)
    tiers = np.concatenate([np.arange(firms.tier_first[c], firms.tier_end[c]) for c in resource])
    assert out[:, row.ORE_TAKEN].sum(axis=0) == pytest.approx(gone[tiers].sum(axis=0), rel=1e-9)
    for c in resource:
        own = slice(firms.tier_first[c], firms.tier_end[c])
        product = (gone[own] * firms.tier_yield[own, None]).sum(axis=0) * np.exp(drawn[row.GRADE])
        assert outputs(model, out)[:, c].sum(axis=0) == pytest.approx(product, rel=1e-9)


@pytest.mark.parametrize("city", worlds.CITIES)
def test_nothing_is_made_beyond_capacity_rate_and_demand(city: str) -> None:
    world = worlds.city(city)
    model, drawn = world.model, worlds.theta(world, N)
    state, out, _ = worlds.reference(model, drawn)
    made = outputs(model, out)
    assert (made >= 0).all()
    assert (made[-1] <= state.possible * (1 + 1e-12)).all()
    assert (state.possible <= state.capacity * (1 + 1e-12)).all()
    assert (made[-1] <= model.firms.offtake[:, None] * state.demand[model.firms.end_use] * (1 + 1e-12)).all()


@pytest.mark.parametrize("city", worlds.CITIES)
def test_without_demand_nothing_is_made_and_chain_jobs_go(city: str) -> None:
    world = worlds.city(city)
    model = world.model._replace(firms=world.model.firms._replace(offtake=np.zeros(world.model.chains)))
    kept = worlds.run(model, worlds.theta(world, N)).kept
    for place in (row.VA_RESOURCE, row.JOBS_RESOURCE, row.EMISSIONS, row.LOAD, row.ORE_TAKEN, row.WAGES, row.PROFITS):
        rest = model.city.resource_rest[0] if place == row.VA_RESOURCE else 0.0
        assert kept[:, place] == pytest.approx(rest)
    assert not outputs(model, kept).any()
    assert np.isfinite(kept).all()


def test_without_ore_no_mine_digs_and_works_go_on() -> None:
    world = worlds.city("jinchang")
    firms = world.model.firms
    dug = np.concatenate([np.arange(firms.tier_first[c], firms.tier_end[c]) for c in np.flatnonzero(firms.is_resource)])
    ore = firms.tier_ore.copy()
    ore[dug] = 0.0
    model = world.model._replace(firms=firms._replace(tier_ore=ore))
    results = worlds.run(model, worlds.theta(world, N))
    made = outputs(model, results.kept)
    assert not made[:, firms.is_resource > 0].any()
    assert made[:, firms.is_resource == 0].any()
    assert not results.kept[:, row.ORE_TAKEN].any()
    assert (results.kept[:, row.RESERVE_LIFE] <= 1e-6).all()
    assert (results.summary[row.EXHAUSTION_YEAR] == 0).all()


@pytest.mark.parametrize("city", worlds.CITIES)
def test_a_price_under_cost_closes_every_plant(city: str) -> None:
    world = worlds.city(city)
    firms = world.model.firms
    none = firms._replace(revenue=np.zeros_like(firms.revenue), revenue_fixed=np.zeros(world.model.chains))
    model = world.model._replace(firms=none)
    drawn = worlds.theta(world, N)
    state, out, _ = worlds.reference(model, drawn)
    assert not outputs(model, out).any()
    assert (state.committed == 0).all()
    nobody = drawn.copy()
    nobody[row.CLOSING_RATE] = 0.0
    kept, _, _ = worlds.reference(model, nobody)
    assert (state.capacity < 0.9 * kept.capacity).all()
    usual, _, _ = worlds.reference(model, worlds.theta(world, 1, volatile=False))
    assert (usual.capacity < 0.15 * (firms.prime + firms.old)[:, None]).all()


def test_the_grid_rations_all_plants_alike() -> None:
    world = worlds.city("lanzhou-new-area")
    tight = world.model.firms._replace(grid_base_mw=np.array([200.0]))
    drawn = worlds.theta(world, N)
    free = worlds.run(world.model, drawn).kept
    rationed = worlds.run(world.model._replace(firms=tight), drawn).kept
    assert rationed[:, row.LOAD].max() <= 200.0 * (1 + 1e-12)
    share = outputs(world.model, rationed)[0] / outputs(world.model, free)[0]
    assert share == pytest.approx(np.broadcast_to(200.0 / free[0, row.LOAD], share.shape))


def test_committed_plants_come_late_by_the_delay_and_are_paid_for_once() -> None:
    world = worlds.with_build("lanzhou-new-area", 0.5, 2028.0)
    plain = worlds.city("lanzhou-new-area")
    drawn = worlds.theta(world, 2, volatile=False)
    drawn[row.DELAY] = [0.0, 3.0]
    with_plan = worlds.run(without_shocks(world.model), drawn).kept
    without = worlds.run(without_shocks(plain.model._replace(firms=world.model.firms._replace(
        plan_amount=np.zeros(1)))), drawn).kept  # fmt: skip
    more = outputs(world.model, with_plan)[:, 0] - outputs(world.model, without)[:, 0]
    assert (more[:4] == 0).all()
    assert more[4, 0] > 0 and more[4:7, 1] == pytest.approx(0.0, abs=1e-6) and more[7, 1] > 0
    added = world.model.firms.plan_amount[0] * world.model.firms.capital[0] * np.exp(drawn[row.CAPITAL_FACTOR]) / 1e6
    paid = with_plan[:, row.PLAN_INVESTMENT]
    assert paid.sum(axis=0) == pytest.approx(added)
    assert not paid[:4].any() and not paid[:7, 1].any()
    charge = with_plan[:, row.CAPITAL_CHARGE]
    assert (np.diff(charge, axis=0) >= -1e-9).all() and not charge[:4].any()
    assert 0.05 * added[0] < charge[-1, 0] < 0.2 * added[0]


def test_power_support_is_the_citys_own_money() -> None:
    world = worlds.city("lanzhou-new-area")
    levers = world.model.levers
    support = levers.power_support.copy()
    support[1:] = 50.0
    drawn = worlds.theta(world, N)
    base = worlds.run(world.model, drawn).kept
    helped = worlds.run(world.model._replace(levers=levers._replace(power_support=support)), drawn).kept
    power = (outputs(world.model, helped) * world.model.firms.power[None, :, None]).sum(axis=1)
    assert helped[1:, row.LEVER_COST] == pytest.approx(50e-6 * power[1:])
    assert (outputs(world.model, helped)[1] >= outputs(world.model, base)[1] * (1 - 1e-12)).all()
    assert helped[1:, row.LOAD].mean() > base[1:, row.LOAD].mean()


def test_green_power_lowers_emissions_of_power_only() -> None:
    world = worlds.city("lanzhou-new-area")
    levers = world.model.levers
    green = world.model._replace(levers=levers._replace(green_share=np.ones_like(levers.green_share)))
    kept = worlds.run(green, worlds.theta(world, 5)).kept
    direct = (outputs(green, kept) * green.firms.co2[None, :, None]).sum(axis=1)
    assert kept[:, row.EMISSIONS] == pytest.approx(direct)


def test_the_hours_written_out_are_those_of_the_year() -> None:
    assert step_firms.HOURS == HOURS_PER_YEAR
