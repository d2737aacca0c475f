"""What stands in a city, read from the tables of firms and deposits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.catalogue import geology
from lodeshift.catalogue.assumptions import usual
from lodeshift.chain.unit import chain
from lodeshift.standing import plants
from lodeshift.standing.facts import CityFacts, coverage, facts

ASSUMED = usual()


def city(words: str, stage: str) -> CityFacts:
    """Hegang with other resource words and another stage."""
    return replace(facts("hegang", ASSUMED), resource_words=words, stage=stage)


def by_process(id: str) -> dict[str, plants.Plant]:
    return {p.process: p for p in plants.existing(facts(id, ASSUMED), 5000.0, ASSUMED)}


def test_hegang_digs_coal_from_its_tiers_at_about_its_output() -> None:
    coal = by_process("hegang")["coal_mining"]
    assert 8e6 < coal.capacity < 20e6
    assert coal.ores and not coal.derived and coal.row
    years = sum(ore.ore_t * ore.product_per_ore for ore in coal.ores) / coal.capacity
    assert 15 < years < 300


def test_jinchang_mines_nickel_and_works_it_up() -> None:
    found = by_process("jinchang")
    assert {"nickel_copper_mining_concentrating", "nickel_electrorefining", "nickel_converter_matte"} <= set(found)
    assert found["nickel_electrorefining"].capacity == pytest.approx(200_000, rel=0.2)
    assert found["nickel_converter_matte"].derived
    assert not found["nickel_electrorefining"].ores


def test_lanzhou_new_area_makes_foil_and_no_row_counts_twice() -> None:
    found = by_process("lanzhou-new-area")
    assert 100_000 < found["copper_foil_6um"].capacity <= 250_000
    assert not any(chain(process, "hegang", ASSUMED).is_resource for process in found)


def test_a_mine_is_assumed_for_a_resource_city_without_a_deposit_and_it_is_said() -> None:
    assumed = plants.assumed_mine(city("coal", "declining"), 1000.0, ASSUMED)
    assert assumed is not None and assumed.derived
    dug = chain(assumed.process, "hegang", ASSUMED)
    per_unit = dug.revenue - dug.goods - dug.upkeep_bought
    assert assumed.capacity * per_unit == pytest.approx(1e9)
    younger = plants.assumed_mine(city("coal", "growing"), 1000.0, ASSUMED)
    assert younger is not None and younger.ores[0].ore_t > assumed.ores[0].ore_t
    assert plants.assumed_mine(city("forest", "mature"), 1000.0, ASSUMED) is None
    assert plants.assumed_mine(city("coal", "mature"), 0.0, ASSUMED) is None


def test_tiers_give_product_by_their_grade() -> None:
    tiers = [t for t in geology.tiers(city="jinchang") if t.grade is not None]
    rich, poor = max(tiers, key=lambda t: t.grade or 0), min(tiers, key=lambda t: t.grade or 0)
    gives = [plants.ore_of(tier, ASSUMED).product_per_ore for tier in (rich, poor)]
    assert gives[0] > gives[1] > 0
    for tier in tiers:
        ore = plants.ore_of(tier, ASSUMED)
        assert ore.ore_t > 0 and ore.rate_t > 0 and ore.product_per_ore > 0


def test_all_plants_of_all_cities_have_a_size_and_one_row_per_process() -> None:
    for id in coverage(ASSUMED)[0]:
        known = facts(id, ASSUMED)
        found = plants.existing(known, 1000.0, ASSUMED)
        assert all(plant.capacity > 0 for plant in found), id
        assert len({plant.process for plant in found}) == len(found), id
        assert all(plant.ores for plant in found if chain(plant.process, "hegang", ASSUMED).is_resource), id
