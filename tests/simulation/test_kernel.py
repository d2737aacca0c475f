"""The compiled kernel against the plain equations; float32; blocks; what a draw depends on."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.simulation import rows as row
from lodeshift.simulation.kernel import Options, run_draws
from lodeshift.simulation.sketch import BINS, quantiles

N = 300
"""More than one block of the compiled kernel."""
SINGLE = 1e-3
"""What the command line says of float32."""


@pytest.mark.parametrize("city", worlds.CITIES)
def test_the_compiled_kernel_is_the_plain_equations(city: str) -> None:
    world = worlds.city(city)
    drawn = worlds.theta(world, N)
    compiled = worlds.run(world.model, drawn)
    plain = worlds.run(world.model, drawn, Options(keep=True, engine="reference"))
    assert (np.abs(compiled.kept - plain.kept) / worlds.scaled(plain)).max() < 1e-12
    assert np.allclose(compiled.summary, plain.summary, rtol=1e-11, atol=1e-9)
    assert np.array_equal(compiled.declining, plain.declining)


def test_the_kernel_is_the_plain_equations_with_a_plan_a_grid_and_levers() -> None:
    world = worlds.with_build("lanzhou-new-area", 0.6, 2028.0, ((2029.0, 400.0),))
    levers = world.model.levers
    pulled = levers._replace(**{name: 1.1 * getattr(levers, name) + 0.05 for name in levers._fields})
    firms = world.model.firms._replace(grid_base_mw=np.array([450.0]))
    model = world.model._replace(levers=pulled, firms=firms)
    drawn = worlds.theta(world, 64)
    plain = worlds.run(model, drawn, Options(keep=True, engine="reference"))
    apart = np.abs(worlds.run(model, drawn).kept - plain.kept) / worlds.scaled(plain)
    assert apart.max() < 1e-12


@pytest.mark.parametrize("city", worlds.CITIES)
def test_float32_keeps_its_stated_error(city: str) -> None:
    world = worlds.city(city)
    drawn = worlds.theta(world, N)
    double = worlds.run(world.model, drawn)
    single = worlds.run(world.model, drawn, Options(keep=True, precision="float32"))
    smooth = [i for i in range(world.model.record_rows) if i != row.DECLINING]
    apart = np.abs(single.kept - double.kept)[:, smooth] / worlds.scaled(double)[:, smooth]
    assert 0 < apart.max() < SINGLE
    assert np.abs(single.declining - double.declining).max() <= 3


@pytest.mark.parametrize("blocks", [1, 2, 7])
def test_draws_are_the_same_over_any_number_of_blocks(blocks: int) -> None:
    world = worlds.city("jinchang")
    drawn = worlds.theta(world, N)
    watched = (row.GDP, row.FIRST_PRICE)
    whole = worlds.run(world.model, drawn, Options(keep=True, watched=watched))
    counts = np.zeros((2, world.model.years, BINS), np.int32)
    kept, summaries, declining, first = [], [], np.zeros(world.model.years, np.int64), 0
    for part in np.array_split(drawn, blocks, axis=1):
        options = Options(first_draw=first, keep=True, watched=watched)
        results = run_draws(world.model, part, worlds.random_key(), options, counts)
        kept.append(results.kept)
        summaries.append(results.summary)
        declining += results.declining
        first += part.shape[1]
    assert np.array_equal(np.concatenate(kept, axis=2), whole.kept)
    assert np.array_equal(np.concatenate(summaries, axis=1), whole.summary)
    assert np.array_equal(counts, whole.counts)
    assert np.array_equal(declining, whole.declining)


def test_a_draw_depends_on_case_seed_and_number_only() -> None:
    world = worlds.city("hegang")
    one = worlds.run(world.model, worlds.theta(world, 1, first=77), Options(first_draw=77, keep=True))
    many = worlds.run(world.model, worlds.theta(world, 100))
    assert np.array_equal(one.kept[:, :, 0], many.kept[:, :, 77])
    other = worlds.run(world.model, worlds.theta(world, 1, first=77, seed=2), Options(first_draw=77, keep=True), seed=2)
    assert not np.allclose(one.kept[1:, row.GDP], other.kept[1:, row.GDP])


def test_watched_rows_are_counted_as_they_are_kept() -> None:
    world = worlds.city("hegang")
    results = worlds.run(world.model, worlds.theta(world, N), Options(keep=True, watched=(row.POPULATION,)))
    assert results.counts.sum(axis=2).tolist() == [[N] * world.model.years]
    middle = quantiles(results.counts, np.array([0.5]))[0, 0]
    assert middle == pytest.approx(np.median(results.kept[:, row.POPULATION], axis=1), rel=0.005)
    assert run_draws(world.model, worlds.theta(world, 3), worlds.random_key()).kept.shape[2] == 0


def test_shocks_of_one_row_can_be_redrawn_alone() -> None:
    world = worlds.city("jinchang")
    shift = np.zeros(world.model.shock_rows, np.uint64)
    shift[row.MIGRATION_SHOCK] = 2**40
    drawn = worlds.theta(world, 20)
    plain = worlds.run(world.model, drawn).kept
    moved = worlds.run(world.model, drawn, Options(keep=True, shift=shift)).kept
    prices = slice(row.FIRST_PRICE, row.FIRST_PRICE + world.model.prices)
    assert np.array_equal(plain[:, prices], moved[:, prices])
    assert not np.array_equal(plain[1:, row.POPULATION], moved[1:, row.POPULATION])
