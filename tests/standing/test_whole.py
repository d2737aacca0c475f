"""The record of a place: it adds up, it says what it does not know, and it is one for all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from lodeshift.catalogue import indicators, places
from lodeshift.errors import UnknownIdError
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words
from lodeshift.standing.whole import standing

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "standing.md"
CITIES = [
    "hegang",
    "baotou",
    "jinchang",
    "yichun-jiangxi",
    "daqing",
    "anshan",
    "gejiu",
    "lanzhou-new-area",
    "ordos",
    "panzhihua",
]


@pytest.mark.parametrize("city", CITIES)
def test_sectors_add_up_to_the_printed_gdp(city: str) -> None:
    found = standing(city)
    added = sum(each.value_added_mcny or 0.0 for each in found.sectors)
    assert found.sectors
    if found.gdp_mcny is None:
        assert "standing.sectors_estimated" in {gap.kind for gap in found.gaps}
    else:
        assert added == pytest.approx(found.gdp_mcny.central)


def test_mining_jobs_are_those_of_the_census_and_not_the_recipes() -> None:
    found = standing("hegang")
    share, employed = indicators.value("hegang", "employment_share_mining"), indicators.value("hegang", "employed")
    assert share is not None and employed is not None and found.mining_jobs is not None
    census = employed.value * share.value / 100.0
    assert found.mining_jobs.central == pytest.approx(census, rel=0.1)
    assert found.mining_jobs.central > 3 * sum(work.jobs for work in found.works if work.digs)


def test_the_record_is_made_once_whatever_the_place_is_called() -> None:
    assert standing("hegang") is standing("hegang")
    assert standing(places.place("hegang").name_zh) == standing("hegang")


def test_what_is_null_has_a_reason() -> None:
    reason = {
        "mining_jobs": "standing.no_mining_jobs",
        "mining_value_added_mcny": "standing.no_mines",
        "modelled_emissions_t": "standing.no_emissions",
        "reserve_life_years": "standing.no_life",
        "modelled_share_of_industry": "standing.no_share",
        "read_share": "standing.no_read_share",
    }
    for city in places.cities():
        found = standing(city)
        kinds = {gap.kind for gap in found.gaps}
        for name, kind in reason.items():
            assert (getattr(found, name) is None) == (kind in kinds), (city, name)


def test_what_runs_below_its_cost_is_named_with_tonnes_and_jobs() -> None:
    found = standing("baotou")
    told = {gap.subject for gap in found.gaps if gap.kind == "standing.below_cost"}
    assert told == {work.good.commodity for work in found.works if work.margin_cny_per_unit < 0}
    assert told
    steel = next(gap for gap in found.gaps if gap.kind == "standing.below_cost" and gap.subject == "steel")
    assert "CNY/t that no table names" in tell(Words("en"), steel)


def test_a_place_that_is_not_known_is_refused() -> None:
    with pytest.raises(UnknownIdError):
        standing("nowhere")


def test_the_documents_tell_the_coverage_that_is() -> None:
    found = [standing(city) for city in places.cities()]
    kinds = [{gap.kind for gap in each.gaps} for each in found]
    counted = {
        "an output of a good": sum(any(good.kind == "output" for good in each.goods) for each in found),
        "a work that is modelled": sum(bool(each.works) for each in found),
        "sectors": sum(bool(each.sectors) for each in found),
        "sectors of a printed GDP": sum("standing.no_gdp" not in each for each in kinds),
        "mining jobs": sum(each.mining_jobs is not None for each in found),
        "reserve life": sum(each.reserve_life_years is not None for each in found),
        "power used": sum(each.power.twh is not None for each in found),
        "power plants": sum(bool(each.power.mw) for each in found),
        "public money": sum(bool(each.money) for each in found),
        "a modelled output that was read": sum((each.read_share or 0.0) > 0 for each in found),
    }
    text = DOCUMENT.read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| ([a-zA-Z ]+) \| (\d+) \|$", text, re.MULTILINE)) == {
        k: str(v) for k, v in counted.items()
    }
