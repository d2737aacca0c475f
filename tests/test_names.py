"""Words of the house: the sets are those of the types, and nothing drifts between tables and code."""

from __future__ import annotations

from typing import get_args

from lodeshift import names
from lodeshift.catalogue import goods, places


def test_sets_are_derived_from_their_types() -> None:
    assert set(get_args(names.Stage)) == names.STAGES
    assert set(get_args(names.Quality)) == names.QUALITIES
    assert set(get_args(names.Objective)) == names.OBJECTIVES


def test_weak_qualities_are_qualities() -> None:
    assert names.WEAK_QUALITIES < names.QUALITIES
    assert "measured" not in names.WEAK_QUALITIES


def test_stages_are_those_of_the_cities() -> None:
    assert {city.stage for city in places.cities().values()} == names.STAGES


def test_named_commodities_are_of_the_catalogue_in_the_unit_the_house_counts_them() -> None:
    units = {name: goods.commodity(name).unit for name in (names.ELECTRICITY, names.LABOUR, names.WATER, names.CO2)}
    assert units == {"electricity": "MWh", "labour": "job_year", "water": "m3", "co2_direct": "t"}


def test_a_year_has_the_hours_of_its_days() -> None:
    assert names.HOURS_PER_YEAR == 365 * 24
