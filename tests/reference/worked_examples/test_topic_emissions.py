from __future__ import annotations

import pytest
from tests.reference.worked_examples import topic_emissions as topic
from tests.reference.worked_examples.quantities import Inputs, Quantity
from tests.reference.worked_examples.topics import Rule

from lodeshift.errors import InputError, LodeshiftError


def given(*rows: tuple[str, str, str]) -> Inputs:
    return Inputs("X", "topic", "any", "", (), tuple(Quantity(*row) for row in rows))


def test_two_fuels_each_with_its_own_factors() -> None:
    found = topic.combustion(
        given(
            ("coal", "100", "t"),
            ("coal_ncv", "25", "GJ/t"),
            ("coal_ef", "94.6", "kgCO2/GJ"),
            ("coal_oxidation_factor", "0.98", "1"),
            ("wood", "50", "t"),
            ("wood_ncv", "15.6", "GJ/t"),
            ("wood_ef", "112", "tCO2/TJ"),
            ("wood_biomass_fraction", "1", "1"),
        )
    )
    assert found["emissions"][0] == pytest.approx(2.5 * 94.6 * 0.98)
    assert found["biomass_emissions"][0] == pytest.approx(0.78 * 112)
    assert found["activity_data"][0] == pytest.approx(3.28)


def test_carbonates_share_one_conversion_factor() -> None:
    found = topic.combustion(
        given(
            ("limestone", "1000", "t"),
            ("limestone_ef", "0.44", "tCO2/t"),
            ("dolomite", "100", "t"),
            ("dolomite_ef", "0.477", "tCO2/t"),
            ("conversion_factor", "0.9", "1"),
        )
    )
    assert found["emissions"][0] == pytest.approx(0.9 * (440 + 47.7))


def test_installation_with_process_emissions_and_gwh() -> None:
    found = topic.installation(
        given(
            ("coal", "10000", "t"),
            ("ncv", "25.8", "TJ/kt"),
            ("ef", "94.6", "tCO2/TJ"),
            ("process_emissions", "50000", "tCO2e"),
            ("electricity_consumed", "12", "GWh"),
            ("electricity_ef", "0.5", "tCO2/MWh"),
        )
    )
    assert found["direct_total"][0] == pytest.approx(258 * 94.6 + 50_000)
    assert found["indirect_total"][0] == pytest.approx(6000)
    assert found["total"][0] == pytest.approx(258 * 94.6 + 56_000)


def test_mass_balance_with_numbered_streams_and_negative_output() -> None:
    found = topic.mass_balance(
        given(("mass1", "100", "t"), ("content1", "0.8", "tC/t"), ("mass2", "-20", "t"), ("content2", "0.5", "tC/t"))
    )
    assert found["emissions"][0] == pytest.approx(256.48)


def test_pfc_slope() -> None:
    found = topic.fluorine(
        given(
            ("anode_effect_minutes", "0.5", "min"),
            ("slope_emission_factor_cf4", "0.122", "(kg CF4/t Al)/min"),
            ("c2f6_weight_fraction", "0.097", "1"),
            ("aluminium", "1000", "t"),
        )
    )
    assert found["emissions"][0] == pytest.approx(470.1087)


def test_gas_uses_the_acts_potential_where_none_is_given() -> None:
    assert topic.gas(given(("n2o", "47", "t")))["emissions"][0] == pytest.approx(12_455)
    assert topic.fluorine(given(("cf4", "0.1", "t")))["emissions"][0] == pytest.approx(663)


def test_waste_gas_export_alone_keeps_a_third_and_a_stated_total_holds_it() -> None:
    gas = (("waste_gas_exported", "10", "t"), ("waste_gas_ncv", "2", "TJ/t"), ("natural_gas_ef", "56", "tCO2/TJ"))
    assert topic.attribution(given(*gas))["attributed_direct"][0] == pytest.approx(1120 * 0.333)
    with_total = topic.attribution(given(("direct_emissions", "5000", "tCO2e"), *gas))
    assert with_total["attributed_direct"][0] == pytest.approx(5000 - 1120 * 0.667)


def test_indirect_sums_two_supplies() -> None:
    found = topic.indirect(
        given(
            ("grid_electricity", "100", "MWh"),
            ("grid_electricity_ef", "0.5", "tCO2/MWh"),
            ("solar_electricity", "40", "MWh"),
            ("solar_electricity_ef", "0", "tCO2/MWh"),
        )
    )
    assert found["attributed_indirect"][0] == pytest.approx(50)


@pytest.mark.parametrize("rule", [topic.combustion, topic.gas, topic.fluorine])
def test_nothing_to_compute_is_an_error(rule: Rule) -> None:
    with pytest.raises(InputError):
        rule(given(("colour", "1", "1")))


def test_negative_mass_is_an_error() -> None:
    with pytest.raises(LodeshiftError, match="fuel"):
        topic.combustion(given(("fuel", "-1", "t"), ("ncv", "0.04", "TJ/t"), ("ef", "56", "tCO2/TJ")))
