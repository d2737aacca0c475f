"""Tariff by slice, contracts, own sources with their line, circuits with their transformers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lodeshift.case.models import Case
from lodeshift.case.read import load
from lodeshift.chain.figures import FigureBook
from lodeshift.chain.power import PowerPrice
from lodeshift.planning.inputs import PlanInputs
from lodeshift.planning.prepare import prepare
from lodeshift.planning.prepare_power import LEAST_FACTOR, climate_of, grid_driver
from lodeshift.planning.prepare_power import price_of as tariff_of

CASES = Path(__file__).parents[2] / "cases"


def price_of(case: Case) -> PowerPrice:
    return tariff_of(case, case.sites[0].site, grid_driver(case.sites[0]), FigureBook())


@pytest.fixture(scope="module")
def case() -> Case:
    return load(CASES / "lanzhou-new-area")


@pytest.fixture(scope="module")
def inputs(case: Case) -> PlanInputs:
    return prepare(case, 2190).inputs


def test_the_valley_of_gansu_lies_at_midday(case: Case) -> None:
    hourly = price_of(case).hourly.reshape(365, 24)
    assert hourly[100, 12] < hourly[100, 3] < hourly[100, 19]
    assert hourly[:, 9:17].max() < hourly[:, 17:23].min()


def test_the_yearly_mean_of_the_tariff_survives_the_slices(case: Case, inputs: PlanInputs) -> None:
    grid = inputs.grids["lanzhou-new-area"]
    mean = float(grid.tariff[0] @ inputs.slices.weight_h) / 8760.0
    assert mean * 1000.0 == pytest.approx(price_of(case).hourly.mean())


def test_hours_of_wind_and_sun_have_their_full_load_hours(case: Case, inputs: PlanInputs) -> None:
    for row in case.power:
        if row.kind in ("wind", "pv") and row.full_load_hours:
            source = next(s for s in inputs.sources if s.id == row.option)
            assert source.profile is not None
            assert float(source.profile @ inputs.slices.weight_h) == pytest.approx(row.full_load_hours, rel=5e-3)
            assert np.all((source.profile == 0.0) | (source.profile >= LEAST_FACTOR))


def test_the_line_is_part_of_every_megawatt(case: Case, inputs: PlanInputs) -> None:
    near = next(s for s in inputs.sources if s.id == "wind-local")
    far = next(s for s in inputs.sources if s.id == "wind-hexi-line")
    row = next(r for r in case.power if r.option == "wind-hexi-line")
    other = next(r for r in case.power if r.option == "wind-local")
    extra = row.line_km * row.line_cost_cny_per_mw_km - other.line_km * other.line_cost_cny_per_mw_km
    assert far.capex_mcny_per_mw - near.capex_mcny_per_mw == pytest.approx(extra / 1e6)


def test_a_contract_pays_for_all_it_gives_and_wheels_what_arrives(case: Case, inputs: PlanInputs) -> None:
    contract = next(s for s in inputs.sources if s.id == "wind-hexi-ppa")
    row = next(r for r in case.power if r.option == "wind-hexi-ppa")
    premium = case.needed("ppa_premium").central
    assert row.price_cny_per_mwh is not None and row.full_load_hours is not None
    each = (row.price_cny_per_mwh + premium) * row.full_load_hours / 1e6
    assert contract.contract_mcny_per_mw is not None and contract.energy_cost_mcny_per_gwh is not None
    assert contract.contract_mcny_per_mw[0] == pytest.approx(each, rel=5e-3)
    price = price_of(case)
    assert contract.energy_cost_mcny_per_gwh[0] * 1000.0 == pytest.approx(
        price.wheeling + price.loss_share * row.price_cny_per_mwh
    )


def test_a_circuit_costs_its_line_and_its_transformers(case: Case, inputs: PlanInputs) -> None:
    grid = inputs.grids["lanzhou-new-area"]
    km, mva = case.needed("candidate_line_length").central, case.needed("substation_mva_per_circuit").central
    costs = {(o.id, o.item): o.central for o in case.overrides}
    expected = km * costs["line_330kv_single", "capex"] / 1e6 + mva * costs["substation_330kv", "capex"] / 1e3
    assert grid.circuit_capex_mcny == pytest.approx(expected)
    assert grid.background_mw[0] == case.path("background_load", 2026)


def test_one_seed_makes_one_climate(case: Case) -> None:
    first, again = climate_of(case), climate_of(case)
    assert all(np.array_equal(first[k].hourly, again[k].hourly) for k in first)
