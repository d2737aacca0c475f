from __future__ import annotations

import pytest
from tests.reference.worked_examples import topic_goods as topic
from tests.reference.worked_examples.quantities import Inputs, Quantity

from lodeshift.errors import InputError, InputRangeError

PLANT = (
    ("production_carbon_screws", "17000", "t"),
    ("production_high_alloy_screws", "8200", "t"),
    ("plant_direct_emissions", "4948.02", "tCO2e"),
    ("plant_indirect_emissions", "4198.32", "tCO2e"),
    ("precursor_mass", "8000", "t"),
    ("precursor_see_direct", "1.8", "tCO2e/t"),
    ("precursor_see_indirect", "2.165", "tCO2e/t"),
)


def given(*rows: tuple[str, str, str], sector: str = "any", id: str = "X") -> Inputs:
    return Inputs(id, "topic", sector, "", (), tuple(Quantity(*row) for row in rows))


def test_second_good_of_the_commissions_screw_plant() -> None:
    # published result of the filled template: 1.95245 direct, 2.27880 indirect, 4.23124 in all (CN 7318 15 35)
    found = topic.downstream(given(*PLANT, id="EC-STEEL3-HIGHALLOY"))
    assert found["see_direct"][0] == pytest.approx(1.95245, abs=1e-5)
    assert found["see_indirect"][0] == pytest.approx(2.27880, abs=1e-5)
    assert found["see_total"][0] == pytest.approx(4.23124, abs=1e-5)


def test_first_production_counts_where_nothing_is_named() -> None:
    assert topic.downstream(given(*PLANT, id="Z"))["share"][0] == pytest.approx(17 / 25.2)


def test_precursors_are_paired_by_their_words() -> None:
    found = topic.complex_good(
        given(
            ("own_direct", "150", "tCO2e"),
            ("activity_level", "1000", "t"),
            ("pig_iron", "950", "t"),
            ("pig_iron_see", "1.4", "tCO2e/t"),
            ("femn", "10", "t"),
            ("femn_see", "1.5", "tCO2e/t"),
            ("eu_scrap", "10", "t"),
            ("eu_scrap_see", "9.9", "tCO2e/t"),
        )
    )
    assert found["see_direct"][0] == pytest.approx((150 + 1330 + 15) / 1000)


def test_a_precursor_without_emissions_is_an_error() -> None:
    with pytest.raises(InputError, match="pig_iron"):
        topic.precursors(given(("pig_iron", "950", "t")))


def test_negative_precursor_mass_is_an_error() -> None:
    with pytest.raises(InputRangeError, match="pig_iron"):
        topic.precursors(given(("pig_iron", "-950", "t"), ("pig_iron_see", "1.4", "tCO2e/t")))


def test_nitrogen_content() -> None:
    found = topic.functional_unit(given(("see_per_t_nitrogen", "3.6", "tCO2e/tN"), ("nitrogen_content", "0.825", "1")))
    assert found["see_per_t"][0] == pytest.approx(2.97)


@pytest.mark.parametrize(("sector", "priced"), [("iron_steel", 0.8), ("cement", 1.2), ("fertilisers", 1.2)])
def test_scope_by_sector(sector: str, priced: float) -> None:
    rows = (("direct", "80", "tCO2e"), ("indirect", "40", "tCO2e"), ("production", "100", "t"))
    assert topic.priced_scope(given(*rows, sector=sector))["see_priced"][0] == pytest.approx(priced)


def test_scope_by_code_beats_the_sector() -> None:
    rows = (("cn", "26011200", "code"), ("see_direct", "0.18", "tCO2e/t"), ("see_indirect", "0.03", "tCO2e/t"))
    assert topic.priced_scope(given(*rows, sector="iron_steel"))["see_priced"][0] == pytest.approx(0.21)
