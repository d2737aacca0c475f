"""City indicators and their coverage."""

import pytest

from lodeshift.catalogue import indicators, places
from lodeshift.errors import UnknownIdError

ALL = tuple(places.cities())
PREFECTURES = tuple(each.id for each in places.cities().values() if each.level == "prefecture")


def test_values_with_unit_and_base() -> None:
    gdp = indicators.value("baotou", "gdp", 2023)
    assert gdp is not None and (gdp.value, gdp.unit, gdp.base, gdp.weak) == (426.39, "bn CNY", "current prices", False)
    newest = indicators.value("baotou", "gdp")
    assert newest == gdp
    mining = indicators.value("jincheng", "employment_share_mining")
    assert mining is not None and mining.base == "of employed" and mining.weak and mining.value > 10


def test_coverage_as_documented() -> None:
    assert indicators.coverage("employment_share_mining", ALL) == (260, 262)
    assert indicators.coverage("population_census", PREFECTURES, 2020) == (126, 126)
    assert indicators.coverage("gdp", PREFECTURES) == (125, 126)
    assert indicators.coverage("gdp", PREFECTURES, 2023) == (124, 126)


def test_absent_is_none_and_unknown_is_an_error() -> None:
    assert indicators.value("gujiao", "gdp") is None
    assert indicators.indicators("qingdao-port") == ()
    with pytest.raises(UnknownIdError, match="schooling"):
        indicators.value("baotou", "scholing")


def test_shares_of_a_city_add_up() -> None:
    for id in PREFECTURES[:20]:
        shares = [each.value for each in indicators.indicators(id) if each.indicator.startswith("employment_share_")]
        assert sum(shares) == pytest.approx(100, abs=1.5), id


def test_every_indicator_is_defined_once() -> None:
    for id in indicators.ids():
        for each in indicators.indicators(id):
            assert indicators.definitions()[each.indicator]["unit"] == each.unit


def test_series_of_the_anchor_cities() -> None:
    years = {row["year"] for row in indicators.series("lanzhou-new-area") if row["indicator"] == "gdp"}
    assert {"2023", "2024"} <= years
    assert indicators.series("gujiao") == ()


def test_the_newest_of_both_tables_and_of_one_year_the_one_that_was_read() -> None:
    years = [int(row["year"]) for row in indicators.series("hegang") if row["indicator"] == "gdp"]
    newest = indicators.newest("hegang", "gdp")
    printed = indicators.value("hegang", "gdp")
    assert newest is not None and printed is not None
    assert newest.year == max(*years, printed.year)
    assert not newest.weak
    assert indicators.newest("hegang", "government_debt_of_the_moon") is None
