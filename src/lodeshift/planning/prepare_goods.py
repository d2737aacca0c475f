"""Processes, markets, routes and deposits of a case as plan inputs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lodeshift.case.models import Case, Market, ProcessChoice, Site
from lodeshift.catalogue import geology, goods, labour, places, prices, recipes, technologies
from lodeshift.chain.border import border_cny_per_unit, lost_rebate_share
from lodeshift.chain.costs import process_cost
from lodeshift.chain.freight import freight_cny_per_unit
from lodeshift.chain.network import FlowKey, network
from lodeshift.chain.prices import market_price
from lodeshift.errors import InputError, Problem
from lodeshift.names import CO2, ELECTRICITY, LABOUR, WATER
from lodeshift.planning.inputs import (
    Array,
    Existing,
    Flex,
    FlexKind,
    Horizon,
    MarketInput,
    ProcessInput,
    RouteInput,
    TierInput,
)
from lodeshift.planning.used import Trail
from lodeshift.records.figure import Figure

METHANE = "ch4_direct"
GWP_METHANE = 29.8
"""t CO2e per t of fossil methane over 100 years (IPCC AR6 WG1 table 7.15)."""
FOLLOWS_BY_ITSELF = frozenset({"batch", "shift", "free"})
"""Kinds of flexible load that move by the hour unless the case says no; lines that can only throttle do so when it says yes."""
NOT_TRADED = frozenset({ELECTRICITY, LABOUR, CO2, METHANE})
FLEX_KINDS: Mapping[str, FlexKind] = {
    "batch": "batch",
    "shift": "shift",
    "modulate": "modulate",
    "follow": "modulate",
    "free": "free",
}
K_CNY = 1e-3
"""mcny per thousand units of one CNY per unit."""


def recipe_overrides(case: Case) -> dict[FlowKey, Figure]:
    """The case's own recipe figures."""
    return {(o.id, o.item): o.figure(row="overrides.csv") for o in case.overrides if o.table == "recipes"}


def technology_overrides(case: Case) -> dict[tuple[str, str], Figure]:
    """The case's own cost figures."""
    return {(o.id, o.item): o.figure(row="overrides.csv") for o in case.overrides if o.table == "technologies"}


def labour_cost(case: Case, site: Site, trail: Trail) -> float:
    """Cost of a job-year at a site in CNY: provincial manufacturing wage with employer charges.

    The table's latest manufacturing year may lie beside the base year; the difference is noted in the figure.
    """
    province = places.place(site.place).province_en
    region = province if "manufacturing" in labour.sectors(province) else "China"
    return trail.use("labour cost", labour.labour_cost(region, "manufacturing"), f"jobs {site.site}", 1e-6)


def processes_of(case: Case, site: Site, horizon: Horizon, trail: Trail) -> list[ProcessInput]:
    """All processes that may run at a site, with what stands of each."""
    chosen = [p for p in case.processes if p.site == site.site]
    found = network([p.process for p in chosen], overrides=recipe_overrides(case))
    pay = labour_cost(case, site, trail)
    permit = case.assumption("permit_time", site.site)
    delay = 0.0 if permit is None else trail.use("permit time", permit)
    made: list[ProcessInput] = []
    for choice in chosen:
        net = {
            c: float(found.net[i, found.process_index[choice.process]])
            for i, c in enumerate(found.commodities)
            if found.net[i, found.process_index[choice.process]]
        }
        made.append(_process(case, choice, net, pay, delay, trail))
    return made


def _process(
    case: Case, choice: ProcessChoice, net: dict[str, float], pay: float, delay: float, trail: Trail
) -> ProcessInput:
    process = recipes.process(choice.process)
    cost = process_cost(choice.process, technology_overrides(case))
    if cost is None:
        raise InputError(
            [Problem("processes.csv", None, "process", f"{choice.process}, which has no capital cost in the catalogue",
                     "capex, fixed_om, variable_om, lifetime and build_time", "add rows to overrides.csv")]
        )  # fmt: skip
    _trail_process(process, cost.figures, choice.site, trail)
    return ProcessInput(
        id=choice.process,
        site=choice.site,
        main=process.main,
        chain=process.chain,
        net={c: v for c, v in net.items() if c not in NOT_TRADED},
        mwh_per_unit=-net.get(ELECTRICITY, 0.0),
        jobs_per_unit=-net.get(LABOUR, 0.0),
        co2_t_per_unit=net.get(CO2, 0.0) + GWP_METHANE * net.get(METHANE, 0.0),
        water_m3_per_unit=-net.get(WATER, 0.0),
        capex_mcny_per_k=cost.capex * K_CNY,
        fixed_om_mcny_per_k=cost.fixed_om * K_CNY,
        variable_om_mcny_per_k=cost.variable_om * K_CNY,
        labour_mcny_per_k=-net.get(LABOUR, 0.0) * pay * K_CNY,
        life_years=cost.life_years,
        build_years=cost.build_years + delay,
        availability=choice.availability,
        ramp_up=choice.ramp_up,
        existing=_existing(case, choice, cost.life_years),
        may_build=choice.may_build,
        max_capacity_k=_k(choice.max_capacity),
        max_build_k_per_year=_k(choice.max_build_per_year),
        plant_size_k=None if choice.plant_size is None else choice.plant_size / 1000.0,
        flex=_flex(case, choice, trail),
    )


def _k(value: float | None) -> float:
    return float("inf") if value is None else value / 1000.0


def _existing(case: Case, choice: ProcessChoice, life_years: float) -> tuple[Existing, ...]:
    return tuple(
        Existing(
            p.plant, p.capacity / 1000.0, p.on_line, p.retire if p.retire is not None else p.on_line + int(life_years)
        )
        for p in case.plants
        if p.site == choice.site and p.process == choice.process and p.status != "announced"
    )


def _flex(case: Case, choice: ProcessChoice, trail: Trail) -> Flex | None:
    known = technologies.flexibility(choice.process)
    kind = FLEX_KINDS.get(known.flex_class)
    wanted = kind in FOLLOWS_BY_ITSELF if choice.follows_power is None else choice.follows_power
    if not wanted:
        return None
    if kind is None:
        raise InputError(
            [Problem("processes.csv", None, "follows_power", f"true for {choice.process} ({known.flex_class})",
                     f"a process whose flexibility class is one of {sorted(FLEX_KINDS)}")]
        )  # fmt: skip
    metrics = technologies.technology(choice.process).metrics
    on = case.assumption("batch_power_on", choice.site)
    ramp = metrics.get("ramp_per_hour")
    return Flex(
        kind=kind,
        min_load=0.0 if kind == "batch" else metrics["min_load"].central,
        ramp_per_hour=1.0 if ramp is None else ramp.central,
        power_on_h=48.0 if on is None else trail.use("furnace under power", on),
    )


def _trail_process(process: recipes.Process, costs: Mapping[str, Figure], site: str, trail: Trail) -> None:
    activity, capacity = f"activity {site}/{process.id}", f"new capacity {site}/{process.id}"
    for flow in process.flows:
        worth = _worth_cny(flow.commodity)
        trail.use(f"{process.id}: {flow.commodity} ({flow.direction})", flow.amount, activity, worth * K_CNY)
    life = costs["lifetime"].central
    trail.use(f"{process.id}: capex", costs["capex"], capacity, K_CNY / life)
    trail.use(f"{process.id}: variable O&M", costs["variable_om"], activity, K_CNY)
    trail.use(f"{process.id}: fixed O&M", costs["fixed_om"], capacity, costs["capex"].central * K_CNY)
    trail.use(f"{process.id}: lifetime", costs["lifetime"])
    trail.use(f"{process.id}: build time", costs["build_time"])


def _worth_cny(commodity: str) -> float:
    return prices.base_price(commodity, "buy").central if prices.has_price(commodity, "buy") else 0.0


def markets_of(case: Case, horizon: Horizon, trail: Trail, targeted: frozenset[str]) -> tuple[MarketInput, ...]:
    """All markets; products in `targeted` are counted against their home price (least cost)."""
    return tuple(_market(case, row, horizon, trail, row.commodity in targeted) for row in case.markets)


def market_key(row: Market) -> str:
    """One name per market row: market and commodity (a market may trade several)."""
    return f"{row.market}/{row.commodity}"


def _market(case: Case, row: Market, horizon: Horizon, trail: Trail, against_home: bool) -> MarketInput:
    years = horizon.years
    key = market_key(row)
    replaced = {(o.id, o.item): o.figure(row="overrides.csv") for o in case.overrides if o.table == "base_prices"}
    price = replaced.get((row.commodity, row.kind)) if row.price_cny is None else None
    if price is None:
        price = market_price(row.commodity, row.kind, row.price_cny, (row.price_low_cny, row.price_high_cny))
    freight = freight_cny_per_unit(row.commodity, row.mode, row.distance_km)
    driver = f"trade {row.site}/{key}"
    base = trail.use(f"price of {row.commodity}, {row.market}", price, driver, K_CNY)
    carried = trail.use(f"freight of {row.commodity}, {row.market}", freight, driver, K_CNY)
    factor = np.array([case.factor("price_factor", y, row.commodity, row.site) for y in years])
    demand = np.array([case.factor("demand_factor", y, row.commodity, row.site) for y in years])
    grows = demand if row.kind == "sell" else 1.0
    abroad = row.kind == "sell" and row.destination != "domestic"
    border, green = _border(case, row, years, base * factor) if abroad else (np.zeros(len(years)),) * 2
    opened = np.array([(row.first_year or 0) <= y <= (row.last_year or 9999) for y in years])
    home = (
        market_price(row.commodity, "sell", None, (None, None)).central if against_home and row.kind == "sell" else None
    )
    return MarketInput(
        id=key,
        site=row.site,
        commodity=row.commodity,
        kind=row.kind,
        destination=row.destination,
        price=base * factor * K_CNY,
        freight=np.full(len(years), carried * K_CNY),
        border=border * K_CNY,
        border_green=green * K_CNY,
        premium=row.green_premium_cny * K_CNY,
        green_only=row.green_only,
        volume_k=None if row.volume is None else row.volume / 1000.0 * grows * np.ones(len(years)),
        open=None if opened.all() else opened,
        reference_price=None if home is None else home * factor * K_CNY,
    )


def _border(case: Case, row: Market, years: tuple[int, ...], price: Array) -> tuple[Array, Array]:
    """Border price and lost export rebate per unit in CNY, for grid-made and green-made goods, by planning year.

    The border price is the case's own path, else what the law of the destination asks in that year.
    """
    plain, green = np.zeros(len(years)), np.zeros(len(years))
    for i, year in enumerate(years):
        lost = price[i] * lost_rebate_share(row.commodity, year, case.path("export_rebate", year, row.commodity))
        stated = case.path("border_price", year, row.commodity)
        at_border = border_cny_per_unit(row.commodity, year, row.destination) if stated is None else stated
        if_green = case.path("border_price_green", year, row.commodity)
        plain[i] = lost + at_border
        green[i] = lost + (at_border if if_green is None else if_green)
    return plain, green


def routes_of(case: Case, horizon: Horizon, trail: Trail) -> tuple[RouteInput, ...]:
    """Routes between sites, one per good; a blank commodity means every weighed good that a site's processes touch."""
    found: list[RouteInput] = []
    for row in case.routes:
        touched = {
            f.commodity for p in case.processes if p.site in (row.from_site, row.to_site)
            for f in recipes.process(p.process).flows if goods.commodity(f.commodity).tonnes_per_unit is not None
        } - NOT_TRADED  # fmt: skip
        for commodity in [row.commodity] if row.commodity else sorted(touched):
            freight = freight_cny_per_unit(commodity, (row.mode,), (row.distance_km,))
            name = f"freight {row.from_site} to {row.to_site}: {commodity}"
            cost = trail.use(name, freight, f"ship {row.from_site}/{row.to_site}/{commodity}", K_CNY)
            volume = float("inf") if row.volume is None else row.volume / 1000.0
            found.append(RouteInput(row.from_site, row.to_site, commodity, cost * K_CNY, volume))
    return tuple(found)


def tiers_of(case: Case, trail: Trail) -> tuple[TierInput, ...]:
    """Tiers of the case's deposits in ore of the recipe's reference grade.

    A tonne of ore counts as grade / reference grade x plant recovery / recipe recovery tonnes of reference ore.
    """
    found: list[TierInput] = []
    for row in case.deposits:
        for tier in geology.tiers(deposit=row.deposit):
            worth = _reference_tonnes(tier)
            if tier.ore.central <= 0:  # worked out: listed in the catalogue, nothing to plan with
                continue
            stock = trail.use(f"{tier.deposit}: ore of tier {tier.tier}", tier.ore)
            rate = tier.max_annual_t if tier.max_annual_t is not None else stock
            extra = tier.cost_over_reference or 0.0
            found.append(
                TierInput(tier.deposit, tier.tier_name, row.site, tier.ore_flow, stock * worth / 1000.0,
                          rate * row.max_rate_factor * worth / 1000.0, extra / worth * tier.recipe_factor**-1 * K_CNY)
            )  # fmt: skip
    return tuple(found)


def _reference_tonnes(tier: geology.Tier) -> float:
    element = tier.grade_unit.replace("%", "").strip()
    reference = goods.composition().get((tier.ore_flow, element))
    if tier.grade is None or reference is None or "%" not in tier.grade_unit:
        return 1.0
    worth = tier.grade / 100.0 / reference
    if tier.plant_recovery is not None:
        worth *= tier.plant_recovery / recipes.element_recovery(tier.process, element)
    return worth
