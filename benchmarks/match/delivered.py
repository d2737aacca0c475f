"""Delivered cost of all products at all cities: CPU time, and the time of the same answers by linear programs.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/match/delivered.py [--draws 100]

The bar is 10 s of CPU for the whole table. One thread; the linear program of a few pairs is timed for comparison.
"""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np

from lodeshift.matching.bill import opened
from lodeshift.matching.delivered import NOT_TO_BE_HAD, Costs, CostTerms, costs
from lodeshift.matching.ground import Ground, ground
from lodeshift.matching.market import market
from lodeshift.matching.ranking import cost_table, targets
from lodeshift.program.model import Program
from lodeshift.program.solve import solve


def solve_one(base: Ground, found: Costs, place: int, product: str) -> float:
    here = opened(base, place, base.pool.central)
    running = found.running[:, place] - here.given.T @ found.gate[:, place]
    can_buy = (found.buy[:, place] < NOT_TO_BE_HAD / 10) & (np.arange(len(base.goods)) != base.good(product))
    program = Program()
    run = program.columns("run", len(base.processes), cost=running)
    cost = np.where(can_buy, found.buy[:, place], 0.0)
    buy = program.columns("buy", len(base.goods), cost=cost, upper=np.where(can_buy, np.inf, 0.0))
    demand = (np.arange(len(base.goods)) == base.good(product)).astype(float)
    balance = program.rows("balance", len(base.goods), lower=demand, upper=demand)
    program.add(balance.index, buy.index, 1.0)
    program.add(balance.index[base.main], run.index, 1.0)
    program.add(balance.index[:, None], run.index[None, :], -here.taken)
    return float(solve(program).objective)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=100)
    chosen = parser.parse_args()
    begin = time.process_time()
    base = ground()
    laid = time.process_time() - begin
    products = targets(base)
    coast = market("coast")
    taken = []
    for _ in range(5):
        begin = time.process_time()
        cost_table(base, products, coast, CostTerms())
        taken.append(time.process_time() - begin)
    table = statistics.median(taken)
    begin = time.process_time()
    cost_table(base, products, coast, CostTerms(), chosen.draws)
    drawn = time.process_time() - begin
    found = costs(base, base.pool.central)
    begin = time.process_time()
    pairs = [(place, product) for place in range(0, len(base.places), 40) for product in ("ndfeb_magnet", "pv_module")]
    for place, product in pairs:
        solve_one(base, found, place, product)
    by_program = (time.process_time() - begin) / len(pairs)
    whole = len(base.places) * len(products)
    print(
        f"{len(base.places)} cities x {len(products)} products, {len(base.processes)} processes, {len(base.goods)} goods"
    )
    print(f"  laying the ground, once               {laid:8.2f} s")
    print(
        f"  the whole table, central figures      {table * 1e3:8.1f} ms   (with the ground {laid + table:.2f} s; bar 10 s)"
    )
    print(f"  {chosen.draws} shared draws of the whole table  {drawn:8.2f} s")
    print(
        f"  one pair by linear program            {by_program * 1e3:8.1f} ms   (all {whole}: about {by_program * whole:.0f} s)"
    )


if __name__ == "__main__":
    main()
