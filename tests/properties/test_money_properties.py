"""Money: what must hold for any quote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.catalogue import money
from lodeshift.records.figure import Figure

amounts = st.floats(min_value=-1e6, max_value=1e6)
years = st.integers(min_value=2005, max_value=2025)
currencies = st.sampled_from(["CNY", "USD", "EUR"])
rates = st.sampled_from([0.0, 0.06, 0.09, 0.13, 0.17])
indices: st.SearchStrategy[money.Index] = st.sampled_from(["gdp", "cpi", "ppi"])


@st.composite
def quotes(draw: st.DrawFn) -> Figure:
    low, central, high = sorted(draw(st.tuples(amounts, amounts, amounts)))
    unit = f"{draw(currencies)}/t"
    return Figure(low, central, high, unit, str(draw(years)), "CN", "drawn", "reported", "", "drawn:1")


@settings(max_examples=50, deadline=None)
@given(quote=quotes(), base=years, rate=rates, index=indices)
def test_range_stays_ordered_and_the_answer_is_of_the_base_year(
    quote: Figure, base: int, rate: float, index: money.Index
) -> None:
    figure = money.to_base(quote, base, vat_rate=rate, index=index)
    assert figure.low <= figure.central <= figure.high
    assert figure.year == str(base) and figure.unit == "CNY/t"
    money.same_year([figure], base)


@settings(max_examples=50, deadline=None)
@given(first=years, middle=years, last=years, index=indices)
def test_going_by_way_of_another_year_changes_nothing(first: int, middle: int, last: int, index: money.Index) -> None:
    direct = money.deflator(first, last, index)
    assert money.deflator(first, middle, index) * money.deflator(middle, last, index) == pytest.approx(direct)


@settings(max_examples=50, deadline=None)
@given(quote=quotes(), base=years, rate=rates, factor=st.floats(min_value=0.01, max_value=100))
def test_unit_of_money_scales_through(quote: Figure, base: int, rate: float, factor: float) -> None:
    one = money.scaled(money.to_base(quote, base, vat_rate=rate), factor)
    other = money.to_base(money.scaled(quote, factor), base, vat_rate=rate)
    assert other.central == pytest.approx(one.central, rel=1e-9, abs=1e-9)
