"""Rules on resource-based cities as tables: complete, and in the words of the code that reads them."""

from __future__ import annotations

from lodeshift.catalogue import city_rules, places
from lodeshift.names import STAGES


def test_six_rules_with_their_cut_offs_and_sources() -> None:
    rules = {row.rule for row in city_rules.identification()}
    assert rules == {"R-2003", "R-old", "R-wide", "R-2013", "R-light 2022", "R-LQ"}
    for row in city_rules.identification():
        assert row.holds in ("all", "any", "shown")
        assert (row.cut_off is None) == (row.rule == "R-2013"), row.test
        assert row.source
        if row.mark == "M":
            assert row.source.startswith("none read; look in")


def test_smaller_places_have_cut_offs_of_their_own_where_people_or_money_are_counted() -> None:
    small = {row.test: (row.cut_off, row.cut_off_small) for row in city_rules.identification() if row.cut_off_small}
    assert small == {"B": (0.2, 0.1), "D": (20_000, 10_000)}


def test_a_warning_has_one_mark_and_all_its_cut_offs() -> None:
    rules = city_rules.warnings()
    assert rules["tier_in_work_runs_out"].cuts == {"years": 15, "share": 0.25}
    assert rules["mined_at_a_loss"].cuts == {}
    assert {name for name, rule in rules.items() if rule.mark == "S"} == {"mostly_extracted", "jobs_hang_on_mining"}


def test_published_outcomes_count_every_prefecture_of_the_study() -> None:
    found = city_rules.published_outcomes()
    assert set(found) == STAGES
    assert sum(map(sum, found.values())) == 116
    assert all(len(bands) == len(city_rules.BANDS_PCT) + 1 for bands in found.values())


def test_every_city_lies_in_a_province_of_the_table() -> None:
    known = places.provinces()
    assert all(known[city.province_en].name_zh == city.province_zh for city in places.cities().values())
