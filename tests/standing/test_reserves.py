"""Reserve life on tiers, the books beside it, and the city's mean."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import geology, recipes
from lodeshift.errors import UnknownIdError
from lodeshift.records.diagnosis import ReserveLife
from lodeshift.records.note import note
from lodeshift.standing import reserves


def of(city: str) -> ReserveLife:
    return reserves.reserve_life(reserves.deposits_of(city), city)


def test_the_mean_is_harmonic_and_weighted_by_revenue() -> None:
    assert reserves.harmonic_life([1, 1], [10, 30]) == pytest.approx(15)
    assert reserves.harmonic_life([9, 1], [10, 1000]) == pytest.approx(10 / (0.9 + 0.001))


def test_hegang_lasts_decades_on_what_pays_and_centuries_in_the_books() -> None:
    life = of("hegang")
    coal = next(m for m in life.minerals if m.mineral == "coal")
    assert coal.life_years is not None
    assert coal.life_years[1] == pytest.approx((140 + 144) / (11 + 3), rel=1e-6)  # Mt over Mt a year
    assert coal.first_empty_years == pytest.approx(140 / 11, rel=1e-6)
    assert coal.first_empty_share == pytest.approx(11 / 14, rel=1e-6)
    assert [tier.pays for tier in coal.tiers] == [True, True, False]
    assert coal.depletion == pytest.approx(1062 / (1062 + 175 + 180), rel=1e-6)
    book = next(b for b in life.book if b.deposit == "Hegang coalfield")
    assert book.years == pytest.approx(250)


def test_low_central_and_high_tonnage_stay_in_order() -> None:
    for city in dict.fromkeys(tier.city_id for tier in geology.tiers()):
        for mineral in of(city).minerals:
            if mineral.life_years is not None:
                low, central, high = mineral.life_years
                assert low <= central <= high, (city, mineral.mineral)
            assert 0 <= mineral.depletion <= 1


def test_ore_per_product_is_the_recipe_at_the_reference_grade() -> None:
    tier = geology.tiers(deposit="Jinchuan")[1]  # 1.05 % Ni at 84 % recovery, close to the recipe's 1.1 %
    life = of("jinchang")
    cost = next(t for m in life.minerals for t in m.tiers if t.tier == 2).cost_cny_per_t
    ore = next(f.amount.central for f in recipes.process(tier.process).flows if f.commodity == tier.ore_flow)
    assert cost > tier.mining_cost.central * ore  # leaner than the reference, and concentrating comes on top
    assert cost < 2 * tier.mining_cost.central * ore


def test_output_on_bought_feed_is_no_basis_for_a_book_life() -> None:
    nickel = next(b for b in of("jinchang").book if b.substance == "nickel")
    assert nickel.years is None
    assert nickel.note.kind == "diagnosis.other_output"
    assert nickel.plant_capacity_t == 200_000


def test_geological_and_cumulative_figures_are_no_reserves() -> None:
    notes = {b.basis: b.years for b in of("daqing").book}
    assert all(years is None for years in notes.values())


def test_the_city_share_counts_each_mineral_up_to_five_per_cent() -> None:
    life = of("hegang")
    coal, graphite = life.minerals
    assert coal.national_share is not None
    assert graphite.national_share is not None
    assert graphite.national_share.central > 5
    weights = coal.revenue_mcny / (coal.revenue_mcny + graphite.revenue_mcny)
    assert life.national_share == pytest.approx((weights * coal.national_share.central + (1 - weights) * 5) / 100)


def test_a_share_above_the_whole_is_cut_and_said() -> None:
    lithium = of("yichun-jiangxi").minerals[0]
    assert lithium.national_share is not None
    assert lithium.national_share.central == 100
    assert lithium.national_share.remark == note("diagnosis.exceeds_the_country")


def test_without_deposits_there_is_no_life_and_not_zero() -> None:
    life = reserves.reserve_life({}, "lanzhou-new-area")
    assert (life.city_years, life.depletion, life.national_share, life.minerals) == (None, None, None, ())


def test_unknown_deposits_are_refused() -> None:
    with pytest.raises(UnknownIdError, match="Jinchuan"):
        reserves.reserve_life({"Jinchuang": 1.0}, "jinchang")


def test_every_substance_with_tiers_has_a_national_output() -> None:
    assert {tier.substance for tier in geology.tiers()} <= set(reserves.national_output())
