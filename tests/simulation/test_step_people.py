"""People and money are conserved in every draw and year."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import without_shocks
from lodeshift.simulation.kernel import Results

N = 100
LEAST_FRICTION = usual()["friction"].least or 0.0


@pytest.fixture(scope="module", params=worlds.CITIES)
def ran(request: pytest.FixtureRequest) -> Results:
    world = worlds.city(request.param)
    return worlds.run(world.model, worlds.theta(world, N))


def test_people_are_those_before_with_births_deaths_and_moves(ran: Results) -> None:
    kept = ran.kept
    moved = kept[:-1, row.POPULATION] + kept[:-1, row.MIGRATION] + kept[:-1, row.NATURAL]
    assert kept[1:, row.POPULATION] == pytest.approx(moved, rel=1e-12)
    assert (kept[:, row.POPULATION] > 0).all()


def test_nobody_works_twice_and_nobody_who_is_not_there(ran: Results) -> None:
    kept = ran.kept
    assert (kept[:, row.UNEMPLOYMENT] >= LEAST_FRICTION - 1e-12).all() and (kept[:, row.UNEMPLOYMENT] <= 1).all()
    assert (kept[:, row.EMPLOYMENT] <= kept[:, row.POPULATION]).all()
    assert (kept[:, row.JOBS_SERVICES] >= 0).all() and (kept[:, row.JOBS_RESOURCE] >= 0).all()


def test_value_added_of_the_sectors_is_gdp(ran: Results) -> None:
    sectors = (row.VA_RESOURCE, row.VA_MATERIALS, row.VA_OTHER, row.VA_SERVICES, row.VA_AGRICULTURE)
    assert ran.kept[:, row.GDP] == pytest.approx(sum(ran.kept[:, s] for s in sectors), rel=1e-12)


def test_the_city_budget_balances_into_debt(ran: Results) -> None:
    kept = ran.kept
    received = kept[:, row.REVENUE] + kept[:, row.TRANSFERS]
    spent = kept[:, row.SPENDING] + kept[:, row.LEVER_COST] + kept[:, row.INTEREST]
    assert kept[:, row.BALANCE] == pytest.approx(received - spent, rel=1e-9, abs=1e-6)
    assert kept[1:, row.DEBT] == pytest.approx(kept[:-1, row.DEBT] - kept[1:, row.BALANCE], rel=1e-12)
    assert kept[0, row.BALANCE] == pytest.approx(0.0, abs=1e-6)


def test_the_summary_is_that_of_the_records(ran: Results) -> None:
    kept, summary = ran.kept, ran.summary
    assert np.array_equal(summary[row.JOBS_END], kept[-1, row.EMPLOYMENT])
    assert np.array_equal(summary[row.GDP_END], kept[-1, row.GDP])
    assert np.array_equal(summary[row.POPULATION_END], kept[-1, row.POPULATION])
    years = np.arange(len(kept))
    discount = worlds.city("hegang").model.city.discount[0]
    worth = (
        (kept[:, row.INCOME] - kept[:, row.INVESTMENT] - kept[:, row.CAPITAL_CHARGE])
        * (1 + discount) ** -years[:, None]
    ).sum(axis=0)
    assert summary[row.VALUE] == pytest.approx(worth, rel=1e-9)
    declines = kept[:, row.DECLINING] > 0
    first = np.where(declines.any(axis=0), declines.argmax(axis=0), len(kept))
    assert np.array_equal(summary[row.DECLINE_YEAR], first)
    prices = row.FIRST_PRICE
    shown = kept[1:, prices].mean(axis=0)
    assert summary[row.FIRST_MEAN_PRICE] == pytest.approx(shown, rel=1e-9)


def test_decline_is_what_the_rule_says(ran: Results) -> None:
    kept = ran.kept
    smaller = kept[3:, row.GDP] < kept[:-3, row.GDP]
    assert (kept[3:, row.DECLINING] >= smaller).all()
    assert (kept[0, row.DECLINING] == 0).all()
    assert np.array_equal(ran.declining, (kept[:, row.DECLINING] > 0).sum(axis=1))
    assert set(np.unique(kept[:, row.DECLINING])) <= {0.0, 1.0}


def test_lost_basic_jobs_take_service_jobs_and_people_with_them() -> None:
    world = worlds.city("hegang")
    firms = world.model.firms
    shut = world.model._replace(firms=firms._replace(revenue=0 * firms.revenue, revenue_fixed=0 * firms.revenue_fixed))
    base = worlds.calm(world.model, world).kept[:, :, 0]
    lost = base.copy()
    demand = world.model.firms._replace(offtake=np.where(firms.is_resource > 0, 0.3, 1.0) * firms.offtake)
    fewer = worlds.calm(world.model._replace(firms=demand), world).kept[:, :, 0]
    assert worlds.calm(shut, world).kept[-1, row.JOBS_RESOURCE, 0] == 0.0
    assert fewer[-1, row.JOBS_RESOURCE] < lost[-1, row.JOBS_RESOURCE]
    assert np.isfinite(fewer).all()
    stronger = worlds.theta(world, 2, volatile=False)
    stronger[row.LINKAGE] = [0.1, 0.9]
    weak, strong = worlds.run(without_shocks(world.model), stronger).kept[-1, row.JOBS_SERVICES]
    assert strong < weak


def test_an_elastic_people_follows_jobs_more() -> None:
    world = worlds.city("hegang")
    drawn = worlds.theta(world, 2, volatile=False)
    drawn[row.MIGRATION_ELASTICITY] = [0.0, 0.4]
    kept = worlds.run(without_shocks(world.model), drawn).kept
    assert kept[1, row.POPULATION, 0] != kept[-1, row.POPULATION, 0]
    assert abs(kept[-1, row.POPULATION, 1] - kept[-1, row.POPULATION, 0]) > 1000


def test_training_is_paid_by_the_city() -> None:
    world = worlds.city("hegang")
    levers = world.model.levers
    trained = levers.training.copy()
    trained[1:] = 500.0
    model = world.model._replace(levers=levers._replace(training=trained))
    cost = worlds.calm(model, world).kept[:, row.LEVER_COST, 0]
    assert cost[0] == 0.0
    assert cost[1:] == pytest.approx(500.0 * world.model.city.training_cost[0])
