"""Fans, regret and measures from counts: those of all draws at once, in any chunks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.records.futures import SHARES
from lodeshift.simulation import ensemble, sketch
from lodeshift.simulation import rows as row
from lodeshift.simulation.draws import start_of, theta_of
from lodeshift.simulation.drivers import driver
from lodeshift.simulation.kernel import Options, run_draws

WORLD = worlds.city("lanzhou-new-area")
PLANNED = worlds.with_build("lanzhou-new-area", 0.5, 2027.0)
DRAWS = 700
ERROR = 2 * sketch.RELATIVE_ERROR


def plan(draws: int = DRAWS, first: int = 0) -> ensemble.Plan:
    key, start = worlds.random_key(), start_of(WORLD)
    return ensemble.Plan(
        models={"do_nothing": WORLD.model, "plan": PLANNED.model},
        prices=[d.name for d in WORLD.drivers],
        chains=WORLD.chains,
        key=key,
        sampler=lambda numbers: theta_of(WORLD, key, numbers, start),
        draws=draws,
        first_draw=first,
    )


@pytest.fixture(scope="module")
def gathered() -> dict[str, ensemble.Gathered]:
    return ensemble.gather(plan(), {"jobs_end": 300_000.0})


@pytest.fixture(scope="module")
def summaries() -> dict[str, worlds.Array]:
    drawn = worlds.theta(WORLD, DRAWS)
    return {name: run_draws(m, drawn, worlds.random_key()).summary for name, m in plan().models.items()}


def test_fans_are_quantiles_of_the_draws(gathered: dict[str, ensemble.Gathered]) -> None:
    found = ensemble.alternative("plan", plan(), gathered["plan"])
    kept = run_draws(PLANNED.model, worlds.theta(WORLD, DRAWS), worlds.random_key(), Options(keep=True)).kept
    for name, place in (("gdp", row.GDP), ("population", row.POPULATION), ("emissions", row.EMISSIONS)):
        for share in SHARES:
            exact = np.quantile(kept[:, place], share, axis=1, method="nearest")
            assert found.fans[name].quantiles[f"{share:g}"] == pytest.approx(exact, rel=ERROR), (name, share)
    assert set(found.fans) == {name for name, _ in ensemble.indicator_names(plan())}
    assert "declining" not in found.fans
    assert found.probability_declining == pytest.approx((kept[:, row.DECLINING] > 0).mean(axis=1))


def test_regret_is_the_loss_against_the_best_draw_by_draw(
    gathered: dict[str, ensemble.Gathered], summaries: dict[str, worlds.Array]
) -> None:
    found = {(r.alternative, r.measure): r for r in ensemble.regrets(plan(), gathered, {"jobs_end": 300_000.0})}
    for measure, place in ensemble.REGRET_MEASURES:
        best = np.maximum(summaries["plan"][place], summaries["do_nothing"][place])
        for name, summary in summaries.items():
            lost = best - summary[place]
            each = found[name, measure]
            assert each.largest == pytest.approx(lost.max())
            assert each.median == pytest.approx(np.quantile(lost, 0.5, method="nearest"), rel=ERROR, abs=1e-5)
            worst = np.sort(lost)[-DRAWS // 10 :].mean()
            assert each.cvar == pytest.approx(worst, rel=ERROR, abs=1e-5)
    reached = (summaries["plan"][row.JOBS_END] >= 300_000).mean()
    assert found["plan", "jobs_end"].satisficing == pytest.approx(reached)
    assert np.isnan(found["plan", "value"].threshold)


def test_measures_and_cvar_are_those_of_the_draws(
    gathered: dict[str, ensemble.Gathered], summaries: dict[str, worlds.Array]
) -> None:
    found = ensemble.alternative("do_nothing", plan(), gathered["do_nothing"]).measures["gdp_end"]
    values = np.sort(summaries["do_nothing"][row.GDP_END])
    assert found.cvar == pytest.approx(values[: DRAWS // 10].mean(), rel=ERROR)
    assert found.quantiles["0.5"] == pytest.approx(np.quantile(values, 0.5, method="nearest"), rel=ERROR)
    assert found.cvar <= found.quantiles["0.1"]


@pytest.mark.parametrize("chunk", [100, 350, 10_000])
def test_chunks_change_nothing(
    chunk: int, gathered: dict[str, ensemble.Gathered], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ensemble, "CHUNK", chunk)
    again = ensemble.gather(plan(), {"jobs_end": 300_000.0})
    for name, each in gathered.items():
        for field in ("fans", "summary", "regret", "largest_regret", "reached", "declining"):
            assert np.array_equal(getattr(each, field), getattr(again[name], field)), field
        assert np.array_equal(np.concatenate(each.kept, axis=1), np.concatenate(again[name].kept, axis=1))


def test_two_halves_add_up_to_the_whole(gathered: dict[str, ensemble.Gathered]) -> None:
    left, right = ensemble.gather(plan(300)), ensemble.gather(plan(DRAWS - 300, 300))
    for name, each in gathered.items():
        assert np.array_equal(each.fans, left[name].fans + right[name].fans)
        assert np.array_equal(each.declining, left[name].declining + right[name].declining)


def test_memory_does_not_grow_with_draws(gathered: dict[str, ensemble.Gathered]) -> None:
    few = ensemble.gather(plan(10))["plan"]
    assert few.fans.nbytes == gathered["plan"].fans.nbytes


def test_the_reference_engine_gives_the_same_fans() -> None:
    few = plan(60)
    compiled, plain = (ensemble.gather(p)["plan"] for p in (few, replace(few, engine="reference")))
    assert np.abs(compiled.fans - plain.fans).sum() <= 4


def test_worst_mean_takes_part_of_a_bin() -> None:
    counts = np.zeros((1, sketch.BINS), np.int32)
    sketch.count(counts, np.array([1.0, 2.0, 2.0, 10.0]).reshape(1, 1, -1), 0, 4)
    assert ensemble.worst_mean(counts[0], 0.5) == pytest.approx(1.5, rel=ERROR)
    assert ensemble.worst_mean(counts[0], 0.25, highest=True) == pytest.approx(10.0, rel=ERROR)
    assert ensemble.worst_mean(np.zeros(sketch.BINS, np.int32), 0.1) == 0.0


def test_means_are_exact_and_a_grant_costs_what_it_gives(summaries: dict[str, worlds.Array]) -> None:
    found = ensemble.means(plan(), {"x": WORLD.model}, DRAWS)["x"]
    assert found == pytest.approx(summaries["do_nothing"].mean(axis=1))
    levers = PLANNED.model.levers
    grant = levers.investment_grant.copy()
    grant[1:] = 0.1
    with_grant = PLANNED.model._replace(levers=levers._replace(investment_grant=grant))
    cost = ensemble.lever_cost(plan(), with_grant, PLANNED.model, 50)
    capital = PLANNED.model.firms.plan_amount[0] * PLANNED.model.firms.capital[0] / 1e6
    assert cost > 0.05 * capital
    assert ensemble.lever_cost(plan(), WORLD.model, WORLD.model, 10) == 0.0


def test_drivers_say_whether_they_were_measured() -> None:
    notes = ensemble.driver_notes([driver("copper_cathode"), driver("lithium_carbonate")])
    assert [n.measured for n in notes] == [True, False]
    assert all(n.volatility > 0 and n.half_life_years > 0 for n in notes)


def test_the_clock_books_under_names() -> None:
    clock = ensemble.Clock()
    clock.mark("a")
    clock.mark("b")
    clock.mark("a")
    assert set(clock.seconds) == {"a", "b"} and min(clock.seconds.values()) >= 0
