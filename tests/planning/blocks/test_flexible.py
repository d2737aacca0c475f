"""Loads that move: furnaces in whole heats, mills within the day, lines within their ramp."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.planning.inputs import Existing, Flex, PlanInputs

HOURS = 48
TARIFF = np.where((np.arange(HOURS) // 12) % 2 == 0, 0.2, 0.6)


def _plan(flex: Flex | None, capacity: float = 200.0) -> PlanInputs:
    old = Existing("old", capacity, 2020, 2040)
    line = plant(
        "line", {"powder": 1.0}, mwh_per_unit=8.76, flex=flex, existing=(old,), may_build=False, availability=1.0
    )
    return world((line,), (market("home", "powder", "sell", 0.0, 1),), years=(2026,), count=HOURS, tariff=TARIFF,
                 goals=(output_goal("powder", 2026, 100.0),))  # fmt: skip


def test_energy_is_that_of_the_activity_whatever_the_load() -> None:
    for flex in (Flex("batch", power_on_h=6.0, start_every_h=2.0), Flex("shift"), Flex("modulate", 0.5), Flex("free")):
        found = solved(_plan(flex))
        power = found.amounts.power[SITE]
        load = power.base[:, None] + power.loads["line"]
        assert load.mean() == pytest.approx(100.0), flex.kind
        assert load.max() <= 200.0 + 1e-6, flex.kind


def test_a_free_load_runs_in_the_cheap_hours_only() -> None:
    load = solved(_plan(Flex("free"))).amounts.power[SITE].loads["line"][0]
    assert load[TARIFF > 0.5] == pytest.approx(0.0)


def test_a_furnace_stays_under_power_for_its_heat() -> None:
    flex = Flex("batch", power_on_h=6.0, start_every_h=2.0)
    found = solved(_plan(flex))
    load = found.amounts.power[SITE].loads["line"][0]
    start = found.solution.of(found.model.columns.furnace_starts[SITE, "line"])[0]
    shifts = load[::2]
    for s in range(shifts.size):
        assert shifts[s] == pytest.approx(sum(start[(s - k) % start.size] for k in range(3)), abs=1e-6)
    assert load.reshape(-1, 2)[:, 0] == pytest.approx(load.reshape(-1, 2)[:, 1])


def test_a_long_heat_moves_little_a_short_one_much() -> None:
    long = solved(_plan(Flex("batch", power_on_h=24.0, start_every_h=2.0))).objective
    short = solved(_plan(Flex("batch", power_on_h=4.0, start_every_h=2.0))).objective
    fixed = solved(_plan(None)).objective
    assert short < long <= fixed + 1e-6


def test_mills_keep_the_energy_of_each_day() -> None:
    found = solved(_plan(Flex("shift", min_load=0.3)))
    power = found.amounts.power[SITE]
    load = (power.base[:, None] + power.loads["line"])[0]
    assert load.reshape(2, 24).mean(axis=1) == pytest.approx([100.0, 100.0])
    assert load.min() >= 30.0 - 1e-6


def test_a_ramp_slows_a_line() -> None:
    found = solved(_plan(Flex("modulate", min_load=0.2, ramp_per_hour=0.1)))
    power = found.amounts.power[SITE]
    load = power.loads["line"][0]
    assert np.abs(load - np.roll(load, 1)).max() <= 0.1 * 200.0 + 1e-6


def test_reserve_capacity_is_what_makes_a_load_flexible() -> None:
    tight = solved(_plan(Flex("free"), 100.0)).amounts.power[SITE].loads["line"][0]
    assert tight == pytest.approx(100.0)


def test_a_heat_longer_than_all_hours_cannot_move() -> None:
    load = solved(_plan(Flex("batch", power_on_h=72.0, start_every_h=2.0))).amounts.power[SITE].loads["line"][0]
    assert load == pytest.approx(100.0)
