"""From a plan to networks: one per planning year, with the plan's own flows, purchases, shipments and power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lodeshift.catalogue import upstream
from lodeshift.chain.network import NOT_GOODS, whole
from lodeshift.errors import InputError, Problem
from lodeshift.names import ELECTRICITY
from lodeshift.records.figure import Figure
from lodeshift.records.footprint import PowerMatch, ProductAt, Sharing
from lodeshift.records.note import Note, note
from lodeshift.records.plan import Plan, PlanYear
from lodeshift.tracing.build import Origin, Setting, Uncovered, Weaver
from lodeshift.tracing.network import System
from lodeshift.tracing.power import coverage, matches

_LEAST: Final = 1e-9
_NO_GOODS: Final = NOT_GOODS | {ELECTRICITY}


@dataclass(frozen=True, slots=True)
class YearNetwork:
    """The network of one planning year: what is sold where, and how every load was covered."""

    year: int
    system: System
    sold: tuple[ProductAt, ...]
    """What the plan sells of its own in that year."""
    power: tuple[PowerMatch, ...]
    settings: Mapping[str, Setting]
    warnings: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a plan does not hold: the province of each site, allocation chosen, certificates bought (MWh by site)."""

    provinces: Mapping[str, str]
    allocation: Mapping[str, Sharing] = field(default_factory=dict)
    certificates_mwh: Mapping[str, float] = field(default_factory=dict)


def networks(plan: Plan, about: Assumptions) -> tuple[YearNetwork, ...]:
    """One network per planning year of a plan.

    Raises
    ------
    InputError : a site without a province, or an input with neither factor nor recipe; all of them at once.
    """
    sites = {site for year in plan.years for site in year.sites}
    missing = [
        Problem("tracing.no_province", "plan", None, "site", site, "a province for its grid factor")
        for site in sorted(sites - set(about.provinces))
    ]
    if missing:
        raise InputError(missing)
    return tuple(_year(plan, year, about) for year in plan.years)


def _year(plan: Plan, year: PlanYear, about: Assumptions) -> YearNetwork:
    power: list[PowerMatch] = []
    warnings: list[Note] = []
    settings: dict[str, Setting] = {}
    for site in year.sites:
        found = _power_of(plan, year, site, about)
        power.extend(found)
        settings[site] = replace(_setting(plan, year, site, about, found), others=settings)
        if any(name.startswith("plant:") for match in found for name in match.supply_mwh):
            warnings.append(note("tracing.own_plant_counts_bought", site=site, year=year.year))
    weaver = Weaver()
    sold = _sold(plan, year)
    for made in sold:
        weaver.market(settings[made.site], made.product, made.site)
    weaver.builder.say(note("tracing.as_the_plan_has_it"))
    if len(settings) > 1:
        weaver.builder.say(note("tracing.shipped_within_the_plan"))
    return YearNetwork(year.year, weaver.system(), sold, tuple(power), settings, tuple(warnings))


def _sold(plan: Plan, year: PlanYear) -> tuple[ProductAt, ...]:
    """What a year sells of goods the sites make themselves."""
    made = {site: {commodity for commodity, _ in _made(plan, year, site)} for site in year.sites}
    return tuple(
        dict.fromkeys(
            ProductAt(trade.commodity, trade.site, year.year)
            for trade in plan.trades
            if trade.kind == "sell"
            and trade.year == year.year
            and trade.amount > _LEAST
            and trade.commodity in made.get(trade.site, ())
        )
    )


def _made(plan: Plan, year: PlanYear, site: str) -> list[tuple[str, tuple[str, float]]]:
    """(commodity, (process, amount)) of everything that processes of a site give in a year."""
    return [
        (flow.commodity, (flow.process, flow.amount))
        for flow in plan.flows
        if flow.year == year.year and flow.site == site and flow.amount > _LEAST and flow.commodity not in _NO_GOODS
    ]


def _setting(plan: Plan, year: PlanYear, site: str, about: Assumptions, power: tuple[PowerMatch, ...]) -> Setting:
    here = year.sites[site]
    active = {process: amount for process, amount in here.activity.items() if amount > _LEAST}
    amounts = {
        (flow.process, flow.commodity): flow.figure
        for flow in plan.recipes
        if flow.overridden and flow.site == site and flow.process in active
    }
    factor = power[0].grid_factor if power else None
    province = about.provinces[site]
    usual = upstream.grid_factor(province, year.year)
    return Setting(
        site=site,
        province=province,
        year=year.year,
        on_site=frozenset(process for process in active if process in whole().process_index),
        allocation=about.allocation,
        amounts=amounts,
        power={match.process: _uncovered(match) for match in power},
        site_factor=usual if factor is None else _around(usual, factor, year.year),
        mixes=_mixes(plan, year, site),
    )


def _around(usual: Figure, factor: float, year: int) -> Figure:
    """The plan's own grid factor with the relative range of the catalogue's."""
    if usual.central <= 0:
        return replace(usual, low=factor, central=factor, high=factor, year=str(year))
    ratio = factor / usual.central
    return replace(
        usual,
        low=usual.low * ratio,
        central=factor,
        high=usual.high * ratio,
        year=str(year),
        source=f"the plan's grid factor of {year}; range: {usual.source}",
    )


def _mixes(plan: Plan, year: PlanYear, site: str) -> dict[str, tuple[Origin, ...]]:
    """Where each commodity at a site comes from, by amount: own processes, purchases, shipments from other sites."""
    found: dict[str, dict[Origin, float]] = {}

    def add(commodity: str, origin: Origin, amount: float) -> None:
        sources = found.setdefault(commodity, {})
        sources[origin] = sources.get(origin, 0.0) + amount

    for commodity, (process, amount) in _made(plan, year, site):
        add(commodity, Origin("process", id=process), amount)
    for trade in plan.trades:
        if trade.year != year.year or trade.amount <= _LEAST or trade.commodity in _NO_GOODS:
            continue
        if trade.kind == "buy" and trade.site == site:
            add(trade.commodity, Origin("bought"), trade.amount)
        elif trade.kind == "ship" and trade.market == site:
            add(trade.commodity, Origin("site", id=trade.site), trade.amount)
    return {
        commodity: tuple(replace(origin, share=amount / sum(sources.values())) for origin, amount in sources.items())
        for commodity, sources in found.items()
    }


def _power_of(plan: Plan, year: PlanYear, site: str, about: Assumptions) -> tuple[PowerMatch, ...]:
    """How a site's loads were covered; the grid factor is the one that the plan itself used."""
    for power in plan.power:
        if (power.site, power.year) == (site, year.year):
            totals = year.sites[site].power
            drawn = totals.grid_mwh + totals.ppa_mwh
            usual = upstream.grid_factor(about.provinces[site], year.year).central
            factor = year.sites[site].emissions_power_t / drawn if drawn > _LEAST else usual
            residual = factor * upstream.parameter("power", "residual_ratio").central
            return matches(coverage(power, plan.slices), factor, residual, about.certificates_mwh.get(site, 0.0))
    return ()


def _uncovered(match: PowerMatch) -> Uncovered:
    """Shares of the load; the loss of storage that the grid charged is drawn besides (a contract's by location too)."""
    load = match.load_mwh
    grid = match.lost_mwh.get("grid", 0.0)
    bought = grid + match.lost_mwh.get("ppa", 0.0)
    return Uncovered(
        location=1.0 + (bought - match.supply_mwh["direct_line_used"]) / load,
        annual=1.0 + (grid - match.green_annual_mwh) / load,
        monthly=1.0 + (grid - match.green_monthly_mwh) / load,
        hourly=1.0 + (grid - match.green_hourly_mwh) / load,
        regime=match.by_regime,
    )
