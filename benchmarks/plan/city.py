"""The benchmark's city: one site, planning years x hours, wind, PV, grid with hourly tariff, battery, a flexible furnace,
three chains with fixed output. Illustrative numbers; the same for every program that is timed."""

from __future__ import annotations

import numpy as np

from lodeshift.planning.horizon import make_horizon
from lodeshift.planning.inputs import (
    Existing,
    Flex,
    GoalInput,
    GridInput,
    MarketInput,
    PlanInputs,
    ProcessInput,
    SourceInput,
    StoreInput,
)
from lodeshift.records.plan import Slices

YEARS = (2026, 2029, 2032, 2035)
TARGETS_KT = {"foil": (100, 180, 260, 350), "anode": (150, 300, 450, 600), "cathode": (50, 100, 150, 200)}


def hourly(hours: int, seed: int = 7) -> dict[str, np.ndarray]:
    """Wind, sun and tariff over 8760 h, averaged to `hours` equal blocks (or four weeks for 672)."""
    rng = np.random.default_rng(seed)
    hour = np.arange(8760)
    day = hour // 24
    noon = np.maximum(0.0, np.sin((hour % 24 - 6.5) / 12 * np.pi))
    clear = np.repeat(rng.beta(4, 2, 365), 24)
    pv = 0.85 * noon * clear * (1 - 0.3 * np.cos(2 * np.pi * (day + 10) / 365))
    shock = rng.normal(0, 1, 8760)
    level = np.zeros(8760)
    for t in range(1, 8760):
        level[t] = 0.97 * level[t - 1] + np.sqrt(1 - 0.97**2) * shock[t]
    wind = 1 / (1 + np.exp(-(1.6 * level - 1.1 + 0.3 * np.cos(2 * np.pi * (day - 100) / 365))))
    clock = hour % 24
    tariff = np.where((clock >= 9) & (clock < 17), 0.22, np.where((clock >= 17) & (clock < 23), 0.52, 0.38))
    series = {"pv": np.clip(pv, 0, 1), "wind": wind, "tariff": tariff}
    if hours == 672:
        pick = np.concatenate([np.arange(s, s + 168) for s in (336, 2520, 4704, 6888)])
        return {k: v[pick] for k, v in series.items()}
    if 8760 % hours:
        raise ValueError(f"{hours} does not divide 8760")
    return {k: v.reshape(hours, -1).mean(axis=1) for k, v in series.items()}


def city(hours: int, years: tuple[int, ...] = YEARS) -> PlanInputs:
    """The city at a resolution; `hours` divides 8760 or is 672."""
    series = hourly(hours)
    length = 1 if hours == 672 else 8760 // hours
    slices = Slices(np.arange(hours) * length, length, np.full(hours, 8760 / hours), np.ones(hours, dtype=np.int64))
    n = len(years)
    ones = np.ones(n)
    pick = [YEARS.index(y) for y in years]

    def plant(id: str, main: str, net: dict[str, float], mwh: float, capex: float, **more: object) -> ProcessInput:
        return ProcessInput(
            id, "city", main, id, net, mwh_per_unit=mwh, capex_mcny_per_k=capex, fixed_om_mcny_per_k=0.03 * capex,
            variable_om_mcny_per_k=1.5, labour_mcny_per_k=1.0, life_years=12.0, build_years=0.0, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    furnace = Flex("modulate", min_load=0.3, ramp_per_hour=0.25)
    processes = (
        plant(
            "foil line",
            "foil",
            {"foil": 1.0, "copper": -1.01},
            8.5,
            75.0,
            existing=(Existing("old", 70.0, 2018, 2031),),
        ),
        plant("furnace", "powder", {"powder": 1.0, "coke": -1.2}, 9.5, 13.0, flex=furnace),
        plant("finishing", "anode", {"anode": 1.0, "powder": -1.02}, 3.3, 17.0),
        plant("cathode line", "cathode", {"cathode": 1.0, "phosphate": -0.965, "lithium": -0.24}, 3.8, 15.0),
    )
    prices = {"copper": 66.4, "coke": 6.5, "phosphate": 9.3, "lithium": 80.0}
    buys = tuple(
        MarketInput(f"buy {c}", "city", c, "buy", "domestic", ones * p, ones * 0.2, ones * 0, ones * 0)
        for c, p in prices.items()
    )
    sales = tuple(
        MarketInput(f"sell {c}", "city", c, "sell", "domestic", ones * 0, ones * 0, ones * 0, ones * 0)
        for c in TARGETS_KT
    )
    sources = (
        SourceInput("wind", "city", "wind", "own", series["wind"], 4.5, 0.08, 25.0, 0.0, potential_mw=4000.0),
        SourceInput("pv", "city", "pv", "own", series["pv"], 2.9, 0.045, 25.0, 0.0, potential_mw=6000.0),
    )
    battery = StoreInput("battery", "city", "any", 0.35, 0.6, 0.007, 0.012, 15.0, 0.88)
    grid = GridInput(
        "city", np.tile(series["tariff"], (n, 1)), 0.0, ones * 0.4, ones * 0, 99, 99, 700.0, 100.0, 1.0, 40.0, 1.0, 330.0,
        levy_on_own_mcny_per_gwh=ones * 0,
    )  # fmt: skip
    goals = tuple(
        GoalInput(f"{c}-{y}", "output", c, "", y, "min", float(kt[pick[i]]), float(kt[pick[i]]), "kt")
        for c, kt in TARGETS_KT.items()
        for i, y in enumerate(years)
    )
    horizon = make_horizon(2024, years, 5, 0.08, years[0])
    return PlanInputs(
        horizon,
        slices,
        ("city",),
        processes,
        buys + sales,
        sources,
        (battery,),
        {"city": grid},
        {},
        goals,
        "least_cost",
        bought_fixed_om=0.6,
        bought_variable_om=1.0,
    )
