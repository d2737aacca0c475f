"""Firms, clusters, unicorns."""

import pytest

from lodeshift.catalogue import industry, places


def test_rounds_say_how_complete_they_are() -> None:
    first, second = industry.round_shares("2022"), industry.round_shares("2024")
    assert (first.coverage, second.coverage) == ("45 of 45", "29 of 35")
    for shares in (first, second):
        assert sum(shares.by_region.values()) == pytest.approx(1)
        assert sum(shares.by_tier.values()) == pytest.approx(1)


def test_province_counts_of_2022_equal_the_published_ones() -> None:
    first = [each for each in industry.clusters() if each.round == "2022"]
    for province, count in (("Jiangsu", 10), ("Guangdong", 7), ("Zhejiang", 4), ("Hunan", 4)):
        assert sum(each.provinces == (province,) for each in first) == count


def test_the_second_round_moved_west() -> None:
    first, second = industry.round_shares("2022"), industry.round_shares("2024")
    assert second.by_region["west"] > first.by_region["west"]
    assert second.by_region["east"] < first.by_region["east"]


def test_recalled_clusters_are_marked() -> None:
    weak = [each for each in industry.clusters() if each.round == "2024" and each.quality == "recalled"]
    assert len(weak) == 7


def test_regions_hold_the_31_provinces_once() -> None:
    assert len(places.provinces()) == 31
    assert all(industry.region_of(city.province_en) for city in places.cities().values())
    assert len({each.region for each in places.provinces().values()}) == 4
    assert industry.region_of("Gansu") == "west"
    assert industry.region_of("Atlantis") == ""


def test_companies_carry_commodity_and_plain_units() -> None:
    defu = industry.companies()[0]
    assert (defu.commodity, defu.unit, defu.capacity, defu.status) == ("copper_foil_6um", "t/a", 70000, "operating")
    goods_named = [each for each in industry.companies() if each.commodity]
    assert len(goods_named) >= 78
    assert {each.unit for each in goods_named} <= {"t/a", "t", "ct/a", "GW/a", "MW", "unit/d", "-"}


def test_a_count_that_was_not_found_stays_empty() -> None:
    missing = [each for each in industry.unicorns() if each.value is None]
    assert [each.place for each in missing] == ["third- and fourth-tier cities"]
    assert any(each.city_id == "chuxiong" for each in industry.unicorns())
