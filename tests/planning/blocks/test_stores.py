"""A battery moves power from cheap to dear hours when the spread pays for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.planning.inputs import GoalInput, PlanInputs, SourceInput, StoreInput

LINE = plant("line", {"foil": 1.0}, mwh_per_unit=8.76, capex_mcny_per_k=1e-6)
HOURS = 24
CHEAP = np.where(np.arange(HOURS) < 12, 0.1, 0.7)


def _store(charge_from: str = "any", **more: float) -> StoreInput:
    return StoreInput("cell", SITE, charge_from, 0.35, 0.6, 0.0, 0.0, 15.0, 0.81, **more)  # type: ignore[arg-type]


def _plan(store: StoreInput, tariff: np.ndarray, **more: Any) -> PlanInputs:
    return world((LINE,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,), count=HOURS, tariff=tariff,
                 goals=(output_goal("foil", 2026, 100.0),), stores=(store,), **more)  # fmt: skip


def test_the_level_follows_charge_and_discharge_round_the_year() -> None:
    found = solved(_plan(_store(), CHEAP))
    power = found.amounts.power[SITE]
    level = found.solution.of(found.model.columns.stores["cell"].level)[0]
    change = level - np.roll(level, 1)
    assert change == pytest.approx(0.9 * power.charge["cell"][0] - power.discharge["cell"][0] / 0.9, abs=1e-6)
    assert power.discharge["cell"].sum() == pytest.approx(0.81 * power.charge["cell"].sum())
    assert power.discharge["cell"].sum() > 0


def test_it_is_not_built_when_the_spread_is_small() -> None:
    found = solved(_plan(_store(), np.where(np.arange(HOURS) < 12, 0.4, 0.45)))
    assert found.amounts.store_mwh["cell"] == pytest.approx([0.0])


def test_it_stays_within_power_and_energy() -> None:
    found = solved(_plan(_store(potential_mw=20.0), CHEAP))
    power = found.amounts.power[SITE]
    assert found.amounts.store_mw["cell"][0] <= 20.0 + 1e-9
    assert (power.charge["cell"] + power.discharge["cell"]).max() <= found.amounts.store_mw["cell"][0] + 1e-7


def test_a_green_battery_takes_only_green_power() -> None:
    sun = SourceInput("sun", SITE, "pv", "own", (np.arange(HOURS) < 8).astype(float), 3.0, 0.05, 25.0, 0.0)
    goal = GoalInput("green", "green_share", "", SITE, 2026, "min", 0.6, 0.6, "1")
    inputs = _plan(_store("green"), np.full(HOURS, 0.4), sources=(sun,))
    found = solved(replace(inputs, goals=(*inputs.goals, goal)))
    power = found.amounts.power[SITE]
    assert power.discharge["cell"].sum() > 0
    assert np.all(power.charge["cell"] <= power.own_available["sun"] + 1e-6)
