"""Which material limits the cell chain, and what of a sale is value added."""

from __future__ import annotations

import pytest
from tests.planning.solving import solved
from tests.planning.worlds import market, output_goal, plant, world

from lodeshift.catalogue.questions import sector_questions
from lodeshift.planning.answers import answers_of, output_of, reach, value_added_share
from lodeshift.records.plan import Circuits


def _found(foil6: float, foil4: float, anode: float, lfp: float):  # type: ignore[no-untyped-def]
    goods = {
        "copper_foil_6um": foil6,
        "copper_foil_4p5um": foil4,
        "graphite_anode_synthetic": anode,
        "lfp_cathode": lfp,
    }
    processes = tuple(plant(f"line {c}", {c: 1.0}, max_capacity_k=max(k, 1e-6)) for c, k in goods.items())
    markets = tuple(market(c, c, "sell", 100.0, 1) for c in goods)
    inputs = world(processes, markets, years=(2026,), goals=tuple(output_goal(c, 2026, k) for c, k in goods.items()),
                   cny_per_unit=dict.fromkeys(goods, 100000.0))  # fmt: skip
    return solved(inputs)


def test_the_lanzhou_targets_are_limited_by_lfp() -> None:
    """foil_physics.md item 7 by the recipe's own figures: 0.45 t foil, 1.15 t anode, 2.3 t LFP per MWh."""
    found = _found(350.0, 0.0, 600.0, 200.0)
    chain = reach(found.model.inputs, found.amounts, sector_questions()["cell_chain"])
    assert chain is not None
    assert (chain.product, chain.limits) == ("battery_cell_lfp", "lfp_cathode")
    assert chain.suffices_for["lfp_cathode"] == pytest.approx(200e3 / 2.3)
    assert chain.suffices_for["graphite_anode_synthetic"] == pytest.approx(600e3 / 1.15)
    assert chain.suffices_for["copper_foil_6um"] == pytest.approx(350e3 / 0.45)


def test_thin_foil_covers_more_cells_per_tonne() -> None:
    found = _found(0.0, 90.0, 600.0, 200.0)
    thin = reach(found.model.inputs, found.amounts, sector_questions()["cell_chain"])
    assert thin is not None
    assert thin.suffices_for["copper_foil_6um"] == pytest.approx(90e3 * 6.0 / 4.5 / 0.45)


def test_gross_output() -> None:
    found = _found(350.0, 0.0, 600.0, 200.0)
    assert output_of(found.model.inputs, found.amounts, "lfp_cathode") == pytest.approx(200e3)


def test_without_inputs_all_of_a_sale_is_value_added() -> None:
    found = _found(350.0, 0.0, 600.0, 200.0)
    share = value_added_share(found.model.inputs, found.amounts, found.books)
    assert share["lfp_cathode"] == pytest.approx(1.0)
    answers = answers_of(found.model.inputs, found.amounts, found.books)
    assert answers.circuits == Circuits(330.0, 50)


def test_bought_inputs_lower_the_share() -> None:
    line = plant("line", {"copper_foil_6um": 1.0, "copper_cathode": -1.0}, max_capacity_k=10.0)
    markets = (market("c", "copper_cathode", "buy", 66.0, 1), market("f", "copper_foil_6um", "sell", 82.0, 1))
    inputs = world((line,), markets, years=(2026,), goals=(output_goal("copper_foil_6um", 2026, 10.0),),
                   cny_per_unit={"copper_foil_6um": 82000.0, "copper_cathode": 66000.0})  # fmt: skip
    found = solved(inputs)
    share = value_added_share(inputs, found.amounts, found.books)
    assert share["copper_foil_6um"] == pytest.approx(16.0 / 82.0)


def test_joint_plants_have_no_share_of_their_own() -> None:
    """The matte of one furnace goes to nickel and to salts, and copper comes beside it: nobody can part its value added."""
    furnace = plant("furnace", {"nickel_matte": 1.0, "copper_cathode": 0.5}, max_capacity_k=20.0)
    nickel = plant("nickel line", {"nickel": 1.0, "nickel_matte": -1.0}, max_capacity_k=10.0)
    salts = plant("salt line", {"nickel_sulphate": 1.0, "nickel_matte": -1.0}, max_capacity_k=10.0)
    smelter = plant("smelter", {"copper_cathode": 1.0, "copper_concentrate": -4.0}, max_capacity_k=10.0)
    zinc = plant("zinc works", {"zinc": 1.0}, max_capacity_k=10.0)
    sold = ("nickel", "nickel_sulphate", "copper_cathode", "zinc")
    markets = (*(market(c, c, "sell", 100.0, 1) for c in sold), market("ore", "copper_concentrate", "buy", 1.0, 1))
    goals = tuple(output_goal(c, 2026, 5.0) for c in sold)
    prices = dict.fromkeys((*sold, "nickel_matte", "copper_concentrate"), 1000.0)
    found = solved(
        world((furnace, nickel, salts, smelter, zinc), markets, years=(2026,), goals=goals, cny_per_unit=prices)
    )
    share = value_added_share(found.model.inputs, found.amounts, found.books)
    assert set(share) == {"zinc"}


def test_one_material_is_no_cell_chain() -> None:
    line = plant("line", {"copper_foil_6um": 1.0}, max_capacity_k=10.0)
    inputs = world((line,), (market("f", "copper_foil_6um", "sell", 82.0, 1),), years=(2026,),
                   goals=(output_goal("copper_foil_6um", 2026, 10.0),))  # fmt: skip
    found = solved(inputs)
    assert answers_of(inputs, found.amounts, found.books).chains == {}


def test_a_product_that_is_not_made_has_no_share() -> None:
    """Its plant's fixed O&M over a solver's grams would be millions of per cent."""
    found = _found(350.0, 1e-6, 600.0, 200.0)
    assert "copper_foil_4p5um" not in value_added_share(found.model.inputs, found.amounts, found.books)
