"""What firms do with their plants at the end of a year: expect, order, build, age, close. Loops are over draws."""

from __future__ import annotations

from lodeshift.simulation import rows as row
from lodeshift.simulation.budget import M
from lodeshift.simulation.elementary import Lanes, lanes, upper
from lodeshift.simulation.firms import (
    TINY,
    added_share,
    closing_share,
    expected_return,
    leaving_share,
    next_expected,
    next_losses,
    ore_confidence,
    ore_life,
    replaced_share,
    room_left,
)
from lodeshift.simulation.layout import Firms, Levers, State


def form_expectation(t: int, c: int, state: State, theta: Lanes, firms: Firms) -> None:
    """Expected margin of chain c after the cost of worse ore, memory of idle years, and the life of its ore."""
    weight = firms.is_resource[c] * M * firms.value_added[c]
    for d in lanes():
        worse = state.worse[c, d] / (M * upper(state.output[c, d], TINY))
        margin = state.margin[c, d] - worse
        before = state.expected[c, d] if t > 0 else margin
        running = state.possible[c, d] / upper(state.capacity[c, d], TINY)
        size = weight * state.capacity[c, d]
        life = ore_life(state.ore_left[c, d], state.capacity[c, d])
        state.expected[c, d] = next_expected(before, margin, theta[row.EXPECTATION_SPEED, d])
        state.losses[c, d] = next_losses(state.losses[c, d], running, theta[row.LOSS_MEMORY, d])
        state.life_weight[d] = state.life_weight[d] + size
        state.life_sum[d] = state.life_sum[d] + size / upper(life, TINY)


def order(t: int, c: int, state: State, theta: Lanes, firms: Firms, levers: Levers, record: Lanes) -> None:
    """New capacity of chain c is ordered and permitted; what it costs is booked when building starts."""
    land = firms.land[c] * levers.land_price[t]
    permitting = leaving_share(levers.permit_years[t])
    retiring = leaving_share(0.5 * firms.life[c])
    invests, is_resource, largest, unit_capital = (
        firms.invests[c],
        firms.is_resource[c],
        firms.largest[c],
        firms.capital[c],
    )
    tax, grant = levers.profit_tax[t], levers.investment_grant[t]
    for d in lanes():
        capital = unit_capital * state.capital_factor[d]
        returns = expected_return(state.expected[c, d], tax, capital, grant, land)
        standing = state.young[c, d] + state.prime[c, d] + state.old[c, d]
        planned = standing + 0.5 * (state.permit[c, d] + state.building[c, d]) + state.committed[c, d]
        life = ore_life(state.ore_left[c, d], state.capacity[c, d])
        confidence = 1.0 - is_resource * (1.0 - ore_confidence(life, theta[row.ORE_LIFE_FOR_INVESTMENT, d]))
        hurdle, rush, slope = theta[row.HURDLE, d], theta[row.RUSH, d], theta[row.RUSH_SLOPE, d]
        room = room_left(planned, largest, theta[row.ROOM_SLOPE, d])
        replaced = retiring * state.old[c, d] * replaced_share(returns, hurdle)
        ordered = invests * confidence * (replaced + standing * added_share(returns, hurdle, room, rush, slope))
        permitted = permitting * state.permit[c, d]
        spent = M * permitted * capital
        state.permit[c, d] = state.permit[c, d] + ordered - permitted
        state.rest[d] = permitted
        record[row.INVESTMENT, d] = record[row.INVESTMENT, d] + spent
        record[row.LEVER_COST, d] = record[row.LEVER_COST, d] + grant * spent
        record[row.REVENUE, d] = record[row.REVENUE, d] + M * permitted * land


def age(t: int, c: int, state: State, theta: Lanes, firms: Firms, levers: Levers) -> None:
    """Vintages of chain c move on: built, young, prime, old, gone; part of all closes after years of standing still."""
    growing_up = leaving_share(upper(firms.ramp_years[c] * levers.ramp_factor[t] - 1.0, 0.0))
    half_life = leaving_share(0.5 * firms.life[c])
    build_years = firms.build_years[c]
    for d in lanes():
        finishing = leaving_share(build_years + theta[row.DELAY, d])
        tolerance, reach = theta[row.LOSS_TOLERANCE, d], theta[row.LOSS_RANGE, d]
        stays = 1.0 - closing_share(state.losses[c, d], tolerance, reach, theta[row.CLOSING_RATE, d])
        finished = finishing * state.building[c, d]
        grown = growing_up * state.young[c, d]
        aged = half_life * state.prime[c, d]
        gone = half_life * state.old[c, d]
        state.building[c, d] = (state.building[c, d] + state.rest[d] - finished) * stays
        state.young[c, d] = (state.young[c, d] + finished - grown) * stays
        state.prime[c, d] = (state.prime[c, d] + grown - aged) * stays
        state.old[c, d] = (state.old[c, d] + aged - gone) * stays
        state.staying[c, d] = state.staying[c, d] * stays
