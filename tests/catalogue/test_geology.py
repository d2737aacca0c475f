"""Deposits and tiers."""

import pytest

from lodeshift.catalogue import geology, recipes
from lodeshift.errors import UnknownIdError


def test_tiers_are_in_order_and_sane() -> None:
    for tier in geology.tiers():
        assert tier.ore.low <= tier.ore.central <= tier.ore.high
        assert tier.mining_cost.central > 0
        assert recipes.process(tier.process).amount(tier.ore_flow) < 0, tier.row
        assert tier.liftable_t == pytest.approx(tier.ore.central / tier.recipe_factor, rel=0.01), tier.row
    numbers = [tier.tier for tier in geology.tiers("Jinchuan")]
    assert numbers == [1, 2, 3]


def test_every_tiered_deposit_has_a_book_row() -> None:
    books = {(each.deposit, each.city_id) for each in geology.deposits()}
    assert {(tier.deposit, tier.city_id) for tier in geology.tiers()} <= books


def test_filters() -> None:
    assert {tier.deposit for tier in geology.tiers(city="baotou")} == {"Bayan Obo"}
    assert geology.tiers(city="lanzhou") == ()
    assert len(geology.tiers()) == 39
    with pytest.raises(UnknownIdError, match="Jinchuan"):
        geology.tiers("Jinchuan mine")


def test_substances_carry_commodities_where_one_fits() -> None:
    by_substance = {each.substance: each for each in geology.deposits()}
    assert by_substance["copper"].commodity == "copper_cathode"
    assert by_substance["lithium (brine)"].ore_flow == "lithium_brine"
    assert by_substance["vanadium"].commodity == ""
    assert sum(bool(each.commodity) for each in geology.deposits()) == 49
