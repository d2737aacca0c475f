"""Numbers as they are written in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.errors import UnknownIdError
from lodeshift.reporting.words import numbers


@pytest.mark.parametrize(
    ("kind", "value", "en", "zh"),
    [
        ("mass_t", 350_000, "350 kt", "35 万吨"),
        ("mass_t", 812, "812 t", "812 吨"),
        ("mass_t", 2_400_000, "2.4 Mt", "240 万吨"),
        ("money_mcny", 4_321, "4.32 bn CNY", "43.2 亿元"),
        ("money_mcny", 43.2, "43.2 m CNY", "4,320 万元"),
        ("money_mcny", -510, "−510 m CNY", "−5.1 亿元"),
        ("money_mcny", 0.021, "21,000 CNY", "2.1 万元"),
        ("power_mw", 1_250, "1,250 MW", "125 万千瓦"),
        ("energy_mwh", 11.84e6, "11.8 TWh", "118 亿千瓦时"),
        ("storage_mwh", 1_200, "1,200 MWh", "120 万千瓦时"),
        ("cells_mwh", 87_000, "87 GWh", "87 GWh"),
        ("co2_t", 561_000, "561 kt CO₂", "56.1 万吨二氧化碳"),
        ("water_m3", 4.5e6, "4.5 million m³", "450 万立方米"),
        ("jobs", 12_345.6, "12,346 jobs", "12,346 个岗位"),
        ("power_mw", 0, "0 MW", "0 万千瓦"),
    ],
)
def test_quantities(kind: str, value: float, en: str, zh: str) -> None:
    assert numbers.quantity(kind, value, "en") == en
    assert numbers.quantity(kind, value, "zh") == zh


def test_unknown_kind_tells_what_was_meant() -> None:
    with pytest.raises(UnknownIdError, match="money_mcny"):
        numbers.scale("money_mcn", 1.0, "en")


def test_prices_have_the_unit_of_their_good() -> None:
    assert numbers.price(88_914, "t", "en") == "88,900 CNY/t"
    assert numbers.price(88_914, "t", "zh") == "88,900 元/吨"
    assert numbers.price(340_700, "MWh", "zh") == "341,000 元/兆瓦时"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.234, "23%"), (0.0234, "2.3%"), (4.1e-10, "0%"), (0.0005, "0.05%"), (-0.081, "−8.1%"), (1.0, "100%")],
)
def test_shares(value: float, text: str) -> None:
    assert numbers.share(value) == text


@pytest.mark.parametrize(("text", "signed"), [("8%", "+8%"), ("−8%", "−8%"), ("0%", "0%"), ("0.0", "0.0")])
def test_only_a_gain_gets_a_plus(text: str, signed: str) -> None:
    assert numbers.signed(text) == signed


@settings(max_examples=50, deadline=None)
@given(st.floats(-1e9, 1e9).filter(lambda v: abs(v) > 1e-6), st.integers(2, 6))
def test_rounding_stays_within_its_digits(value: float, digits: int) -> None:
    read = float(numbers.plain(value, digits).replace(",", "").replace(numbers.MINUS, "-"))
    assert read == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6))
def test_a_row_has_equal_decimals_and_no_minus_zero(values: list[float]) -> None:
    texts = numbers.aligned(values)
    assert len({len(t.partition(".")[2]) for t in texts}) == 1
    assert f"{numbers.MINUS}0" not in texts


def test_aligned_gives_the_largest_its_digits() -> None:
    assert numbers.aligned([11.84, 0.028, 0.0]) == ("11.8", "0.0", "0.0")
    assert numbers.aligned([11.84, 0.028, 0.0], 4) == ("11.84", "0.03", "0.00")
    assert numbers.aligned([123_456, 7]) == ("123,000", "0")
    assert numbers.aligned([0.0]) == ("0",)
