"""Tariff, monthly peaks, export, and N-1 secure circuits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.planning.solving import solved, status
from tests.planning.worlds import SITE, grid, market, output_goal, plant, world

from lodeshift.planning.inputs import GridInput, PlanInputs, SourceInput
from lodeshift.records.plan import AccountLine

LINE = plant("line", {"foil": 1.0}, mwh_per_unit=8.76, capex_mcny_per_k=1e-6, availability=0.8)
"""One thousand units a year draw 1 MW on average, 1.25 MW while running."""


def _plan(connection: GridInput, k: float = 100.0, **more: Any) -> PlanInputs:
    return world((LINE,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,),
                 goals=(output_goal("foil", 2026, k),), grids={SITE: connection}, **more)  # fmt: skip


def test_energy_pays_the_tariff_of_its_hour_and_the_peak_of_its_month() -> None:
    tariff = np.linspace(0.3, 0.6, 12)
    found = solved(_plan(grid(1, tariff, demand_charge_mcny_per_mw_month=0.03)))
    assert found.books.items[AccountLine("firm", "bought electricity")][0] == pytest.approx(
        -100.0 * 8.76 * tariff.mean()
    )
    assert found.books.items[AccountLine("firm", "demand charge")][0] == pytest.approx(-100.0 * 0.03 * 12)


@pytest.mark.parametrize(("k", "circuits"), [(100.0, 2), (304.0, 2), (305.0, 3), (864.0, 3), (865.0, 4)])
def test_circuits_carry_full_load_and_the_others_with_one_out(k: float, circuits: int) -> None:
    # (n - 1) x 700 MW >= 320 MW of others + 1.25 x k
    connection = grid(1, np.full(12, 0.4), existing_circuits=2, max_circuits=6, background_mw=np.array([320.0]))
    found = solved(_plan(connection, k))
    assert 2 + found.amounts.power[SITE].further_circuits[0] == pytest.approx(circuits)


def test_own_wind_saves_no_circuit_but_a_firm_plant_does() -> None:
    connection = grid(1, np.full(12, 0.4), existing_circuits=2, max_circuits=6, background_mw=np.array([320.0]))
    wind = SourceInput("wind", SITE, "wind", "own", np.ones(12), 0.1, 0.0, 25.0, 0.0)
    coal = SourceInput("coal", SITE, "plant", "own", None, energy_cost_mcny_per_gwh=np.array([0.9]), existing_mw=100.0,
                       firm_share=0.9)  # fmt: skip
    with_wind = solved(_plan(connection, 350.0, sources=(wind,))).amounts.power[SITE]
    assert with_wind.grid.max() == pytest.approx(0.0)
    assert with_wind.further_circuits[0] == pytest.approx(1.0)
    assert solved(_plan(connection, 350.0, sources=(coal,))).amounts.power[SITE].further_circuits[0] == pytest.approx(
        0.0
    )


def test_no_more_circuits_than_may_be_built() -> None:
    connection = grid(1, np.full(12, 0.4), existing_circuits=2, max_circuits=2, background_mw=np.array([320.0]))
    assert status(_plan(connection, 305.0)) == "infeasible"


def test_surplus_is_sold_up_to_its_share() -> None:
    connection = grid(1, np.full(12, 0.4), export_price_mcny_per_gwh=0.39, export_share_limit=0.2)
    wind = SourceInput("wind", SITE, "wind", "own", np.ones(12), 2.0, 0.0, 25.0, 0.0, potential_mw=200.0)
    found = solved(_plan(connection, sources=(wind,)))
    power = found.amounts.power[SITE]
    made = power.own_available["wind"].sum()
    assert power.export.sum() == pytest.approx(0.2 * made)
    assert power.grid.sum() == pytest.approx(0.0)


def test_contract_power_loads_the_grid() -> None:
    contract = SourceInput("ppa", SITE, "wind", "ppa", np.ones(12), contract_mcny_per_mw=np.array([0.1]))
    connection = grid(1, np.full(12, 0.4), demand_charge_mcny_per_mw_month=0.03)
    found = solved(replace(_plan(connection), sources=(contract,)))
    assert found.amounts.power[SITE].peak.max() == pytest.approx(100.0)
