"""From a base year to the arrays of the kernel."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import border_rules, macro, power, ties, trade
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.chain.border import border_path_cny_per_unit
from lodeshift.chain.costs import annuity_per_year
from lodeshift.errors import UnknownIdError
from lodeshift.names import ELECTRICITY
from lodeshift.simulation.budget import M
from lodeshift.simulation.drivers import Driver, correlation, driver, weights
from lodeshift.simulation.economy import Economy, Site, paying_share
from lodeshift.simulation.kernel import Model
from lodeshift.simulation.layout import City, Firms, Levers, Markets
from lodeshift.simulation.pooled import pooled_of

Array = NDArray[np.float64]
_NO_LIMIT = 1.0e18
_ABROAD: Final = "EU"
"""Whose border the shares of output sold abroad meet."""
_MARKET_SHOCKS = ("volatility", "demand_volatility", "carbon_volatility")


@dataclass(frozen=True, slots=True)
class Commitments:
    """What a plan builds: (chain number, year, capacity) and grid steps (year, MW); `grid_base_mw` firm MW today,
    infinite where the grid is not looked at."""

    builds: tuple[tuple[int, float, float], ...] = ()
    circuits: tuple[tuple[float, float], ...] = ()
    grid_base_mw: float = math.inf


@dataclass(frozen=True, slots=True)
class Setting:
    """What a simulation adds to a base year: last year, commitments, paths over base prices by driver (one value per
    year), whether firms beside the commitments may invest."""

    last_year: int = 2040
    commitments: Commitments = field(default_factory=Commitments)
    paths: Mapping[str, Sequence[float]] = field(default_factory=dict)
    firms_invest: bool = True


@dataclass(frozen=True, slots=True)
class Assembled:
    """The kernel's arrays and what their numbers stand for."""

    model: Model
    drivers: tuple[Driver, ...]
    ends: tuple[str, ...]
    chains: tuple[str, ...]
    years: tuple[int, ...]
    economy: Economy


def _array(values: Sequence[float]) -> Array:
    return np.asarray(values, dtype=np.float64).reshape(-1)


def _single(value: float) -> Array:
    return np.array([value])


def _drivers(sites: Sequence[Site], matters: float) -> tuple[Driver, ...]:
    """Drivers that move at least the share `matters` of some chain's sales, in order of appearance."""
    found: dict[str, float] = {}
    for site in sites:
        moved: dict[str, float] = {}
        for money in (site.chain.sold, site.chain.bought):
            for commodity, cny in money.items():
                for name, weight in weights(commodity).items():
                    moved[name] = moved.get(name, 0.0) + cny * weight
        for name, cny in moved.items():
            found[name] = max(found.get(name, 0.0), cny / max(site.chain.revenue, 1.0))
    return tuple(driver(name) for name, share in found.items() if share >= matters)


def _exposure(money: Mapping[str, float], names: Sequence[str]) -> tuple[Array, float]:
    """CNY per unit by driver, and the rest that moves with none."""
    moved = np.zeros(len(names))
    for commodity, cny in money.items():
        for name, weight in weights(commodity).items():
            if name in names:
                moved[names.index(name)] += cny * weight
    return moved, sum(money.values()) - float(moved.sum())


def _tiers(sites: Sequence[Site]) -> dict[str, Any]:
    """The tier fields of `Firms`: one tier without limit for what digs nothing."""
    rows: list[tuple[float, float, float, float, float]] = []
    first, end = [], []
    for site in sites:
        first.append(len(rows))
        if site.plant.ores:
            factor = site.capacity / site.plant.capacity
            for ore, cost in zip(site.plant.ores, site.tier_costs, strict=True):
                worth = paying_share(site, cost)
                rows.append((ore.ore_t * factor, ore.rate_t * factor, ore.product_per_ore, worth, cost))
        else:
            rows.append((_NO_LIMIT, _NO_LIMIT, 1.0, 1.0, 0.0))
        end.append(len(rows))
    columns = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    names = ("tier_ore", "tier_rate", "tier_yield", "tier_worth", "tier_cost")
    fields: dict[str, Any] = dict(zip(names, columns, strict=True))
    return fields | {"tier_first": np.array(first, np.int64), "tier_end": np.array(end, np.int64)}


def _per_site(sites: Sequence[Site], get: str) -> Array:
    return _array([float(getattr(site.chain, get)) for site in sites])


def _planned(plan: Commitments, chains: int) -> Array:
    """Capacity that a plan adds in all, by chain."""
    total = np.zeros(chains)
    for chain_number, _, amount in plan.builds:
        total[chain_number] += amount
    return total


def _firms(economy: Economy, setting: Setting, names: Sequence[str], ends: Sequence[str]) -> Firms:
    sites, central = economy.sites, economy.assumed.central
    years = range(BASE_YEAR, setting.last_year + 1)
    sold = [_exposure(s.chain.sold, names) for s in sites]
    bought = [_exposure(s.chain.bought, names) for s in sites]
    capacity = _array([s.capacity for s in sites])
    plan = setting.commitments
    planned = _planned(plan, len(sites))
    shape = (len(sites), len(names))
    replaced = np.array([s.replaced for s in sites]) * 0.5 * capacity / (1.0 + 0.5 * _per_site(sites, "life_years"))
    capital = _per_site(sites, "capital")
    return Firms(
        revenue=np.array([m for m, _ in sold]).reshape(shape),
        revenue_fixed=_array([rest for _, rest in sold]),
        bought=np.array([m for m, _ in bought]).reshape(shape),
        bought_fixed=_array([rest for _, rest in bought]),
        wages=_array([s.wages for s in sites]),
        upkeep=_per_site(sites, "upkeep"),
        upkeep_bought=_per_site(sites, "upkeep_bought"),
        rent=_array([s.rent for s in sites]),
        rent_long=_array([s.rent_long for s in sites]),
        spread=np.full(len(sites), central("cost_spread")),
        value_added=_array([s.value_added for s in sites]),
        capital=capital,
        charge=_array([s.chain.capital * annuity_per_year(central("capital_rate"), s.chain.life_years) for s in sites]),
        land=capital * 1e-6 * central("land_m2_per_mcny"),
        life=_per_site(sites, "life_years"),
        build_years=_per_site(sites, "build_years"),
        ramp_years=np.full(len(sites), central("ramp_years")),
        largest=central("growth_room") * capacity + planned,
        invests=np.full(len(sites), 1.0 if setting.firms_invest else 0.0),
        jobs=_array([s.labour for s in sites]),
        power=_per_site(sites, "power_mwh"),
        co2=_per_site(sites, "co2"),
        carbon_covered=_array([float(ties.in_carbon_market(s.chain.process, BASE_YEAR)) for s in sites]),
        border=np.array([_border_bill(s.chain.main, years) for s in sites]).reshape(len(sites), len(years)),
        offtake=central("offtake_room")
        * np.maximum(_array([s.output for s in sites]), planned + capacity * central("base_use")),
        clock=_array(years) - BASE_YEAR,
        young=np.zeros(len(sites)),
        prime=0.5 * capacity,
        old=0.5 * capacity,
        permit=replaced * (1.0 + central("permit_time")),
        building=replaced * (1.0 + _per_site(sites, "build_years") + central("delay")),
        is_resource=_array([1.0 if s.chain.is_resource else 0.0 for s in sites]),
        end_use=np.array([ends.index(s.chain.end_use) for s in sites], np.int64),
        **_tiers(sites),
        plan_chain=np.array([c for c, _, _ in plan.builds], np.int64),
        plan_year=_array([y - BASE_YEAR for _, y, _ in plan.builds]),
        plan_amount=_array([a for _, _, a in plan.builds]),
        plan_ramp=np.full(len(plan.builds), central("ramp_years")),
        grid_year=_array([y - BASE_YEAR for y, _ in plan.circuits]),
        grid_mw=_array([mw for _, mw in plan.circuits]),
        grid_base_mw=_single(min(plan.grid_base_mw, _NO_LIMIT)),
    )


def _city(economy: Economy, setting: Setting) -> City:
    facts, central, pooled = economy.facts, economy.assumed.central, pooled_of(economy.assumed)
    clock = np.arange(setting.last_year - BASE_YEAR + 1, dtype=np.float64)
    ageing = central("natural_change_by_age") * (facts.age_65_share - central("age_65_share"))
    values = {
        "clock": clock,
        "other": economy.other,
        "services": economy.services,
        "agriculture": economy.agriculture,
        "resource_rest": economy.resource_rest,
        "materials_rest": economy.materials_rest,
        "other_jobs": economy.other_jobs,
        "services_jobs": facts.service_jobs,
        "agriculture_jobs": facts.jobs["primary"],
        "rest_jobs": economy.rest_jobs,
        "public_share": facts.public_share,
        "population": facts.population,
        "labour_force": sum(facts.jobs.values()) / (1.0 - central("unemployment")),
        "participation": np.exp(central("participation_change") * clock),
        "labour_trend": np.exp(
            (central("participation_change") + central("natural_change")) * clock
            + 0.5 * central("natural_change_slope") * clock**2
        ),
        "natural": central("natural_change") + ageing + central("natural_change_slope") * clock,
        "trend_persistence": pooled.trend_persistence,
        "sigma_trend": pooled.sigma_trend,
        "sigma_deviation": pooled.sigma_deviation,
        "sigma_level": pooled.sigma_level,
        "sigma_migration": central("migration_sigma"),
        "debt": central("debt_share") * facts.gdp,
        "vat_rate": trade.class_rate("standard", date(BASE_YEAR, 7, 1)),
        "vat_local": central("vat_local_share"),
        "profit_tax_local": central("profit_tax_local_share"),
        "resource_tax": central("resource_tax"),
        "training_cost": central("training_cost") * M,
        "discount": central("discount_rate"),
    }
    return City(**{name: np.asarray(v, np.float64).reshape(-1) for name, v in values.items()})


def _carbon_path(years: Sequence[int], growth: float) -> Array:
    """National allowance price: yearly means as far as known, then `growth` (log per year)."""
    known = macro.series("china_ets_price_mean")
    last = max(y for y in known if y <= years[-1])
    return _array(
        [known[y].central if y in known else known[last].central * math.exp(growth * (y - last)) for y in years]
    )


def _border_bill(good: str, years: Sequence[int]) -> Array:
    """CNY that a unit of a good pays at the border of the EU in every year; as in the last year of the certificates'
    price path where the years go on. Power is not sold abroad."""
    if good == ELECTRICITY:
        return np.zeros(len(years))
    last = border_rules.last_price_year()
    return border_path_cny_per_unit(good, [min(year, last) for year in years], _ABROAD)


def _grid_path(province: str, years: Sequence[int], fall: float) -> Array:
    try:
        factor = power.co2_factor(province, 2022).central
    except UnknownIdError:
        factor = power.co2_factor("China", 2022).central
    return factor * np.exp(-fall * (_array(years) - 2022.0))


def _markets(economy: Economy, setting: Setting, drivers: Sequence[Driver], ends: Sequence[str]) -> Markets:
    central = economy.assumed.central
    years = range(BASE_YEAR, setting.last_year + 1)
    paths = [np.log(_array(setting.paths.get(d.name, [1.0] * len(years)))) for d in drivers]
    return Markets(
        reversion=_array([d.reversion for d in drivers]),
        volatility=_array([d.yearly_shock for d in drivers]),
        mixing=np.asarray(np.linalg.cholesky(correlation(drivers, economy.assumed)), np.float64).reshape(
            len(drivers), len(drivers)
        ),
        path=np.array(paths).reshape(len(drivers), len(years)).T,
        start=np.zeros(len(drivers)),
        demand_growth=np.array([[central(f"demand_{e}")] * len(years) for e in ends]).reshape(len(ends), len(years)),
        demand_volatility=_array([central(f"shock_{e}") for e in ends]),
        carbon_price=_carbon_path(years, central("carbon_growth")),
        carbon_volatility=_single(central("carbon_volatility")),
        free_share=np.full(len(years), central("free_share")),
        grid_factor=_grid_path(economy.facts.province, years, central("grid_factor_fall")),
    )


def usual_levers(years: int, assumed: Assumptions) -> Levers:
    """What holds when no lever is pulled."""
    usual = {
        "profit_tax": assumed.central("profit_tax_rate"),
        "land_price": assumed.central("land_price"),
        "permit_years": assumed.central("permit_time"),
        "ramp_factor": 1.0,
        "green_premium": assumed.central("green_premium"),
    }
    return Levers(*(np.full(years, usual.get(name, 0.0)) for name in Levers._fields))


def assemble(economy: Economy, setting: Setting | None = None) -> Assembled:
    """Arrays for the kernel from a base year."""
    chosen = setting or Setting()
    drivers = _drivers(economy.sites, economy.assumed.central("driver_matters"))
    names = [d.name for d in drivers]
    ends = tuple(e for e in ties.end_uses() if any(s.chain.end_use == e for s in economy.sites))
    years = tuple(range(BASE_YEAR, chosen.last_year + 1))
    model = Model(
        firms=_firms(economy, chosen, names, ends),
        city=_city(economy, chosen),
        markets=_markets(economy, chosen, drivers, ends),
        levers=usual_levers(len(years), economy.assumed),
    )
    return Assembled(model, drivers, ends, tuple(s.plant.process for s in economy.sites), years, economy)


def without_shocks(model: Model) -> Model:
    """The model with every yearly shock at zero: with central theta, the one deterministic path."""
    still = {name: np.zeros_like(getattr(model.markets, name)) for name in _MARKET_SHOCKS}
    calm = {name: np.zeros_like(getattr(model.city, name)) for name in City._fields if name.startswith("sigma_")}
    return model._replace(markets=model.markets._replace(**still), city=model.city._replace(**calm))
