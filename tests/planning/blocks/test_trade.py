"""Buying, selling, shipping: the cheapest delivered input, the best market, volumes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.planning.inputs import RouteInput
from lodeshift.records.plan import AccountLine

LINE = plant("line", {"foil": 1.0, "copper": -1.01})


def test_the_cheaper_delivered_input_is_bought_up_to_its_volume() -> None:
    near = market("near", "copper", "buy", 66.0, 1, volume_k=np.array([4.0]))
    far = market("far", "copper", "buy", 64.0, 1, freight=np.array([3.0]))
    inputs = world(
        (LINE,),
        (near, far, market("home", "foil", "sell", 0.0, 1)),
        years=(2026,),
        goals=(output_goal("foil", 2026, 10.0),),
    )
    assert solved(inputs).amounts.trade[:, 0] == pytest.approx([4.0, 6.1, 10.0])


def test_a_sale_abroad_pays_freight_and_border() -> None:
    home = market("home", "foil", "sell", 81.0, 1)
    abroad = market(
        "eu", "foil", "sell", 96.0, 1, freight=np.array([2.0]), border=np.array([12.5]), border_green=np.array([12.5])
    )
    copper = market("copper", "copper", "buy", 66.0, 1)
    line = replace(LINE, max_capacity_k=10.0)
    better = world((line,), (copper, home, abroad), years=(2026,), goals=(output_goal("foil", 2026, 10.0),))
    assert solved(better).amounts.trade[:, 0] == pytest.approx([10.1, 0.0, 10.0])
    dear = replace(
        better, markets=(copper, home, replace(abroad, border=np.array([13.5]), border_green=np.array([13.5])))
    )
    assert solved(dear).amounts.trade[:, 0] == pytest.approx([10.1, 10.0, 0.0])


def test_least_cost_counts_a_sale_against_the_home_price() -> None:
    price = np.array([81.0])
    home = market("home", "foil", "sell", 81.0, 1, reference_price=price)
    copper = market("copper", "copper", "buy", 66.0, 1)
    inputs = world((LINE,), (copper, home), years=(2026,), goals=(output_goal("foil", 2026, 10.0),))
    cost = solved(inputs)
    spent = -sum(v[0] for line, v in cost.books.items.items() if line.account == "firm" and line.item != "sold")
    assert cost.objective == pytest.approx(spent * inputs.horizon.weight[0])


def test_a_closed_market_buys_nothing() -> None:
    home = market("home", "foil", "sell", 200.0, 2, open=np.array([False, True]))
    copper = market("copper", "copper", "buy", 66.0, 2)
    inputs = world((replace(LINE, max_capacity_k=5.0),), (copper, home), objective="max_npv")
    assert solved(inputs).amounts.trade[1] == pytest.approx([0.0, 5.0])


def test_goods_travel_between_sites() -> None:
    maker = plant("smelter", {"copper": 1.0}, capex_mcny_per_k=1.0)
    user = replace(LINE, site="port")
    sale = replace(market("home", "foil", "sell", 0.0, 1), site="port")
    inputs = world((maker, user), (sale,), years=(2026,), goals=(output_goal("foil", 2026, 10.0),), sites=(SITE, "port"),
                   routes=(RouteInput(SITE, "port", "copper", 0.5),))  # fmt: skip
    found = solved(inputs)
    assert found.amounts.ship[0] == pytest.approx([10.1])
    assert found.books.items[AccountLine("firm", "freight between sites")][0] == pytest.approx(-5.05)
