"""Amounts are what the columns say; power that nobody asked to be green is counted after the fact."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, random_world


def test_capacity_is_never_exceeded() -> None:
    found = solved(random_world(0))
    row = [found.model.program.row_blocks[n] for n in found.model.program.row_blocks if n.startswith("capacity ")]
    for block in row:
        upper = found.model.program.arrays().row_upper[block.index]
        assert np.all(found.solution.activity(block) <= upper + 1e-6)


@pytest.mark.parametrize("green", [False, True])
def test_green_load_is_within_load_and_green_supply(green: bool) -> None:
    found = solved(random_world(4, green=green))
    power = found.amounts.power[SITE]
    load = power.base[:, None] + sum(power.loads.values(), np.zeros_like(power.grid))
    supply = sum(power.own_available.values(), np.zeros_like(load)) + power.contract + power.discharge["green"]
    assert np.all(power.green_load <= load + 1e-6)
    assert np.all(power.green_load <= supply + 1e-6)
    assert power.green_load.sum() > 0


def test_the_price_of_power_lies_at_the_tariff_where_the_grid_gives() -> None:
    found = solved(random_world(4))
    port = found.amounts.power["port"]
    tariff = found.model.inputs.grids["port"].tariff * 1000.0
    inside = (port.grid > 1e-6) & (port.plants["old-coal"] > 1e-6) & (port.plants["old-coal"] < 20.0 - 1e-6)
    assert port.price[port.grid > 1e-6] == pytest.approx(tariff[port.grid > 1e-6], rel=1e-6) or inside.any()


def test_a_solution_without_a_block_reads_as_nothing() -> None:
    found = solved(random_world(4))
    assert found.amounts.power["port"].export == pytest.approx(0.0)
    assert found.amounts.green_sale == {}
