"""The world of a year: shocks, prices, demand, carbon, trend. Loops over `lanes` are over draws."""

from __future__ import annotations

from lodeshift.simulation import rows as row
from lodeshift.simulation.elementary import Lanes, exp, lanes
from lodeshift.simulation.layout import City, Markets, State
from lodeshift.simulation.people import mechanised_by, unit_labour_cost
from lodeshift.simulation.world import (
    carbon_price,
    next_demand,
    next_deviation,
    next_price,
    next_productivity,
    next_trend,
    price_multiple,
)


def start_world(state: State, theta: Lanes, markets: Markets) -> None:
    """The base year: prices at their start, nothing grown yet."""
    prices = markets.reversion.shape[0]
    for k in range(prices):
        factor = row.FIRST_LEVEL + prices + k
        start, path, volatility = markets.start[k], markets.path[0, k], markets.volatility[k]
        for d in lanes():
            state.price[k, d] = start
            state.multiple[k, d] = price_multiple(theta[row.PATH_GAIN, d] * path, start)
            state.volatility[k, d] = volatility * exp(theta[factor, d])
    for u in range(markets.demand_volatility.shape[0]):
        for d in lanes():
            state.demand[u, d] = 1.0
    for d in lanes():
        state.carbon[d] = 0.0
        state.trend[d] = theta[row.TREND_START, d]
        state.deviation[d] = theta[row.DEVIATION_START, d]
        state.trend_sum[d] = 0.0
        state.productivity[d] = 0.0
        state.volume[d] = 0.0
        state.cost_spread[d] = exp(theta[row.SPREAD, d])
        state.grade[d] = exp(theta[row.GRADE, d])
        state.capital_factor[d] = exp(theta[row.CAPITAL_FACTOR, d])


def move_prices(t: int, state: State, theta: Lanes, shocks: Lanes, markets: Markets) -> None:
    """Prices of year t: shocks tied together by the stated correlation, then each price's own reversion."""
    prices = markets.reversion.shape[0]
    first = row.FIRST_SHOCK + markets.demand_volatility.shape[0]
    for k in range(prices):
        level = row.FIRST_LEVEL + k
        path, reversion = markets.path[t, k], markets.reversion[k]
        for d in lanes():
            state.rest[d] = 0.0
        for j in range(k + 1):
            weight = markets.mixing[k, j]
            source = first + j
            if weight != 0.0:
                for d in lanes():
                    state.rest[d] = state.rest[d] + weight * shocks[source, d]
        for d in lanes():
            moved = next_price(state.price[k, d], theta[level, d], reversion, state.volatility[k, d], state.rest[d])
            state.price[k, d] = moved
            state.multiple[k, d] = price_multiple(theta[row.PATH_GAIN, d] * path, moved)


def set_costs(t: int, state: State, theta: Lanes, markets: Markets, city: City) -> None:
    """What labour and carbon cost in year t."""
    now, path, free_share = city.clock[t], markets.carbon_price[t], markets.free_share[t]
    for d in lanes():
        mechanised = mechanised_by(theta[row.MECHANISATION, d], now)
        free = free_share * exp(-theta[row.POLICY_PACE, d] * now)
        price = carbon_price(path, theta[row.CARBON_FACTOR, d], state.carbon[d])
        state.labour_unit[d] = exp(-mechanised)
        state.labour_cost[d] = unit_labour_cost(state.trend_sum[d], mechanised, theta[row.LABOUR_COST_FLOOR, d])
        state.carbon_cost[d] = (1.0 - free) * price


def move_world(t: int, state: State, theta: Lanes, shocks: Lanes, markets: Markets, city: City) -> None:
    """Demand, carbon and the trend of growth of year t."""
    first_demand = row.FIRST_LEVEL + 2 * markets.reversion.shape[0]
    for u in range(markets.demand_volatility.shape[0]):
        growth, volatility = markets.demand_growth[u, t], markets.demand_volatility[u]
        own, source = first_demand + u, row.FIRST_SHOCK + u
        for d in lanes():
            state.demand[u, d] = next_demand(state.demand[u, d], growth + theta[own, d], volatility, shocks[source, d])
    trend_persistence = city.trend_persistence[0]
    sigma_trend, sigma_deviation, sigma_level = city.sigma_trend[0], city.sigma_deviation[0], city.sigma_level[0]
    sigma_carbon = markets.carbon_volatility[0]
    for d in lanes():
        trend = next_trend(
            state.trend[d], theta[row.TREND_LONG_RUN, d], trend_persistence, sigma_trend, shocks[row.TREND_SHOCK, d]
        )
        jobs_share = theta[row.JOBS_SHARE, d]
        lead = next_deviation(state.deviation[d], theta[row.FADE, d], sigma_deviation, shocks[row.DEVIATION_SHOCK, d])
        productivity = next_productivity(
            state.productivity[d], trend, (1.0 - jobs_share) * lead, sigma_level, shocks[row.LEVEL_SHOCK, d]
        )
        state.carbon[d] = state.carbon[d] + sigma_carbon * shocks[row.CARBON_SHOCK, d]
        state.trend[d] = trend
        state.deviation[d] = lead
        state.trend_sum[d] = state.trend_sum[d] + trend
        state.productivity[d] = productivity
        state.volume[d] = state.volume[d] + jobs_share * lead
