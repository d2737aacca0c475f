"""What the kernel reads and writes: named bundles of arrays (their rows are named in `rows`).

Shapes use C chains (plants of one process), K price drivers, R ore tiers (one without limit per chain that digs
nothing), M commitments, Z grid steps, U end uses, T years (year 0 is the base year), n lanes (draws side by side).
Money is million CNY of the base year without VAT (`mcny`), rates are per year, prices enter as multiples of their
base price. Arrays of floats all have one precision.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Shapes. The compiler packs the fields of one bundle that share a shape into one array (`packing`).
Single = Floats  # (1)
PerYear = Floats  # (T)
PerChain = Floats  # (C)
PerTier = Floats  # (R)
PerPlan = Floats  # (M)
PerGrid = Floats  # (Z)
PerPrice = Floats  # (K)
PerEnd = Floats  # (U)
ChainByPrice = Floats  # (C, K)
ChainByYear = Floats  # (C, T)
PriceByPrice = Floats  # (K, K)
YearByPrice = Floats  # (T, K)
EndByYear = Floats  # (U, T)
ChainIndex = Ints  # (C)
PlanIndex = Ints  # (M)
Lanes = Floats  # (n)
PriceLanes = Floats  # (K, n)
EndLanes = Floats  # (U, n)
ChainLanes = Floats  # (C, n)
TierLanes = Floats  # (R, n)


class Firms(NamedTuple):
    """Chains (C), tiers (R), commitments (M) and grid steps (Z). Per unit = per unit of the chain's main product."""

    revenue: ChainByPrice  # CNY per unit at base prices, by the driver it moves with
    revenue_fixed: PerChain  # CNY per unit that moves with no driver
    bought: ChainByPrice  # CNY per unit for bought goods and energy
    bought_fixed: PerChain
    wages: PerChain  # CNY per unit
    upkeep: PerChain  # CNY per unit, O&M in all
    upkeep_bought: PerChain  # the part of it that is bought
    rent: PerChain  # CNY per unit: what the place earns over the table's average plant
    rent_long: PerChain  # CNY per unit that lets the process earn its capital; at least `rent`
    spread: PerChain  # half width of the cost curve, share of cost
    value_added: PerChain  # CNY per unit at base prices
    capital: PerChain  # CNY per unit a year of capacity
    charge: PerChain  # CNY per unit a year of capacity: yearly cost of its capital
    land: PerChain  # m2 per unit a year of capacity
    life: PerChain  # years
    build_years: PerChain
    ramp_years: PerChain
    largest: PerChain  # capacity that place, ore and market allow
    invests: PerChain  # 1 where firms may add capacity on their own, else 0
    jobs: PerChain  # people per unit a year
    power: PerChain  # MWh per unit
    co2: PerChain  # t direct CO2 per unit
    carbon_covered: PerChain  # share of direct CO2 under the national price
    border: ChainByYear  # CNY that a unit pays at the border of the EU
    offtake: PerChain  # units a year that can be sold in the base year
    clock: PerYear  # years since the base year
    young: PerChain  # capacity of the base year, by vintage
    prime: PerChain
    old: PerChain
    permit: PerChain  # capacity waiting for permits
    building: PerChain  # capacity under construction
    is_resource: PerChain  # 1 for mines and wells, 0 for materials and energy
    end_use: ChainIndex  # row of demand
    tier_first: ChainIndex
    tier_end: ChainIndex  # one past the last
    tier_ore: PerTier  # ore in the ground of the base year, in t ore
    tier_rate: PerTier  # largest t ore a year
    tier_yield: PerTier  # units of product per t ore
    tier_worth: PerTier  # share of the tier that pays at the prices of the base year
    tier_cost: PerTier  # CNY per unit over the process's own mining cost
    plan_chain: PlanIndex
    plan_year: PerPlan  # years from the base year
    plan_amount: PerPlan  # capacity
    plan_ramp: PerPlan  # years
    grid_year: PerGrid
    grid_mw: PerGrid
    grid_base_mw: Single  # firm MW for these chains in the base year


class City(NamedTuple):
    """The rest of the city: base sectors, people, budget. All (1) unless said."""

    clock: PerYear  # years since the base year
    other: Single  # value added of other industry, mcny
    services: Single
    agriculture: Single
    resource_rest: Single  # value added of mines that no chain stands for
    materials_rest: Single
    other_jobs: Single
    services_jobs: Single
    agriculture_jobs: Single
    rest_jobs: Single  # jobs of resource_rest and materials_rest
    public_share: Single  # share of service jobs that follow people, not basic jobs
    population: Single
    labour_force: Single
    participation: PerYear  # labour force per head over that of the base year
    labour_trend: PerYear  # labour force of the country over that of the base year
    natural: PerYear  # births less deaths, share of people
    trend_persistence: Single
    sigma_trend: Single
    sigma_deviation: Single
    sigma_level: Single
    sigma_migration: Single
    vat_rate: Single
    vat_local: Single
    profit_tax_local: Single
    resource_tax: Single  # share of mine revenue
    debt: Single
    training_cost: Single  # mcny per place
    discount: Single


class Markets(NamedTuple):
    """Prices and demand."""

    reversion: PerPrice  # share of a price's deviation that is left after a year
    volatility: PerPrice  # standard deviation of the yearly shock in the log
    mixing: PriceByPrice  # lower triangle that ties shocks together (Cholesky factor of their correlation)
    path: YearByPrice  # log of the path that prices revert to, over the base price
    start: PerPrice  # log deviation in the base year
    demand_growth: EndByYear
    demand_volatility: PerEnd
    carbon_price: PerYear  # CNY per t, central path
    carbon_volatility: Single
    free_share: PerYear  # of emissions under the national price
    grid_factor: PerYear  # t CO2 per MWh


class Levers(NamedTuple):
    """What a city can do, by year (T); year 0 is the base year, before any lever is pulled."""

    profit_tax: PerYear  # rate
    land_price: PerYear  # CNY per m2
    investment_grant: PerYear  # share of capital
    power_support: PerYear  # CNY per MWh
    circuit_shift: PerYear  # years; negative = earlier (one for all years)
    training: PerYear  # places a year
    permit_years: PerYear
    ramp_factor: PerYear  # years of ramp-up over the usual, by training
    green_share: PerYear  # of electricity
    green_premium: PerYear  # CNY per MWh of it


class State(NamedTuple):
    """What the model remembers, and the scratch rows of a year. (rows, n) or (n)."""

    price: PriceLanes  # log deviations
    multiple: PriceLanes  # price over base price
    volatility: PriceLanes
    demand: EndLanes
    carbon: Lanes  # log deviation of the carbon price
    carbon_cost: Lanes  # CNY per t of covered emissions, free share taken off
    trend: Lanes
    deviation: Lanes
    trend_sum: Lanes  # log of national productivity
    productivity: Lanes  # log
    volume: Lanes  # log of jobs in other industry
    labour_unit: Lanes  # labour per unit of output over the base year
    labour_cost: Lanes  # wages per unit of output over the base year
    cost_spread: Lanes  # spread of unit costs over the table
    grade: Lanes  # ore grade over the expected one
    capital_factor: Lanes
    permit: ChainLanes
    building: ChainLanes
    young: ChainLanes
    prime: ChainLanes
    old: ChainLanes
    staying: ChainLanes  # share of committed capacity not closed
    losses: ChainLanes  # memory of idle years
    expected: ChainLanes  # expected margin, CNY per unit
    jobs: ChainLanes
    ore: TierLanes
    taken: TierLanes  # units of product that a tier gives this year
    committed: ChainLanes  # committed capacity on line
    capacity: ChainLanes
    sales: ChainLanes  # CNY per unit
    cost: ChainLanes  # CNY per unit, cash, duties in, support out
    margin: ChainLanes  # CNY per unit, before the cost of worse ore
    wages: ChainLanes  # CNY per unit
    possible: ChainLanes  # units a year that ore, capacity and margin allow
    worse: ChainLanes  # mcny a year for worse ore
    ore_left: ChainLanes  # units of product in ore that is worth digging
    output: ChainLanes  # units a year; until rationing, what firms want
    rest: Lanes  # scratch
    ration: Lanes  # share of wanted load that the grid can carry
    life_weight: Lanes  # scratch for the mean ore life
    life_sum: Lanes
    services_jobs: Lanes
    population: Lanes
    debt: Lanes
    transfers: Lanes  # mcny of the base year
    basic_start: Lanes  # jobs of the base year
    jobs_start: Lanes
