"""Public figures of places as the rules use them."""

from __future__ import annotations

import math

import pytest

from lodeshift.catalogue import places
from lodeshift.diagnosis import public


def test_hegang_in_figures() -> None:
    change = public.population_change("hegang")
    growth = public.nominal_growth("hegang")
    assert change is not None
    assert growth is not None
    assert change.central == pytest.approx(-15.8, abs=0.05)
    assert change.quality == "estimate"  # the figure of 2010 is a yearbook count
    assert growth.central == pytest.approx(100 * math.log(38.36 / 34.024) / 3)


def test_daqing_has_the_one_growth_of_output_that_is_printed() -> None:
    growth = public.evidence("daqing", public.reserve_life("daqing")).get("output_growth")
    assert growth is not None
    assert growth.central == pytest.approx(100 * math.log(30.04 / 32.044) / 5)
    with_growth = [c for c in places.cities() if public.evidence(c, public.reserve_life(c)).get("output_growth")]
    assert with_growth == ["daqing"]


def test_the_better_graded_row_of_a_year_is_taken() -> None:
    years = [figure.year for figure in public.series("baotou", "gdp")]
    assert years == sorted(set(years))


def test_places_off_the_list_have_what_the_census_knows() -> None:
    lanzhou = public.evidence("lanzhou", public.reserve_life("lanzhou"))
    assert lanzhou.level == "prefecture"
    assert lanzhou.value("extraction_job_share") == pytest.approx(0.67)
    assert lanzhou.get("reserve_life") is None
    assert dict(public.evidence("lanzhou-new-area", public.reserve_life("lanzhou-new-area")).figures) == {}


def test_the_comparison_set_is_the_cities_with_all_four_indicators() -> None:
    found = public.developments()
    assert len(found.complete) == 123
    assert sum(found.bounds.weights) == pytest.approx(1)
    assert all(places.cities()[city].level == "prefecture" for city in found.complete)
    gejiu = found.score("gejiu")
    assert gejiu is not None
    assert gejiu.high > gejiu.low  # no GDP of its own
