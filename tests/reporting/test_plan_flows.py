"""Flow picture: mass in equals mass out at every good, and nothing is lost in the merging."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from lodeshift.records.plan import Flow, Plan, Trade
from lodeshift.reporting import plan_flows
from lodeshift.reporting.telling import Telling


def test_every_good_balances(telling: Telling) -> None:
    made: dict[str, float] = defaultdict(float)
    taken: dict[str, float] = defaultdict(float)
    for source, target, commodity, value in plan_flows._links(telling):
        made[commodity] += value if not target.startswith(("sold:", "out:")) else 0.0
        taken[commodity] += value
        assert source != target
        assert value > 0
    bought = sum(
        t.amount for t in telling.plan.trades if t.year == 2035 and t.kind == "buy" and t.commodity == "copper_cathode"
    )
    assert taken["copper_cathode"] == pytest.approx(bought)


def test_what_a_process_takes_arrives_there(telling: Telling) -> None:
    arriving = sum(
        v for _, target, c, v in plan_flows._links(telling) if target == "at:graphitization_box" and c == "green_anode"
    )
    wanted = sum(
        -f.amount
        for f in telling.plan.flows
        if f.year == 2035 and f.process == "graphitization_box" and f.commodity == "green_anode"
    )
    assert arriving == pytest.approx(wanted)


def test_finding_tells_tonnes_in_and_out(telling: Telling) -> None:
    assert (
        "In 2035 1,490 kt of materials become 1,150 kt of goods sold: 1.3 t in for each t sold"
        in plan_flows.flow_figure(telling)
    )


def test_small_inputs_are_drawn_together_and_it_is_said(telling: Telling) -> None:
    links = plan_flows._links(telling)
    merged = plan_flows._merge(telling, links, 60e3)
    assert any(source == "in:other" for source, *_ in merged)
    assert sum(v for *_, v in merged) == pytest.approx(sum(v for *_, v in links), rel=0.01)
    assert "under 0.4% of all that comes in" in plan_flows.flow_figure(telling)


def small_plan(plan: Plan, flows: tuple[Flow, ...], trades: tuple[Trade, ...]) -> Plan:
    return replace(plan, flows=flows, trades=trades)


def test_goods_in_a_loop_are_drawn(plan: Plan, telling: Telling) -> None:
    """Scrap of the foil goes back to the refinery that feeds the foil."""
    flows = (
        Flow(2035, "zone", "copper_smelting_refining", "copper_concentrate", -300.0),
        Flow(2035, "zone", "copper_smelting_refining", "copper_scrap", -20.0),
        Flow(2035, "zone", "copper_smelting_refining", "copper_cathode", 120.0),
        Flow(2035, "zone", "copper_foil_6um", "copper_cathode", -120.0),
        Flow(2035, "zone", "copper_foil_6um", "copper_foil_6um", 100.0),
        Flow(2035, "zone", "copper_foil_6um", "copper_scrap", 20.0),
    )
    trades = (Trade(2035, "zone", "copper_foil_6um", "sell", "home", 100.0, 1.0, 0.0, 0.0, 2024),)
    looped = replace(telling, plan=small_plan(plan, flows, trades))
    links = plan_flows._links(looped)
    assert ("at:copper_foil_6um", "at:copper_smelting_refining", "copper_scrap", 20.0) in links
    assert (
        "in:copper_concentrate",
        "at:copper_smelting_refining",
        "copper_concentrate",
        300.0,
    ) in links  # not bought: comes in all the same
    assert 'class="loop"' in plan_flows.flow_figure(looped)


def test_a_plan_that_moves_nothing_says_so(plan: Plan, telling: Telling) -> None:
    nothing = replace(telling, plan=small_plan(plan, (), ()))
    assert "moves nothing that is counted by mass" in plan_flows.flow_figure(nothing)
