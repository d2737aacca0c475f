from __future__ import annotations

import pytest

from lodeshift.catalogue import goods, recipes, tables, upstream
from lodeshift.errors import InputRangeError, UnknownIdError


def test_every_factor_counts_the_commoditys_own_unit() -> None:
    for id, each in upstream.factors().items():
        assert each.figure.unit == f"tCO2e/{goods.commodity(id).unit}", id
        assert each.figure.low <= each.figure.central <= each.figure.high
        assert each.figure.source


def test_every_input_of_every_recipe_is_made_or_has_a_factor() -> None:
    given = {flow.commodity for process in recipes.processes().values() for flow in process.outputs}
    for process in recipes.processes().values():
        for flow in process.inputs:
            assert flow.commodity in upstream.factors() or flow.commodity in given | {"labour"}, flow.commodity


def test_inputs_that_the_worked_cases_buy_are_there() -> None:
    wanted = (
        "petroleum_coke phosphoric_acid glucose ferrous_sulphate hydrogen_peroxide sulfuric_acid ammonia natural_gas"
    )
    wanted += " copper_cathode lithium_carbonate lithium_hydroxide packing_coke heat water pvdf_binder carbon_black"
    for commodity in wanted.split():
        assert upstream.factor(commodity).figure.central >= 0


def test_weak_rows_are_marked_and_looked_up_rows_name_more_than_memory() -> None:
    for row in tables.read("upstream_factors"):
        if row["basis"] == "recalled":
            assert row["quality"] == "recalled", row["commodity"]
        if row["basis"] == "judgement":
            assert row["quality"] == "estimate", row["commodity"]
        if row["quality"] == "reported":
            assert row["basis"] == "looked_up", row["commodity"]


def test_allocation_falls_back_to_value_and_says_why() -> None:
    assert upstream.allocation("coke_oven").method == "energy"
    usual = upstream.allocation("lfp_synthesis")
    assert (usual.method, usual.process, usual.reason) == ("value", "lfp_synthesis", "made_for_value")


def test_grid_factor_is_printed_where_published_and_carried_on_after() -> None:
    printed = upstream.grid_factor("Gansu", 2022)
    later = upstream.grid_factor("Gansu", 2030)
    assert (printed.central, printed.quality) == (0.4772, "reported")
    assert later.central == pytest.approx(0.4772 * 0.983**8)
    assert later.low < later.central < later.high
    assert later.quality == "estimate"


def test_trend_is_the_national_series() -> None:
    from lodeshift.catalogue import power

    first, last = power.co2_factor("China", 2015).central, power.co2_factor("China", 2023).central
    trend = upstream.parameter("power", "grid_trend").central
    assert (last / first) ** (1 / 8) == pytest.approx(trend, abs=1e-3)


def test_unknown_words() -> None:
    with pytest.raises(UnknownIdError, match="upstream factor"):
        upstream.factor("lfp_cathode")
    with pytest.raises(UnknownIdError, match="commodity"):
        upstream.factor("unobtainium")
    with pytest.raises(UnknownIdError, match="freight"):
        upstream.parameter("freight", "zeppelin")
    with pytest.raises(InputRangeError, match="2060"):
        upstream.grid_factor("Gansu", 2070)
    assert upstream.combustion("water") is None


def test_heating_values_count_the_commoditys_own_unit_and_agree_with_the_grade_of_coal() -> None:
    for row in tables.read("upstream_parameters"):
        if row["group"] == "heating_value":
            assert row["unit"] == f"GJ/{goods.commodity(row['item']).unit}", row["item"]
    coal = upstream.heating_value("coal")
    assert coal is not None
    assert coal.central == pytest.approx(5500 * 4.1868 / 1000, rel=2e-3)
    assert upstream.heating_value("steel") is None


def test_grid_factors_begin_with_the_first_printed_year() -> None:
    assert upstream.first_grid_year() == min(
        int(row["year"]) for row in tables.read("grid") if row["region"] == "China" and "co2_factor" in row["metric"]
    )


def test_a_grid_factor_carried_on_names_both_its_rows() -> None:
    assert upstream.grid_factor("Gansu", 2022).row.count("csv") == 1
    assert upstream.grid_factor("Gansu", 2030).row.count("csv") == 2
