"""The census employment of places and of the country."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import places
from lodeshift.diagnosis import employment


def test_260_of_262_cities_have_a_row_and_the_two_zones_have_none() -> None:
    cities = places.cities()
    assert sum(employment.of(city) is not None for city in cities) == 260
    assert {city for city in cities if employment.of(city) is None} == {"yangjiazhangzi", "wansheng"}


def test_shares_add_up_and_rows_are_told() -> None:
    hegang = employment.of("hegang")
    assert hegang is not None
    assert hegang.shares.sum() == pytest.approx(1)
    assert hegang.mining.central == 11.12
    first, last = hegang.rows.removeprefix("city_indicators.csv:").split("-")
    assert int(last) - int(first) == len(employment.SECTIONS) - 1
    assert hegang.extraction_share_of_industry == pytest.approx(11.12 / (11.12 + 4.37 + 2.51), rel=1e-3)


def test_the_country_is_counted_once() -> None:
    inside = set(employment.country_places())
    assert "laiwu" not in inside  # stands in Jinan
    assert "gejiu" not in inside  # stands in Honghe
    employed = sum(employment.table()[place].employed.central for place in inside)
    assert employed == pytest.approx(661e6, rel=0.005)  # the sum stated with the source
    country = dict(zip(employment.SECTIONS, employment.national(), strict=True))
    assert 100 * country["mining"] == pytest.approx(0.87, abs=0.01)
    assert 100 * country["primary"] == pytest.approx(20.5, abs=0.1)
