"""Sums over sites and years, read from the record alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.records.plan import Plan
from lodeshift.reporting import plan_reading as reading


def two_sites(plan: Plan) -> Plan:
    years = tuple(replace(y, sites={**y.sites, "second": next(iter(y.sites.values()))}) for y in plan.years)
    return replace(plan, years=years)


def test_totals_add_up_over_sites(plan: Plan) -> None:
    once, twice = reading.totals(plan)[-1], reading.totals(two_sites(plan))[-1]
    assert twice.demand_mwh == pytest.approx(2 * once.demand_mwh)
    assert twice.circuits == 2 * once.circuits
    assert twice.green_share == pytest.approx(once.green_share)
    assert reading.capacity(two_sites(plan))["lfp_synthesis"][-1] == pytest.approx(
        2 * reading.capacity(plan)["lfp_synthesis"][-1]
    )


def test_green_share_counts_wind_sun_and_contracts(plan: Plan) -> None:
    last = reading.totals(plan)[-1]
    assert last.green_mwh == pytest.approx(last.wind_mwh + last.pv_mwh + last.ppa_mwh)
    assert last.green_share == pytest.approx(last.green_mwh / (last.green_mwh + last.grid_mwh))


@pytest.mark.parametrize(
    ("name", "kind", "option"),
    [("wind:hexi", "wind", "hexi"), ("grid", "grid", "grid"), ("battery:a discharge", "battery", "a discharge")],
)
def test_names_of_supply(name: str, kind: str, option: str) -> None:
    assert reading.kind_of(name) == kind
    assert reading.option_of(name) == option


def test_kinds_of_capacity(plan: Plan) -> None:
    assert reading.power_kind(plan, "pv-local") == "pv"
    assert reading.power_kind(plan, "wind-hexi-ppa") == "ppa"
    assert reading.power_kind(plan, "battery-green MWh") == "battery"
    assert reading.power_kind(plan, "circuits") == "circuits"
    assert reading.power_kind(plan, "lfp_synthesis") == ""
    assert reading.capacity_of_kind(plan, "battery")[-1] == 1200  # MWh, not MW
    assert reading.capacity_of_kind(plan, "plant") == (0.0,) * 5


def test_what_a_solver_leaves_over_is_not_told(plan: Plan) -> None:
    site = plan.years[0].sites["lanzhou-new-area"]
    dusty = replace(site, capacity={**site.capacity, "dust": 1e-5, "wind-hexi-line": 3e-6})
    year = replace(plan.years[0], sites={"lanzhou-new-area": dusty})
    found = reading.capacity(replace(plan, years=(year, *plan.years[1:])))
    assert "dust" not in found
    assert found["wind-hexi-line"][0] == 0.0


def test_targets_come_from_output_goals_only(plan: Plan) -> None:
    assert reading.targets(plan)["lfp_cathode"] == {2030: 80e3, 2035: 200e3}
    assert set(reading.targets(plan)) == {
        "copper_foil_6um",
        "copper_foil_4p5um",
        "graphite_anode_synthetic",
        "lfp_cathode",
    }


def test_main_products_without_targets_are_what_is_priced_then_what_is_sold(plan: Plan, empty: Plan) -> None:
    assert reading.main_products(plan)[0] == "graphite_anode_synthetic"
    assert set(reading.main_products(replace(plan, goals={}))) == set(plan.break_even)
    assert "copper_foil_6um" in reading.main_products(empty)


def test_accounts_add_up_by_year(plan: Plan) -> None:
    items = reading.account(plan, "firm")
    net = reading.net(items, len(plan.years))
    assert net[-1] == pytest.approx(sum(a.mcny for a in plan.accounts if a.line.account == "firm" and a.year == 2035))
    assert reading.account(plan, "memo") == {}


def test_tonnes_and_largest_first() -> None:
    assert reading.tonnes("copper_cathode", 5.0) == 5.0
    assert reading.tonnes("diamond_grit", 5000.0) == 5.0
    assert reading.tonnes("electricity", 5.0) is None
    assert reading.largest_first([("a", 1.0), ("b", -5.0), ("c", 2.0)], 2) == ([("b", -5.0), ("c", 2.0)], 1.0)


def test_ids_are_told_apart() -> None:
    assert reading.is_process("lfp_synthesis")
    assert not reading.is_process("lfp_cathode")
