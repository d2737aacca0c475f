from __future__ import annotations

import pytest

from lodeshift.errors import InputError
from lodeshift.records.footprint import ProductAt
from lodeshift.records.note import note
from lodeshift.tracing import footprint
from lodeshift.tracing.build import market_id
from lodeshift.tracing.from_plan import Assumptions, networks
from lodeshift.tracing.network import ANNUAL, HOURLY, LOCATION, SCOPE1, Key

from .conftest import plan_of

LOAD = {"copper_foil_6um": [10.0] * 4, "export": [10.0, 0.0, 10.0, 0.0]}
SUPPLY = {"pv:a": [20.0, 0.0, 20.0, 0.0], "grid": [0.0, 10.0, 0.0, 10.0]}
MADE = {"copper_foil_6um": 87_600.0 / 8.0}  # the plan's own 8 MWh/t, not the recipe's 8.5
ABOUT = Assumptions({"zone": "Gansu"})


def column(name: str) -> float:
    (year,) = networks(plan_of(LOAD, SUPPLY, MADE), ABOUT)
    row = footprint.carried(year.system).solution.values[year.system.index(market_id("copper_foil_6um", "zone"))]
    return float(row[year.system.columns.index(name)])


def test_what_is_sold_is_traced_with_the_plans_own_power() -> None:
    (year,) = networks(plan_of(LOAD, SUPPLY, MADE), ABOUT)
    assert year.sold == (ProductAt("copper_foil_6um", "zone", 2030),)
    assert year.power[0].grid_factor == pytest.approx(0.36)
    assert year.power[0].load_mwh == pytest.approx(87_600)


def test_scope_2_by_hand_with_the_plans_amounts() -> None:
    heat = 0.7 * 0.42
    ratio = 1.091
    assert column(LOCATION) == pytest.approx(8.0 * 0.5 * 0.36 + heat)  # the sun serves half of the hours
    assert column(ANNUAL) == pytest.approx(heat)  # by volume the year is covered
    assert column(HOURLY) == pytest.approx(8.0 * 0.5 * 0.36 * ratio + heat)
    assert column(SCOPE1) == 0.0


def test_scope_2_of_all_products_is_the_plans_own_figure_and_heat() -> None:
    plan = plan_of(LOAD, SUPPLY, MADE)
    sold = MADE["copper_foil_6um"]
    site = plan.years[0].sites["zone"]
    assert column(LOCATION) * sold == pytest.approx(site.emissions_power_t + 0.7 * 0.42 * sold)


def test_the_loss_of_storage_that_the_grid_charged_counts() -> None:
    supply = {"grid": [20.0, 2.0, 20.0, 2.0], "battery:b": [0.0, 8.0, 0.0, 8.0]}
    load = {"copper_foil_6um": [10.0] * 4, "battery:b": [10.0, 0.0, 10.0, 0.0]}
    (year,) = networks(plan_of(load, supply, MADE), ABOUT)
    row = footprint.carried(year.system).solution.values[year.system.index(market_id("copper_foil_6um", "zone"))]
    drawn = 2190 * 44.0
    for name, ratio in ((LOCATION, 1.0), (ANNUAL, 1.091), (HOURLY, 1.091)):
        found = float(row[year.system.columns.index(name)]) - 0.7 * 0.42
        assert found * MADE["copper_foil_6um"] == pytest.approx(drawn * 0.36 * ratio)


def test_a_cases_own_amount_is_the_very_figure_of_the_plan() -> None:
    plan = plan_of(LOAD, SUPPLY, MADE)
    (year,) = networks(plan, ABOUT)
    used = year.system.figures[year.system.keys.index(Key("flow", "copper_foil_6um", "in", "electricity"))]
    assert used is plan.recipes[0].figure
    assert used.central == pytest.approx(8.0)


def test_own_plants_are_said() -> None:
    supply = {"plant:coal": [10.0] * 4}
    (year,) = networks(plan_of({"copper_foil_6um": [10.0] * 4}, supply, MADE), ABOUT)
    assert year.warnings == (note("tracing.own_plant_counts_bought", site="zone", year=2030),)


def test_a_site_without_a_province_is_an_error() -> None:
    with pytest.raises(InputError, match="province"):
        networks(plan_of(LOAD, SUPPLY, MADE), Assumptions({}))
