"""Base years of three cities as a planner knows them, and what is said where figures are missing."""

from __future__ import annotations

import math

import pytest

from lodeshift.catalogue import indicators, places
from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.standing.facts import census_change, coverage, facts


@pytest.mark.parametrize(
    ("id", "gdp_bn", "people", "secondary"),
    [
        ("hegang", (36, 44), (780e3, 870e3), (0.25, 0.4)),
        ("jinchang", (55, 70), (420e3, 440e3), (0.6, 0.78)),
        ("lanzhou-new-area", (38, 52), (500e3, 750e3), (0.45, 0.7)),
    ],
)
def test_base_years_are_believable(
    id: str, gdp_bn: tuple[float, float], people: tuple[float, float], secondary: tuple[float, float]
) -> None:
    known = facts(id, usual())
    assert gdp_bn[0] < known.gdp / 1000 < gdp_bn[1]
    assert people[0] < known.population < people[1]
    assert secondary[0] < known.secondary_share < secondary[1]
    assert 0.25 < sum(known.jobs.values()) / known.population < 0.6
    assert 0 < known.public_share < 0.6
    assert known.sources and known.notes


def test_a_base_year_on_the_tables_is_taken_as_it_stands() -> None:
    """Jinchang and Lanzhou New Area have a level of 2024."""
    for id in ("jinchang", "lanzhou-new-area"):
        levels = [float(r["value"]) for r in indicators.series(id) if r["indicator"] == "gdp" and r["year"] == "2024"]
        levels += [i.value for i in indicators.indicators(id) if i.indicator == "gdp" and i.year == 2024]
        assert facts(id, usual()).gdp / 1000 == pytest.approx(levels[0])


def test_an_older_level_is_carried_at_the_countrys_growth_and_it_is_said() -> None:
    known = facts("hegang", usual())
    level = next(i for i in indicators.indicators("hegang") if i.indicator == "gdp")
    if level.year == 2023:
        assert 1.02 < known.gdp / 1000 / level.value < 1.06
        assert any(note.kind == "simulation.gdp_carried" and note.facts["to"] == 2024 for note in known.notes)


def test_hegang_loses_people_as_between_its_censuses() -> None:
    change = census_change("hegang")
    assert change is not None and -0.025 < change < -0.012
    before = indicators.value("hegang", "population_2010")
    after = indicators.value("hegang", "population_census")
    assert before and after and change == pytest.approx(math.log(after.value / before.value) / 10)
    assert facts("hegang", usual()).drift < -0.01


def test_coverage_counts_every_city_once_and_names_what_is_missing() -> None:
    good, lacking = coverage(usual())
    assert set(good) | set(lacking) == set(places.cities()) and not set(good) & set(lacking)
    assert len(good) >= 100
    assert all(lacking.values())
    id, words = next(iter(lacking.items()))
    with pytest.raises(InputError) as caught:
        facts(id, usual())
    assert all(problem.field in words for problem in caught.value.problems)


def test_cities_with_data_have_finite_plausible_figures() -> None:
    for id in coverage(usual())[0]:
        known = facts(id, usual())
        assert 0 < known.gdp < 3e6 and 1e4 < known.population < 2e7, id
        assert 1e4 < 1e6 * known.gdp / known.population < 5e5, id
        assert known.primary_share >= 0 and known.primary_share + known.secondary_share <= 1, id
        assert -0.2 < known.growth < 0.25 and -0.06 < known.drift < 0.06, id
        assert sum(known.jobs.values()) < 0.8 * known.population, id


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="hegang"):
        facts("hegan", usual())
