"""VAT out, currency, price level, and the refusal to mix years."""

import pytest

from lodeshift.catalogue import macro, money
from lodeshift.errors import InputError, InputRangeError, UnknownIdError
from lodeshift.records.figure import Figure


def quoted(central: float, unit: str = "CNY/t", year: str = "2024") -> Figure:
    return Figure(0.9 * central, central, 1.2 * central, unit, year, "CN", "test", "reported", "", "t.csv:2")


def test_vat_is_taken_out_of_all_three_values() -> None:
    net = money.without_vat(quoted(113.0), 0.13)
    assert (net.low, net.central, net.high) == pytest.approx((90.0, 100.0, 120.0))
    assert "VAT 13% taken out" in net.note
    assert money.without_vat(quoted(113.0), 0.0) == quoted(113.0)
    with pytest.raises(InputRangeError):
        money.without_vat(quoted(1.0), 13)


def test_same_year_and_currency_is_left_alone() -> None:
    assert money.to_base(quoted(100.0), 2024) == quoted(100.0)


def test_dollars_of_another_year_by_hand() -> None:
    figure = money.to_base(quoted(1000.0, "USD/t", "2020"), 2024, vat_rate=0.1)
    rate = macro.value("cny_per_usd", 2020).central
    level = macro.value("gdp_deflator_index_2005", 2024).central / macro.value("gdp_deflator_index_2005", 2020).central
    assert figure.central == pytest.approx(1000 / 1.1 * rate * level)
    assert (figure.unit, figure.year) == ("CNY/t", "2024")
    assert "VAT 10% taken out" in figure.note and "CNY per USD of 2020" in figure.note and "gdp index" in figure.note


def test_indices_go_both_ways_and_differ() -> None:
    for index in ("gdp", "cpi", "ppi"):
        there, back = money.deflator(2015, 2024, index), money.deflator(2024, 2015, index)
        assert there * back == pytest.approx(1.0)
    assert money.deflator(2022, 2024, "ppi") == pytest.approx(0.97 * 0.978)
    assert money.deflator(2022, 2024, "cpi") > 1 > money.deflator(2022, 2024, "ppi")
    assert money.deflator(2024, 2024) == 1.0


def test_unknown_years_are_refused() -> None:
    with pytest.raises(UnknownIdError, match="2005 to 2025"):
        money.deflator(2024, 2040)
    with pytest.raises(UnknownIdError):
        money.to_base(quoted(1.0, "EUR/t", "1999"), 2024)
    with pytest.raises(UnknownIdError):
        money.deflator(1999, 1999)


@pytest.mark.parametrize("year", ["2022-2025", "", "2024 H1"])
def test_a_span_of_years_has_no_price_level(year: str) -> None:
    with pytest.raises(InputError, match="span of years"):
        money.to_base(quoted(1.0, year=year), 2024)


def test_a_unit_that_is_no_price_is_refused() -> None:
    with pytest.raises(InputError, match="CNY/"):
        money.to_base(quoted(1.0, "t/a"), 2024)


def test_mixed_years_are_refused_all_at_once() -> None:
    money.same_year([quoted(1.0), quoted(2.0)], 2024)
    with pytest.raises(InputError) as caught:
        money.same_year([quoted(1.0, year="2023"), quoted(1.0), quoted(1.0, "USD/t")], 2024)
    assert [problem.field for problem in caught.value.problems] == ["year", "unit"]
    assert "money.to_base" in str(caught.value)


def test_exchange_rates() -> None:
    assert money.fx(2024, "USD").central == pytest.approx(7.1956)
    assert money.fx(2024, "CNY").central == 1.0
    assert 1.0 < money.fx(2024, "EUR").central / money.fx(2024, "USD").central < 1.2
