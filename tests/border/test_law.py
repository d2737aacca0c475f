from __future__ import annotations

import datetime as dt

import pytest

from lodeshift.border.law import CSCF_ASSUMED, PRICE_ASSUMED, law, price_eur
from lodeshift.errors import InputRangeError


@pytest.mark.parametrize(
    ("year", "free"),
    [(2026, 0.975), (2027, 0.95), (2028, 0.9), (2029, 0.775), (2030, 0.515), (2033, 0.14), (2034, 0.0), (2040, 0.0)],
)
def test_free_share_is_what_remains_not_what_is_paid(year: int, free: float) -> None:
    assert law(year).free_share == free


def test_mark_ups_by_year_and_sector() -> None:
    assert [law(year).markup_of("iron_steel") for year in (2026, 2027, 2028, 2031)] == [0.1, 0.2, 0.3, 0.3]
    assert {law(year).markup_of("fertilisers") for year in (2026, 2027, 2030)} == {0.01}


def test_published_quarter_is_not_assumed_but_the_year_is() -> None:
    quarter, year = law(2026, quarter=1), law(2026)
    assert quarter.price_eur == 75.36
    assert [each.kind for each in quarter.assumed] == [CSCF_ASSUMED]
    assert [each.kind for each in year.assumed] == [CSCF_ASSUMED, PRICE_ASSUMED]


def test_price_cases_are_in_order() -> None:
    for year in range(2026, 2041):
        found = law(year)
        assert price_eur(found, "low") <= price_eur(found, "central") <= price_eur(found, "high")


def test_years_and_days_outside_say_so() -> None:
    with pytest.raises(InputRangeError, match="2025"):
        law(2025)
    with pytest.raises(InputRangeError, match="not in force"):
        law(2026, dt.date(2025, 6, 1))
    with pytest.raises(InputRangeError, match="2026 to 2050"):
        law(2060)
