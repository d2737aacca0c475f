"""On the prefecture panel the kernel's own forecasts are as good as the rule to beat, and its band covers what it says."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from lodeshift.catalogue.assumptions import usual
from lodeshift.names import EXTERNAL_DATA
from lodeshift.simulation import backtest, panel
from lodeshift.simulation.baselines import TO_BEAT

FILE = Path(os.environ.get(EXTERNAL_DATA, "")) / "panel" / "city_panel.csv"
pytestmark = pytest.mark.skipif(
    not os.environ.get(EXTERNAL_DATA) or not FILE.is_file(),
    reason=f"{EXTERNAL_DATA} does not hold panel/city_panel.csv",
)
DRAWS = 256


@cache
def known() -> panel.Panel:
    """The panel, cleaned."""
    return panel.read(FILE)


@cache
def forecasts() -> tuple[backtest.Forecast, ...]:
    """Real growth, with pooling, every second origin (the full run is `lodeshift backtest`)."""
    settings = backtest.Settings(usual(), draws=DRAWS)
    return tuple(backtest.forecast(known(), origin, settings) for origin in backtest.ORIGINS[::2])


def scores() -> tuple[backtest.Score, backtest.Score]:
    """(kernel, rule to beat)."""
    everyone = np.arange(len(known().ids))
    ours = backtest.score("model", forecasts(), lambda f: f.model[1], everyone)
    rule = backtest.score(TO_BEAT, forecasts(), lambda f: f.rules[TO_BEAT], everyone)
    return ours, rule


def test_the_rule_to_beat_is_as_strong_as_it_was_found_to_be() -> None:
    _, rule = scores()
    assert 1.6 < rule.error_pct[1] < 2.2 and 4.2 < rule.error_pct[3] < 5.4


def test_after_three_years_the_kernel_errs_no_more_than_the_rule() -> None:
    ours, rule = scores()
    assert ours.error_pct[3] <= rule.error_pct[3]


@pytest.mark.parametrize("horizon", [1, 5])
def test_after_one_and_five_years_it_errs_no_more_than_a_twentieth_beyond(horizon: int) -> None:
    ours, rule = scores()
    assert ours.error_pct[horizon] <= 1.05 * rule.error_pct[horizon]


def test_the_80_percent_band_covers_75_to_88_percent() -> None:
    everyone = np.arange(len(known().ids))
    rng = np.random.default_rng(1)
    covers = [backtest.cover("all", forecasts(), h, everyone, rng) for h in backtest.HORIZONS]
    cells = scores()[0].cells
    overall = sum(c.share * cells[c.horizon] for c in covers) / sum(cells.values())
    assert 0.75 <= overall <= 0.88
