"""Small plan inputs for tests: hand-made ones and random ones; no catalogue, no case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lodeshift.planning.horizon import make_horizon
from lodeshift.planning.inputs import (
    Existing,
    Flex,
    GoalInput,
    GridInput,
    Horizon,
    MarketInput,
    PlanInputs,
    ProcessInput,
    RouteInput,
    SiteLimits,
    SourceInput,
    StoreInput,
    TierInput,
)
from lodeshift.records.plan import Slices

SITE = "town"
Array = np.ndarray


def slices(count: int, length_h: int = 1) -> Slices:
    """`count` equal slices in order; months spread over the year when there are at least twelve."""
    month = np.arange(count) * 12 // count + 1 if count >= 12 else np.ones(count, dtype=np.int64)
    return Slices(np.arange(count) * length_h, length_h, np.full(count, 8760.0 / count), month.astype(np.int64))


def horizon(years: tuple[int, ...] = (2026, 2030), rate: float = 0.08) -> Horizon:
    return make_horizon(2024, years, 5, rate, years[0] - 1)


def market(id: str, commodity: str, kind: str, price: float, n_years: int, **more: object) -> MarketInput:
    """A market with a constant price (mcny per thousand units) and no freight."""
    flat = np.ones(n_years)
    fields: dict[str, object] = {
        "id": id, "site": SITE, "commodity": commodity, "kind": kind, "destination": "domestic",
        "price": flat * price, "freight": flat * 0.0, "border": flat * 0.0, "border_green": flat * 0.0,
    }  # fmt: skip
    return MarketInput(**(fields | more))  # type: ignore[arg-type]


def grid(n_years: int, tariff: Array, **more: object) -> GridInput:
    """A connection that never binds, without demand charge."""
    flat = np.ones(n_years)
    fields: dict[str, object] = {
        "site": SITE, "tariff": np.tile(tariff, (n_years, 1)), "demand_charge_mcny_per_mw_month": 0.0,
        "grid_factor": flat * 0.5, "background_mw": flat * 0.0, "existing_circuits": 50, "max_circuits": 50,
        "firm_mw": 700.0, "circuit_capex_mcny": 200.0, "circuit_om_mcny": 3.0, "circuit_life_years": 35.0,
        "circuit_build_years": 0.0, "circuit_kv": 330.0, "levy_on_own_mcny_per_gwh": flat * 0.0,
    }  # fmt: skip
    return GridInput(**(fields | more))  # type: ignore[arg-type]


def plant(id: str, net: dict[str, float], **more: object) -> ProcessInput:
    """A process whose main product is the first good it gives."""
    main = next(c for c, v in net.items() if v > 0)
    fields: dict[str, object] = {
        "id": id, "site": SITE, "main": main, "chain": id, "net": net, "capex_mcny_per_k": 10.0, "build_years": 0.0,
        "life_years": 20.0,
    }  # fmt: skip
    return ProcessInput(**(fields | more))  # type: ignore[arg-type]


def world(
    processes: tuple[ProcessInput, ...], markets: tuple[MarketInput, ...], *, years: tuple[int, ...] = (2026, 2030),
    count: int = 12, tariff: float | Array = 0.4, goals: tuple[GoalInput, ...] = (), objective: str = "least_cost",
    **more: object,
) -> PlanInputs:  # fmt: skip
    """One site with a grid and the given plants and markets."""
    span = horizon(years)
    prices = np.broadcast_to(np.asarray(tariff, dtype=float), (count,)).copy()
    fields: dict[str, object] = {
        "horizon": span, "slices": slices(count), "sites": (SITE,), "processes": processes, "markets": markets,
        "sources": (), "stores": (), "grids": {SITE: grid(len(years), prices)}, "limits": {}, "goals": goals,
        "objective": objective, "bought_fixed_om": 0.6, "bought_variable_om": 1.0,
    }  # fmt: skip
    return PlanInputs(**(fields | more))  # type: ignore[arg-type]


def output_goal(commodity: str, year: int, k: float, sense: str = "min") -> GoalInput:
    return GoalInput(f"{commodity}-{year}-{sense}", "output", commodity, "", year, sense, k, k * 1000.0, "t")  # type: ignore[arg-type]


def limits(n_years: int, **more: object) -> SiteLimits:
    none = np.full(n_years, np.inf)
    fields: dict[str, object] = {
        "site": SITE, "people": none, "training_cost_mcny_per_job": 0.002, "training_places_per_year": 0.0,
        "investment_mcny_per_year": none, "water_m3": none,
    }  # fmt: skip
    return SiteLimits(**(fields | more))  # type: ignore[arg-type]


def random_world(seed: int, count: int = 48, *, green: bool = False) -> PlanInputs:
    """A random small plan with everything in it: two sites, ore, intermediate, by-product, wind, PV, contract,
    two batteries, three kinds of flexible load, circuits, demand charge, people, budget, goals."""
    rng = np.random.default_rng(seed)
    years = (2026, 2028, 2031)
    n = len(years)
    flat = np.ones(n)
    sun = np.clip(np.sin((np.arange(count) % 24 - 6) / 12 * np.pi), 0, 1) * rng.uniform(0.5, 0.9, count)
    wind = rng.beta(1.3, 2.5, count)
    tariff = rng.uniform(0.2, 0.6, count)
    kinds = [Flex("batch", power_on_h=10.0, start_every_h=2.0), Flex("shift", 0.3, 1.0), Flex("modulate", 0.4, 0.2)]

    def process(id: str, net: dict[str, float], site: str, flex: Flex | None = None) -> ProcessInput:
        return plant(
            id, net, site=site, flex=flex, mwh_per_unit=float(rng.uniform(1, 9)), capex_mcny_per_k=float(rng.uniform(5, 60)),
            fixed_om_mcny_per_k=float(rng.uniform(0, 2)), variable_om_mcny_per_k=float(rng.uniform(0.1, 2)),
            labour_mcny_per_k=float(rng.uniform(0.1, 1)), jobs_per_unit=0.01, co2_t_per_unit=float(rng.uniform(0, 1)),
            water_m3_per_unit=5.0, life_years=float(rng.integers(4, 20)), ramp_up=(0.6,),
            existing=(Existing("old", float(rng.uniform(5, 20)), 2020, 2029),),
        )  # fmt: skip

    processes = (
        process("mine", {"concentrate": 1.0, "ore": -3.0, "tailings": 2.0}, SITE),
        process("smelter", {"metal": 1.0, "concentrate": -2.0, "acid": 0.5}, SITE, kinds[0]),
        process("foil", {"foil": 1.0, "metal": -1.02}, SITE, kinds[1]),
        process("rolling", {"sheet": 1.0, "metal": -1.05}, "port", kinds[2]),
    )

    def by(m: MarketInput, site: str) -> MarketInput:
        return replace(m, site=site)

    green_sale: dict[str, object] = {"premium": 1.5} if green else {}
    markets = (
        market("concentrate-import", "concentrate", "buy", 9.0, n, freight=flat * 0.5),
        market("metal-import", "metal", "buy", 60.0, n),
        by(market("metal-port", "metal", "buy", 66.0, n), "port"),
        market("acid", "acid", "sell", 0.2, n),
        market("tailings", "tailings", "sell", -0.01, n),
        market("foil-home", "foil", "sell", 85.0, n, volume_k=flat * 80.0),
        market("foil-eu", "foil", "sell", 95.0, n, destination="eu", border=flat * 9.0, border_green=flat * 9.0,
               volume_k=flat * 10.0, **green_sale),
        by(market("sheet-home", "sheet", "sell", 72.0, n, volume_k=flat * 30.0), "port"),
    )  # fmt: skip
    sources = (
        SourceInput("wind", SITE, "wind", "own", wind, 4.5, 0.08, 25.0, 0.0, potential_mw=300.0),
        SourceInput("sun", SITE, "pv", "direct_line", sun, 2.9, 0.05, 25.0, 0.0, losses=0.03, potential_mw=400.0),
        SourceInput("contract", SITE, "wind", "ppa", wind[::-1].copy(), contract_mcny_per_mw=flat * 0.6,
                    energy_cost_mcny_per_gwh=flat * 0.1, potential_mw=150.0),
        SourceInput("old-coal", "port", "plant", "own", None, energy_cost_mcny_per_gwh=flat * 0.35, existing_mw=20.0,
                    co2_t_per_mwh=0.85, firm_share=0.9),
    )  # fmt: skip
    stores = (
        StoreInput("any", SITE, "any", 0.35, 0.6, 0.007, 0.012, 15.0, 0.87, potential_mw=60.0),
        StoreInput("green", SITE, "green", 0.35, 0.6, 0.007, 0.012, 15.0, 0.87, potential_mw=60.0),
    )
    town = grid(n, tariff, demand_charge_mcny_per_mw_month=0.03, existing_circuits=2, max_circuits=6, firm_mw=60.0,
                background_mw=flat * 20.0, levy_on_own_mcny_per_gwh=flat * 0.03, export_price_mcny_per_gwh=0.1,
                export_share_limit=0.2)  # fmt: skip
    port = replace(grid(n, tariff + 0.05), site="port")
    tiers = (
        TierInput("hill", "rich", SITE, "ore", 900.0, 120.0, -0.02),
        TierInput("hill", "lean", SITE, "ore", 4000.0, 150.0, 0.05),
    )
    need = float(rng.uniform(10, 25))
    goals = [output_goal("foil", year, need * (i + 1) / n) for i, year in enumerate(years)]
    goals += [output_goal("sheet", years[-1], float(rng.uniform(3, 12)))]
    goals += [GoalInput("co2", "emissions", "", "", years[-1], "max", 90.0, 90e3, "t")]
    if green:
        goals.append(GoalInput("green", "green_share", "", SITE, years[-1], "min", 0.3, 0.3, "1"))
    return PlanInputs(
        horizon=horizon(years), slices=slices(count), sites=(SITE, "port"), processes=processes, markets=markets,
        sources=sources, stores=stores, grids={SITE: town, "port": port},
        limits={SITE: limits(n, people=flat * 6000.0, training_places_per_year=50.0,
                             investment_mcny_per_year=flat * 6000.0, water_m3=flat * 5e6)},
        goals=tuple(goals), objective="least_cost" if seed % 2 == 0 else "max_npv", bought_fixed_om=0.6, bought_variable_om=1.0,
        routes=(RouteInput(SITE, "port", "metal", 0.3),), tiers=tiers,
        carbon_price_mcny_per_kt=np.array([0.05, 0.08, 0.12]), waste=frozenset({"tailings"}),
        cny_per_unit={"metal": 60000.0, "foil": 85000.0},
    )  # fmt: skip
