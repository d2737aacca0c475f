"""A first case of any of the 262 cities is sound, or says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.case import crosscheck, read, validate, write
from lodeshift.catalogue import places
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.start import build

WORKED = ("baotou", "jinchang", "hegang", "yichun-jiangxi", "haixi", "karamay", "lanzhou-new-area", "gejiu")


def test_all_cities_work_or_say_why_not() -> None:
    sound = 0
    for city in places.cities():
        try:
            start = build.begin("first", city)
        except InputError as error:
            assert "no deposit, firm or process that fits" in str(error)
            assert "--process" in str(error)
            continue
        assert crosscheck.problems(validate.draft_of(start.case)) == [], city
        assert start.missing
        sound += 1
    assert sound >= 190


@pytest.mark.parametrize("city", WORKED)
def test_worked_cities_survive_a_round_trip(city: str, tmp_path: Path) -> None:
    start = build.begin("first", city)
    again = read.load(write.to_folder(start.case, tmp_path / city))
    assert again.model_copy(update={"folder": ""}) == start.case
    assert len(again.goals) == 1


@pytest.mark.parametrize(
    ("city", "subject"), [("baotou", "ndfeb_magnet"), ("hegang", "graphite_anode_natural"), ("gejiu", "tin")]
)
def test_example_target_is_the_end_of_the_chain(city: str, subject: str) -> None:
    assert build.begin("first", city).case.goals[0].subject == subject


def test_chinese_names_work() -> None:
    assert build.begin("first", "包头").case.sites[0].site == "baotou"


def test_facts_of_the_place() -> None:
    site = build.begin("first", "lanzhou-new-area").case.sites[0]
    assert site.gdp_mcny is not None
    assert 40_000 < site.gdp_mcny < 60_000
    assert site.population == 700_000


def test_unknown_city_has_a_hint() -> None:
    with pytest.raises(UnknownIdError, match="baotou"):
        build.begin("first", "baotu")


def test_places_abroad_are_refused() -> None:
    with pytest.raises(InputError, match="a city or zone in China"):
        build.begin("first", "rotterdam")


@pytest.mark.parametrize("name", ["", "My City", "sub/case", "-x", "case.v2"])
def test_a_name_that_cannot_be_one_is_told(name: str) -> None:
    with pytest.raises(InputError, match="small letters"):
        build.begin(name, "baotou")
