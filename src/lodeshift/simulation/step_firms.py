"""The firms of a year: margins, what ore and power allow, output, accounts. Loops over `lanes` are over draws."""

from __future__ import annotations

from lodeshift.simulation import rows as row
from lodeshift.simulation.budget import M, city_share, profit_tax_paid, vat_paid
from lodeshift.simulation.elementary import Lanes, exp, lanes, lower, upper
from lodeshift.simulation.firms import TINY, on_line_share, plant_output, rent_of_year, running_share, tier_limit
from lodeshift.simulation.layout import City, Firms, Levers, Markets, State
from lodeshift.simulation.people import next_jobs

Bundle = tuple[Firms, City, Markets, Levers]
HOURS = 8760.0
"""`names.HOURS_PER_YEAR`, written out: compiled equations see no other room. A test compares the two."""


def start_firms(state: State, theta: Lanes, firms: Firms) -> None:
    """Capacity and ore of the base year."""
    for c in range(firms.young.shape[0]):
        permit, building = firms.permit[c], firms.building[c]
        young, prime, old = firms.young[c], firms.prime[c], firms.old[c]
        for d in lanes():
            state.permit[c, d] = permit
            state.building[c, d] = building
            state.young[c, d] = young
            state.prime[c, d] = prime
            state.old[c, d] = old
            state.staying[c, d] = 1.0
            state.losses[c, d] = 0.0
            state.jobs[c, d] = 0.0
            state.expected[c, d] = 0.0
    for r in range(firms.tier_ore.shape[0]):
        ore = firms.tier_ore[r]
        for d in lanes():
            state.ore[r, d] = ore * exp(theta[row.RESERVE, d])


def commit(t: int, state: State, theta: Lanes, firms: Firms, levers: Levers, record: Lanes) -> None:
    """Committed projects on line in year t; what they cost is booked as they come on line."""
    later = levers.permit_years[t] - levers.permit_years[0]
    now, grant, land_price = firms.clock[t], levers.investment_grant[t], levers.land_price[t]
    for c in range(firms.young.shape[0]):
        for d in lanes():
            state.committed[c, d] = 0.0
    for m in range(firms.plan_chain.shape[0]):
        c = firms.plan_chain[m]
        ramp = upper(firms.plan_ramp[m] * levers.ramp_factor[t], 1.0)
        due = firms.plan_year[m] + later
        amount, capital, land, yearly = firms.plan_amount[m], firms.capital[c], firms.land[c], firms.charge[c]
        for d in lanes():
            share = on_line_share(now, due, theta[row.DELAY, d], ramp)
            before = on_line_share(now - 1.0, due, theta[row.DELAY, d], ramp)
            added = M * amount * upper(share - before, 0.0)
            spent = added * capital * state.capital_factor[d]
            state.committed[c, d] = state.committed[c, d] + amount * share
            charge = M * amount * share * yearly * state.capital_factor[d]
            record[row.PLAN_INVESTMENT, d] = record[row.PLAN_INVESTMENT, d] + spent
            record[row.CAPITAL_CHARGE, d] = record[row.CAPITAL_CHARGE, d] + charge
            record[row.LEVER_COST, d] = record[row.LEVER_COST, d] + grant * spent
            record[row.REVENUE, d] = record[row.REVENUE, d] + added * land * land_price


def price_chain(c: int, state: State, firms: Firms, markets: Markets) -> None:
    """Sales and bought goods per unit of chain c at this year's prices."""
    sales, bought = firms.revenue_fixed[c], firms.bought_fixed[c]
    for d in lanes():
        state.sales[c, d] = sales
        state.cost[c, d] = bought
    for k in range(markets.reversion.shape[0]):
        sold = firms.revenue[c, k]
        used = firms.bought[c, k]
        if sold != 0.0 or used != 0.0:
            for d in lanes():
                state.sales[c, d] = state.sales[c, d] + sold * state.multiple[k, d]
                state.cost[c, d] = state.cost[c, d] + used * state.multiple[k, d]


def set_margin(t: int, c: int, state: State, theta: Lanes, bundle: Bundle) -> None:
    """Cash margin and cash cost per unit of chain c, and the capacity that could run."""
    firms, city, levers = bundle[0], bundle[1], bundle[3]
    is_resource = firms.is_resource[c]
    fixed = firms.upkeep[c] + levers.green_premium[t] * levers.green_share[t] * firms.power[c]
    border, support = firms.border[c, t], levers.power_support[t] * firms.power[c]
    covered = firms.co2[c] * firms.carbon_covered[c]
    levy = is_resource * city.resource_tax[0]
    unit_wages, rent, rent_long, now = firms.wages[c], firms.rent[c], firms.rent_long[c], firms.clock[t]
    for d in lanes():
        wages = unit_wages * state.labour_cost[d]
        cash = state.cost[c, d] + wages + fixed
        worse = is_resource * cash * (1.0 / state.grade[d] - 1.0)
        abroad = theta[row.EU_SHARE, d] * border
        duty = covered * state.carbon_cost[d] + abroad - support + levy * state.sales[c, d]
        cost = upper(cash + worse + duty, TINY)
        grown = state.prime[c, d] + state.old[c, d] + state.committed[c, d] * state.staying[c, d]
        state.wages[c, d] = wages
        state.cost[c, d] = cost
        earned = rent_of_year(rent, rent_long, theta[row.RECOVERY, d], now, theta[row.GLUT_YEARS, d])
        state.margin[c, d] = state.sales[c, d] + earned - cost
        state.capacity[c, d] = plant_output(state.young[c, d], grown, theta[row.RAMP_SHARE, d])


def dig(c: int, state: State, theta: Lanes, firms: Firms) -> None:
    """What chain c could make this year: tier by tier, as far as ore, rate, capacity and margin go."""
    spread = firms.spread[c]
    for d in lanes():
        state.rest[d] = state.capacity[c, d]
        state.possible[c, d] = 0.0
        state.worse[c, d] = 0.0
        state.ore_left[c, d] = 0.0
    for r in range(firms.tier_first[c], firms.tier_end[c]):
        tier_yield, tier_cost, rate = firms.tier_yield[r], firms.tier_cost[r], firms.tier_rate[r]
        worth = firms.tier_worth[r]
        for d in lanes():
            per_ore = tier_yield * state.grade[d]
            running = running_share(state.margin[c, d] - tier_cost, state.cost[c, d], spread * state.cost_spread[d])
            limit = tier_limit(state.ore[r, d], rate, theta[row.ORE_YEARS_KEPT, d])
            given = lower(state.rest[d], limit * per_ore) * running
            state.rest[d] = state.rest[d] - given
            state.taken[r, d] = given
            state.possible[c, d] = state.possible[c, d] + given
            state.worse[c, d] = state.worse[c, d] + given * tier_cost * M
            state.ore_left[c, d] = state.ore_left[c, d] + state.ore[r, d] * per_ore * worth


def want(t: int, state: State, theta: Lanes, firms: Firms, levers: Levers, record: Lanes) -> None:
    """Output that firms want, the load it makes, and the share of it that the grid can carry."""
    now, firm_mw = firms.clock[t], firms.grid_base_mw[0]
    for c in range(firms.young.shape[0]):
        end_use = firms.end_use[c]
        offtake = firms.offtake[c]
        mw = firms.power[c] / HOURS
        for d in lanes():
            wanted = lower(state.possible[c, d], offtake * state.demand[end_use, d])
            state.output[c, d] = wanted
            record[row.LOAD, d] = record[row.LOAD, d] + wanted * mw / theta[row.LOAD_FACTOR, d]
    for d in lanes():
        state.ration[d] = firm_mw
    for g in range(firms.grid_mw.shape[0]):
        due = firms.grid_year[g] + levers.circuit_shift[t]
        mw = firms.grid_mw[g]
        for d in lanes():
            state.ration[d] = state.ration[d] + mw * on_line_share(now, due, theta[row.DELAY, d], 1.0)
    for d in lanes():
        ration = lower(1.0, state.ration[d] / upper(record[row.LOAD, d], TINY))
        state.ration[d] = ration
        record[row.LOAD, d] = record[row.LOAD, d] * ration


def settle(t: int, c: int, state: State, theta: Lanes, bundle: Bundle, record: Lanes) -> None:
    """Output of chain c and its jobs."""
    firms, markets = bundle[0], bundle[2]
    output_row = row.FIRST_PRICE + markets.reversion.shape[0] + c
    per_unit = firms.jobs[c]
    for d in lanes():
        output = state.output[c, d] * state.ration[d]
        used = output / upper(state.possible[c, d], TINY)
        needed = output * per_unit * state.labour_unit[d]
        jobs = state.jobs[c, d] if t > 0 else needed
        state.output[c, d] = output
        state.rest[d] = used
        state.worse[c, d] = state.worse[c, d] * used
        hiring, firing = theta[row.HIRING_SPEED, d], theta[row.FIRING_SPEED, d]
        state.jobs[c, d] = next_jobs(jobs, needed, hiring, firing)
        record[output_row, d] = output


def take_ore(c: int, state: State, firms: Firms, record: Lanes) -> None:
    """The ore that chain c's output took, tier by tier; never more than there was."""
    if firms.is_resource[c] > 0.0:
        for r in range(firms.tier_first[c], firms.tier_end[c]):
            tier_yield = firms.tier_yield[r]
            for d in lanes():
                taken = state.taken[r, d] * state.rest[d] / (tier_yield * state.grade[d])
                ore = lower(taken, state.ore[r, d])
                state.ore[r, d] = state.ore[r, d] - ore
                record[row.ORE_TAKEN, d] = record[row.ORE_TAKEN, d] + ore


def account(t: int, c: int, state: State, firms: Firms, levers: Levers, city: City, record: Lanes) -> None:
    """Income, wages, profit and taxes of chain c. Power support is taken out of income: it is the city's own money."""
    support = levers.power_support[t] * firms.power[c]
    own_upkeep = firms.upkeep[c] - firms.upkeep_bought[c]
    levy_rate = firms.is_resource[c] * city.resource_tax[0]
    depreciation = M * firms.capital[c] / firms.life[c]
    vat_rate, vat_local, tax_local = city.vat_rate[0], city.vat_local[0], city.profit_tax_local[0]
    tax_rate = levers.profit_tax[t]
    for d in lanes():
        output = M * state.output[c, d]
        wages = output * state.wages[c, d]
        levy = output * levy_rate * state.sales[c, d]
        profit = output * state.margin[c, d] - state.worse[c, d]
        given = output * support
        income = profit + wages + output * own_upkeep + levy - given
        profit_tax = profit_tax_paid(profit, depreciation * state.capacity[c, d], tax_rate)
        kept = city_share(vat_paid(income, vat_rate), vat_local, profit_tax, tax_local, levy)
        record[row.INCOME, d] = record[row.INCOME, d] + income
        record[row.WAGES, d] = record[row.WAGES, d] + wages
        record[row.PROFITS, d] = record[row.PROFITS, d] + profit
        record[row.REVENUE, d] = record[row.REVENUE, d] + kept
        record[row.LEVER_COST, d] = record[row.LEVER_COST, d] + given


def book(c: int, state: State, theta: Lanes, firms: Firms, record: Lanes) -> None:
    """Value added at base prices and jobs of chain c, as resource or as materials and energy.

    Works make more of a tonne as the city's output per job grows (better grades, further steps); mines do not. Ours.
    """
    is_resource = firms.is_resource[c]
    value_added = M * firms.value_added[c]
    for d in lanes():
        plain = state.output[c, d] * value_added
        made = plain * exp((1.0 - is_resource) * theta[row.DEEPENING, d] * state.productivity[d])
        record[row.INCOME, d] = record[row.INCOME, d] + made - plain
        record[row.VA_RESOURCE, d] = record[row.VA_RESOURCE, d] + is_resource * made
        record[row.VA_MATERIALS, d] = record[row.VA_MATERIALS, d] + (1.0 - is_resource) * made
        record[row.JOBS_RESOURCE, d] = record[row.JOBS_RESOURCE, d] + is_resource * state.jobs[c, d]
        record[row.EMPLOYMENT, d] = record[row.EMPLOYMENT, d] + state.jobs[c, d]


def emit(t: int, c: int, state: State, firms: Firms, markets: Markets, levers: Levers, record: Lanes) -> None:
    """CO2 of chain c and of the grid power it takes."""
    per_unit = firms.co2[c] + firms.power[c] * markets.grid_factor[t] * (1.0 - levers.green_share[t])
    for d in lanes():
        record[row.EMISSIONS, d] = record[row.EMISSIONS, d] + state.output[c, d] * per_unit
