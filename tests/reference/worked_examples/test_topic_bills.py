from __future__ import annotations

import pytest
from tests.reference.worked_examples import topic_bills as topic
from tests.reference.worked_examples.quantities import Inputs, Quantity

from lodeshift.errors import InputError, LodeshiftError


def given(
    *rows: tuple[str, str, str], sector: str = "any", about: str = "topic", wanted: tuple[str, ...] = ()
) -> Inputs:
    return Inputs("X", about, sector, "", wanted, tuple(Quantity(*row) for row in rows))


def test_default_from_the_tables_where_the_example_names_code_year_and_country() -> None:
    found = topic.bill(
        given(
            ("cn", "72081000", "code"),
            ("year", "2030", "year"),
            ("mass", "1", "kt"),
            about="default value end to end, China 2030: hot-rolled coil",
        )
    )
    assert found["embedded"][0] == pytest.approx(4143)
    assert found["free_allocation"][0] == pytest.approx(705.55)
    assert found["certificates"][0] == pytest.approx(3437.45)


def test_fertiliser_counts_indirect_actual_emissions() -> None:
    rows = (
        ("mass", "1000", "t"),
        ("see_direct", "3", "tCO2e/t"),
        ("see_indirect", "1", "tCO2e/t"),
        ("cbam_factor", "0", "1"),
    )
    assert topic.bill(given(*rows, sector="fertilisers"))["embedded"][0] == pytest.approx(4000)
    assert topic.bill(given(*rows, sector="iron_steel"))["embedded"][0] == pytest.approx(3000)


def test_actual_value_with_precursor_column_b() -> None:
    found = topic.bill(
        given(
            ("mass", "620", "t"),
            ("see_direct", "3.7637", "tCO2e/t"),
            ("benchmark_a", "0.038", "tCO2e/t"),
            ("cbam_factor", "0.975", "1"),
            ("precursor_mass_per_t", "1.08641975", "t/t"),
            ("precursor_benchmark_b", "1.225", "tCO2e/t"),
            about="actual value of a complex good",
        )
    )
    assert found["certificates"][0] == pytest.approx(1506, abs=0.5)


def test_carbon_price_paid_caps_at_the_certificate_price() -> None:
    rows = (("embedded", "1000", "tCO2e"), ("free_allocation", "0", "tCO2e"), ("price", "60", "EUR"))
    half = topic.bill(given(*rows, ("carbon_price_paid", "30", "EUR")))
    over = topic.bill(given(*rows, ("carbon_price_paid", "90", "EUR")))
    assert half["certificates"][0] == pytest.approx(500)
    assert over["certificates"][0] == 0


def test_free_allocation_of_two_precursors() -> None:
    found = topic.free_allocation(
        given(
            ("sfa_process", "0.0342", "tCO2e/t"),
            ("m1", "0.89815", "t/t"),
            ("sefa1", "1.05", "tCO2e/t"),
            ("m2", "0.18827", "t/t"),
            ("sefa2", "1.0683", "tCO2e/t"),
        )
    )
    assert found["sefa"][0] == pytest.approx(1.1784, abs=1e-4)


def test_free_allocation_from_code_and_year() -> None:
    found = topic.free_allocation(given(("cn", "28041000", "code"), ("year", "2028", "year")))
    assert found["sfa"][0] == pytest.approx(0.9 * 5.089)


def test_de_minimis_by_name_and_together() -> None:
    found = topic.de_minimis(given(("mass_steel", "30", "t"), ("mass_aluminium", "20.5", "t")))
    assert (found["steel_exempt"][0], found["aluminium_exempt"][0], found["exempt"][0]) == (1.0, 1.0, 0.0)
    assert topic.de_minimis(given(("mass", "10", "t"), sector="hydrogen"))["exempt"][0] == 0.0


def test_mark_up_reads_sector_and_year_of_the_asked_name() -> None:
    found = topic.mark_up(
        given(("default", "100", "tCO2e"), wanted=("cement_2027", "fertiliser_2031", "hydrogen_2028_on"))
    )
    assert [found[name][0] for name in ("cement_2027", "fertiliser_2031", "hydrogen_2028_on")] == pytest.approx(
        [120, 101, 130]
    )


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        ((("effective_price_per_t_good", "1.2", "EUR/t"), ("reference_price", "80", "EUR"), ("mass", "100", "t")), 2),
        (
            (
                ("default_carbon_price", "5", "EUR/tCO2e"),
                ("see", "2", "tCO2e/t"),
                ("reference_price", "80", "EUR"),
                ("mass", "1000", "t"),
            ),
            125,
        ),
        (
            (
                ("carbon_price", "10", "EUR/tCO2e"),
                ("free_allocation_share", "0.9", "1"),
                ("see", "2", "tCO2e/t"),
                ("reference_price", "80", "EUR"),
                ("mass", "1000", "t"),
            ),
            25,
        ),
    ],
)
def test_paid_abroad(rows: tuple[tuple[str, str, str], ...], whole: float) -> None:
    assert topic.paid_abroad(given(*rows))["certificates_deducted"][0] == whole


def test_missing_inputs_are_named() -> None:
    with pytest.raises(InputError, match="cbam_factor nor year"):
        topic.bill(given(("mass", "1", "t"), ("see", "1", "tCO2e/t"), ("benchmark", "1", "tCO2e/t")))
    with pytest.raises(InputError, match="emissions"):
        topic.bill(given(("mass", "1", "t")))


def test_negative_mass_is_an_error() -> None:
    rows = (("mass", "-1", "t"), ("see", "1", "tCO2e/t"), ("benchmark", "1", "tCO2e/t"), ("cbam_factor", "1", "1"))
    with pytest.raises(LodeshiftError, match="mass"):
        topic.bill(given(*rows))
