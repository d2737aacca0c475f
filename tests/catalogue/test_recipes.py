"""Recipes: every flow known, in the good's unit, and the element balances close."""

import pytest

from lodeshift.catalogue import goods, recipes
from lodeshift.errors import UnknownIdError


def test_every_flow_is_a_known_commodity_in_its_unit_and_stands_once() -> None:
    for process in recipes.processes().values():
        seen = set()
        for flow in process.flows:
            assert flow.amount.unit == goods.commodity(flow.commodity).unit, flow.amount.row
            assert (flow.commodity, flow.direction) not in seen, flow.amount.row
            seen.add((flow.commodity, flow.direction))


def test_every_process_makes_its_main_product_with_power_and_people() -> None:
    assert len(recipes.processes()) >= 143
    for process in recipes.processes().values():
        taken = {flow.commodity for flow in process.flows}
        assert {"electricity", "labour"} <= taken, process.id
        assert goods.commodity(process.main).unit == process.unit, process.id


def test_the_main_flow_is_one_unit() -> None:
    for process in recipes.processes().values():
        main = [flow for flow in process.flows if flow.commodity == process.main and flow.direction == "out"]
        assert [flow.amount.central for flow in main] == [1.0], process.id


@pytest.mark.parametrize("rule", recipes.balance_rules(), ids=lambda rule: f"{rule.process}-{rule.element}")
def test_element_balances_close(rule: recipes.BalanceRule) -> None:
    recovery = recipes.element_recovery(rule.process, rule.element)
    assert rule.recovery_min <= recovery <= rule.recovery_max


def test_recovery_by_hand() -> None:
    process = recipes.process("copper_foil_6um")
    cathode = goods.mass_fraction("copper_cathode", "Cu") * -process.amount("copper_cathode")
    foil = goods.mass_fraction("copper_foil_6um", "Cu")
    assert recipes.element_recovery("copper_foil_6um", "Cu") == pytest.approx(foil / cathode)


def test_amounts_have_signs() -> None:
    process = recipes.process("copper_foil_6um")
    assert process.amount("copper_foil_6um") == 1
    assert process.amount("electricity") == -8.5
    assert process.amount("gold") == 0
    assert {flow.direction for flow in process.inputs} == {"in"}
    assert "in" not in {flow.direction for flow in process.outputs}


def test_makers_and_chains() -> None:
    assert "li2co3_brine_dle" in recipes.makers("lithium_carbonate")
    assert recipes.makers("gfrp") == ()
    assert "copper_foil_6um" in recipes.chains()["copper"]
    with pytest.raises(UnknownIdError):
        recipes.makers("unobtainium")


def test_unknown_process_gets_close_matches() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'lfp_synthesis'"):
        recipes.process("lfp_sythesis")


def test_mended_recipes_say_why() -> None:
    mended = {flow.amount.row: flow.amount for each in recipes.processes().values() for flow in each.flows}
    notes = [figure for figure in mended.values() if figure.note.startswith("mended here")]
    assert len(notes) == 3
    assert all(figure.quality == "estimate" and "was" in figure.note for figure in notes)
    assert recipes.process("wind_nacelle_assembly").amount("wind_drivetrain_parts") == -1
