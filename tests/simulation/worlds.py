"""Cities of the tables as tests run them: assembled once, few draws."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import lodeshift
from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation import kernel, step
from lodeshift.simulation.assemble import Assembled, Commitments, Setting, assemble, without_shocks
from lodeshift.simulation.counter import Words, key_of
from lodeshift.simulation.draws import start_of, theta_of
from lodeshift.simulation.economy import Economy, economy
from lodeshift.simulation.kernel import Model, Options, Results, run_draws
from lodeshift.simulation.layout import State
from lodeshift.standing.facts import facts

Array = NDArray[np.float64]
SOURCES = tuple(
    path
    for room in ("simulation", "standing", "study", "reporting")
    for path in (Path(lodeshift.__file__).parent / room).rglob("*.py")
)
CITIES = ("hegang", "jinchang", "lanzhou-new-area")


def base_year(id: str) -> Economy:
    """The base year of a city with the usual assumptions."""
    return economy(facts(id, usual()), usual())


@cache
def city(id: str, last_year: int = 2040) -> Assembled:
    """A city without any plan."""
    return assemble(base_year(id), Setting(last_year=last_year))


def with_build(id: str, amount_share: float, year: float, circuits: tuple[tuple[float, float], ...] = ()) -> Assembled:
    """A city whose first chain is committed to grow by a share of its capacity."""
    base = base_year(id)
    built = Commitments(((0, year, amount_share * base.sites[0].capacity),), circuits)
    return assemble(base, Setting(commitments=built))


def theta(world: Assembled, draws: int = 64, *, first: int = 0, volatile: bool = True, seed: int = 1) -> Array:
    """theta of the first draws."""
    numbers = np.arange(first, first + draws, dtype=np.uint64)
    return theta_of(world, key_of("test", seed), numbers, start_of(world), volatile=volatile)


def run(model: Model, drawn: Array, options: Options | None = None, seed: int = 1) -> Results:
    """All records of the draws in `drawn`."""
    return run_draws(model, drawn, key_of("test", seed), options or Options(keep=True))


def calm(model: Model, world: Assembled) -> Results:
    """One draw at central values without shocks."""
    return run(without_shocks(model), theta(world, 1, volatile=False))


def reference(model: Model, drawn: Array) -> tuple[State, Array, Array]:
    """The plain equations: final state, records (T, rows, draws), summary (rows, draws)."""
    number = drawn.shape[1]
    state = kernel._reference_state(model, number)
    out = np.zeros((model.years, model.record_rows, number))
    summary = np.zeros((model.summary_rows, number))
    z = tuple(np.zeros((model.shock_rows, number)) for _ in range(4))
    numbers = np.arange(number, dtype=np.uint64)
    random = (random_key(), numbers, np.zeros(model.shock_rows, np.uint64), np.zeros(1, np.uint64))
    bundle = (model.firms, model.city, model.markets, model.levers)
    step.run_years(state, drawn, (z[0], z[1], z[2], z[3]), bundle, random, out, summary)
    return state, out, summary


def scaled(results: Results) -> Array:
    """Size of every row of the records, to judge differences by: (1, rows, 1), at least 1e-9."""
    return np.asarray(np.maximum(np.abs(results.kept).max(axis=(0, 2), keepdims=True), 1e-9))


def random_key() -> Words:
    """The key that all tests share."""
    return key_of("test", 1)
