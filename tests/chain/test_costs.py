"""Capital, O&M, annuity: closed forms and the rows of the technology table."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.catalogue import recipes, technologies
from lodeshift.chain.costs import annuity_per_year, capex_per_annual_unit, process_cost
from lodeshift.errors import InputRangeError, UnitError, UnknownIdError
from lodeshift.records.figure import Figure


@given(st.floats(0.0, 0.3), st.integers(1, 60))
def test_an_annuity_pays_the_investment_back_exactly(rate: float, life: int) -> None:
    paid = sum(annuity_per_year(rate, life) / (1 + rate) ** year for year in range(1, life + 1))
    assert paid == pytest.approx(1.0, rel=1e-9)


@given(st.floats(0.0, 0.3), st.floats(0.5, 60))
def test_an_annuity_rises_with_the_rate_and_falls_with_the_life(rate: float, life: float) -> None:
    assert annuity_per_year(rate + 0.01, life) > annuity_per_year(rate, life) > annuity_per_year(rate, life + 1)


def test_annuities_of_a_textbook() -> None:
    """Capital recovery factors (A/P) of any engineering economy table: 8 % over 12 years, 10 % over 20 years."""
    assert annuity_per_year(0.08, 12) == pytest.approx(0.1327, abs=5e-5)
    assert annuity_per_year(0.10, 20) == pytest.approx(0.1175, abs=5e-5)
    assert annuity_per_year(0.0, 25) == 0.04
    assert annuity_per_year(5e-324, 0.5) == 2.0
    assert annuity_per_year(0.05, math.inf) == pytest.approx(0.05)


@pytest.mark.parametrize(("rate", "life"), [(0.08, 0.0), (0.08, -1.0), (-0.01, 10.0)])
def test_a_rate_or_life_outside_its_range_is_refused(rate: float, life: float) -> None:
    with pytest.raises(InputRangeError, match="rate >= 0 and life > 0"):
        annuity_per_year(rate, life)


def test_the_cost_of_foil_is_that_of_its_rows() -> None:
    """75,000 CNY per t a year, 3 % of it fixed, 3,200 CNY per t, 12 years, 1.5 years to build."""
    cost = process_cost("copper_foil_6um")
    assert cost is not None
    assert (cost.capex, cost.variable_om, cost.life_years, cost.build_years) == (75_000, 3_200, 12, 1.5)
    assert cost.fixed_om == pytest.approx(2_250)
    assert cost.figures["capex"] == technologies.technology("copper_foil_6um").metric("capex")


def test_every_process_of_the_catalogue_has_a_cost() -> None:
    for id in recipes.processes():
        cost = process_cost(id)
        assert cost is not None, id
        assert cost.capex > 0
        assert cost.life_years >= 1
        assert 0 < cost.fixed_om < cost.capex


def test_a_kilowatt_of_coal_power_is_spread_over_its_hours() -> None:
    """3,900 CNY/kW at 4,600 h: 847.8 CNY per MWh a year."""
    cost = process_cost("coal_power")
    assert cost is not None
    assert cost.capex == pytest.approx(3_900 * 1000 / 4_600)
    assert cost.variable_om == 15.0


def test_a_kilowatt_of_electrolyser_becomes_a_tonne_of_hydrogen_by_its_own_power_use() -> None:
    """2,200 CNY/kW at 4,500 h: a MW makes 4,500 MWh / (MWh per t) a year."""
    mwh_per_t = -recipes.process("electrolyser_alkaline").amount("electricity")
    cost = process_cost("electrolyser_alkaline")
    assert cost is not None
    assert 45 < mwh_per_t < 60
    assert cost.capex == pytest.approx(2_200_000 / (4_500 / mwh_per_t))


def stated(central: float, unit: str) -> Figure:
    return Figure(central, central, central, unit, "2024", "", "test", "user")


def test_overrides_replace_metrics_of_their_own_process_only() -> None:
    changed = {
        ("copper_foil_6um", "capex"): stated(60_000, "CNY/(t/a)"),
        ("copper_foil_6um", "lifetime"): stated(240, "months"),
        ("copper_foil_4p5um", "capex"): stated(1, "CNY/(t/a)"),
    }
    cost, plain = process_cost("copper_foil_6um", changed), process_cost("copper_foil_6um")
    assert cost is not None and plain is not None
    assert (cost.capex, cost.variable_om) == (60_000, plain.variable_om)
    assert cost.fixed_om == pytest.approx(0.03 * 60_000), "the fixed share applies to the capital that is stated"
    assert cost.life_years == pytest.approx(20)
    assert cost.figures["capex"].source == "test"


def test_a_capital_cost_in_another_money_unit_is_converted() -> None:
    process = recipes.process("copper_foil_6um")
    assert capex_per_annual_unit(stated(75, "mCNY/(kt/a)"), process) == pytest.approx(75_000)
    assert capex_per_annual_unit(stated(2.5, "bnCNY/(Mt/a)"), process) == pytest.approx(2_500)


def test_a_capital_cost_that_does_not_fit_the_process_is_told() -> None:
    process = recipes.process("copper_foil_6um")
    figure = replace(stated(1.0, "CNY/kW"), row="overrides.csv:3")
    with pytest.raises(
        UnitError, match=r"capex of copper_foil_6um \(overrides.csv:3\) stands in CNY/kW, expected CNY/\(t/a\)"
    ):
        capex_per_annual_unit(figure, process)


def test_an_unknown_process_is_told() -> None:
    with pytest.raises(UnknownIdError, match="copper_foil_6um"):
        process_cost("copper_foil_6u")


def test_a_process_without_a_capital_cost_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    foil = technologies.technology("copper_foil_6um")
    without = {name: figure for name, figure in foil.metrics.items() if name != "capex"}
    monkeypatch.setattr(technologies, "technologies", lambda: {foil.id: replace(foil, metrics=without)})
    assert process_cost("copper_foil_6um") is None
    assert process_cost("copper_foil_4p5um") is None
