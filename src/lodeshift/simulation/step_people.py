"""Base sectors, jobs, people, budget and the record of a year. Loops over `lanes` are over draws."""

from __future__ import annotations

from lodeshift.simulation import rows as row
from lodeshift.simulation.budget import next_debt, spent_of_surplus
from lodeshift.simulation.elementary import Lanes, exp, lanes, lower, upper, where
from lodeshift.simulation.firms import LONGEST_ORE_LIFE
from lodeshift.simulation.layout import City, Markets, State
from lodeshift.simulation.people import (
    employed,
    fading_drift,
    held,
    migration_rate,
    next_service_jobs,
    service_jobs_limit,
    service_jobs_target,
    share_of,
)
from lodeshift.simulation.step_firms import Bundle

DECLINE_OF_JOBS = 0.9
ORE_ENDS = 2.0


def start_people(state: State, city: City, markets: Markets, summary: Lanes) -> None:
    """People, service jobs and debt of the base year; an empty summary."""
    people, services, debt = city.population[0], city.services_jobs[0], city.debt[0]
    for d in lanes():
        state.population[d] = people
        state.services_jobs[d] = services
        state.debt[d] = debt
    rows = row.FIRST_MEAN_PRICE + markets.reversion.shape[0] + markets.demand_volatility.shape[0]
    for i in range(rows):
        for d in lanes():
            summary[i, d] = 0.0


def live(t: int, state: State, theta: Lanes, shocks: Lanes, city: City, record: Lanes) -> None:
    """Jobs of all sectors, people at work, who comes and goes. `record` holds the chains' jobs on entry."""
    now, natural_rate, participation = city.clock[t], city.natural[t], city.participation[t]
    farm_start = city.agriculture_jobs[0]
    rest_jobs, other_jobs, service_jobs = city.rest_jobs[0], city.other_jobs[0], city.services_jobs[0]
    people_start, force_start, public = city.population[0], city.labour_force[0], city.public_share[0]
    sigma = city.sigma_migration[0] if t > 0 else 0.0 * city.sigma_migration[0]
    for d in lanes():
        people, friction = state.population[d], theta[row.FRICTION, d]
        farm_jobs = farm_start * exp(-theta[row.AGRICULTURE_LEAVING, d] * now)
        basic = record[row.EMPLOYMENT, d] + rest_jobs + other_jobs * exp(state.volume[d])
        basic_start = state.basic_start[d] if t > 0 else basic
        size = share_of(people, people_start)
        target = service_jobs_target(service_jobs, share_of(basic, basic_start), size, theta[row.LINKAGE, d], public)
        labour_force = force_start * participation * size
        wanted = next_service_jobs(state.services_jobs[d], target, theta[row.SERVICE_SPEED, d])
        services = lower(wanted, service_jobs_limit(labour_force, basic + farm_jobs, friction))
        jobs = basic + services + farm_jobs
        jobs_start = state.jobs_start[d] if t > 0 else jobs
        at_work = employed(jobs, labour_force, friction)
        gap = share_of(basic + wanted + farm_jobs, labour_force) - share_of(jobs_start, force_start)
        lead = theta[row.LEAD_PULL, d] * (state.productivity[d] - state.trend_sum[d])
        drift = fading_drift(theta[row.MIGRATION_DRIFT, d], now, theta[row.DRIFT_KEPT, d])
        pushed = migration_rate(
            gap, theta[row.MIGRATION_ELASTICITY, d], drift, lead, sigma * shocks[row.MIGRATION_SHOCK, d]
        )
        rate = held(pushed, theta[row.LARGEST_LOSS, d], theta[row.LARGEST_GAIN, d])
        record[row.EMPLOYMENT, d] = at_work
        record[row.JOBS_SERVICES, d] = services
        record[row.POPULATION, d] = people
        record[row.UNEMPLOYMENT, d] = 1.0 - share_of(at_work, labour_force)
        record[row.MIGRATION, d] = people * rate
        record[row.NATURAL, d] = people * natural_rate
        state.basic_start[d] = basic_start
        state.jobs_start[d] = jobs_start
        state.services_jobs[d] = services
        state.population[d] = people * (1.0 + rate + natural_rate)


def produce(t: int, state: State, theta: Lanes, city: City, record: Lanes) -> None:
    """Value added of the sectors; income adds the chains' own prices. `record` holds the chains' parts on entry."""
    farm_start, now = city.agriculture[0], city.clock[t]
    resource_rest, materials_rest = city.resource_rest[0], city.materials_rest[0]
    other_start, services_start, jobs_start = city.other[0], city.services[0], city.services_jobs[0]
    for d in lanes():
        per_job = exp(state.productivity[d])
        farm = farm_start * exp(theta[row.AGRICULTURE_GROWTH, d] * now)
        chains = record[row.VA_RESOURCE, d] + record[row.VA_MATERIALS, d]
        other = other_start * exp(state.volume[d]) * per_job
        services = services_start * share_of(state.services_jobs[d], jobs_start) * per_job
        beside = resource_rest + materials_rest * per_job + other + services + farm
        record[row.VA_RESOURCE, d] = record[row.VA_RESOURCE, d] + resource_rest
        record[row.VA_MATERIALS, d] = record[row.VA_MATERIALS, d] + materials_rest * per_job
        record[row.VA_OTHER, d] = other
        record[row.VA_SERVICES, d] = services
        record[row.VA_AGRICULTURE, d] = farm
        record[row.GDP, d] = chains + beside
        record[row.INCOME, d] = record[row.INCOME, d] + beside
        record[row.REVENUE, d] = record[row.REVENUE, d] + theta[row.TAX_RATE, d] * beside


def budget_year(t: int, state: State, theta: Lanes, bundle: Bundle, record: Lanes, base: Lanes) -> None:
    """City budget: revenue and transfers less spending, levers and interest. In the base year transfers close the gap."""
    city, levers = bundle[1], bundle[3]
    training = levers.training[t] * city.training_cost[0]
    people_start = city.population[0]
    for d in lanes():
        people = share_of(record[row.POPULATION, d], people_start)
        level = exp(state.trend_sum[d])
        fixed = theta[row.FIXED_SPENDING, d]
        usual = theta[row.SPENDING_SHARE, d] * base[row.GDP, d] * level * (fixed + (1.0 - fixed) * people)
        interest = theta[row.INTEREST_RATE, d] * state.debt[d]
        cost = record[row.LEVER_COST, d] + training
        gap = usual + interest - record[row.REVENUE, d]
        transfers = state.transfers[d] if t > 0 else gap
        received = transfers * level
        surplus = record[row.REVENUE, d] + received - usual - cost - interest
        spending = usual + spent_of_surplus(surplus, theta[row.SPENT_OF_SURPLUS, d])
        balance = record[row.REVENUE, d] + received - spending - cost - interest
        debt = next_debt(state.debt[d], balance)
        record[row.TRANSFERS, d] = received
        record[row.SPENDING, d] = spending
        record[row.LEVER_COST, d] = cost
        record[row.INTEREST, d] = interest
        record[row.BALANCE, d] = balance
        record[row.DEBT, d] = debt
        state.transfers[d] = transfers
        state.debt[d] = debt


def judge(t: int, state: State, city: City, record: Lanes, base: Lanes, earlier: Lanes) -> None:
    """Reserve life and decline. A city declines in a year when it makes less than three years before (`earlier`), or
    when its jobs have fallen 10 % further than the country's labour force since the base year (ours)."""
    threshold = DECLINE_OF_JOBS * city.labour_trend[t]
    for d in lanes():
        smaller = where(record[row.GDP, d] < earlier[row.GDP, d], 1.0, 0.0)
        fewer = where(record[row.EMPLOYMENT, d] < threshold * base[row.EMPLOYMENT, d], 1.0, 0.0)
        mean = share_of(state.life_weight[d], state.life_sum[d])
        life = where(state.life_weight[d] > 0.0, mean, LONGEST_ORE_LIFE)
        record[row.DECLINING, d] = upper(smaller, fewer)
        record[row.RESERVE_LIFE, d] = lower(life, LONGEST_ORE_LIFE)


def sum_up(t: int, state: State, city: City, record: Lanes, summary: Lanes) -> None:
    """Add the money and the state of year t to the summary of every draw."""
    worth = (1.0 + city.discount[0]) ** (-city.clock[t])
    for d in lanes():
        income = record[row.INCOME, d]
        balance = share_of(record[row.BALANCE, d], income)
        paid = record[row.INVESTMENT, d] + record[row.CAPITAL_CHARGE, d]
        summary[row.VALUE, d] = summary[row.VALUE, d] + worth * (income - paid)
        summary[row.PLANT_VALUE, d] = summary[row.PLANT_VALUE, d] + worth * (record[row.PROFITS, d] - paid)
        summary[row.BALANCE_WORST, d] = lower(summary[row.BALANCE_WORST, d], balance)
        summary[row.JOBS_END, d] = record[row.EMPLOYMENT, d]
        summary[row.GDP_END, d] = record[row.GDP, d]
        summary[row.DEBT_RATIO_END, d] = share_of(record[row.DEBT, d], income)
        summary[row.POPULATION_END, d] = record[row.POPULATION, d]


def sum_outlook(t: int, state: State, city: City, markets: Markets, record: Lanes, summary: Lanes) -> None:
    """Add the first years of decline and of exhaustion, and mean prices and demand, to the summary."""
    now, last = city.clock[t], city.clock[city.clock.shape[0] - 1]
    none = last + 1.0
    for d in lanes():
        declined = where(record[row.DECLINING, d] > 0.0, now, none)
        ended = where(record[row.RESERVE_LIFE, d] < ORE_ENDS, now, none)
        decline_before = summary[row.DECLINE_YEAR, d] if t > 0 else declined
        ended_before = summary[row.EXHAUSTION_YEAR, d] if t > 0 else ended
        summary[row.DECLINE_YEAR, d] = lower(decline_before, declined)
        summary[row.EXHAUSTION_YEAR, d] = lower(ended_before, ended)
    prices = markets.reversion.shape[0]
    weight = 1.0 / last if t > 0 else 0.0 * last
    for k in range(prices):
        mean, shown = row.FIRST_MEAN_PRICE + k, row.FIRST_PRICE + k
        for d in lanes():
            summary[mean, d] = summary[mean, d] + weight * state.multiple[k, d]
            record[shown, d] = state.multiple[k, d]
    for u in range(markets.demand_volatility.shape[0]):
        mean = row.FIRST_MEAN_PRICE + prices + u
        for d in lanes():
            summary[mean, d] = summary[mean, d] + weight * state.demand[u, d]
