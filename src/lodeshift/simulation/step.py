"""All years of a block of draws, in the order in which things happen. The only place where the rooms meet."""

from __future__ import annotations

from lodeshift.simulation import rows as row
from lodeshift.simulation.counter import WINDOW, NormalRows, Words, fill_normals
from lodeshift.simulation.elementary import Lanes, lanes
from lodeshift.simulation.layout import State
from lodeshift.simulation.step_firms import (
    Bundle,
    account,
    book,
    commit,
    dig,
    emit,
    price_chain,
    set_margin,
    settle,
    start_firms,
    take_ore,
    want,
)
from lodeshift.simulation.step_people import budget_year, judge, live, produce, start_people, sum_outlook, sum_up
from lodeshift.simulation.step_renewal import age, form_expectation, order
from lodeshift.simulation.step_world import move_prices, move_world, set_costs, start_world

Random = tuple[Words, Words, Words, Words]


def run_firms(t: int, state: State, theta: Lanes, bundle: Bundle, record: Lanes) -> None:
    """Firms of year t: first what each wants, then what the grid carries, then what comes of it."""
    firms, city, markets, levers = bundle
    chains = firms.young.shape[0]
    commit(t, state, theta, firms, levers, record)
    for c in range(chains):
        price_chain(c, state, firms, markets)
        set_margin(t, c, state, theta, bundle)
        dig(c, state, theta, firms)
    want(t, state, theta, firms, levers, record)
    for c in range(chains):
        settle(t, c, state, theta, bundle, record)
        take_ore(c, state, firms, record)
        account(t, c, state, firms, levers, city, record)
        book(c, state, theta, firms, record)
        emit(t, c, state, firms, markets, levers, record)
        form_expectation(t, c, state, theta, firms)
        order(t, c, state, theta, firms, levers, record)
        age(t, c, state, theta, firms, levers)


def clear(rows: int, state: State, record: Lanes) -> None:
    """An empty record."""
    for i in range(rows):
        for d in lanes():
            record[i, d] = 0.0
    for d in lanes():
        state.life_weight[d] = 0.0
        state.life_sum[d] = 0.0


def run_years(
    state: State, theta: Lanes, z: NormalRows, bundle: Bundle, random: Random, out: Lanes, summary: Lanes
) -> None:
    """Run all years for a block of draws.

    theta (rows, n), z scratch (rows, n) for four years, out (T, rows, n), summary (rows, n); `random` is (key, draw
    numbers (n), shift (rows of z), window scratch (1)).
    """
    firms, city, markets = bundle[0], bundle[1], bundle[2]
    key, draws, shift, window = random
    rows = row.FIRST_PRICE + markets.reversion.shape[0] + firms.young.shape[0]
    start_world(state, theta, markets)
    start_firms(state, theta, firms)
    start_people(state, city, markets, summary)
    for t in range(city.clock.shape[0]):
        if t % WINDOW == 0:
            window[0] = t // WINDOW
            fill_normals(z, key, draws, shift, window)
        shocks = z[0] if t % WINDOW == 0 else z[1] if t % WINDOW == 1 else z[2] if t % WINDOW == 2 else z[3]
        record, base, earlier = out[t], out[0], out[max(t - 3, 0)]
        clear(rows, state, record)
        if t > 0:
            move_prices(t, state, theta, shocks, markets)
            move_world(t, state, theta, shocks, markets, city)
        set_costs(t, state, theta, markets, city)
        run_firms(t, state, theta, bundle, record)
        live(t, state, theta, shocks, city, record)
        produce(t, state, theta, city, record)
        budget_year(t, state, theta, bundle, record, base)
        judge(t, state, city, record, base, earlier)
        sum_up(t, state, city, record, summary)
        sum_outlook(t, state, city, markets, record, summary)
