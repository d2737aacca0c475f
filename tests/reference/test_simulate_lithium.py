"""The lithium boom and crash of 2021-24 lies inside the fan that the kernel draws from what was known in 2020."""

from __future__ import annotations

import math

import numpy as np

from lodeshift.catalogue import prices
from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import assemble
from lodeshift.simulation.counter import key_of
from lodeshift.simulation.draws import start_of, theta_of
from lodeshift.simulation.economy import economy
from lodeshift.simulation.kernel import Options, run_draws
from lodeshift.standing.facts import facts

DRAWS = 20_000
KNOWN_UNTIL = 2020
BOOM = range(2021, 2025)


def real_prices() -> dict[int, float]:
    """Yearly lithium carbonate price in China, CNY per t of 2024 without VAT, in the order of the table's years."""
    return {2010 + i: figure.central for i, figure in enumerate(prices.history("lithium_carbonate"))}


def fan() -> tuple[np.ndarray, np.ndarray]:
    """Price paths (year, draw) in CNY of 2024, from Yichun's drivers started at the price of 2020 with the mean of
    2010-2020 as what prices revert to; and the actual prices."""
    known = real_prices()
    level = math.exp(np.mean([math.log(known[y]) for y in range(2010, KNOWN_UNTIL + 1)]))
    world = assemble(economy(facts("yichun-jiangxi", usual()), usual()))
    place = [d.name for d in world.drivers].index("lithium_carbonate")
    start = world.model.markets.start.copy()
    start[place] = math.log(known[KNOWN_UNTIL] / level)
    model = world.model._replace(markets=world.model.markets._replace(start=start))
    key = key_of("lithium", 1)
    theta = theta_of(world, key, np.arange(DRAWS, dtype=np.uint64), start_of(world))
    kept = run_draws(model, theta, key, Options(keep=True)).kept
    paths = level * kept[1 : 1 + len(BOOM), row.FIRST_PRICE + place]
    return paths, np.array([known[y] for y in BOOM])


def test_every_year_of_the_boom_lies_inside_the_98_percent_fan() -> None:
    paths, actual = fan()
    low, high = np.quantile(paths, (0.01, 0.99), axis=1)
    assert (actual > low).all() and (actual < high).all()


def test_the_boom_was_rare_and_the_crash_was_not() -> None:
    paths, actual = fan()
    above = (paths > actual[:, None]).mean(axis=1)
    assert above[1] < 0.05  # 2022: four times the price of 2021
    assert above[3] > 0.1  # 2024: back again


def test_a_draw_can_rise_tenfold_and_fall_back_within_four_years() -> None:
    paths, _ = fan()
    peak = paths[:3].max(axis=0)
    known = real_prices()[KNOWN_UNTIL]
    assert ((peak > 8.0 * known) & (paths[3] < 0.35 * peak)).any()
