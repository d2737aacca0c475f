"""Small networks and plans that the tests of this room share."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.records.figure import Figure
from lodeshift.records.plan import Flow, Plan, PlanYear, PowerTotals, RecipeFlow, SitePower, SiteYear, Slices, Trade
from lodeshift.tracing.build import Setting
from lodeshift.tracing.network import LOCATION, SCOPE1, SCOPE2, SCOPE3, Builder, Key, Node, System

COAL_POWER = Key("flow", "coal", "in", "electricity")


def figure(central: float, low: float | None = None, high: float | None = None, unit: str = "t") -> Figure:
    bottom, top = central if low is None else low, central if high is None else high
    return Figure(bottom, central, top, unit, "2024", "CN", "test", "estimate")


@pytest.fixture
def foil_site() -> Setting:
    return Setting("lanzhou-new-area", "Gansu", 2024, frozenset({"copper_foil_6um"}))


@pytest.fixture
def loop() -> System:
    """Coal needs power, power needs coal: coal 0.1 MWh/t, power 0.4 t/MWh and 0.8 t CO2/MWh; steel 0.5 MWh/t, 1.9 t."""
    builder = Builder()
    coal, power, steel = (
        builder.node(Node(id, "output", what, id, "site", on_site))
        for id, what, on_site in (("coal", "coal", False), ("power", "electricity", False), ("steel", "steel", True))
    )
    builder.take(coal, power, 1.0, builder.param(COAL_POWER, figure(0.1, 0.05, 0.2)))
    builder.take(power, coal, 1.0, builder.param(Key("flow", "power", "in", "coal"), figure(0.4)))
    builder.take(steel, power, 0.5)
    builder.emit(power, SCOPE3, 0.8)
    builder.emit(steel, SCOPE1, 1.9)
    for column in SCOPE2:
        builder.emit(steel, column, 0.0)
    builder.emit(steel, LOCATION, 0.1)
    return builder.system()


def plan_of(loads: dict[str, list[float]], supply: dict[str, list[float]], activity: dict[str, float]) -> Plan:
    """A plan of one site, one year, four slices of 2190 hours (months 1, 4, 7, 10), that makes and sells foil."""
    slices = Slices(np.array([0, 2190, 4380, 6570]), 6, np.full(4, 2190.0), np.array([1, 4, 7, 10]))
    power = SitePower(
        site="zone",
        year=2030,
        supply_mw={name: np.array(values) for name, values in supply.items()},
        use_mw={name: np.array(values) for name, values in loads.items()},
        available_mw={},
        green_mw=np.zeros(4),
        tariff_cny_per_mwh=np.zeros(4),
        marginal_cny_per_mwh=np.zeros(4),
    )
    hours = slices.weight_h
    grid = float(hours @ np.array(supply.get("grid", [0.0] * 4)))
    ppa = sum(float(hours @ np.array(v)) for name, v in supply.items() if name.startswith("ppa"))
    made = activity["copper_foil_6um"]
    draw = sum(float(hours @ np.array(v)) for name, v in loads.items() if name == "copper_foil_6um") / made
    flows = [
        Flow(2030, "zone", "copper_foil_6um", commodity, amount * made)
        for commodity, amount in (
            ("copper_foil_6um", 1.0),
            ("copper_cathode", -1.008),
            ("electricity", -draw),
            ("heat", -0.7),
            ("sulfuric_acid", -0.02),
            ("water", -14.0),
        )
    ]
    trades = [
        Trade(2030, "zone", "copper_cathode", "buy", "m1", 1.008 * made, 66_000.0, 0.0, 0.0, 2024),
        Trade(2030, "zone", "copper_foil_6um", "sell", "m2", made, 81_000.0, 0.0, 0.0, 2024),
    ]
    totals = PowerTotals(draw * made, 0.0, 0.0, ppa, grid, 0.0, 0.0, 0.0, 2, 2, 3)
    site = SiteYear(
        {}, {}, activity, {"copper_foil_6um": made}, {}, 0.0, 0.0, 0.0, 0.0, (grid + ppa) * 0.36, 0.0, 0.0, 0.0, totals
    )
    return Plan(
        case="test",
        title={"en": "test"},
        objective="least_cost",
        objective_mcny=0.0,
        base_year=2024,
        discount_rate=0.08,
        slices=slices,
        years=(PlanYear(2030, 5.0, {"zone": site}),),
        power=(power,),
        flows=tuple(flows),
        trades=tuple(trades),
        accounts=(),
        goals={},
        break_even={},
        prices_today={},
        binding=(),
        weak=(),
        warnings=(),
        solver={},
        recipes=(
            RecipeFlow("zone", "copper_foil_6um", "electricity", "in", figure(draw, 0.9 * draw, 1.2 * draw), True),
        ),
    )
