"""Power of a case as plan inputs: hours of wind and sun, slices, sources, batteries, tariff, circuits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np

from lodeshift.case.fields import AssumptionItem
from lodeshift.case.models import Case, PowerOption, Site
from lodeshift.catalogue import places
from lodeshift.chain.figures import Driver, FigureBook
from lodeshift.chain.power import PowerPrice, circuit_at, grid_factor, power_price, tariff_parts
from lodeshift.climate import series, slices
from lodeshift.errors import InputError
from lodeshift.names import HOURS_PER_YEAR
from lodeshift.planning.inputs import Array, GridInput, SourceInput, StoreInput
from lodeshift.planning.prepare_goods import assumed, matter_of_capital, metrics_of, path_of
from lodeshift.records.figure import Figure, Matter
from lodeshift.records.note import note
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


def slices_of(case: Case, climates: Mapping[str, Climate], hours: int) -> Slices:
    """The slices of a plan; weeks and days are chosen by the case's own wind and sun."""
    wind = [c.hourly for c in climates.values() if c.kind == "wind"] or [np.zeros(HOURS_PER_YEAR)]
    sun = [c.hourly for c in climates.values() if c.kind == "pv"] or [np.zeros(HOURS_PER_YEAR)]
    return slices.make(hours, wind, sun, year=case.head.climate_year)


def price_of(case: Case, site: str, driver: Driver, book: FigureBook) -> PowerPrice:
    """The site's tariff with the case's own assumptions on energy price, system fee and time-of-use rules."""
    where = next(s for s in case.sites if s.site == site)
    moves = case.assumption("tou_applies_to_td", site)
    grid = where.tariff_grid or places.place(where.place).tariff_grid
    parts = tariff_parts(
        grid,
        where.tariff_voltage,
        energy=case.assumption("market_energy_price", site),
        system_fee=case.assumption("system_operation_fee", site),
    )
    taken = {
        name: book.figure(figure, note("planning.figure_tariff", f"tariff_{name}", site=site), driver)
        for name, figure in parts.items()
    }
    by_window = moves is not None and assumed(book, moves, "tou_applies_to_td", driver, "rule") >= 0.5
    return power_price(grid, where.tariff_voltage, taken, windows_move_transmission=by_window)


def source_driver(row: PowerOption) -> Driver:
    """What the figures of wind, PV, a contract or a plant multiply."""
    return Driver("source", row.option, row.site)


def source_of(
    case: Case, row: PowerOption, years: tuple[int, ...], climate: Climate | None, hours: Slices, book: FigureBook
) -> SourceInput:
    """Wind, PV, a contract or a plant of a site."""
    if climate is None:
        return _plant(row, len(years), book)
    profile = _without_dusk(slices.aggregate(climate.hourly, hours))
    if row.supply == "ppa":
        return _contract(case, row, len(years), climate.hourly, profile, book)
    return _own(case, row, profile, book)


def _without_dusk(profile: Array) -> Array:
    """Capacity factors below a thousandth are set to zero: no energy worth telling, but coefficients of 1e-9 that
    cost an interior-point method half its accuracy."""
    return np.where(profile < LEAST_FACTOR, 0.0, profile)


def _plant(row: PowerOption, n_years: int, book: FigureBook) -> SourceInput:
    price = _stated_price(row, book)
    return SourceInput(
        row.option, row.site, "plant", row.supply, None,
        energy_cost_mcny_per_gwh=np.full(n_years, price * CNY_PER_MWH), existing_mw=row.existing_mw,
        existing_until=row.existing_until or 9999, co2_t_per_mwh=row.emission_factor_t_per_mwh, firm_share=row.firm_share,
    )  # fmt: skip


def _own(case: Case, row: PowerOption, profile: Array, book: FigureBook) -> SourceInput:
    """Wind or PV of the site itself or at the end of its own line; the line's cost is part of every MW."""
    driver = source_driver(row)
    metrics = metrics_of(case, book, row.technology or DEFAULT_TECHNOLOGY[row.kind], driver)
    capex = metrics["capex"].central
    line = row.line_km * row.line_cost_cny_per_mw_km / 1e6
    return SourceInput(
        row.option, row.site, _kind(row), row.supply, profile,
        capex_mcny_per_mw=capex * 1e-3 + line,
        fixed_om_mcny_per_mw=metrics["fixed_om"].central * capex * 1e-3,
        life_years=metrics["lifetime"].central,
        build_years=metrics["build_time"].central + _permit(case, driver, book),
        losses=row.losses,
        existing_mw=row.existing_mw,
        existing_until=row.existing_until or 9999,
        potential_mw=float("inf") if row.potential_mw is None else row.potential_mw,
        earliest=row.earliest or 0,
    )  # fmt: skip


def _permit(case: Case, driver: Driver, book: FigureBook) -> float:
    permit = case.assumption("permit_time", driver.site)
    return 0.0 if permit is None else assumed(book, permit, "permit_time", driver, "time")


def _kind(row: PowerOption) -> Literal["wind", "pv"]:
    return "wind" if row.kind == "wind" else "pv"


def _stated_price(row: PowerOption, book: FigureBook) -> float:
    """What a MWh of the option costs, as its row states."""
    price = row.price_cny_per_mwh
    if price is None:
        raise InputError.one(
            "case.no_running_cost",
            "power.csv",
            None,
            "price_cny_per_mwh",
            f"blank for {row.option}",
            "what a MWh costs, CNY/MWh",
        )
    figure = Figure(
        price, price, price, "CNY/MWh", "", row.site, row.source, row.quality, row.note, f"power.csv:{row.option}"
    )
    return book.take(figure, note("planning.figure_power_price", row.option, site=row.site), source_driver(row))


def _contract(
    case: Case, row: PowerOption, n_years: int, hourly: Array, profile: Array, book: FigureBook
) -> SourceInput:
    """A contract pays for all that its plants give (energy price + green premium); what is delivered pays wheeling."""
    driver = source_driver(row)
    premium = case.assumption("ppa_premium", row.site)
    price = (
        assumed(book, case.needed("ppa_price", row.site), "ppa_price", driver)
        if row.price_cny_per_mwh is None
        else _stated_price(row, book)
    )
    each = price + (0.0 if premium is None else assumed(book, premium, "ppa_premium", driver))
    grid = price_of(case, row.site, driver, book)
    wheeling = grid.wheeling + grid.loss_share * price
    return SourceInput(
        row.option, row.site, _kind(row), "ppa", profile,
        contract_mcny_per_mw=np.full(n_years, each * float(hourly.sum()) / 1e6),
        energy_cost_mcny_per_gwh=np.full(n_years, wheeling * CNY_PER_MWH),
        losses=row.losses,
        potential_mw=float("inf") if row.potential_mw is None else row.potential_mw,
    )  # fmt: skip


def store_driver(row: PowerOption) -> Driver:
    """What the figures of a battery multiply."""
    return Driver("store", row.option, row.site)


def store_of(case: Case, row: PowerOption, book: FigureBook) -> StoreInput:
    """A battery of a site; power and energy cost from the two catalogue rows."""
    driver = store_driver(row)
    power_part, energy_part = (metrics_of(case, book, technology, driver) for technology in BATTERY)
    efficiency = case.needed("battery_round_trip_efficiency", row.site)
    of_power, of_energy = power_part["capex"].central * 1e-3, energy_part["capex"].central * 1e-3
    return StoreInput(
        row.option, row.site, row.charge_from,
        power_capex_mcny_per_mw=of_power,
        energy_capex_mcny_per_mwh=of_energy,
        power_om_mcny_per_mw=power_part["fixed_om"].central * of_power,
        energy_om_mcny_per_mwh=energy_part["fixed_om"].central * of_energy,
        life_years=min(power_part["lifetime"].central, energy_part["lifetime"].central),
        round_trip=assumed(book, efficiency, "battery_round_trip_efficiency", driver, "amount"),
        build_years=max(power_part["build_time"].central, energy_part["build_time"].central),
        existing_mw=row.existing_mw, existing_until=row.existing_until or 9999,
        potential_mw=float("inf") if row.potential_mw is None else row.potential_mw, earliest=row.earliest or 0,
    )  # fmt: skip


def needed(
    case: Case, book: FigureBook, item: AssumptionItem, driver: Driver, matter: Matter = "cost"
) -> float:  # fmt: skip
    """An assumption that the plan cannot do without, taken."""
    return assumed(book, case.needed(item, driver.site), item, driver, matter)


def grid_driver(site: Site) -> Driver:
    """What the figures of a site's connection multiply."""
    return Driver("grid", site.site, site.site)


def grid_of(case: Case, site: Site, years: tuple[int, ...], hours: Slices, book: FigureBook) -> GridInput:
    """Tariff, demand charge, circuits and grid factor of a site."""
    driver = grid_driver(site)
    price = price_of(case, site.site, driver, book)
    tariff = slices.aggregate(price.hourly, hours, upper=np.inf) * CNY_PER_MWH
    factor = path_of(case, book, "tariff_factor", years, driver)

    def stated(item: AssumptionItem, matter: Matter = "cost") -> float | None:
        figure = case.assumption(item, site.site)
        return None if figure is None else assumed(book, figure, item, driver, matter)

    charges = (stated("standby_charge"), stated("levies_on_own_power"))
    levy = sum(each for each in charges if each is not None)
    firm = case.needed("firm_mw_per_further_circuit", site.site)
    capex, om, life, build = _circuit(case, driver, book)
    export, limit = stated("export_price"), stated("export_share_limit", "amount")
    return GridInput(
        site=site.site,
        tariff=(np.ones(len(years)) if factor is None else factor)[:, None] * tariff[None, :],
        demand_charge_mcny_per_mw_month=price.demand_charge_cny_per_mw_month / 1e6,
        grid_factor=_grid_factor(case, site, years, driver, book),
        background_mw=_background(case, years, driver, book),
        existing_circuits=round(needed(case, book, "existing_circuits", driver, "rule")),
        max_circuits=round(needed(case, book, "max_circuits", driver, "rule")),
        firm_mw=needed(case, book, "firm_mw_per_further_circuit", driver, "amount"),
        circuit_capex_mcny=capex,
        circuit_om_mcny=om,
        circuit_life_years=life,
        circuit_build_years=build,
        circuit_kv=circuit_at(site.place).kv,
        levy_on_own_mcny_per_gwh=np.full(len(years), levy * CNY_PER_MWH),
        export_price_mcny_per_gwh=None if export is None else export * CNY_PER_MWH,
        export_share_limit=1.0 if limit is None else limit,
        firm_mw_low=firm.low,
        firm_mw_high=firm.high,
    )


def _circuit(case: Case, driver: Driver, book: FigureBook) -> tuple[float, float, float, float]:
    """Capital (mcny), O&M (mcny/a), life and build time of one circuit with its share of transformers."""
    known = circuit_at(next(s.place for s in case.sites if s.site == driver.site))
    line = metrics_of(case, book, known.line, driver)
    station = metrics_of(case, book, known.substation, driver)
    capital = matter_of_capital(case)
    of_line = line["capex"].central * needed(case, book, "candidate_line_length", driver, capital) / 1e6
    mva = needed(case, book, "substation_mva_per_circuit", driver, capital)
    of_station = station["capex"].central * mva * 1000.0 / 1e6
    build = case.assumption("circuit_build_time", driver.site)
    years = line["build_time"].central if build is None else assumed(book, build, "circuit_build_time", driver, "time")
    return (
        of_line + of_station,
        line["fixed_om"].central * of_line + station["fixed_om"].central * of_station,
        min(line["lifetime"].central, station["lifetime"].central),
        years + _permit(case, driver, book),
    )


def _grid_factor(case: Case, site: Site, years: tuple[int, ...], driver: Driver, book: FigureBook) -> Array:
    """t CO2 per bought MWh: the case's path, else the province's average of 2022."""
    counted = any(goal.kind == "emissions" and goal.subject == "power" for goal in case.goals)
    matter: Matter = "amount" if counted else "tonnes"
    stated = path_of(case, book, "grid_factor", years, driver, matter=matter)
    if stated is not None:
        return stated
    figure = grid_factor(places.place(site.place).province_en, 2022)
    value = book.take(figure, note("planning.figure_grid_factor", site=site.site), driver, matter)
    return np.full(len(years), value)


def _background(case: Case, years: tuple[int, ...], driver: Driver, book: FigureBook) -> Array:
    """The zone's other load on the same circuits, MW by planning year."""
    stated = path_of(case, book, "background_load", years, driver, matter="amount")
    if stated is not None:
        return stated
    return np.full(len(years), needed(case, book, "background_peak_load", driver, "amount"))
