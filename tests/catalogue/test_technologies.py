"""Costs, lives and flexibility."""

import pytest

from lodeshift import units
from lodeshift.catalogue import recipes, technologies
from lodeshift.errors import UnknownIdError

METRICS = {
    "capex", "build_time", "lifetime", "fixed_om", "variable_om", "min_economic_scale", "min_load", "ramp_per_hour",
}  # fmt: skip


def test_every_process_has_costs_and_flexibility() -> None:
    for id in recipes.processes():
        metrics = technologies.technology(id).metrics
        assert {"capex", "build_time", "lifetime", "fixed_om", "variable_om"} <= set(metrics), id
        assert technologies.flexibility(id).process == id


def test_metrics_are_known_words_and_sane() -> None:
    for each in technologies.technologies().values():
        assert set(each.metrics) <= set(METRICS)
        assert each.metric("capex").low > 0
        assert 1 <= each.metric("lifetime").central <= 60
        assert 0 < each.metric("build_time").central <= 10
        assert 0 <= each.metric("fixed_om").central <= 0.12
        assert 0 <= each.metric("min_load").central <= 1


def test_capital_stands_in_the_unit_of_the_product() -> None:
    special = {"coal_power": "CNY/kW", "electrolyser_alkaline": "CNY/kW_el"}
    for process in recipes.processes().values():
        capex = technologies.technology(process.id).metric("capex")
        assert capex.unit == special.get(process.id, f"CNY/({process.unit}/a)"), capex.row
        variable = technologies.technology(process.id).metric("variable_om")
        assert variable.unit == f"CNY/{process.unit}", variable.row
        if process.id not in special:
            assert units.conversion(capex.unit, f"CNY/({process.unit}/a)") == 1.0


def test_furnaces_are_batch_with_a_free_start() -> None:
    furnace = technologies.flexibility("graphitization_acheson")
    assert (furnace.flex_class, furnace.can_follow) == ("batch", "start time only")


def test_unknown_ids() -> None:
    with pytest.raises(UnknownIdError, match="wind_onshore"):
        technologies.technology("wind_onshor")
    with pytest.raises(UnknownIdError):
        technologies.flexibility("nothing")
    with pytest.raises(UnknownIdError, match="capex"):
        technologies.technology("pv_utility").metric("capexx")


def test_announced_projects_keep_the_unit_price_they_print() -> None:
    for row in technologies.announced_projects():
        if row["investment_m_cny"] and row["cny_per_capacity_unit"]:
            unit_price = float(row["investment_m_cny"]) * 1e6 / float(row["capacity"])
            assert unit_price == pytest.approx(float(row["cny_per_capacity_unit"]), rel=0.01), row["_row"]


def test_most_of_fixed_upkeep_is_bought_and_all_of_the_variable() -> None:
    fixed, variable = technologies.bought_om()
    assert 0.0 < fixed.low < fixed.central < fixed.high < 1.0
    assert fixed.weak and variable.central == 1.0
