from __future__ import annotations

import pytest

from lodeshift.matching import feasibility


def test_carriers_are_the_dearest_inputs_and_every_ore() -> None:
    assert feasibility.carriers("li2co3_lepidolite") == ("lepidolite_concentrate",)
    assert feasibility.carriers("steel_bf_bof") == ("iron_ore_concentrate", "coking_coal")
    assert feasibility.carriers("tin_mining_concentrating") == ("tin_ore",)
    assert "graphite_anode_synthetic" in feasibility.carriers("cell_lfp")


def test_market_goods_have_no_recipe_or_a_wide_market() -> None:
    goods = feasibility.market_goods()
    assert {"limestone", "chromite_ore", "steel_scrap", "alumina"} <= goods
    assert not {"copper_cathode", "copper_ore", "cobalt_hydroxide", "bauxite", "naphtha"} & goods


def test_chain_is_walked_forward_from_the_ore() -> None:
    reached = feasibility.reach({"ree_ore"})
    assert reached["ree_ore"] == 0
    assert reached["ndpr_oxide"] == 2
    assert reached["ndfeb_magnet"] == 4
    assert "lithium_carbonate" not in reached


def test_by_products_are_in_reach_too() -> None:
    reached = feasibility.reach({"lead_zinc_ore"})
    assert feasibility.can_make("lead", reached)
    assert "sulfuric_acid" in reached


def test_a_loop_cannot_feed_itself() -> None:
    # magnets give scrap, scrap gives oxide, oxide gives magnets
    assert "ndfeb_magnet" not in feasibility.reach(())
    assert "ndfeb_magnet" in feasibility.reach({"ndfeb_scrap"})


def test_footloose_products_need_nothing() -> None:
    reached = feasibility.reach(())
    assert feasibility.can_make("graphite_anode_synthetic", reached)
    assert feasibility.can_make("aluminium", reached)
    assert not feasibility.can_make("copper_foil_6um", reached)


@pytest.mark.parametrize(
    ("product", "have", "links"),
    [
        ("copper_foil_6um", (), ("copper_cathode",)),
        ("copper_foil_6um", ("copper_concentrate",), ()),
        ("tin_concentrate", (), ("tin_ore",)),
        ("ncm_cathode", ("lithium_carbonate",), ("nickel_sulphate",)),
        ("battery_cell_ncm", ("nickel_matte", "copper_cathode"), ("lithium_hydroxide",)),
    ],
)
def test_missing_link_is_the_smallest(product: str, have: tuple[str, ...], links: tuple[str, ...]) -> None:
    found = feasibility.missing(product, feasibility.reach(have))
    assert len(found) == len(links)
    assert feasibility.can_make(product, feasibility.reach((*have, *found)))


def test_surroundings_hold_neighbours_but_not_their_ore() -> None:
    near = feasibility.surroundings("lanzhou-new-area", 300)
    assert "copper_cathode" in near.have and near.near["copper_cathode"][0] == "baiyin"
    assert "nickel_concentrate" in near.have
    assert "nickel_ore" not in near.have
    assert "nickel_concentrate" not in feasibility.surroundings("lanzhou-new-area", 100).have


def test_more_radius_never_takes_anything_away() -> None:
    small, large = (feasibility.reach(feasibility.surroundings("hegang", r).have).keys() for r in (50, 500))
    assert small <= large


def test_blind_to_the_city_s_own_firms() -> None:
    seen = feasibility.surroundings("nanyang", 0)
    blind = feasibility.surroundings("nanyang", 0, ("diamond_grit",))
    assert seen.own - blind.own == {"diamond_grit"}


def test_links_name_the_nearest_maker() -> None:
    link = feasibility.link("lanzhou-new-area", "lithium_carbonate")
    assert link.nearest == "haixi" and link.distance_km is not None and 300 < link.distance_km < 800
    assert feasibility.link("lanzhou-new-area", "tin_ore").note.kind == "matching.ore_elsewhere"
    assert feasibility.link("hegang", "alumina").nearest == ""
