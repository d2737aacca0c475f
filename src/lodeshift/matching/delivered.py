"""The cheapest way to have one unit of every good at every place, and what it costs to make it there.

By-products are sold at the gate for what a local user would pay, inputs are bought or made. Every way then has one
product, so the least cost is a Leontief substitution problem: the best way to have a good does not depend on how much
is wanted or on the others, and repeated minimisation finds the optimum of the linear program (tested against it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lodeshift.catalogue import siting
from lodeshift.chain.costs import annuity_per_year
from lodeshift.chain.freight import cost_per_tonne
from lodeshift.errors import LodeshiftError
from lodeshift.matching.ground import Flows, Ground
from lodeshift.matching.power import PowerCost, power_cost
from lodeshift.names import ELECTRICITY

Matrix = NDArray[np.float64]
Index = NDArray[np.int64]

NOT_TO_BE_HAD: Final = 1e18
"""Price of what cannot be bought at all."""
IMPOSSIBLE: Final = 1e12
"""What costs more is no cost but an impossibility, however little of what is not to be had goes in."""
BUY: Final = -1
COAST: Final = -1
HERE: Final = -2
"""The province's own market, or what does not travel and is had on the spot."""
ENERGY: Final = frozenset({ELECTRICITY, "heat", "natural_gas", "diesel"})
PARTS: Final = ("raw material", "energy", "location", "labour", "plant")
"""What a cost is made of. Raw material: goods at the seller's gate, less by-products. Location: all freight and the
border. Plant: capital, upkeep, consumables, water, waste and carbon."""
PLANT_GOODS: Final = frozenset({"water", "tailings", "slag", "coal_gangue", "fluorogypsum"})
MOST_ROUNDS: Final = 500


@dataclass(frozen=True, slots=True)
class CostTerms:
    """Assumptions that no row holds: interest (8 % real as in the margin table), use of capacity (0.9), what is paid for
    a tonne of direct CO2 (0: in 2024 allocation was free or the sector not covered), own wind and sun allowed.

    `ore_at_worth`: what a mine gives counts at what it would fetch at the gate, instead of what it costs to dig; the
    mine's rent then stays with the mine and no longer cheapens everything made of it."""

    rate: float = 0.08
    utilisation: float = 0.9
    carbon_price_cny_per_t: float = 0.0
    own_power: bool = True
    ore_at_worth: bool = False


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs of one draw, CNY per unit, no VAT. Shapes (goods, places) unless said.

    `gate`: what a seller at the place gets. `buy`: cheapest purchase delivered, of which `buy_haul` is freight;
    `source`: position in `ground.supply_places`, COAST for the market at the port,
    HERE for the province's own. `value`: cheapest way to have it;
    `way`: BUY or the process. `make` (processes, places): full cost of running a process. `parts` (5, processes,
    places): what `make` is made of, in the order of PARTS, empty where they were not asked for.
    """

    gate: Matrix
    buy: Matrix
    buy_haul: Matrix
    source: Index
    value: Matrix
    way: Index
    running: Matrix
    make: Matrix
    parts: Matrix
    power: PowerCost
    rounds: int


def costs(ground: Ground, values: Matrix, terms: CostTerms | None = None, with_parts: bool = True) -> Costs:
    """Solve one draw for all goods and places. `values` are the pool's figures (`ground.pool.central` or a row of draws).

    Raises
    ------
    LodeshiftError : the recipes allow to make a good from less than itself, so that no least cost exists.
    """
    terms = terms or CostTerms()
    gate, buy, haul, source, bought_power = _prices(ground, values, terms)
    running = _running(ground, values, terms)
    taken, given = _amounts(ground, ground.taken, values), _amounts(ground, ground.given, values)
    fixed = running - csr_array(given.T) @ gate - _mine_waste(ground, values, gate)
    chained = ground.beyond_the_mine if terms.ore_at_worth else np.ones_like(ground.beyond_the_mine)
    value, make, rounds = _solve(ground, values, buy, fixed, (taken, chained))
    best, way = _best(ground, make, chained)
    way = np.where(best < buy, way, BUY)
    parts = np.empty((0, *make.shape))
    if with_parts:
        parts = _parts(ground, values, (gate, buy, haul, way, running), (taken, given))
    return Costs(gate, buy, haul, source, value, way, running, make, parts, bought_power, rounds)


def cost_to_make(ground: Ground, make: Matrix, commodity: str) -> tuple[Matrix, Index]:
    """Least cost of making a commodity at every place (buying it does not count), and the process that does it."""
    ways = ground.ways(commodity)
    pick = np.argmin(make[ways], axis=0)
    return make[ways[pick], np.arange(make.shape[1])], ways[pick]


def _prices(ground: Ground, values: Matrix, terms: CostTerms) -> tuple[Matrix, Matrix, Matrix, Index, PowerCost]:
    shape = (len(ground.goods), len(ground.places))
    gate, haul = np.zeros(shape), np.zeros(shape)
    buy = np.full(shape, NOT_TO_BE_HAD)
    source = np.full(shape, COAST)
    rates = ground.rates(values)
    ways = (ground.to_port, ground.supply_to_port, ground.supply_to_place)
    freight = {kind: [cost_per_tonne(kind, way, rates) for way in ways] for kind in siting.MODES}
    for g, kind in enumerate(ground.haulage):
        if kind is None:
            buy[g] = np.where(ground.deposit[g], 0.0, NOT_TO_BE_HAD)
            continue
        price, mass, floor = values[ground.price[g]], ground.mass[g], ground.floor[g]
        to_port, from_supply, between = freight[kind]
        gate[g] = _at_gate((price, floor), to_port * mass, ground.own_price[g], values)
        haul[g] = to_port * mass
        buy[g] = price + haul[g] if ground.open_market[g] else NOT_TO_BE_HAD
        if kind == "site":
            source[g] = HERE
        sellers = ground.sources[g]
        if len(sellers) and kind != "site" and price > 0:
            hauls = between[sellers] * mass
            gates = _at_gate((price, floor), from_supply[sellers] * mass, ground.seller_price[g, sellers], values)
            offers = gates[:, None] + hauls
            pick = np.argmin(offers, axis=0)
            column = np.arange(shape[1])
            nearer = offers[pick, column] < buy[g]
            source[g] = np.where(nearer, sellers[pick], COAST)
            haul[g] = np.where(nearer, hauls[pick, column], haul[g])
            buy[g] = np.minimum(buy[g], offers[pick, column])
        at_home = ground.own_price[g] >= 0
        cheaper = at_home & (values[ground.own_price[g]] < buy[g])
        source[g] = np.where(cheaper, HERE, source[g])
        haul[g] = np.where(cheaper, 0.0, haul[g])
        buy[g] = np.where(cheaper, values[ground.own_price[g]], buy[g])
    found = power_cost(ground.power, values, terms.rate, terms.own_power)
    buy[ground.good(ELECTRICITY)] = found.best
    return gate, buy, haul, source, found


def _at_gate(market: tuple[float, float], haul: Matrix, own: Index, values: Matrix) -> Matrix:
    """What a seller gets: the price of the province's own market where there is one (`own` >= 0), else the coast's
    price (`market`: price, floor) less the freight to it, not below its floor (users nearby pay that); a waste costs
    what it costs anywhere. Shape of `haul`."""
    price, floor = market
    coast = np.maximum(min(floor, price), price - haul) if price > 0 else np.full_like(haul, price)
    return np.where(own >= 0, values[own], coast)


def _running(ground: Ground, values: Matrix, terms: CostTerms) -> Matrix:
    """Cost of a process apart from its goods, shape (processes, places)."""
    plant = ground.plant
    capex = values[plant.capex] * plant.capex_per
    annuity = np.array([annuity_per_year(terms.rate, life) for life in plant.life_years])
    yearly = capex * (annuity + values[plant.fixed_om]) / terms.utilisation
    carbon = np.where(plant.carbon >= 0, values[plant.carbon], 0.0) * terms.carbon_price_cny_per_t
    same = yearly + values[plant.variable_om] * plant.variable_per + carbon
    running = same[:, None] + _labour(ground, values)
    for mine in ground.mines:
        running[mine.process, mine.place] += mine.terms.extra_cost
    return running


def _labour(ground: Ground, values: Matrix) -> Matrix:
    wage = values[ground.wage] * (1.0 + values[ground.charges])
    jobs = np.where(ground.plant.labour >= 0, values[ground.plant.labour], 0.0)
    found: Matrix = jobs[:, None] * wage[ground.mining.astype(np.int64)]
    return found


def _amounts(ground: Ground, flows: Flows, values: Matrix) -> Matrix:
    table = np.zeros((len(ground.goods), len(ground.processes)))
    np.add.at(table, (flows.good, flows.process), values[flows.figure])
    return table


def _mine_waste(ground: Ground, values: Matrix, gate: Matrix) -> Matrix:
    """What the by-products of richer or leaner ore bring beyond the recipe's, shape (processes, places)."""
    extra = np.zeros((len(ground.processes), len(ground.places)))
    for mine in ground.mines:
        for good, figure in mine.scaled_out:
            extra[mine.process, mine.place] += (mine.terms.ore_ratio - 1.0) * values[figure] * gate[good, mine.place]
    return extra


def _mine_inputs(ground: Ground, values: Matrix, value: Matrix) -> Matrix:
    """What the power, water and fuel of richer or leaner ore cost beyond the recipe's; `value` is (..., goods, places)."""
    extra = np.zeros((*value.shape[:-2], len(ground.processes), len(ground.places)))
    for mine in ground.mines:
        for good, figure in mine.scaled_in:
            more = (mine.terms.ore_ratio - 1.0) * values[figure]
            extra[..., mine.process, mine.place] += more * value[..., good, mine.place]
    return extra


def _solve(
    ground: Ground, values: Matrix, buy: Matrix, fixed: Matrix, ways: tuple[Matrix, NDArray[np.bool_]]
) -> tuple[Matrix, Matrix, int]:
    taken, chained = ways
    value = buy.copy()
    inputs = csr_array(taken.T)  # most goods enter few processes
    for rounds in range(1, MOST_ROUNDS + 1):
        make = fixed + inputs @ value + _mine_inputs(ground, values, value)
        best, _ = _best(ground, make, chained)
        better = np.minimum(buy, best)
        change = np.abs(better - value) / np.maximum(1.0, np.abs(value))
        value = better
        if change.max() < 1e-13:
            return value, make, rounds
    raise LodeshiftError(
        "no least cost: the recipes make some good from less than itself at these figures", "no_least_cost"
    )


def _best(ground: Ground, make: Matrix, chained: NDArray[np.bool_]) -> tuple[Matrix, Index]:
    """Cheapest own way to each good and its cost, shape (goods, places); only processes that are `chained` count."""
    best = np.full((len(ground.goods), make.shape[1]), np.inf)
    way = np.full(best.shape, BUY)
    for process in np.flatnonzero(chained):
        good = ground.main[process]
        cheaper = make[process] < best[good]
        best[good] = np.where(cheaper, make[process], best[good])
        way[good] = np.where(cheaper, process, way[good])
    return best, way


def _parts(
    ground: Ground, values: Matrix, found: tuple[Matrix, Matrix, Matrix, Index, Matrix], amounts: tuple[Matrix, Matrix]
) -> Matrix:
    """What the cost of running each process is made of, inputs followed back to what is bought; (5, processes, places)."""
    gate, buy, haul, way, running = found
    taken, given = amounts
    share = {name: i for i, name in enumerate(PARTS)}
    sort = np.array(
        [share["energy"] if g in ENERGY else share["plant"] if g in PLANT_GOODS else 0 for g in ground.goods]
    )
    bought = np.zeros((len(PARTS), *buy.shape))
    gates = np.zeros_like(bought)
    rows = np.arange(len(ground.goods))
    bought[sort, rows] = buy - haul
    bought[share["location"]] += haul
    gates[sort, rows] = gate
    own = np.zeros((len(PARTS), *running.shape))
    own[share["labour"]] = _labour(ground, values)
    own[share["plant"]] = running - own[share["labour"]]
    by_products, inputs = csr_array(given.T), csr_array(taken.T)
    own -= np.stack([by_products @ each for each in gates])
    own[share["plant"]] -= _mine_waste(ground, values, gate)
    column = np.arange(buy.shape[1])
    parts = np.zeros_like(own)
    had = bought
    for _ in range(MOST_ROUNDS):
        before = parts
        parts = own + np.stack([inputs @ each for each in had]) + _mine_inputs(ground, values, had)
        made = parts[:, np.maximum(way, 0), column[None, :]]
        had = np.where(way[None] == BUY, bought, made)
        if (np.abs(parts - before) <= 1e-12 * np.maximum(1.0, np.abs(parts))).all():
            break
    return parts
