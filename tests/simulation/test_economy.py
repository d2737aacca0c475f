"""The base year adds up: value added and jobs by sector are those of the tables, plants included."""

from __future__ import annotations

import pytest
from tests.simulation import worlds

from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation.economy import Economy, base_output, economy, fit_site
from lodeshift.standing.facts import coverage, facts
from lodeshift.standing.plants import Plant
from lodeshift.standing.sectors import sector_shares

ASSUMED = usual()


def chains_value_added(found: Economy) -> float:
    return sum(site.output * site.value_added for site in found.sites) / 1e6


@pytest.mark.parametrize("id", worlds.CITIES)
def test_value_added_of_all_sectors_is_gdp(id: str) -> None:
    found = economy(facts(id, ASSUMED), ASSUMED)
    parts = (found.agriculture, found.services, found.other, found.resource_rest, found.materials_rest)
    assert sum(parts) + chains_value_added(found) == pytest.approx(found.facts.gdp)
    assert min(parts) >= 0
    known = found.facts
    assert found.agriculture == pytest.approx(known.primary_share * known.gdp)
    industry = known.secondary_share * known.gdp
    assert found.services == pytest.approx(
        known.gdp
        - found.agriculture
        - industry
        + sector_shares(known.jobs, known.gdp * known.secondary_share, ASSUMED)["construction"],
        rel=1e-6,
    )


@pytest.mark.parametrize("id", worlds.CITIES)
def test_industry_jobs_are_those_of_the_census(id: str) -> None:
    found = economy(facts(id, ASSUMED), ASSUMED)
    jobs = found.facts.jobs
    industry = sum(site.output * site.labour for site in found.sites) + found.rest_jobs + found.other_jobs
    census = jobs["mining"] + jobs["manufacturing"] + jobs["utilities"]
    assert industry == pytest.approx(census, rel=0.02)


def test_every_city_with_data_has_a_base_year_that_adds_up() -> None:
    for id in coverage(ASSUMED)[0]:
        found = economy(facts(id, ASSUMED), ASSUMED)
        beside = found.agriculture + found.services + found.other + found.resource_rest + found.materials_rest
        assert beside + chains_value_added(found) == pytest.approx(found.facts.gdp), id
        assert min(found.services, found.other, found.resource_rest, found.materials_rest) >= -1e-6, id
        assert all(0 <= site.output <= site.capacity * (1 + 1e-9) for site in found.sites), id


def test_sectors_share_the_secondary_sector() -> None:
    known = facts("hegang", ASSUMED)
    shares = sector_shares(known.jobs, known.gdp * known.secondary_share, ASSUMED)
    assert sum(shares.values()) == pytest.approx(known.gdp * known.secondary_share)
    assert shares["mining"] > shares["manufacturing"]


def test_a_plant_gets_the_rent_that_makes_it_run_as_plants_did() -> None:
    plant = Plant("copper_foil_6um", 10_000.0, (), "")
    site = fit_site(plant, "lanzhou-new-area", 1.0, 1.0, ASSUMED)
    assert site.output == pytest.approx(base_output(site))
    assert site.output >= ASSUMED.central("base_use") * site.capacity * (1 - 1e-6)
    assert site.rent >= 0 and site.rent_long >= site.rent
    assert 0 <= site.replaced <= 1


def test_a_plant_that_a_case_adds_takes_the_place_of_the_tables() -> None:
    own = Plant("copper_foil_6um", 1000.0, (), "")
    found = economy(facts("lanzhou-new-area", ASSUMED), ASSUMED, (own,))
    sizes = [site.plant.capacity for site in found.sites if site.plant.process == "copper_foil_6um"]
    assert sizes == [1000.0]
    empty = economy(facts("lanzhou-new-area", ASSUMED), ASSUMED, (Plant("lfp_synthesis", 0.0, (), ""),))
    assert next(site for site in empty.sites if site.plant.process == "lfp_synthesis").output == 0.0


def test_works_larger_than_industry_are_scaled_down_and_it_is_said() -> None:
    huge = Plant("copper_foil_6um", 1e8, (), "")
    found = economy(facts("lanzhou-new-area", ASSUMED), ASSUMED, (huge,))
    assert any(note.kind == "simulation.works_scaled" for note in found.notes)
    assert chains_value_added(found) <= found.facts.gdp * found.facts.secondary_share
