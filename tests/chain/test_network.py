"""Recipes as a matrix, against the rows of the catalogue."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.catalogue import goods, recipes
from lodeshift.chain import network as chain_network
from lodeshift.chain.network import (
    by_product_makers,
    direct_co2e,
    feeds,
    flows,
    gwp100,
    maker,
    makers,
    network,
    steps_to,
    usual_route,
    whole,
)
from lodeshift.errors import UnknownIdError

ANODE = ("anode_finishing", "graphitization_box", "anode_precursor_prep")


def test_the_whole_catalogue_stands_in_the_matrix_flow_by_flow() -> None:
    whole = network()
    assert set(whole.processes) == set(recipes.processes())
    for process in recipes.processes().values():
        assert whole.main[whole.process_index[process.id]] == process.main
        for commodity in {flow.commodity for flow in process.flows}:
            assert whole.amount(process.id, commodity) == pytest.approx(process.amount(commodity), abs=1e-12)
    assert np.all(whole.taken >= 0)
    assert np.all(whole.given >= 0)


def test_a_process_gives_one_unit_of_its_main_product() -> None:
    whole = network()
    for id, process in recipes.processes().items():
        mains = [flow for flow in process.flows if flow.direction == "out"]
        assert [flow.commodity for flow in mains] == [process.main]
        assert whole.given[whole.commodity_index[process.main], whole.process_index[id]] == pytest.approx(1.0)


def test_the_numbers_of_one_tonne_of_foil() -> None:
    foil = network(["copper_foil_6um"])
    assert foil.amount("copper_foil_6um", "copper_cathode") == pytest.approx(-1.008)
    assert foil.amount("copper_foil_6um", "electricity") == pytest.approx(-8.5)
    assert foil.amount("copper_foil_6um", "gold_that_nobody_named") == 0.0
    assert foil.of("electricity").tolist() == [-8.5]
    assert foil.of("gold_that_nobody_named").tolist() == [0.0]


@given(st.permutations(ANODE))
def test_the_order_of_processes_changes_places_and_nothing_else(order: list[str]) -> None:
    plain, turned = network(ANODE), network(order)
    for process in ANODE:
        for commodity in plain.commodities:
            assert turned.amount(process, commodity) == plain.amount(process, commodity)


def test_makers_and_users_are_those_of_the_recipes() -> None:
    chain = network(ANODE)
    assert chain.makers("graphitized_powder") == ("graphitization_box",)
    assert chain.users("graphitized_powder") == ("anode_finishing",)
    assert chain.makers("copper_cathode") == ()
    assert chain.users("copper_cathode") == ()
    for commodity in chain.commodities:
        assert set(chain.makers(commodity)) == {
            flow_of for flow_of in ANODE for f in recipes.process(flow_of).outputs if f.commodity == commodity
        }


def test_an_override_replaces_one_amount_and_keeps_its_direction() -> None:
    key = ("copper_foil_6um", "electricity")
    figure = replace(recipes.process(key[0]).inputs[1].amount, low=7.0, central=7.2, high=8.0)
    plain, changed = network(["copper_foil_6um"]), network(["copper_foil_6um"], overrides={key: figure})
    assert changed.amount(*key) == pytest.approx(-7.2)
    of_foil = {flow.commodity: flow for flow in changed.flows_of(key[0])}
    assert of_foil["electricity"].figure == figure
    assert {name for name, flow in of_foil.items() if flow.overridden} == {"electricity"}
    assert not any(flow.overridden for flow in plain.flows)
    for commodity in plain.commodities:
        if commodity != "electricity":
            assert changed.amount(key[0], commodity) == plain.amount(key[0], commodity)


def test_every_commodity_of_the_matrix_is_one_of_the_catalogue() -> None:
    assert set(network().commodities) <= set(goods.commodities())


def test_an_unknown_process_is_told_with_its_likeness() -> None:
    with pytest.raises(UnknownIdError, match="copper_foil_6um"):
        network(["coper_foil_6um"])


def test_every_flow_keeps_the_row_it_was_read_from() -> None:
    for id, process in recipes.processes().items():
        kept = [(f.commodity, f.direction, f.figure) for f in whole().flows_of(id)]
        assert kept == [(f.commodity, f.direction, f.amount) for f in process.flows]
        assert whole().net_of(id) == pytest.approx(
            {f.commodity: process.amount(f.commodity) for f in process.flows if process.amount(f.commodity)}
        )


def test_where_several_processes_make_a_good_a_row_says_which_is_usual() -> None:
    outputs = {flow.commodity for process in recipes.processes().values() for flow in process.outputs}
    goods_made = outputs - chain_network.NOT_GOODS
    none = [c for c in sorted(goods_made) if usual_route(c) is None]
    assert none == []
    for commodity, rows in recipes.usual_routes().items():
        known = makers(commodity) or by_product_makers(commodity)
        assert len(known) > 1
        assert {row.process for row in rows} <= set(known)
        assert len({(row.province, row.from_year) for row in rows}) == len(rows)


def test_methanol_is_made_from_coal_until_somebody_says_otherwise() -> None:
    assert maker("methanol", "Shaanxi") == "methanol_coal"
    assert maker("methanol") == "methanol_coal"
    assert maker("methanol", "Shaanxi", here=["methanol_co2_h2"]) == "methanol_co2_h2"


def test_what_stands_here_comes_before_what_is_at_hand_and_that_before_what_is_usual() -> None:
    assert maker("lithium_carbonate") == "li2co3_lepidolite"
    assert maker("lithium_carbonate", "Qinghai") == "li2co3_brine_dle"
    assert maker("lithium_carbonate", "Qinghai", at_hand=["spodumene_concentrate"]) == "li2co3_spodumene"
    both = ["li2co3_lepidolite", "li2co3_spodumene"]
    assert maker("lithium_carbonate", here=both, at_hand=["lithium_brine"]) == "li2co3_lepidolite"
    assert maker("lithium_carbonate", "Sichuan", here=both) == "li2co3_spodumene"
    assert maker("lithium_carbonate", here=both, at_hand=["spodumene_concentrate"]) == "li2co3_spodumene"
    assert maker("quartz") is None
    assert maker("sulfuric_acid") is None
    assert usual_route("sulfuric_acid") == "copper_smelting_refining"


@pytest.mark.parametrize(
    ("process", "feed"),
    [
        ("coal_mining", {"coal_in_ground"}),
        ("copper_foil_6um", {"copper_cathode"}),
        ("copper_smelting_refining", {"copper_concentrate"}),
        ("steel_bf_bof", {"iron_ore_concentrate", "coking_coal"}),
        ("electrolyser_alkaline", set()),
    ],
)
def test_feeds_are_ores_or_the_dear_part_of_what_goes_in(process: str, feed: set[str]) -> None:
    assert feeds(process) == feed


def test_methane_counts_by_its_warming_power() -> None:
    net = whole().net_of("coal_mining")
    assert gwp100("co2_direct") == 1.0
    assert gwp100("coal") == 0.0
    assert direct_co2e(net) == pytest.approx(net["co2_direct"] + 29.8 * net["ch4_direct"])


def test_the_own_chain_of_a_product_ends_where_another_chain_or_a_stop_begins() -> None:
    assert set(steps_to("graphite_anode_synthetic", {}, ["needle_coke"])) == {
        "anode_finishing",
        "graphitization_acheson",
        "anode_precursor_prep",
    }
    assert "graphitization_box" in steps_to("graphite_anode_synthetic", {"graphitized_powder": "graphitization_box"})
    assert steps_to("copper_foil_6um", {}, ["copper_cathode"]) == ("copper_foil_6um",)
    assert steps_to("quartz", {}) == ()


def test_steps_follow_the_provinces_usual_route() -> None:
    assert "li2co3_brine_dle" in steps_to("lithium_carbonate", {}, province="Qinghai", year=2026)
    assert "li2co3_lepidolite" in steps_to("lithium_carbonate", {})


def test_flows_of_a_process_carry_a_cases_own_figure_as_such() -> None:
    own = replace(flows("steel_bf_bof")[0].figure, central=9.0, high=9.0)
    key = ("steel_bf_bof", flows("steel_bf_bof")[0].commodity)
    changed = flows("steel_bf_bof", {key: own})
    assert [flow.overridden for flow in changed] == [flow.commodity == key[1] for flow in changed]
    assert changed[0].figure.central == 9.0
