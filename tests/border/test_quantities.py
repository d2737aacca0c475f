from __future__ import annotations

import pytest

from lodeshift.border.quantities import Inputs, Quantity, match, words_of
from lodeshift.errors import InputError


def given(*rows: tuple[str, str, str]) -> Inputs:
    return Inputs("X", "topic", "any", "", (), tuple(Quantity(*row, row=i) for i, row in enumerate(rows, 2)))


def test_words() -> None:
    assert words_of("precursor_see_direct1") == ("precursor", "see", "direct", "1")


def test_product_of_units() -> None:
    inputs = given(("gas", "1837.5", "t"), ("ncv", "48", "TJ/kt"), ("ef", "56.1", "tCO2/TJ"))
    assert inputs.product("t", *inputs.quantities) == pytest.approx(4948.02)


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
