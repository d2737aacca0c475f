"""Rolling origins: nothing after the origin is looked at; scores and coverage by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.simulation.growth import growth, write

from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import InputRangeError
from lodeshift.simulation import backtest
from lodeshift.simulation.panel import Panel, read
from lodeshift.simulation.pooled import pooled_of

POOLED = pooled_of(usual())
FEW = backtest.Settings(usual(), draws=200)
ORIGIN = 2012


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    return read(write(tmp_path_factory.mktemp("panel") / "p.csv", growth(12)))


@pytest.mark.parametrize("nominal", [False, True])
def test_shuffling_everything_after_the_origin_changes_nothing(known: Panel, nominal: bool) -> None:
    rng = np.random.default_rng(1)
    first = known.years.index(ORIGIN) + 1
    growth_after, nominal_after, shares = known.growth.copy(), known.nominal.copy(), known.shares.copy()
    for values in (growth_after, nominal_after, shares):
        flat = values[:, first:].reshape(-1)
        values[:, first:] = rng.permutation(3.0 * flat).reshape(values[:, first:].shape)
    other = replace(known, growth=growth_after, nominal=nominal_after, shares=shares)
    settings = replace(FEW, nominal=nominal)
    before, after = (backtest.forecast(p, ORIGIN, settings) for p in (known, other))
    assert np.array_equal(before.model, after.model)
    assert before.pooled == after.pooled
    assert all(np.array_equal(before.rules[name], after.rules[name]) for name in before.rules)
    assert not np.array_equal(before.actual, after.actual)


def test_something_before_the_origin_changes_the_forecast(known: Panel) -> None:
    moved = known.growth.copy()
    moved[:, known.years.index(ORIGIN)] += 0.02
    plain, other = (backtest.forecast(p, ORIGIN, FEW) for p in (known, replace(known, growth=moved)))
    assert (other.model[1] > plain.model[1]).all()


def test_bands_hold_their_median_and_widen_with_the_horizon(known: Panel) -> None:
    model = backtest.forecast(known, ORIGIN, FEW).model
    assert (model[0] < model[1]).all() and (model[1] < model[2]).all()
    assert (np.diff(model[2] - model[0], axis=1) > 0).all()
    assert np.isfinite(model).all() and np.abs(model).max() < 1.5


def test_without_the_pool_all_of_a_citys_lead_is_believed(known: Panel) -> None:
    pooled, own = (backtest.forecast(known, ORIGIN, replace(FEW, pool=p)).model[1] for p in (True, False))
    assert own[:, 0].std() > 1.5 * pooled[:, 0].std()


def test_a_plain_city_starts_at_one_and_grows_at_its_rate() -> None:
    model = backtest.plain_city(np.array([0.1, 0.5]), POOLED, 5)
    assert model.chains == 0 and model.prices == 0 and model.years == 6
    assert model.city.other[0] + model.city.services[0] + model.city.agriculture[0] == pytest.approx(1.0)


def test_an_origin_outside_the_panel_is_refused(known: Panel) -> None:
    for origin in (1999, 2021):
        with pytest.raises(InputRangeError, match="origin"):
            backtest.forecast(known, origin, FEW)


def made(origin: int, offset: float, half_width: float) -> backtest.Forecast:
    actual = np.full((4, 5), 0.1)
    middle = actual + offset
    return backtest.Forecast(origin, np.stack((middle - half_width, middle, middle + half_width)), {}, actual, POOLED)


def test_scores_and_coverage_are_those_of_the_cells() -> None:
    forecasts = [made(2008, np.log(1.1), 0.2), made(2009, -np.log(1.1), 0.05)]
    rows = np.arange(4)
    found = backtest.score("m", forecasts, lambda f: f.model[1], rows)
    assert found.error_pct[3] == pytest.approx(0.5 * (10.0 + 100 * (1 - 1 / 1.1)))
    assert found.cells == {1: 8, 3: 8, 5: 8}
    cover = backtest.cover("all", forecasts, 1, rows, np.random.default_rng(0))
    assert cover.share == 0.5 and cover.low <= 0.5 <= cover.high and cover.cities == 4


def test_years_that_have_not_come_yet_are_not_scored() -> None:
    late = made(2020, 0.0, 0.1)
    late.actual[:, 1:] = np.nan
    found = backtest.score("m", [made(2010, 0.0, 0.1), late], lambda f: f.model[1], np.arange(4))
    assert found.cells == {1: 8, 3: 4, 5: 4}


def test_pooling_helps_where_growth_is_noise(tmp_path: Path) -> None:
    noise = 0.05 + 0.03 * np.random.default_rng(2).standard_normal((25, 24))
    panel = read(write(tmp_path / "p.csv", noise))
    error = {}
    for pool in (True, False):
        found = backtest.forecast(panel, ORIGIN, replace(FEW, pool=pool, draws=100))
        error[pool] = np.abs(found.model[1] - found.actual)[:, 2].mean()
    assert error[True] < 0.9 * error[False]
