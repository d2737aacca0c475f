"""Quantities as people write them, read once: examples, round trips, and every message."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift import units
from lodeshift.errors import UnitError

SYMBOLS = sorted(symbol for symbol in units._BASE if symbol)
SIZES = st.floats(1e-6, 1e9)
BY_DIMENSION: dict[str, list[str]] = {}
for _symbol in SYMBOLS:
    BY_DIMENSION.setdefault(units._BASE[_symbol][0], []).append(_symbol)


@st.composite
def unit_pairs(draw: st.DrawFn) -> tuple[str, str]:
    """Two units of one kind: the same shape (a, a/b, a/b/c, a/(b/c)) over symbols of the same dimensions."""
    kinds = draw(st.lists(st.sampled_from(sorted(BY_DIMENSION)), min_size=1, max_size=3))
    bracket = len(kinds) == 3 and draw(st.booleans())

    def written() -> str:
        parts = [draw(st.sampled_from(BY_DIMENSION[kind])) for kind in kinds]
        return f"{parts[0]}/({parts[1]}/{parts[2]})" if bracket else "/".join(parts)

    return written(), written()


@pytest.mark.parametrize(
    ("text", "to", "value"),
    [
        ("350 kt/a", "t/a", 350_000),
        ("350kt/a", "t/a", 350_000),
        ("0.43 CNY/kWh", "CNY/MWh", 430),
        ("330 kV", "kV", 330),
        ("1.5 GW", "MW", 1_500),
        ("4.3 bn CNY", "mCNY", 4_300),
        ("900 mCNY", "CNY", 9e8),
        ("5 m CNY/km", "CNY/km", 5e6),
        ("3 million people", "job", 3e6),
        ("100 m", "km", 0.1),
        ("38.4 CNY/kW/month", "CNY/MW/a", 38.4 * 1000 * 12),
        ("75 mCNY/(kt/a)", "CNY/(t/a)", 75_000),
        ("8 %", "1", 0.08),
        ("477.2 kg/MWh", "t/MWh", 0.4772),
        ("477.2 kgCO2/MWh", "t/MWh", 0.4772),
        ("3.6 GJ", "MWh", 1),
        ("3 mu", "m2", 2_000),
        ("18 months", "a", 1.5),
        ("48 h", "h", 48),
        ("12", "CNY/t", 12),
        ("1,234,567.5 t", "t", 1_234_567.5),
        ("10_000 t", "t", 10_000),
        ("-3 t", "t", -3),
        (".5 t", "t", 0.5),
        ("5. t", "t", 5),
        ("1e3t", "t", 1_000),
        ("  7 t  ", "t", 7),
        (7, "t", 7),
        (2.5, "CNY/MWh", 2.5),
    ],
)
def test_what_people_write(text: str | float, to: str, value: float) -> None:
    assert units.parse(text, to) == pytest.approx(value)


@given(unit_pairs(), SIZES)
def test_there_and_back_is_the_same_number(pair: tuple[str, str], size: float) -> None:
    one, other = pair
    there = units.parse(f"{size!r} {one}", other)
    assert units.parse(f"{there!r} {other}", one) == pytest.approx(size, rel=1e-12)


@given(unit_pairs(), SIZES)
def test_a_number_in_its_own_unit_is_read_as_it_stands(pair: tuple[str, str], size: float) -> None:
    assert units.parse(f"{size!r} {pair[0]}", pair[0]) == size
    assert units.parse(size, pair[0]) == size
    assert units.parse(repr(size), pair[0]) == size


@given(unit_pairs(), unit_pairs())
def test_conversions_chain(pair: tuple[str, str], more: tuple[str, str]) -> None:
    one, other = pair
    third = more[0]
    if units.factor_and_dimension(one)[1] == units.factor_and_dimension(third)[1]:
        both = units.conversion(one, third) * units.conversion(third, other)
        assert both == pytest.approx(units.conversion(one, other), rel=1e-12)
    else:
        with pytest.raises(UnitError, match="not a unit of the same kind"):
            units.conversion(one, third)


@given(st.floats(1.0, 9.9e8))
def test_thousands_may_be_parted_by_commas(size: float) -> None:
    assert units.parse(f"{size:,.3f} t", "t") == pytest.approx(size, abs=1e-3)


def test_every_known_symbol_has_a_positive_size_and_a_dimension() -> None:
    for symbol in SYMBOLS:
        factor, dimension = units.factor_and_dimension(symbol)
        assert factor > 0
        assert math.isfinite(factor)
        assert dimension or units._BASE[symbol][0] == "1"


@pytest.mark.parametrize(("one", "other"), [("tC", "t"), ("tC", "tCO2"), ("tN", "tCO2e"), ("tC/t", "1"), ("tN", "tC")])
def test_carbon_and_nitrogen_are_not_carbon_dioxide(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        with pytest.raises(UnitError, match="not a unit of the same kind"):
            units.conversion(*pair)


def test_dimensions_cancel_and_add_up() -> None:
    assert units.factor_and_dimension("t/t") == (1.0, ())
    assert units.factor_and_dimension("CNY/(t/a)")[1] == (("CNY", 1), ("a", 1), ("t", -1))
    assert units.factor_and_dimension("CNY/MW/km")[1] == (("CNY", 1), ("MW", -1), ("km", -1))


@pytest.mark.parametrize("text", ["", "t", "lots", "nan t", "inf", "--3 t", "−5 t", "about 5 t"])
def test_text_without_a_number_is_told(text: str) -> None:
    with pytest.raises(UnitError, match=r"cannot read .* as a number with a unit, such as '350 kt/a'"):
        units.parse(text, "t")


@pytest.mark.parametrize("text", ["1,5 t", "0,500 t", "1,2,3 t", "1,000,00 t", "1234,567 t"])
def test_a_decimal_comma_is_never_read_as_thousands(text: str) -> None:
    with pytest.raises(UnitError, match=r"a comma parts thousands .*, a point begins decimals"):
        units.parse(text, "t")


@pytest.mark.parametrize("text", ["5 fen/kWh", "5 T", "3 t t", "3 kt/year/person", "3 (t/a"])
def test_an_unknown_unit_is_told_with_the_known_ones(text: str) -> None:
    with pytest.raises(UnitError, match=r"unknown unit .*; units known here: %, 1, CNY, .*kWh"):
        units.parse(text, "t")


@pytest.mark.parametrize("text", ["5 t/", "5 CNY//t", "5 CNY/t/ /a"])
def test_a_unit_that_breaks_off_is_told(text: str) -> None:
    with pytest.raises(UnitError, match="breaks off"):
        units.parse(text, "t")


@pytest.mark.parametrize(
    ("text", "to"), [("5 t", "MWh"), ("5 MWh", "MW"), ("5 USD", "CNY"), ("5 m", "CNY"), ("5 %", "t")]
)
def test_another_kind_of_unit_is_told_with_both(text: str, to: str) -> None:
    with pytest.raises(UnitError, match=rf"unit {text.split()[1]!r} is not a unit of the same kind as {to!r}"):
        units.parse(text, to)


def test_true_is_no_number_and_too_large_is_told() -> None:
    with pytest.raises(UnitError, match="cannot read True as a quantity in t"):
        units.parse(True, "t")
    with pytest.raises(UnitError, match="too large"):
        units.parse("1e999 t", "t")


def test_split_keeps_the_unit_as_it_was_written() -> None:
    assert units.split("350 kt/a") == (350.0, "kt/a")
    assert units.split("12") == (12.0, "")
    assert units.split("4.3 bn CNY") == (4.3, "bn CNY")


def test_of_several_quantities_the_one_of_the_wanted_kind_counts() -> None:
    assert units.parse("330 kV, 2 circuits", "circuit") == 2.0
    assert units.parse("330 kV, 2 circuits", "kV") == 330.0
    with pytest.raises(UnitError, match="0 quantities"):
        units.parse("330 kV, 2 circuits", "MW")
    with pytest.raises(UnitError, match="2 quantities"):
        units.parse("2 circuits, 3 circuits", "circuit")
