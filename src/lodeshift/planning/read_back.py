"""From amounts to the plan record: single units, words and totals that stages after this one read."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from lodeshift.planning.accounts import Books
from lodeshift.planning.amounts import Amounts, SitePowerAmounts
from lodeshift.planning.horizon import alive, standing
from lodeshift.planning.inputs import Array, GridInput, PlanInputs, ProcessInput
from lodeshift.records.plan import AccountItem, Flow, PlanYear, PowerTotals, SitePower, SiteYear, Trade

LEAST = 1e-4
"""Amounts (thousand units, MW) below this are the solver's rounding and are told as zero."""


def clean(value: float) -> float:
    """A solver's value with its rounding taken off."""
    return 0.0 if abs(value) < LEAST else float(value)


def years_of(inputs: PlanInputs, amounts: Amounts, books_by_site: Mapping[str, Books]) -> tuple[PlanYear, ...]:
    """Every planning year with its sites."""
    return tuple(
        PlanYear(
            year,
            float(inputs.horizon.represented[y]),
            {site: _site_year(inputs, amounts, books_by_site[site], site, y) for site in inputs.sites},
        )
        for y, year in enumerate(inputs.horizon.years)
    )


def _site_year(inputs: PlanInputs, amounts: Amounts, books: Books, site: str, y: int) -> SiteYear:
    here = [(i, p) for i, p in enumerate(inputs.processes) if p.site == site]
    built = {p.id: clean(amounts.build[i, y]) * 1000.0 for i, p in here}
    capacity = {p.id: clean(_capacity(inputs, amounts, i, p)[y]) * 1000.0 for i, p in here}
    activity = {p.id: clean(amounts.activity[i, y]) * 1000.0 for i, p in here}
    _add_power_capacity(inputs, amounts, site, y, built, capacity)
    output: dict[str, float] = defaultdict(float)
    green: dict[str, float] = defaultdict(float)
    share = green_share(inputs, amounts, site)[y]
    by_choice = bool(np.any(amounts.green_activity[[i for i, _ in here], y] > LEAST)) if here else False
    mains = {p.main for p in inputs.processes}
    for i, p in here:
        with_green = clean(amounts.green_activity[i, y]) * 1000.0 if by_choice else activity[p.id] * share
        for c, made in p.net.items():
            if made > 0 and c in mains:  # a by-product counts where it is what another plant is built for
                output[c] += activity[p.id] * made
                green[c] += with_green * made
    waste = sum(v * activity[p.id] for _, p in here for c, v in p.net.items() if v > 0 and c in inputs.waste)
    power = amounts.power.get(site)
    drawn = 0.0 if power is None else float((power.grid + power.contract)[y] @ inputs.slices.weight_h)
    grid = inputs.grids.get(site)
    return SiteYear(
        built={k: v for k, v in built.items() if v},
        capacity={k: v for k, v in capacity.items() if v},
        activity={k: v for k, v in activity.items() if v},
        output_t={k: v for k, v in output.items() if v},
        green_output_t={k: v for k, v in green.items() if v},
        sales_mcny=sum(
            float(v[y]) for line, v in books.items.items() if line.account == "firm" and line.item == "sold"
        ),
        value_added_mcny=float(np.sum([v[y] for v in books.bought.values()])),
        jobs=sum(p.jobs_per_unit * activity[p.id] for _, p in here),
        emissions_t=sum(p.co2_t_per_unit * activity[p.id] for _, p in here) + _plant_emissions(inputs, amounts, site, y),
        emissions_power_t=0.0 if grid is None else drawn * float(grid.grid_factor[y]),
        water_m3=sum(p.water_m3_per_unit * activity[p.id] for _, p in here),
        waste_t=waste,
        investment_mcny=_investment(inputs, amounts, site, y),
        power=_totals(inputs, amounts, site, y),
    )  # fmt: skip


def _capacity(inputs: PlanInputs, amounts: Amounts, i: int, process: ProcessInput) -> Array:
    there, _ = standing(inputs.horizon, process.existing, process.ramp_up)
    return np.asarray(there + amounts.build[i] @ alive(inputs.horizon, process.life_years))


def _add_power_capacity(
    inputs: PlanInputs, amounts: Amounts, site: str, y: int, built: dict[str, float], capacity: dict[str, float]
) -> None:
    for i, source in enumerate(inputs.sources):
        if source.site == site:
            built[source.id] = clean(amounts.mw_built[i, y])
            capacity[source.id] = clean(amounts.mw[i, y])
    for store in inputs.stores:
        if store.site == site:
            built[f"{store.id} MW"] = clean(amounts.store_mw_built[store.id][y])
            built[f"{store.id} MWh"] = clean(amounts.store_mwh_built[store.id][y])
            capacity[f"{store.id} MW"] = clean(amounts.store_mw[store.id][y])
            capacity[f"{store.id} MWh"] = clean(amounts.store_mwh[store.id][y])
    power, grid = amounts.power.get(site), inputs.grids.get(site)
    if power is not None and grid is not None:
        built["circuits"] = clean(power.circuits_built[y])
        capacity["circuits"] = grid.existing_circuits + clean(power.further_circuits[y])


def _plant_emissions(inputs: PlanInputs, amounts: Amounts, site: str, y: int) -> float:
    power = amounts.power.get(site)
    if power is None:
        return 0.0
    return sum(
        float(power.plants[s.id][y] @ inputs.slices.weight_h) * s.co2_t_per_mwh
        for s in inputs.sources
        if s.site == site and s.kind == "plant"
    )


def _investment(inputs: PlanInputs, amounts: Amounts, site: str, y: int) -> float:
    total = sum(amounts.build[i, y] * p.capex_mcny_per_k for i, p in enumerate(inputs.processes) if p.site == site)
    total += sum(amounts.mw_built[i, y] * s.capex_mcny_per_mw for i, s in enumerate(inputs.sources) if s.site == site)
    for b in inputs.stores:
        if b.site == site:
            total += amounts.store_mw_built[b.id][y] * b.power_capex_mcny_per_mw
            total += amounts.store_mwh_built[b.id][y] * b.energy_capex_mcny_per_mwh
    power, grid = amounts.power.get(site), inputs.grids.get(site)
    if power is not None and grid is not None:
        total += power.circuits_built[y] * grid.circuit_capex_mcny
    return clean(float(total))


def load_of(power: SitePowerAmounts) -> Array:
    """All load of the plants, MW (Y, T)."""
    return power.base[:, None] + sum(power.loads.values(), np.zeros_like(power.grid))


def green_share(inputs: PlanInputs, amounts: Amounts, site: str) -> Array:
    """Share of the site's yearly load covered by green power in the same hour, (Y,)."""
    power = amounts.power.get(site)
    n_years = len(inputs.horizon.years)
    if power is None:
        return np.zeros(n_years)
    weight = inputs.slices.weight_h
    demand = load_of(power) @ weight
    return np.asarray(np.divide(power.green_load @ weight, demand, out=np.zeros(n_years), where=demand > LEAST))


def circuits_needed(grid: GridInput, full_load_mw: float, firm_mw: float) -> int:
    """Circuits that carry a load N-1 secure, but not fewer than stand: 1 + ceil(load / firm)."""
    return max(grid.existing_circuits, 1 + math.ceil(full_load_mw / firm_mw - 1e-6))


def _totals(inputs: PlanInputs, amounts: Amounts, site: str, y: int) -> PowerTotals:
    power, grid = amounts.power.get(site), inputs.grids.get(site)
    if power is None or grid is None:
        return PowerTotals(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0)
    weight = inputs.slices.weight_h
    used = used_by_source(inputs, power, y)
    kind = {s.id: s.kind for s in inputs.sources}
    by_kind: dict[str, float] = defaultdict(float)
    for source, mw in used.items():
        by_kind[kind[source]] += float(mw @ weight)
    firm_plants = sum(s.firm_share * float(amounts.mw[i, y]) for i, s in enumerate(inputs.sources) if s.site == site)
    full = float(power.full_load[y] + grid.background_mw[y] - firm_plants)
    return PowerTotals(
        demand_mwh=float(load_of(power)[y] @ weight),
        wind_mwh=by_kind["wind"],
        pv_mwh=by_kind["pv"],
        ppa_mwh=float(power.contract[y] @ weight),
        grid_mwh=float(power.grid[y] @ weight),
        curtailed_mwh=float(power.spilled[y] @ weight),
        peak_mw=float((power.grid + power.contract)[y].max()),
        full_load_mw=full,
        circuits=grid.existing_circuits + round(float(power.further_circuits[y])),
        circuits_low=circuits_needed(grid, full, grid.firm_mw_high or grid.firm_mw),
        circuits_high=circuits_needed(grid, full, grid.firm_mw_low or grid.firm_mw),
    )


def used_by_source(inputs: PlanInputs, power: SitePowerAmounts, y: int) -> dict[str, Array]:
    """Own wind and sun that was taken, MW per slice, by source: what was spilled is shared by what each could give."""
    available = {k: v[y] for k, v in power.own_available.items()}
    total = sum(available.values(), np.zeros(power.grid.shape[1]))
    share = np.divide(total - power.spilled[y], total, out=np.zeros_like(total), where=total > LEAST)
    return {k: v * np.clip(share, 0.0, 1.0) for k, v in available.items()}


def site_power(inputs: PlanInputs, amounts: Amounts) -> tuple[SitePower, ...]:
    """Hourly power of every site and planning year; supply and use are equal in every slice."""
    found: list[SitePower] = []
    for site, power in amounts.power.items():
        for y, year in enumerate(inputs.horizon.years):
            found.append(_one_power(inputs, amounts, site, power, y, year))
    return tuple(found)


def _one_power(
    inputs: PlanInputs, amounts: Amounts, site: str, power: SitePowerAmounts, y: int, year: int
) -> SitePower:
    kinds = {s.id: s.kind for s in inputs.sources}
    own = used_by_source(inputs, power, y)
    supply: dict[str, Array] = {f"{kinds[k]}:{k}": v for k, v in own.items()}
    supply |= _contracts(inputs, amounts, site, power, y)
    supply |= {f"plant:{k}": v[y] for k, v in power.plants.items()}
    supply["grid"] = power.grid[y]
    supply |= {f"battery:{k}": v[y] for k, v in power.discharge.items()}
    use: dict[str, Array] = {}
    ones = np.ones(power.grid.shape[1])
    for i, p in enumerate(inputs.processes):
        if p.site == site and p.mwh_per_unit:
            steady = p.mean_mw_per_k * amounts.activity[i, y]
            if p.flex is not None:
                steady *= p.flex.min_load if p.flex.kind in ("modulate", "shift") else 0.0
            use[p.id] = steady * ones + (power.loads[p.id][y] if p.id in power.loads else 0.0)
    use |= {f"battery:{k}": v[y] for k, v in power.charge.items()}
    use["export"] = power.export[y]
    grid = inputs.grids.get(site)
    available = {f"{kinds[k]}:{k}": v[y] for k, v in power.own_available.items()}
    return SitePower(
        site=site,
        year=year,
        supply_mw={k: v for k, v in supply.items() if np.any(v > LEAST)},
        use_mw={k: v for k, v in use.items() if np.any(v > LEAST)},
        available_mw={k: v for k, v in available.items() if np.any(v > LEAST)},
        green_mw=power.green_load[y],
        tariff_cny_per_mwh=ones * 0.0 if grid is None else grid.tariff[y] * 1000.0,
        marginal_cny_per_mwh=power.price[y],
    )


def _contracts(inputs: PlanInputs, amounts: Amounts, site: str, power: SitePowerAmounts, y: int) -> dict[str, Array]:
    """Delivered contract power by contract, shared by what each could give in the slice."""
    gives = {
        s.id: amounts.mw[i, y] * s.profile * (1.0 - s.losses)
        for i, s in enumerate(inputs.sources)
        if s.site == site and s.supply == "ppa" and s.profile is not None
    }
    total = sum(gives.values(), np.zeros(power.grid.shape[1]))
    share = np.divide(power.contract[y], total, out=np.zeros_like(total), where=total > LEAST)
    return {f"ppa:{k}": v * share for k, v in gives.items()}


def flows_of(inputs: PlanInputs, amounts: Amounts) -> tuple[Flow, ...]:
    """What every process took and gave in every planning year, in commodity units, with electricity and labour."""
    found: list[Flow] = []
    for i, p in enumerate(inputs.processes):
        net = {**p.net, "electricity": -p.mwh_per_unit, "labour": -p.jobs_per_unit, "co2_direct": p.co2_t_per_unit}
        for y, year in enumerate(inputs.horizon.years):
            amount = clean(amounts.activity[i, y]) * 1000.0
            found += [Flow(year, p.site, p.id, c, v * amount) for c, v in net.items() if v and amount]
    return tuple(found)


def trades_of(inputs: PlanInputs, amounts: Amounts) -> tuple[Trade, ...]:
    """Purchases, sales and shipments, in commodity units and CNY per unit."""
    found: list[Trade] = []
    base = inputs.horizon.base_year
    for y, year in enumerate(inputs.horizon.years):
        for i, m in enumerate(inputs.markets):
            amount = clean(amounts.trade[i, y]) * 1000.0
            if amount:
                price, freight, border = (float(v[y]) * 1000.0 for v in (m.price, m.freight, m.border))
                found.append(Trade(year, m.site, m.commodity, m.kind, m.id, amount, price, freight, border, base))
        for i, r in enumerate(inputs.routes):
            amount = clean(amounts.ship[i, y]) * 1000.0
            if amount:
                cost = r.freight * 1000.0
                found.append(Trade(year, r.from_site, r.commodity, "ship", r.to_site, amount, 0.0, cost, 0.0, base))
    return tuple(found)


def account_items(inputs: PlanInputs, books: Books) -> tuple[AccountItem, ...]:
    """All account lines by planning year."""
    return tuple(
        AccountItem(line, year, clean(float(mcny[y])))
        for line, mcny in books.items.items()
        for y, year in enumerate(inputs.horizon.years)
    )
