"""Works that stand: sized by output, priced at the gate, a middle without a market counted once."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import assumptions, places, prices, recipes
from lodeshift.chain.power import grid_factor
from lodeshift.chain.prices import gate_price
from lodeshift.chain.unit import chain
from lodeshift.records.figure import Figure
from lodeshift.records.standing import GoodKind, StandingGood
from lodeshift.standing import works
from lodeshift.standing.works import works_of


def good(commodity: str, amount: float, kind: GoodKind = "output") -> StandingGood:
    unit = f"{recipes.process('coal_mining').unit}/a"
    figure = Figure(amount, amount, amount, unit, "2023", "", "s", "reported")
    return StandingGood(commodity, kind, figure, 2023, "printed", ("standing_outputs.csv:2",))


def test_a_mine_earns_its_output_at_the_gate_and_emits_with_its_bought_power() -> None:
    (mine,) = works_of("hegang", [good("coal", 2e6)])
    process = recipes.process("coal_mining")
    assert (mine.process, mine.sector, mine.digs) == ("coal_mining", "coal", True)
    sold = [
        f
        for f in process.outputs
        if f.commodity not in ("co2_direct", "ch4_direct") and prices.has_price(f.commodity, "sell")
    ]
    earned = sum(max(f.amount.central * gate_price(f.commodity, "hegang").central, 0.0) for f in sold)
    assert mine.revenue_mcny == pytest.approx(2.0 * earned)
    power_mwh = 2e6 * -process.amount("electricity")
    factor = grid_factor(places.place("hegang").province_en, prices.BASE_YEAR).central
    assert mine.power_twh == pytest.approx(power_mwh / 1e6)
    assert mine.co2_t == pytest.approx(2e6 * process.amount("co2_direct") + power_mwh * factor)
    assert mine.ch4_co2e_t > 0
    assert mine.jobs == pytest.approx(2e6 * -process.amount("labour"))


def test_amounts_are_in_proportion_to_output_but_the_margin_of_a_tonne_is_not() -> None:
    (one,), (two,) = works_of("baotou", [good("steel", 1e6)]), works_of("baotou", [good("steel", 2e6)])
    assert two.value_added_mcny == pytest.approx(2 * one.value_added_mcny)
    assert two.co2_t == pytest.approx(2 * one.co2_t)
    assert two.margin_cny_per_unit == one.margin_cny_per_unit


def test_the_margin_is_what_a_stop_would_lose() -> None:
    (work,) = works_of("baotou", [good("steel", 1e6)])
    made = chain(work.process, "baotou", assumptions.usual())
    assert work.margin_cny_per_unit == pytest.approx(
        made.value_added + made.upkeep_bought - made.wages - made.variable_om
    )


def test_a_step_that_another_work_takes_in_is_not_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = {"steel_bf_bof": [("steel_bf_bof", 1.0), ("coke_oven", 0.4)]}
    monkeypatch.setattr(works, "flat", lambda process: ({}, taken.get(process, [(process, 1.0)])))
    found = works_of("baotou", [good("steel", 1e6), good("coke", 1e6), good("coal", 1e6)])
    assert {work.process for work in found} == {"steel_bf_bof", "coal_mining"}


def test_capacity_power_and_what_no_recipe_makes_are_no_works() -> None:
    assert works_of("baotou", [good("steel", 1e6, "capacity"), good("electricity", 1e6)]) == ()
