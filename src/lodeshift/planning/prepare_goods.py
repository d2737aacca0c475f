"""One process, market, route or tier of a case as plan input; every figure is taken through the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from lodeshift.case.fields import PathName
from lodeshift.case.models import Case, Market, ProcessChoice
from lodeshift.case.rows import CaseDeposit, Route
from lodeshift.catalogue import goods, labour, places, recipes, technologies
from lodeshift.catalogue.conventions import convention
from lodeshift.chain.border import border_path_cny_per_unit, export_duty_share, lost_rebate_share
from lodeshift.chain.costs import process_cost
from lodeshift.chain.figures import Driver, FigureBook
from lodeshift.chain.freight import freight_terms
from lodeshift.chain.network import Flow, direct_co2e, network
from lodeshift.chain.ores import ReferenceTier, reference_tiers
from lodeshift.chain.prices import price_at
from lodeshift.errors import InputError, Problem
from lodeshift.names import CO2, ELECTRICITY, LABOUR, METHANE, WATER
from lodeshift.planning.inputs import (
    Array,
    Existing,
    Flex,
    FlexKind,
    MarketInput,
    ProcessInput,
    RouteInput,
    TierInput,
)
from lodeshift.records.figure import Figure, Matter
from lodeshift.records.note import note
from lodeshift.records.plan import RecipeFlow

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


def assumed(book: FigureBook, figure: Figure, item: str, driver: Driver, matter: Matter = "cost") -> float:
    """One assumption of the case, taken."""
    return book.take(
        figure, note("planning.figure_assumption", item, site=figure.region), driver, matter, figure.region
    )


def path_of(
    case: Case, book: FigureBook, name: PathName, years: tuple[int, ...], driver: Driver,
    subject: str = "", matter: Matter = "cost",
) -> Array | None:  # fmt: skip
    """A path of the case by planning year; None where the case has no such path."""
    points = case.path_figures(name, subject, driver.site)
    path, of = f"path_{name}", next((p.subject for p in case.path_points(name, subject, driver.site)), "")
    label = note("planning.figure_path_of", path, of=of) if of else note("planning.figure_path", path)
    values = [book.along(points, year, label, driver, matter) for year in years]
    return np.array([v for v in values if v is not None]) if points else None


def matter_of_capital(case: Case) -> Matter:
    """Capital is a cost; where the case has a capital budget, an amount that it counts."""
    return "amount" if any(point.path == "investment_budget" for point in case.paths) else "cost"


def metrics_of(
    case: Case, book: FigureBook, technology: str, driver: Driver, *, runs: bool = False
) -> dict[str, Figure]:
    """Costs and times of a technology, with the case's own rows in place of the catalogue's; only those that a plan uses: what
    it costs to run (`runs`) for processes alone."""
    found = technologies.technology(technology).metrics
    matters: Mapping[str, Matter] = {
        "capex": matter_of_capital(case), "fixed_om": "cost", "variable_om": "cost", "lifetime": "amount", "build_time": "time"
    }  # fmt: skip
    return {
        metric: book.figure(
            case.override("technologies", technology, metric) or found[metric],
            note("planning.figure_technology", technology, site=driver.site, metric=f"metric_{metric}"),
            driver,
            matter,
        )
        for metric, matter in matters.items()
        if runs or metric != "variable_om"
        if metric in found
    }


def process_driver(choice: ProcessChoice) -> Driver:
    """What the figures of a process multiply."""
    return Driver("process", choice.process, choice.site)


def process_of(case: Case, choice: ProcessChoice, book: FigureBook) -> ProcessInput:
    """One process that may run at a site, with what stands of it.

    Raises
    ------
    InputError : the catalogue has no capital cost for it, or it cannot follow power as the case asks.
    """
    driver = process_driver(choice)
    process = recipes.process(choice.process)
    if process_cost(process.id) is None:
        raise InputError(
            [Problem("case.no_capital_cost", "processes.csv", None, "process", f"{choice.process}, which has no capital cost in the catalogue",
                     "capex, fixed_om, variable_om, lifetime and build_time", "add rows to overrides.csv")]
        )  # fmt: skip
    flows = tuple(_flow(book, each, driver) for each in _own_flows(case, choice.process))
    net: dict[str, float] = {}
    for each in flows:
        net[each.commodity] = net.get(each.commodity, 0.0) + each.net
    metrics = metrics_of(case, book, process.id, driver, runs=True)
    cost = process_cost(process.id, {(process.id, metric): figure for metric, figure in metrics.items()})
    assert cost is not None
    permit = case.assumption("permit_time", choice.site)
    delay = 0.0 if permit is None else assumed(book, permit, "permit_time", driver, "time")
    pay = book.take(_wage(case, choice.site), note("planning.figure_labour", site=choice.site), driver)
    return ProcessInput(
        id=choice.process,
        site=choice.site,
        main=process.main,
        chain=process.chain,
        net={c: v for c, v in net.items() if v and c not in NOT_TRADED},
        mwh_per_unit=-net.get(ELECTRICITY, 0.0),
        jobs_per_unit=-net.get(LABOUR, 0.0),
        co2_t_per_unit=direct_co2e(net),
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
        flex=_flex(case, choice, book),
        flows=tuple(
            RecipeFlow(choice.site, f.process, f.commodity, f.direction, f.figure, f.overridden) for f in flows
        ),
    )


def _own_flows(case: Case, process: str) -> tuple[Flow, ...]:
    own = {(o.id, o.item): o for o in case.overrides if o.table == "recipes" and o.id == process}
    replaced = {key: case.override("recipes", *key) for key in own}
    return network([process], overrides={k: f for k, f in replaced.items() if f is not None}).flows_of(process)


def _flow(book: FigureBook, flow: Flow, driver: Driver) -> Flow:
    label = note(
        "planning.figure_flow", flow.process, site=driver.site, good=flow.commodity, side=f"flow_{flow.direction}"
    )
    return Flow(
        flow.process, flow.commodity, flow.direction, book.figure(flow.figure, label, driver, "amount"), flow.overridden
    )


def _wage(case: Case, site: str) -> Figure:
    """Cost of a job-year in CNY: manufacturing wage of the province (of the country where it has none) with employer
    charges. The table's latest year may lie beside the base year; the difference is noted in the figure."""
    province = _province(case, site)
    return labour.labour_cost(province if "manufacturing" in labour.sectors(province) else "China", "manufacturing")


def _province(case: Case, site: str) -> str:
    return places.place(next(s.place for s in case.sites if s.site == site)).province_en


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


def _flex(case: Case, choice: ProcessChoice, book: FigureBook) -> Flex | None:
    known = technologies.flexibility(choice.process)
    kind = FLEX_KINDS.get(known.flex_class)
    wanted = kind in FOLLOWS_BY_ITSELF if choice.follows_power is None else choice.follows_power
    if not wanted:
        return None
    if kind is None:
        raise InputError(
            [Problem("case.not_flexible", "processes.csv", None, "follows_power", f"true for {choice.process} ({known.flex_class})",
                     f"a process whose flexibility class is one of {sorted(FLEX_KINDS)}")]
        )  # fmt: skip
    metrics = technologies.technology(choice.process).metrics
    driver = process_driver(choice)

    def share(metric: str) -> float:
        label = note("planning.figure_technology", choice.process, site=choice.site, metric=f"metric_{metric}")
        return book.take(metrics[metric], label, driver, "rule")

    on = case.assumption("batch_power_on", choice.site) if kind == "batch" else None
    moves = kind in ("modulate", "shift")
    return Flex(
        kind=kind,
        min_load=share("min_load") if moves else 0.0 if kind == "batch" else metrics["min_load"].central,
        ramp_per_hour=share("ramp_per_hour") if kind != "batch" and "ramp_per_hour" in metrics else 1.0,
        power_on_h=convention("batch_power_on").central
        if on is None
        else assumed(book, on, "batch_power_on", driver, "rule"),
    )


def market_key(row: Market) -> str:
    """One name per market row: market and commodity (a market may trade several)."""
    return f"{row.market}/{row.commodity}"


def market_driver(row: Market) -> Driver:
    """What the figures of a market row multiply."""
    return Driver("purchase" if row.kind == "buy" else "sale", market_key(row), row.site)


def market_of(case: Case, row: Market, years: tuple[int, ...], against_home: bool, book: FigureBook) -> MarketInput:
    """One market; where `against_home`, least cost counts its sales against their home price."""
    driver = market_driver(row)
    label = note("planning.figure_price", row.commodity, site=row.site)
    if row.price_cny is not None:
        label = note("planning.figure_market_price", row.commodity, site=row.site, market=row.market)
    base = book.take(_price(case, row), label, driver)
    carried = _freight(row.commodity, row.mode, row.distance_km, driver, book)
    factor = _ones(path_of(case, book, "price_factor", years, driver, row.commodity), years)
    demand = _ones(
        path_of(case, book, "demand_factor", years, driver, row.commodity, "amount")
        if row.kind == "sell" and row.volume is not None
        else None,
        years,
    )
    abroad = row.kind == "sell" and row.destination != "domestic"
    border, green = (
        _border(case, row, years, base * factor, book) if abroad else (np.zeros(len(years)), np.zeros(len(years)))
    )
    opened = np.array([(row.first_year or 0) <= y <= (row.last_year or 9999) for y in years])
    home = None
    if against_home and row.kind == "sell":
        price = price_at(row.commodity, role="sell")
        home = book.take(price, note("planning.figure_price", row.commodity, site=row.site), driver)
    return MarketInput(
        id=market_key(row),
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
        volume_k=None if row.volume is None else row.volume / 1000.0 * demand,
        open=None if opened.all() else opened,
        reference_price=None if home is None else home * factor * K_CNY,
    )


def _ones(path: Array | None, years: tuple[int, ...]) -> Array:
    return np.ones(len(years)) if path is None else path


def _price(case: Case, row: Market) -> Figure:
    """Price of a market row: what the row states, else the case's own base price, else the catalogue's: of the province's
    own market where the good is traded at the site, of the open market where it travels."""
    if row.price_cny is None:
        own = case.override("base_prices", row.commodity, row.kind)
        province = "" if row.mode else _province(case, row.site)
        return price_at(row.commodity, province, row.kind) if own is None else own
    low = row.price_cny if row.price_low_cny is None else row.price_low_cny
    high = row.price_cny if row.price_high_cny is None else row.price_high_cny
    unit = f"CNY/{goods.commodity(row.commodity).unit}"
    return Figure(
        low,
        row.price_cny,
        high,
        unit,
        "",
        row.site,
        row.source,
        row.quality,
        row.note,
        f"markets.csv:{market_key(row)}",
    )


def _freight(commodity: str, modes: tuple[str, ...], km: tuple[float, ...], driver: Driver, book: FigureBook) -> float:
    """Freight of one unit over the legs of a route, CNY."""
    return sum(
        leg.units * book.take(leg.figure, note("planning.figure_freight", f"mode_{leg.mode}", site=driver.site), driver)
        for leg in freight_terms(commodity, modes, km)
    )


def _border(case: Case, row: Market, years: tuple[int, ...], price: Array, book: FigureBook) -> tuple[Array, Array]:
    """Border price, lost export rebate and export duty per unit in CNY, for grid-made and green-made goods, by planning
    year.

    The border price is the case's own path, else what the law of the destination asks in that year.
    """
    driver = market_driver(row)
    rebate = path_of(case, book, "export_rebate", years, driver, row.commodity)
    stated = path_of(case, book, "border_price", years, driver, row.commodity)
    if_green = path_of(case, book, "border_price_green", years, driver, row.commodity)
    given = [None] * len(years) if rebate is None else rebate.tolist()
    taxed = [
        lost_rebate_share(row.commodity, year, back) + export_duty_share(row.commodity, year)
        for year, back in zip(years, given, strict=True)
    ]
    lost = price * np.array(taxed)
    plain = border_path_cny_per_unit(row.commodity, years, row.destination) if stated is None else stated
    return lost + plain, lost + (plain if if_green is None else if_green)


def routes_of(case: Case) -> Iterator[tuple[Driver, Route, str]]:
    """Routes between sites, one per good; a blank commodity means every weighed good that a site's processes touch."""
    for number, row in enumerate(case.routes):
        ids = [p.process for p in case.processes if p.site in (row.from_site, row.to_site)]
        touched = set(network(ids).commodities) - NOT_TRADED
        weighed = sorted(c for c in touched if goods.commodity(c).tonnes_per_unit is not None)
        for commodity in [row.commodity] if row.commodity else weighed:
            yield Driver("route", f"{row.to_site}/{commodity}/{number}", row.from_site), row, commodity


def route_of(driver: Driver, row: Route, commodity: str, book: FigureBook) -> RouteInput:
    """One good on one route."""
    cost = _freight(commodity, (row.mode,), (row.distance_km,), driver, book)
    return RouteInput(row.from_site, row.to_site, commodity, cost * K_CNY, _k(row.volume))


def tiers_of(case: Case) -> Iterator[tuple[Driver, CaseDeposit, ReferenceTier]]:
    """Tiers of the case's deposits that still hold ore."""
    for row in case.deposits:
        for each in reference_tiers(deposit=row.deposit):
            yield Driver("tier", f"{each.tier.deposit}/{each.tier.tier}", row.site), row, each


def tier_of(driver: Driver, row: CaseDeposit, each: ReferenceTier, book: FigureBook) -> TierInput:
    """One tier in ore of the recipe's reference grade."""
    tier = each.tier
    label = note("planning.figure_ore", tier.deposit, site=row.site, tier=str(tier.tier))
    stock = book.take(tier.ore, label, driver, "amount") * each.worth
    return TierInput(
        tier.deposit, tier.tier_name, row.site, tier.ore_flow, stock / 1000.0,
        each.rate_t_per_year * row.max_rate_factor / 1000.0, each.extra_cost_cny_per_t * K_CNY,
    )  # fmt: skip
