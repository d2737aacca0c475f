"""Processes as the simulation sees them: money adds up with the catalogue."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import prices, recipes, ties
from lodeshift.catalogue.assumptions import usual
from lodeshift.chain import unit
from lodeshift.chain.prices import delivered_cny, gate_price
from lodeshift.errors import UnknownIdError

PLACE = "lanzhou-new-area"
ALL = sorted(recipes.processes())


def test_every_process_has_positive_sales_capital_and_a_life() -> None:
    for id in ALL:
        made = unit.chain(id, PLACE, usual())
        assert made.revenue > 0 and made.capital > 0 and made.life_years > 0, id
        assert min([*made.sold.values(), *made.bought.values(), made.labour, made.co2, made.power_mwh]) >= 0, id
        assert made.end_use in ties.end_uses(), id
        assert 0 <= made.upkeep_bought <= made.upkeep or made.upkeep == 0, id


def test_sales_are_at_the_gate_and_purchases_delivered() -> None:
    process, made = recipes.process("copper_foil_6um"), unit.chain("copper_foil_6um", PLACE, usual())
    copper = -process.amount("copper_cathode") * delivered_cny("copper_cathode", PLACE)
    assert made.bought["copper_cathode"] == pytest.approx(copper)
    assert made.sold["copper_foil_6um"] == pytest.approx(gate_price("copper_foil_6um", PLACE).central)
    assert made.power_mwh == pytest.approx(-process.amount("electricity"))
    assert not made.is_resource
    coast = prices.base_price("copper_foil_6um", "sell").central
    assert 0.95 * coast < made.sold["copper_foil_6um"] < coast


def test_a_mine_digs_and_its_ore_costs_nothing_but_digging() -> None:
    coal = unit.chain("coal_mining", PLACE, usual())
    assert coal.is_resource and coal.ore is not None and coal.ore[1] > 0
    assert coal.ore[0] not in coal.bought


def test_makers_of_inputs_without_a_market_are_taken_in() -> None:
    """Where a step is taken in, its labour counts too."""
    for id in ALL:
        made = unit.chain(id, PLACE, usual())
        own = max(-recipes.process(id).amount("labour"), 0.0)
        assert made.labour >= own - 1e-12, id


def test_an_unknown_process_is_refused() -> None:
    with pytest.raises(UnknownIdError):
        unit.chain("perpetual_motion", PLACE, usual())
