"""The cheapest chain of one product at one place, opened up: what runs, what is bought from where, what is sold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import geology, goods
from lodeshift.chain.prices import worth_cny
from lodeshift.matching.delivered import BUY, COAST, HERE, Costs, cost_to_make
from lodeshift.matching.feasibility import SERVICES
from lodeshift.matching.ground import Flows, Ground
from lodeshift.records.match import Link, Purchase, Sale

Matrix = NDArray[np.float64]
Near = NDArray[np.bool_]
MARKET: Final = "market"
TRACE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Opened:
    """Recipes as they stand at one place, central figures: (goods, processes), mines with their own ore."""

    taken: Matrix
    given: Matrix


@dataclass(frozen=True, slots=True)
class Bill:
    """One product at one place: steps from the raw end, purchases (dearest first), by-products sold, cost at the gate."""

    chain: tuple[Link, ...]
    purchases: tuple[Purchase, ...]
    sales: tuple[Sale, ...]
    local_share: float


def opened(ground: Ground, place: int, values: Matrix) -> Opened:
    """The recipes at a place (position in `ground.places`)."""
    taken, given = _table(ground, ground.taken, values), _table(ground, ground.given, values)
    for mine in ground.mines:
        if mine.place == place:
            for table, side in ((taken, mine.scaled_in), (given, mine.scaled_out)):
                for good, figure in side:
                    table[good, mine.process] += (mine.terms.ore_ratio - 1.0) * values[figure]
    return Opened(taken, given)


def _table(ground: Ground, flows: Flows, values: Matrix) -> Matrix:
    table = np.zeros((len(ground.goods), len(ground.processes)))
    np.add.at(table, (flows.good, flows.process), values[flows.figure])
    return table


def bill(ground: Ground, found: Costs, place: int, product: str, here: Opened, near: Near) -> Bill:
    """Open the cheapest chain of a product.

    `near` (supply places,): True within the radius. Amounts solve demand = product + what the chosen ways take, so
    loops are closed exactly.
    """
    make, process = cost_to_make(ground, found.make, product)
    way = found.way[:, place].copy()
    target = ground.good(product)
    way[target] = process[place]
    made = _links(target, way, here.taken)
    demand = _demand(made, way, here.taken)
    running = [(g, int(way[g]), float(demand[g])) for g in sorted(made) if demand[g] > TRACE]
    share = _local_share(ground, found, place, way, (here, near))
    return Bill(
        chain=_ordered(ground, running, here),
        purchases=_purchases(ground, found, place, (demand, way, near), float(make[place])),
        sales=_sales(ground, found, place, running, here),
        local_share=float(share[target]),
    )


def _links(target: int, way: NDArray[np.int64], taken: Matrix) -> list[int]:
    """The goods that are made on the way to the target, the target first."""
    links: list[int] = []
    ahead = [target]
    while ahead:
        good = ahead.pop()
        if good not in links and way[good] != BUY:
            links.append(good)
            ahead += [int(needed) for needed in np.flatnonzero(taken[:, way[good]] > 0)]
    return links


def _demand(links: list[int], way: NDArray[np.int64], taken: Matrix) -> Matrix:
    """Amount of every good for one unit of the first link, made or bought; shape (goods,)."""
    taken_by = taken[:, way[links]]
    wanted = np.zeros(len(links))
    wanted[0] = 1.0
    # only the links are solved for: a handful, where all goods would keep every core busy for nothing
    running = np.linalg.solve(np.eye(len(links)) - taken_by[links], wanted)
    demand: Matrix = taken_by @ running
    demand[links[0]] += 1.0
    return demand


def _ordered(ground: Ground, running: list[tuple[int, int, float]], here: Opened) -> tuple[Link, ...]:
    """Steps with the raw end first; a loop is cut at the step met first."""
    by_good = {g: (p, amount) for g, p, amount in running}
    ordered: list[Link] = []
    seen: set[int] = set()

    def visit(good: int) -> None:
        if good in seen or good not in by_good:
            return
        seen.add(good)
        process, amount = by_good[good]
        for needed in np.flatnonzero(here.taken[:, process] > 0):
            visit(int(needed))
        ordered.append(Link(ground.processes[process], ground.goods[good], amount))

    for good in sorted(by_good, key=lambda g: by_good[g][1]):
        visit(good)
    return tuple(ordered)


def _purchases(
    ground: Ground, found: Costs, place: int, state: tuple[Matrix, NDArray[np.int64], Near], cost: float
) -> tuple[Purchase, ...]:
    demand, way, near = state
    rows = []
    for g in np.flatnonzero((way == BUY) & (demand > TRACE)):
        name = ground.goods[g]
        source = int(found.source[g, place])
        paid = float(demand[g] * found.buy[g, place])
        if ground.deposit[g, place] or source == HERE:
            where, km, close = ground.places[place], 0.0, True
        elif source == COAST:
            where, km, close = MARKET, float(ground.to_port.straight[place]), False
        else:
            where = ground.supply_places[source]
            km, close = float(ground.supply_to_place.straight[source, place]), bool(near[source])
        unit = goods.commodity(name).unit
        rows.append(Purchase(name, float(demand[g]), unit, where, km, close, paid, paid / cost if cost else 0.0))
    return tuple(sorted(rows, key=lambda row: -row.cost))


def _sales(
    ground: Ground, found: Costs, place: int, running: list[tuple[int, int, float]], here: Opened
) -> tuple[Sale, ...]:
    amounts = np.zeros(len(ground.goods))
    for _, process, amount in running:
        amounts += here.given[:, process] * amount
    rows = [
        Sale(
            ground.goods[g],
            float(amounts[g]),
            goods.commodity(ground.goods[g]).unit,
            float(amounts[g] * found.gate[g, place]),
        )
        for g in np.flatnonzero(amounts > TRACE)
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row.credit)))


def _local_share(
    ground: Ground, found: Costs, place: int, way: NDArray[np.int64], context: tuple[Opened, Near]
) -> Matrix:
    """Share of the value of every good's inputs that comes from within the radius, shape (goods,).

    What is dug here or bought within the radius counts one, what comes from the market zero; a made good takes the
    mean of its inputs, weighted with their value at base prices (energy and water left out).
    """
    here, near = context
    source = found.source[:, place]
    bought_near = (source == HERE) | ((source >= 0) & near[np.maximum(source, 0)])
    share = np.where((way == BUY) & (bought_near | ground.deposit[:, place]), 1.0, 0.0)
    ores = np.array([name in geology.ores() for name in ground.goods])
    worth = np.array([worth_cny(name) for name in ground.goods])
    worth[[name in SERVICES for name in ground.goods]] = 0.0
    made = np.flatnonzero(way != BUY)
    weight = here.taken[:, way[made]] * np.maximum(worth, 0.0)[:, None]
    mined = (here.taken[ores][:, way[made]] > 0).any(axis=0)
    total = weight.sum(axis=0)
    for _ in range(200):
        before = share.copy()
        mean = np.divide(weight.T @ share, total, out=np.zeros(len(made)), where=total > 0)
        share[made] = np.where(mined, 1.0, mean)
        if np.abs(share - before).max() < 1e-12:
            break
    return share
