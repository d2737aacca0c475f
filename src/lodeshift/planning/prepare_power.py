"""Power of a case as plan inputs: hours of wind and sun, slices, sources, batteries, tariff, circuits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np

from lodeshift.case.models import Case, PowerOption, Site
from lodeshift.catalogue import places, power, technologies
from lodeshift.chain.power import PowerPrice, power_price
from lodeshift.climate import series, slices
from lodeshift.errors import InputError, Problem
from lodeshift.planning.inputs import Array, GridInput, Horizon, SourceInput, StoreInput
from lodeshift.planning.prepare_goods import technology_overrides
from lodeshift.planning.used import Trail
from lodeshift.records.figure import Figure
from lodeshift.records.plan import Slices

DEFAULT_TECHNOLOGY: Final = {"wind": "wind_onshore", "pv": "pv_utility"}
BATTERY: Final = ("battery_storage_power", "battery_storage_energy")
LEAST_FACTOR: Final = 1e-3
CNY_PER_MWH: Final = 1e-3
"""mcny per GWh of one CNY per MWh."""


@dataclass(frozen=True, slots=True)
class Climate:
    """Hourly capacity factors of one power option: shape (8760,)."""

    option: str
    kind: str
    hourly: Array


def climate_of(case: Case) -> dict[str, Climate]:
    """Hourly series of every wind and PV option: the user's own, else made from the normals of its place."""
    found: dict[str, Climate] = {}
    for row in case.power:
        if row.kind not in ("wind", "pv"):
            continue
        site = next(s for s in case.sites if s.site == row.site)
        if row.series_file:
            hourly = series.read_csv(Path(case.folder) / row.series_file)
        else:
            made = series.hourly(
                row.place or site.place,
                seed=case.head.climate_seed,
                year=case.head.climate_year,
                wind_full_load_hours=row.full_load_hours if row.kind == "wind" else None,
                pv_full_load_hours=row.full_load_hours if row.kind == "pv" else None,
            )
            hourly = made.wind_cf if row.kind == "wind" else made.pv_cf
        found[row.option] = Climate(row.option, row.kind, np.asarray(hourly))
    return found


def slices_of(case: Case, climates: dict[str, Climate], hours: int) -> Slices:
    """The slices of a plan; weeks and days are chosen by the case's own wind and sun."""
    wind = [c.hourly for c in climates.values() if c.kind == "wind"] or [np.zeros(8760)]
    sun = [c.hourly for c in climates.values() if c.kind == "pv"] or [np.zeros(8760)]
    return slices.make(hours, wind, sun, year=case.head.climate_year)


def price_of(case: Case, site: Site) -> PowerPrice:
    """The site's tariff with the case's own assumptions on energy price, system fee and time-of-use rules."""
    moves = case.assumption("tou_applies_to_td", site.site)
    return power_price(
        site.tariff_grid or places.place(site.place).tariff_grid,
        site.tariff_voltage,
        energy=case.assumption("market_energy_price", site.site),
        system_fee=case.assumption("system_operation_fee", site.site),
        windows_move_transmission=moves is not None and moves.central >= 0.5,
    )


def sources_of(
    case: Case, site: str, horizon: Horizon, climates: dict[str, Climate], hours: Slices, trail: Trail
) -> tuple[SourceInput, ...]:
    """Wind, PV, contracts and plants of a site."""
    place = next(s for s in case.sites if s.site == site)
    price = price_of(case, place)
    years = len(horizon.years)
    found: list[SourceInput] = []
    for row in case.power:
        if row.site == site and row.kind == "plant":
            found.append(_plant(row, years))
        elif row.site == site and row.kind != "battery":
            hourly = climates[row.option].hourly
            make = _contract if row.supply == "ppa" else _own
            found.append(make(case, row, years, hourly, _without_dusk(slices.aggregate(hourly, hours)), price, trail))
    return tuple(found)


def _without_dusk(profile: Array) -> Array:
    """Capacity factors below a thousandth are set to zero: no energy worth telling, but coefficients of 1e-9 that
    cost an interior-point method half its accuracy."""
    return np.where(profile < LEAST_FACTOR, 0.0, profile)


def _plant(row: PowerOption, n_years: int) -> SourceInput:
    return SourceInput(
        row.option, row.site, "plant", row.supply, None,
        energy_cost_mcny_per_gwh=np.full(n_years, _stated_price(row) * CNY_PER_MWH), existing_mw=row.existing_mw,
        existing_until=row.existing_until or 9999, co2_t_per_mwh=row.emission_factor_t_per_mwh, firm_share=row.firm_share,
    )  # fmt: skip


def _own(
    case: Case, row: PowerOption, n_years: int, hourly: Array, profile: Array, price: PowerPrice, trail: Trail
) -> SourceInput:
    """Wind or PV of the site itself or at the end of its own line; the line's cost is part of every MW."""
    technology = row.technology or DEFAULT_TECHNOLOGY[row.kind]
    metrics = dict(technologies.technology(technology).metrics)
    metrics |= {m: f for (t, m), f in technology_overrides(case).items() if t == technology}
    capex = trail.use(f"{technology}: capex", metrics["capex"], f"mw {row.option}", 1e-3 / metrics["lifetime"].central)
    om = trail.use(f"{technology}: fixed O&M", metrics["fixed_om"], f"mw {row.option}", capex * 1e-3)
    line = row.line_km * row.line_cost_cny_per_mw_km / 1e6
    permit = case.assumption("permit_time", row.site)
    return SourceInput(
        row.option, row.site, _kind(row), row.supply, profile,
        capex_mcny_per_mw=capex * 1e-3 + line,
        fixed_om_mcny_per_mw=om * capex * 1e-3,
        life_years=trail.use(f"{technology}: lifetime", metrics["lifetime"]),
        build_years=trail.use(f"{technology}: build time", metrics["build_time"]) + (permit.central if permit else 0.0),
        losses=row.losses,
        existing_mw=row.existing_mw,
        existing_until=row.existing_until or 9999,
        potential_mw=float("inf") if row.potential_mw is None else row.potential_mw,
        earliest=row.earliest or 0,
    )  # fmt: skip


def _kind(row: PowerOption) -> Literal["wind", "pv"]:
    return "wind" if row.kind == "wind" else "pv"


def _stated_price(row: PowerOption) -> float:
    if row.price_cny_per_mwh is None:
        raise InputError(
            [Problem("power.csv", None, "price_cny_per_mwh", f"blank for {row.option}", "what a MWh costs, CNY/MWh")]
        )
    return row.price_cny_per_mwh


def _contract(
    case: Case, row: PowerOption, n_years: int, hourly: Array, profile: Array, price: PowerPrice, trail: Trail
) -> SourceInput:
    """A contract pays for all that its plants give (energy price + green premium); what is delivered pays wheeling."""
    premium = case.assumption("ppa_premium", row.site)
    stated = row.price_cny_per_mwh
    if stated is None:
        stated = case.needed("ppa_price", row.site).central
    figure = Figure(stated, stated, stated, "CNY/MWh", "2024", "", row.source, row.quality, row.note, "power.csv")
    trail.use(f"price of {row.option}", figure, f"contract {row.option}", 1e-6)
    each = stated + (0.0 if premium is None else trail.use("green premium of contracts", premium, "ppa energy", 1e-6))
    mwh_per_mw = float(hourly.sum())
    wheeling = price.wheeling + price.loss_share * stated
    return SourceInput(
        row.option, row.site, _kind(row), "ppa", profile,
        contract_mcny_per_mw=np.full(n_years, each * mwh_per_mw / 1e6),
        energy_cost_mcny_per_gwh=np.full(n_years, wheeling * CNY_PER_MWH),
        losses=row.losses,
        potential_mw=float("inf") if row.potential_mw is None else row.potential_mw,
    )  # fmt: skip


def stores_of(case: Case, site: str, trail: Trail) -> tuple[StoreInput, ...]:
    """Batteries of a site; power and energy cost from the two catalogue rows."""
    found: list[StoreInput] = []
    for row in case.power:
        if row.site != site or row.kind != "battery":
            continue
        parts = []
        for technology in BATTERY:
            metrics = dict(technologies.technology(technology).metrics)
            metrics |= {m: f for (t, m), f in technology_overrides(case).items() if t == technology}
            driver = f"{technology} {row.option}"
            capex = trail.use(f"{technology}: capex", metrics["capex"], driver, 1e-3 / metrics["lifetime"].central)
            parts.append((capex * 1e-3, metrics["fixed_om"].central * capex * 1e-3, metrics["lifetime"].central))
        efficiency = case.needed("battery_round_trip_efficiency", site)
        found.append(
            StoreInput(
                row.option, site, row.charge_from, parts[0][0], parts[1][0], parts[0][1], parts[1][1],
                life_years=min(parts[0][2], parts[1][2]), round_trip=trail.use("battery round trip", efficiency),
                existing_mw=row.existing_mw, existing_until=row.existing_until or 9999,
                potential_mw=float("inf") if row.potential_mw is None else row.potential_mw, earliest=row.earliest or 0,
            )
        )  # fmt: skip
    return tuple(found)


def grid_of(case: Case, site: Site, horizon: Horizon, hours: Slices, trail: Trail) -> GridInput:
    """The connection of a site: tariff by slice, demand charge, circuits, other load, grid factor."""
    price = price_of(case, site)
    for name, figure in price.figures.items():
        trail.use(f"tariff: {name}", figure, *_tariff_driver(name, site.site))
    years = horizon.years
    tariff = slices.aggregate(price.hourly, hours, upper=np.inf) * CNY_PER_MWH
    factor = np.array([case.factor("tariff_factor", y, site=site.site) for y in years])
    charges = {
        "standby charge": case.assumption("standby_charge", site.site),
        "levies": case.assumption("levies_on_own_power", site.site),
    }
    levy = sum(trail.use(f"on own power: {k}", f, "own power", 1e-6) for k, f in charges.items() if f is not None)
    firm = case.needed("firm_mw_per_further_circuit", site.site)
    capex, om, life, build = _circuit_cost(case, site.site, trail)
    export = case.assumption("export_price", site.site)
    limit = case.assumption("export_share_limit", site.site)
    return GridInput(
        site=site.site,
        tariff=factor[:, None] * tariff[None, :],
        demand_charge_mcny_per_mw_month=price.demand_charge_cny_per_mw_month / 1e6,
        grid_factor=np.array([_grid_factor(case, site, y) for y in years]),
        background_mw=np.array([_background(case, site.site, y) for y in years]),
        existing_circuits=round(trail.use("existing circuits", case.needed("existing_circuits", site.site))),
        max_circuits=round(trail.use("largest number of circuits", case.needed("max_circuits", site.site))),
        firm_mw=trail.use("firm MW per further circuit", firm),
        circuit_capex_mcny=capex,
        circuit_om_mcny=om,
        circuit_life_years=life,
        circuit_build_years=build,
        levy_on_own_mcny_per_gwh=np.full(len(years), levy * CNY_PER_MWH),
        export_price_mcny_per_gwh=None if export is None else trail.use("price of sold power", export) * CNY_PER_MWH,
        export_share_limit=1.0 if limit is None else trail.use("share that may be sold", limit),
        firm_mw_low=firm.low,
        firm_mw_high=firm.high,
    )


def _tariff_driver(name: str, site: str) -> tuple[str, float]:
    if name in ("energy", "transmission", "government_funds", "system_operation_fee"):
        return f"grid energy {site}", 1e-6
    return ("", 0.0)


def _circuit_cost(case: Case, site: str, trail: Trail) -> tuple[float, float, float, float]:
    """Capital (mcny), O&M (mcny/a), life and build time of one circuit with its share of transformers."""
    replaced = technology_overrides(case)
    line = dict(technologies.technology("line_330kv_single").metrics)
    line |= {m: f for (t, m), f in replaced.items() if t == "line_330kv_single"}
    station = dict(technologies.technology("substation_330kv").metrics)
    station |= {m: f for (t, m), f in replaced.items() if t == "substation_330kv"}
    km = trail.use("length of a new circuit", case.needed("candidate_line_length", site))
    mva = trail.use("transformers per circuit", case.needed("substation_mva_per_circuit", site))
    of_line = trail.use(
        "line_330kv_single: capex", line["capex"], f"circuits {site}", km / 1e6 / line["lifetime"].central
    )
    of_station = trail.use(
        "substation_330kv: capex", station["capex"], f"circuits {site}", mva / 1e3 / station["lifetime"].central
    )
    capex = of_line * km / 1e6 + of_station * mva * 1000.0 / 1e6
    om = line["fixed_om"].central * of_line * km / 1e6 + station["fixed_om"].central * of_station * mva * 1000.0 / 1e6
    build, permit = case.assumption("circuit_build_time", site), case.assumption("permit_time", site)
    years = line["build_time"].central if build is None else trail.use("build time of a circuit", build)
    return (
        capex,
        om,
        min(line["lifetime"].central, station["lifetime"].central),
        years + (permit.central if permit else 0.0),
    )


def _grid_factor(case: Case, site: Site, year: int) -> float:
    stated = case.path("grid_factor", year, site=site.site)
    if stated is not None:
        return stated
    return power.co2_factor(places.place(site.place).province_en, 2022).central


def _background(case: Case, site: str, year: int) -> float:
    stated = case.path("background_load", year, site=site)
    return case.needed("background_peak_load", site).central if stated is None else stated
