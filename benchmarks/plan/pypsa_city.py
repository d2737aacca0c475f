"""The benchmark's city written in PyPSA: the same numbers (`city.city`), the same optimum, PyPSA's own ways.

What is PyPSA's own: investment periods, one component per technology and build year (`build_year`, `lifetime`), links
and stores for materials, stores with chargers for the battery, snapshot weightings. What PyPSA has no component for is
added with linopy, always in the form with the fewest rows:

- the annual mean load of the furnace (its minimum load is a share of the mean load of the year, not of capacity);
- a ramp limit round the year (PyPSA's own is per vintage and open at both ends; limits shared out by capacity add up
  to the limit on the total, so one row per hour says the same);
- charge + discharge within one power; potentials over all build years.

`materials="hourly"` is what PyPSA's documentation leads to: products on buses, a free store where a product may wait.
`materials="yearly"` is what an expert would do to make it lean: lines that run flat become a constant load and a few
linopy columns for capacity; only the furnace keeps its hours. Both have our optimum.
"""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
import pypsa
import xarray as xr

from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.horizon import can_be_on_line
from lodeshift.planning.inputs import PlanInputs, ProcessInput

Materials = Literal["hourly", "yearly"]
FREE_T: Final = 1e6
"""Size of the free powder store; never binds (a year's powder is less)."""
MANY_MW: Final = 1e5
"""Grid power and discharger are not limited by themselves."""


@dataclass(frozen=True, slots=True)
class City:
    """Inputs with what the writing needs again and again."""

    inputs: PlanInputs
    network: pypsa.Network
    materials: Materials

    @property
    def years(self) -> tuple[int, ...]:
        return self.inputs.horizon.years

    @property
    def furnace(self) -> ProcessInput:
        return next(p for p in self.inputs.processes if p.flex is not None)

    def target_kt(self, commodity: str, year: int) -> float:
        return sum(g.value for g in self.inputs.goals if g.subject == commodity and g.year == year)

    def activity_kt(self, process: ProcessInput, year: int) -> float:
        """What a process must make: its own target and what later steps take of it."""
        taken = sum(
            -later.net[process.main] * self.activity_kt(later, year)
            for later in self.inputs.processes
            if later.net.get(process.main, 0.0) < 0.0
        )
        return self.target_kt(process.main, year) + taken

    def running_mcny_per_kt(self, process: ProcessInput) -> float:
        """Running cost and bought inputs (prices of the city do not change over the years)."""
        bought = {m.commodity: m.price[0] + m.freight[0] for m in self.inputs.markets if m.kind == "buy"}
        inputs = sum(-amount * bought[c] for c, amount in process.net.items() if c in bought)
        return float(process.variable_om_mcny_per_k + process.labour_mcny_per_k + inputs)

    def yearly_mcny(self, capex: float, fixed_om: float, life_years: float) -> float:
        return capex * annuity_per_year(self.inputs.horizon.rate, life_years) + fixed_om


def network(inputs: PlanInputs, materials: Materials = "hourly") -> City:
    """The network; `add_rows` must follow once its linopy model exists."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("pypsa").setLevel(logging.ERROR)
        city = City(inputs, pypsa.Network(), materials)
        _time(city)
        city.network.add("Bus", ["electricity", "battery"])
        _power(city)
        _battery(city)
        if materials == "hourly":
            _chains(city)
        else:
            _loads(city)
    return city


def create_model(city: City) -> Any:
    """The linopy model with the further rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = city.network.optimize.create_model(multi_investment_periods=True, include_objective_constant=False)
        add_rows(city)
    return model


def constant_mcny(city: City) -> float:
    """Fixed O&M of what stands already, which PyPSA leaves out of its objective; in "yearly" also the running cost of
    lines whose output is fixed."""
    horizon, total = city.inputs.horizon, 0.0
    for process in city.inputs.processes:
        for plant in process.existing:
            stands = np.array([plant.on_line <= y < plant.retire for y in city.years])
            total += float(horizon.weight @ stands) * plant.capacity * process.fixed_om_mcny_per_k
        if city.materials == "yearly":
            made = np.array([city.activity_kt(process, y) for y in city.years])
            total += float(horizon.weight @ made) * city.running_mcny_per_kt(process)
    return total


def _time(city: City) -> None:
    n, slices, horizon = city.network, city.inputs.slices, city.inputs.horizon
    n.snapshots = pd.MultiIndex.from_product(
        [city.years, np.arange(slices.weight_h.size)], names=["period", "timestep"]
    )
    n.investment_periods = list(city.years)
    n.investment_period_weightings["objective"] = horizon.weight
    n.investment_period_weightings["years"] = horizon.represented
    for kind in ("objective", "generators"):
        n.snapshot_weightings[kind] = np.tile(slices.weight_h, len(city.years))
    n.snapshot_weightings["stores"] = float(slices.length_h)  # levels move by the hours of a slice, not by its weight


def _series(city: City, values: np.ndarray[Any, Any]) -> pd.Series:
    return pd.Series(np.tile(values, len(city.years)), index=city.network.snapshots)


def _by_year(city: City, values: list[float]) -> pd.Series:
    return pd.Series(np.repeat(values, city.inputs.slices.weight_h.size), index=city.network.snapshots)


def _power(city: City) -> None:
    n, grid = city.network, city.inputs.grids["city"]
    n.add(
        "Generator", "grid", bus="electricity", p_nom=MANY_MW,
        marginal_cost=pd.Series(grid.tariff.ravel() / 1000.0, index=n.snapshots),
    )  # fmt: skip
    for source in city.inputs.sources:
        for year in city.years:
            n.add(
                "Generator", f"{source.id} {year}", bus="electricity", carrier=source.id,
                p_nom_extendable=True, build_year=year, lifetime=source.life_years,
                p_max_pu=_series(city, source.profile * (1.0 - source.losses)),
                capital_cost=city.yearly_mcny(source.capex_mcny_per_mw, source.fixed_om_mcny_per_mw, source.life_years),
            )  # fmt: skip


def _battery(city: City) -> None:
    """A store and a charger per build year, sized apart; one discharger for all, since it costs nothing by itself."""
    n = city.network
    for store in city.inputs.stores:
        root = np.sqrt(store.round_trip)
        open_ = can_be_on_line(city.inputs.horizon, 0.5, earliest=store.earliest) > 0
        for year in np.asarray(city.years)[open_]:
            power = city.yearly_mcny(store.power_capex_mcny_per_mw, store.power_om_mcny_per_mw, store.life_years)
            energy = city.yearly_mcny(store.energy_capex_mcny_per_mwh, store.energy_om_mcny_per_mwh, store.life_years)
            n.add(
                "Link", f"charger {year}", bus0="electricity", bus1="battery", efficiency=root, carrier="charger",
                p_nom_extendable=True, build_year=year, lifetime=store.life_years, capital_cost=power,
            )  # fmt: skip
            n.add(
                "Store", f"battery {year}", bus="battery", carrier="battery", e_nom_extendable=True,
                e_cyclic=True, e_cyclic_per_period=True,
                build_year=year, lifetime=store.life_years, capital_cost=energy,
            )  # fmt: skip
        n.add("Link", "discharger", bus0="battery", bus1="electricity", efficiency=root, p_nom=MANY_MW)


def _chains(city: City) -> None:
    """Lines and furnace as links from power to product, one per build year."""
    n = city.network
    for process in city.inputs.processes:
        n.add("Bus", process.main)
        if process.flex is not None:
            n.add("Store", f"{process.main} waiting", bus=process.main, e_nom=FREE_T, e_cyclic=True, e_cyclic_per_period=True)  # fmt: skip
    for process in city.inputs.processes:
        mw_per_kt = process.full_mw_per_k if process.flex is not None else process.mean_mw_per_k
        common: dict[str, Any] = {
            "bus0": "electricity", "bus1": process.main, "efficiency": 1.0 / process.mwh_per_unit,
            "carrier": process.id,
            "marginal_cost": city.running_mcny_per_kt(process) / (1000.0 * process.mwh_per_unit),
        }  # fmt: skip
        made_here = {p.main for p in city.inputs.processes}
        for commodity, amount in process.net.items():
            if amount < 0.0 and commodity in made_here:
                common |= {"bus2": commodity, "efficiency2": amount / process.mwh_per_unit}
        capital = city.yearly_mcny(process.capex_mcny_per_k, process.fixed_om_mcny_per_k, process.life_years)
        for year in city.years:
            n.add(
                "Link", f"{process.id} {year}", p_nom_extendable=True, build_year=year, lifetime=process.life_years,
                capital_cost=capital / mw_per_kt, **common,
            )  # fmt: skip
        for plant in process.existing:
            n.add(
                "Link", f"{process.id} {plant.name}", p_nom=plant.capacity * mw_per_kt,
                build_year=plant.on_line, lifetime=plant.retire - plant.on_line, **common,
            )  # fmt: skip
        tonnes_per_hour = [city.target_kt(process.main, y) * 1000.0 / 8760.0 for y in city.years]
        if any(tonnes_per_hour):
            n.add("Load", f"{process.main} sold", bus=process.main, p_set=_by_year(city, tonnes_per_hour))


def _loads(city: City) -> None:
    """Flat lines as one constant load; the furnace as a load that moves, one per build year."""
    n, furnace = city.network, city.furnace
    flat = [
        sum(p.mean_mw_per_k * city.activity_kt(p, y) for p in city.inputs.processes if p.flex is None)
        for y in city.years
    ]
    n.add("Load", "flat lines", bus="electricity", p_set=_by_year(city, flat))
    capital = city.yearly_mcny(furnace.capex_mcny_per_k, furnace.fixed_om_mcny_per_k, furnace.life_years)
    for year in city.years:
        n.add(
            "Generator", f"{furnace.id} {year}", bus="electricity", carrier=furnace.id, sign=-1.0,
            p_nom_extendable=True, build_year=year, lifetime=furnace.life_years,
            capital_cost=capital / furnace.full_mw_per_k,
        )  # fmt: skip


def add_rows(city: City) -> None:
    """What PyPSA has no component for (see the head of this file)."""
    _furnace_rows(city)
    _battery_rows(city)
    _potential_rows(city)
    if city.materials == "yearly":
        _flat_capacity(city)


def _active(city: City, table: pd.DataFrame, year: int) -> pd.Index:
    stands = (table.build_year <= year) & (year < table.build_year + table.lifetime)
    return table.index[stands]


def _sum(city: City, component: str, names: pd.Index) -> Any:
    return city.network.model[f"{component}-p"].sel(name=list(names)).sum("name")


def _furnace_rows(city: City) -> None:
    n, model, furnace = city.network, city.network.model, city.furnace
    assert furnace.flex is not None
    component = "Link" if city.materials == "hourly" else "Generator"
    table = (n.links if component == "Link" else n.generators).query("carrier == @furnace.id")
    hours = xr.DataArray(city.inputs.slices.weight_h, dims="timestep")
    ramp = furnace.flex.ramp_per_hour * float(city.inputs.slices.length_h)
    for year in city.years:
        alive = list(_active(city, table, year))
        # Vintages not alive have no power variables in the year; the sum over those alive is the furnace's load.
        load = _sum(city, component, pd.Index(alive)).sel(snapshot=[(year, t) for t in range(hours.size)])
        load = load.assign_coords(snapshot=np.arange(hours.size)).rename(snapshot="timestep")
        built = model[f"{component}-p_nom"].sel(name=alive).sum()
        mean = model.add_variables(lower=0.0, name=f"furnace mean {year}")
        model.add_constraints((load * hours).sum() - 8760.0 * mean == 0.0, name=f"furnace energy {year}")
        model.add_constraints(load - furnace.flex.min_load * mean >= 0.0, name=f"furnace least load {year}")
        model.add_constraints(mean - furnace.availability * built <= 0.0, name=f"furnace capacity {year}")
        if city.materials == "yearly":
            made = furnace.mean_mw_per_k * city.activity_kt(furnace, year)
            model.add_constraints(1.0 * mean == made, name=f"furnace output {year}")
        if ramp < 1.0 - furnace.flex.min_load:  # as in our program: else the limit cannot bind
            change = load - load.roll(timestep=1)
            model.add_constraints(change - ramp * built <= 0.0, name=f"furnace ramp up {year}")
            model.add_constraints(change + ramp * built >= 0.0, name=f"furnace ramp down {year}")


def _battery_rows(city: City) -> None:
    n, model = city.network, city.network.model
    chargers = n.links.query("carrier == 'charger'")
    if chargers.empty:
        return
    root = float(chargers.efficiency.iloc[0])
    count = city.inputs.slices.weight_h.size
    for year in city.years:
        alive = _active(city, chargers, year)
        at = [(year, t) for t in range(count)]
        out = root * model["Link-p"].sel(name="discharger", snapshot=at)
        if alive.empty:
            model.add_constraints(out <= 0.0, name=f"no battery {year}")
            continue
        flow = _sum(city, "Link", alive).sel(snapshot=at) + out
        power = model["Link-p_nom"].sel(name=list(alive)).sum()
        model.add_constraints(flow - power <= 0.0, name=f"battery power {year}")


def _potential_rows(city: City) -> None:
    n, model = city.network, city.network.model
    for source in city.inputs.sources:
        table = n.generators[n.generators.carrier == source.id]
        for year in city.years:
            built = model["Generator-p_nom"].sel(name=list(_active(city, table, year))).sum()
            model.add_constraints(built <= source.potential_mw, name=f"potential {source.id} {year}")


def _flat_capacity(city: City) -> None:
    """Capacity of lines that run flat: one column per line and build year, one row per line and year."""
    model, weight = city.network.model, city.inputs.horizon.weight
    for process in city.inputs.processes:
        if process.flex is not None:
            continue
        years = np.asarray(city.years)
        age = years[None, :] - years[:, None]
        alive = ((age >= 0) & (age < process.life_years)).astype(float)
        build = model.add_variables(lower=0.0, coords=[pd.Index(city.years, name="built")], name=f"build {process.id}")
        each = city.yearly_mcny(process.capex_mcny_per_k, process.fixed_om_mcny_per_k, process.life_years)
        cost = xr.DataArray(each * alive @ weight, dims="built", coords={"built": years})
        model.objective = model.objective + (build * cost).sum()
        for y, year in enumerate(city.years):
            stands = sum(e.capacity for e in process.existing if e.on_line <= year < e.retire)
            share = xr.DataArray(alive[:, y], dims="built", coords={"built": years})
            need = city.activity_kt(process, year) - stands
            model.add_constraints((build * share).sum() >= need, name=f"capacity {process.id} {year}")
