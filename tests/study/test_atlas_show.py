"""Cards of the atlas."""

import pytest

from lodeshift.catalogue import geology, goods, places, power, technologies
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.atlas import Card
from lodeshift.records.note import note
from lodeshift.study.atlas_show import show


def titles(card: Card) -> set[str]:
    return {each.title.kind for each in card.lists if each.rows}


def test_an_id_of_two_kinds_gives_both_cards() -> None:
    commodity, process = show("copper_foil_6um")
    assert (commodity.kind, process.kind) == (note("atlas.commodity"), note("atlas.process"))
    recipe = process.lists[0]
    power_row = next(row for row in recipe.rows if row["item"] == "in electricity")
    assert (power_row["low"], power_row["central"], power_row["high"]) == (7.0, 8.5, 10.5)
    assert power_row["mark"] == "≈ estimate" and power_row["source"] and power_row["row"]


def test_city_card_holds_numbers_industry_and_marks() -> None:
    (card,) = show("包头市")
    assert card.id == "baotou" and card.facts["stage_2013"] == "regenerative"
    assert card.facts["city_tier"] == note("atlas.tier_of_city", "3", mark="≈ recalled")
    assert {"atlas.census", "atlas.deposits_of", "atlas.firms", "atlas.clusters_of"} <= titles(card)


def test_deposit_and_grid_cards() -> None:
    (deposit,) = show("jinchuan")
    assert [row["tier"] for row in deposit.lists[1].rows] == [1, 2, 3]
    (grid,) = show("Inner Mongolia West")
    months = {row["months"] for row in grid.lists[1].rows}
    assert {"1-5, 9-12", "6-8"} <= months
    (yulin,) = show("Shaanxi (Yulin)")
    assert "demand_charge" in str(yulin.facts["missing"])


def test_technology_without_a_recipe() -> None:
    (card,) = show("wind_onshore")
    assert card.kind == note("atlas.technology")
    assert {row["item"] for row in card.lists[0].rows} >= {"capex", "lifetime"}


@pytest.mark.parametrize(
    "word",
    [
        *list(places.places())[::40],
        *list(goods.commodities())[::25],
        *list(technologies.technologies())[::15],
        *sorted({each.deposit for each in geology.deposits()})[::8],
        *power.grids()[::6],
    ],
)
def test_every_id_has_a_card_whose_columns_exist(word: str) -> None:
    for card in show(word):
        assert card.facts
        for each in card.lists:
            for row in each.rows:
                assert set(each.columns) <= set(row), (card.id, each.title)


def test_nothing_of_that_name() -> None:
    with pytest.raises(UnknownIdError, match="baotou"):
        show("baotuo")
    with pytest.raises(InputError, match="yichun-jiangxi"):
        show("Yichun")
