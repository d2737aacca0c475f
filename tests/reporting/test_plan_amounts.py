"""Units that suit goods and plants."""

from __future__ import annotations

import pytest

from lodeshift.reporting import plan_amounts as amounts
from lodeshift.reporting.telling import Telling


@pytest.mark.parametrize(
    ("commodity", "value", "words"),
    [
        ("copper_cathode", 353e3, "353 kt"),
        ("diamond_grit", 2_000.0, "2 t"),
        ("battery_cell_lfp", 87e3, "87 GWh"),
        ("ev_motor", 1200.0, "1,200 unit"),
    ],
)
def test_amounts(telling: Telling, commodity: str, value: float, words: str) -> None:
    assert amounts.amount(telling, commodity, value) == words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("lfp_synthesis", 80e3, "80 kt/a"),
        ("cell_lfp", 5000.0, "5,000 MWh/a"),
        ("pv-local", 600.0, "600 MW"),
        ("battery-green MW", 50.0, "50 MW"),
        ("battery-green MWh", 200.0, "200 MWh"),
        ("circuits", 6.0, "6"),
    ],
)
def test_capacities(telling: Telling, name: str, value: float, words: str) -> None:
    assert amounts.capacity(telling, name, value) == words


def test_chinese_units(telling_zh: Telling) -> None:
    assert amounts.capacity(telling_zh, "lfp_synthesis", 80e3) == "8 万吨/年"
    assert amounts.capacity(telling_zh, "cell_lfp", 5000.0) == "5,000 MWh/年"


def test_order_of_rows(telling: Telling) -> None:
    names = ["circuits", "battery-green MW", "pv-local", "lfp_synthesis", "wind-hexi-line", "anode_finishing"]
    size = {"anode_finishing": 2.0}
    ranked = sorted(names, key=lambda n: amounts.place(telling, n, size.get(n, 1.0)))
    assert ranked == ["anode_finishing", "lfp_synthesis", "wind-hexi-line", "pv-local", "battery-green MW", "circuits"]
