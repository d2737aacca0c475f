from __future__ import annotations

import pytest

from lodeshift.catalogue import goods, industry, places, prices, recipes, siting, transport
from lodeshift.errors import UnknownIdError


def test_every_priced_good_of_a_recipe_has_a_class_of_haulage() -> None:
    flows = {f.commodity for p in recipes.processes().values() for f in p.flows}
    for commodity in flows:
        if prices.has_price(commodity):
            assert siting.haulage(commodity) in siting.MODES


def test_modes_of_every_class_are_freight_modes() -> None:
    for modes in siting.MODES.values():
        assert set(modes) <= set(transport.modes())


def test_haulage_follows_the_nature_of_the_good() -> None:
    assert siting.haulage("coal") == "bulk"
    assert siting.haulage("sulfuric_acid") == "tank"
    assert siting.haulage("battery_cell_lfp") == "hazard"
    assert siting.haulage("electricity") == "site"
    with pytest.raises(UnknownIdError, match="class of haulage"):
        siting.haulage("copper_ore")


def test_goods_passed_on_within_works_are_on_no_open_market() -> None:
    assert not siting.on_open_market("copper_matte_concentrate")
    assert siting.on_open_market("copper_cathode")


def test_resource_words() -> None:
    found = siting.resources_in("coking coal, copper (Pulang), gold, beryllium")
    assert [r.commodity for r in found] == ["coking_coal", "coal_in_ground", "copper_ore", "gold_ore"]
    assert all(r.quality == "recalled" for r in found)
    assert siting.resources_in("beryllium, tourism") == ()


def test_ion_adsorption_clay_is_no_hard_rock_ore() -> None:
    assert "ree_ore" not in [r.commodity for r in siting.resources_in(places.city("ganzhou").main_resources)]


def test_most_cities_have_a_resource_that_a_recipe_starts_from() -> None:
    with_words = [c for c in places.cities().values() if siting.resources_in(c.main_resources)]
    assert 200 <= len(with_words) < 262


def test_cluster_goods_name_clusters_and_commodities() -> None:
    known = {cluster.id for cluster in industry.clusters()}
    assert siting.cluster_goods().keys() <= known
    assert all(g in goods.commodities() for gs in siting.cluster_goods().values() for g in gs)
