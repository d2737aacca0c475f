from __future__ import annotations

import pytest
from tests.reference.worked_examples.quantities import (
    Inputs,
    Quantity,
    match,
    number_of,
    plain_unit,
    truth_of,
    words_of,
)

from lodeshift.errors import InputError


def given(*rows: tuple[str, str, str]) -> Inputs:
    return Inputs("X", "topic", "any", "", (), tuple(Quantity(*row, row=i) for i, row in enumerate(rows, 2)))


def test_words() -> None:
    assert words_of("precursor_see_direct1") == ("precursor", "see", "direct", "1")


def test_product_of_units() -> None:
    inputs = given(("gas", "1837.5", "t"), ("ncv", "48", "TJ/kt"), ("ef", "56.1", "tCO2/TJ"))
    assert inputs.product("t", *inputs.quantities) == pytest.approx(4948.02)


def test_one_of_several_kinds_of_unit_and_carbon_is_not_carbon_dioxide() -> None:
    for unit in ("tC/t", "1"):
        inputs = given(("content", "0.8", unit))
        assert inputs.product("tC/t or 1", *inputs.quantities) == pytest.approx(0.8)
    inputs = given(("content", "0.8", "tCO2/tC"))
    with pytest.raises(InputError, match=r"tC/t or 1"):
        inputs.product("tC/t or 1", *inputs.quantities)


def test_wrong_units_name_every_part() -> None:
    inputs = given(("gas", "1", "t"), ("ef", "56.1", "tCO2/TJ"))
    with pytest.raises(InputError, match=r"gas \[t\] x ef"):
        inputs.product("t", *inputs.quantities)


def test_unreadable_number_and_unit_point_at_the_row() -> None:
    with pytest.raises(InputError, match="row 2"):
        given(("gas", "many", "t")).value("t", "gas")
    with pytest.raises(InputError, match="unit"):
        given(("gas", "1", "bushel")).value("t", "gas")


def test_missing_input_is_named() -> None:
    with pytest.raises(InputError, match="mass"):
        given().value("t", "mass")


def test_unused_inputs_are_known() -> None:
    inputs = given(("mass", "1", "t"), ("colour", "red", ""))
    inputs.value("t", "mass")
    assert inputs.unused == ("colour",)


def test_match_prefers_the_same_tag_then_shared_words_then_the_untagged() -> None:
    plain, coal = Quantity("ncv", "1", "1"), Quantity("coal_ncv", "2", "1")
    assert match(("coal",), {(): plain, ("coal",): coal}) is coal
    assert match(("hard", "coal"), {(): plain, ("coal",): coal}) is coal
    assert match(("gas",), {(): plain, ("coal",): coal}) is plain
    assert match(("gas",), {("coal",): coal}) is None


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("tonnes CO2-eq / t clinker", "tCO2e/t"),
        ("t CO2/TJ", "tCO2e/TJ"),
        ("TJ/Gg", "TJ/kt"),
        ("g CO2e/kWh", "gCO2/kWh"),
        ("percent", "%"),
        ("EUR per tonne", "EUR/t"),
        ("(kg CF4/t Al)/mV", "(kg CF4/t Al)/mV"),
        ("furlong", "furlong"),
    ],
)
def test_spellings_of_units(written: str, plain: str) -> None:
    assert plain_unit(written) == plain


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,000.5", 1000.5), (" 2e3 ", 2000.0), ("0,5", None), ("nan", None), ("1e999", None), ("abc", None)],
)
def test_numbers_of_a_table(text: str, value: float | None) -> None:
    assert number_of(text) == value


def test_truth() -> None:
    assert (truth_of("Yes"), truth_of("false"), truth_of("maybe")) == (1.0, 0.0, None)


def test_a_year_of_production_is_no_production() -> None:
    inputs = given(("production_year", "2027", "year"), ("production_steel", "5", "t"))
    assert inputs.value("t", r"production.*") == 5.0
