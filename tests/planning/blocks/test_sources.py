"""Wind and sun are built when they are cheaper than the grid; contracts deliver through it; plants run."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.inputs import PlanInputs, SourceInput

FLAT = np.ones(12)
LINE = plant("line", {"foil": 1.0}, mwh_per_unit=8.76, capex_mcny_per_k=1e-6)
"""One thousand units a year draw 1 MW."""


def _plan(source: SourceInput, tariff: float, k: float = 100.0) -> PlanInputs:
    return world((LINE,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,), tariff=tariff,
                 goals=(output_goal("foil", 2026, k),), sources=(source,))  # fmt: skip


def _break_even(source: SourceInput) -> float:
    """Yuan a kWh of a source that runs flat out all year."""
    return (source.capex_mcny_per_mw * annuity_per_year(0.08, source.life_years) + source.fixed_om_mcny_per_mw) / 8.76


def test_wind_is_built_exactly_when_it_beats_the_tariff() -> None:
    wind = SourceInput("wind", SITE, "wind", "own", FLAT, 4.5, 0.08, 25.0, 0.0)
    cost = _break_even(wind)
    assert solved(_plan(wind, cost * 1.01)).amounts.mw[0] == pytest.approx([100.0])
    assert solved(_plan(wind, cost * 0.99)).amounts.mw[0] == pytest.approx([0.0])


def test_losses_make_it_dearer() -> None:
    wind = SourceInput("wind", SITE, "wind", "direct_line", FLAT, 4.5, 0.08, 25.0, 0.0, losses=0.05)
    cost = _break_even(wind) / 0.95
    assert solved(_plan(wind, cost * 1.01)).amounts.mw[0] == pytest.approx([100.0 / 0.95])
    assert solved(_plan(wind, cost * 0.99)).amounts.mw[0] == pytest.approx([0.0])


def test_potential_holds() -> None:
    wind = SourceInput("wind", SITE, "wind", "own", FLAT, 4.5, 0.08, 25.0, 0.0, potential_mw=30.0)
    found = solved(_plan(wind, 1.0))
    assert found.amounts.mw[0] == pytest.approx([30.0])
    assert found.amounts.power[SITE].grid == pytest.approx(np.full((1, 12), 70.0))


def test_a_contract_pays_its_price_and_its_way() -> None:
    contract = SourceInput(
        "ppa", SITE, "wind", "ppa", FLAT, contract_mcny_per_mw=np.array([0.24 * 8.76]),
        energy_cost_mcny_per_gwh=np.array([0.1]),
    )  # fmt: skip
    assert solved(_plan(contract, 0.345)).amounts.mw[0] == pytest.approx([100.0])
    assert solved(_plan(contract, 0.335)).amounts.mw[0] == pytest.approx([0.0])


def test_a_plant_runs_when_it_is_cheaper_up_to_its_capacity() -> None:
    coal = SourceInput("coal", SITE, "plant", "own", None, energy_cost_mcny_per_gwh=np.array([0.3]), existing_mw=40.0)
    assert solved(_plan(coal, 0.4)).amounts.power[SITE].plants["coal"] == pytest.approx(np.full((1, 12), 40.0))
    assert solved(_plan(coal, 0.2)).amounts.power[SITE].plants["coal"] == pytest.approx(np.zeros((1, 12)))
