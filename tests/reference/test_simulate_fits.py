"""Worked fits: Lanzhou New Area on both official figures for 2011; Jinchang and Hegang on a panel of one's own."""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from lodeshift.catalogue.assumptions import usual
from lodeshift.names import EXTERNAL_DATA
from lodeshift.simulation import calibrate, history

FILE = Path(os.environ.get(EXTERNAL_DATA, "")) / "panel" / "city_panel.csv"
with_panel = pytest.mark.skipif(
    not os.environ.get(EXTERNAL_DATA) or not FILE.is_file(),
    reason=f"{EXTERNAL_DATA} does not hold panel/city_panel.csv",
)


@cache
def lanzhou(base: str) -> calibrate.Fit:
    """The zone from 2011 on, with 0.5 bn yuan ("gdp") or 3.904 bn yuan ("gdp_alt") in its first year."""
    seen = history.public("lanzhou-new-area", usual(), start_indicator=base)
    return calibrate.fit(calibrate.Past(2011, seen, 0.02, 0.58), np.random.default_rng(1), usual())


def test_both_official_figures_of_2011_are_in_the_tables_and_an_order_apart() -> None:
    small, large = (history.public("lanzhou-new-area", usual(), start_indicator=b)[0] for b in ("gdp", "gdp_alt"))
    assert (small.first, small.last) == (large.first, large.last) == (2011, 2017)
    assert small.change - large.change == pytest.approx(np.log(3.904 / 0.5), abs=1e-9)


def test_the_small_base_is_no_growth_that_the_model_knows() -> None:
    def misfit(base: str) -> float:
        fit = lanzhou(base)
        return float(abs(fit.observations[0].change - fit.fitted[1, 0]))

    assert misfit("gdp") > 2.0
    assert misfit("gdp_alt") < 1.0
    assert lanzhou("gdp").quantiles("unexplained")[1] > 3.0 * lanzhou("gdp_alt").quantiles("unexplained")[1]


def test_the_zone_leads_the_country_on_either_base_and_the_lead_fades() -> None:
    for base in ("gdp", "gdp_alt"):
        low, _, _ = lanzhou(base).quantiles("lead")
        assert low > 0.0
        mean, sd = lanzhou(base).lead_at(13)
        assert 0.0 < mean < lanzhou(base).quantiles("lead")[1] and sd > 0.0


@cache
def panel_rows(city: str) -> dict[int, dict[str, str]]:
    """Rows of one city by year."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {int(r["year"]): r for r in csv.DictReader(file) if r["id"] == city}


def fit_with_price(city: str, commodity: str, first: int, shares: tuple[float, float, float]) -> calibrate.Fit:
    """Printed growth and current-price levels to 2021, with the real price of one commodity."""
    rows = {y: r for y, r in panel_rows(city).items() if first <= y <= 2021}
    rates = {
        y: float(r["gdp_growth_real_pct"]) % 100.0 for y, r in rows.items() if r["gdp_growth_real_pct"] and y > first
    }
    levels = {y: (float(r["gdp_bn_yuan"]), 0.02) for y, r in rows.items() if r["gdp_bn_yuan"]}
    seen = (*history.from_growth(rates), *history.from_levels(levels))
    price = history.price_path(commodity, range(first, 2022))
    past = calibrate.Past(first, seen, shares[0], shares[1], price, shares[2])
    return calibrate.fit(past, np.random.default_rng(1), usual())


@with_panel
def test_jinchang_s_falls_of_2008_and_2015_follow_the_nickel_price() -> None:
    fit = fit_with_price("jinchang", "nickel", 2005, (0.06, 0.77, 0.65))
    levels = {o.last: (o.change, fit.fitted[1, i]) for i, o in enumerate(fit.observations) if o.kind == "level"}
    for year in (2008, 2015, 2016):
        seen, fitted = levels[year]
        assert seen < -0.1 and fitted < -0.05
    both = np.array(list(levels.values()))
    assert np.corrcoef(both[:, 0], both[:, 1])[0, 1] > 0.5
    assert fit.quantiles("gain")[0] > 0.1


@with_panel
def test_hegang_lags_the_country_and_coal_explains_less_of_it() -> None:
    fit = fit_with_price("hegang", "coal", 2010, (0.28, 0.466, 0.30))
    assert fit.quantiles("lead")[1] < 0.0
    assert fit.quantiles("unexplained")[1] > 0.05
