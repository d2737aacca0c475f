"""Recipes as a matrix, against the rows of the catalogue."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.catalogue import goods, recipes
from lodeshift.chain.network import network, order_by_chain
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
    assert changed.figures[key] == (figure,)
    for commodity in plain.commodities:
        if commodity != "electricity":
            assert changed.amount(key[0], commodity) == plain.amount(key[0], commodity)


def test_bounds_take_the_ends_of_each_figure() -> None:
    low, central, high = (network(["copper_foil_6um"], bound=bound) for bound in ("low", "central", "high"))
    assert [-n.amount("copper_foil_6um", "electricity") for n in (low, central, high)] == pytest.approx([7, 8.5, 10.5])
    assert np.all(low.taken <= central.taken)
    assert np.all(central.taken <= high.taken)


def test_every_commodity_of_the_matrix_is_one_of_the_catalogue() -> None:
    assert set(network().commodities) <= set(goods.commodities())


def test_an_unknown_process_is_told_with_its_likeness() -> None:
    with pytest.raises(UnknownIdError, match="copper_foil_6um"):
        network(["coper_foil_6um"])


def test_a_chain_is_ordered_from_the_raw_end() -> None:
    assert order_by_chain(network(ANODE), ["graphite_anode_synthetic"]) == (
        "anode_precursor_prep",
        "graphitization_box",
        "anode_finishing",
    )


def test_every_process_comes_after_those_that_feed_it_where_no_loop_binds_them() -> None:
    whole = network()
    ordered = order_by_chain(whole, ["battery_pack_lfp", "graphite_anode_synthetic"])
    place = {process: i for i, process in enumerate(ordered)}
    assert place["lfp_synthesis"] < place["cell_lfp"] < place["pack_lfp"]
    assert place["iron_phosphate_synthesis"] < place["lfp_synthesis"]
    assert place["copper_foil_6um"] < place["cell_lfp"]
    assert len(ordered) == len(set(ordered))


def test_a_loop_is_cut_and_by_products_lead_nowhere() -> None:
    whole = network()
    everything = order_by_chain(whole, whole.main)
    assert sorted(everything) == sorted(set(whole.processes))
    assert order_by_chain(whole, ["labour"]) == ()
