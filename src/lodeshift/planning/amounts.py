"""What the solved program says, as plain arrays: how much of everything, by planning year and slice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lodeshift.planning.balance import green_sites
from lodeshift.planning.inputs import Array
from lodeshift.planning.model import Model, PowerTerm
from lodeshift.program.solve import Solution


@dataclass(frozen=True, slots=True)
class SitePowerAmounts:
    """Power of one site: MW, shape (Y, T) unless said."""

    base: Array
    """(Y,)"""
    loads: Mapping[str, Array]
    """Moving part of each flexible process, by process id."""
    own_available: Mapping[str, Array]
    spilled: Array
    contract: Array
    grid: Array
    export: Array
    plants: Mapping[str, Array]
    charge: Mapping[str, Array]
    discharge: Mapping[str, Array]
    green_load: Array
    peak: Array
    """(Y, months)"""
    further_circuits: Array
    """(Y,)"""
    circuits_built: Array
    """(Y,)"""
    full_load: Array
    """(Y,) everything that runs at once, without the zone's other load."""
    price: Array
    """Marginal value of a MWh, CNY/MWh of its year."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Everything decided. Goods in thousand units; first axis as in the inputs, second the planning year."""

    build: Array
    activity: Array
    green_activity: Array
    trade: Array
    green_sale: Mapping[str, Array]
    """By market id: (Y,)."""
    ship: Array
    extract: Array
    mw: Array
    mw_built: Array
    store_mw: Mapping[str, Array]
    store_mwh: Mapping[str, Array]
    store_mw_built: Mapping[str, Array]
    store_mwh_built: Mapping[str, Array]
    trained: Mapping[str, Array]
    power: Mapping[str, SitePowerAmounts]


def amounts_of(model: Model, solution: Solution) -> Amounts:
    """Read a solution back; blocks that the model does not have are zero."""
    inputs, n_years = model.inputs, model.n_years

    def of(name: str, shape: tuple[int, ...]) -> Array:
        block = model.blocks.get(name)
        return np.zeros(shape) if block is None else solution.of(block)

    count = len(inputs.processes)
    sales: dict[str, Array] = {}
    for site in green_sites(model):
        made = {c for p in inputs.processes if p.site == site for c, v in p.net.items() if v > 0}
        valued = [
            m for m in inputs.markets
            if m.site == site and m.kind == "sell" and m.commodity in made and m.values_green
        ]  # fmt: skip
        sold = of(f"green sale {site}", (len(valued), n_years))
        sales |= {m.id: sold[k] for k, m in enumerate(valued)}
    stores = {s.id: f"battery {s.id}" for s in inputs.stores}
    return Amounts(
        build=of("build", (count, n_years)),
        activity=of("activity", (count, n_years)),
        green_activity=of("green activity", (count, n_years)),
        trade=of("trade", (len(inputs.markets), n_years)),
        green_sale=sales,
        ship=of("ship", (len(inputs.routes), n_years)),
        extract=of("extract", (len(inputs.tiers), n_years)),
        mw=of("mw", (len(inputs.sources), n_years)),
        mw_built=of("mw built", (len(inputs.sources), n_years)),
        store_mw={k: of(f"{v} power", (n_years,)) for k, v in stores.items()},
        store_mwh={k: of(f"{v} energy", (n_years,)) for k, v in stores.items()},
        store_mw_built={k: of(f"{v} power built", (n_years,)) for k, v in stores.items()},
        store_mwh_built={k: of(f"{v} energy built", (n_years,)) for k, v in stores.items()},
        trained={s: of(f"trained {s}", (n_years,)) for s in inputs.sites},
        power={s: _power(model, solution, s) for s in inputs.sites if f"base load {s}" in model.blocks},
    )


def _power(model: Model, solution: Solution, site: str) -> SitePowerAmounts:
    shape = (model.n_years, model.n_slices)

    def of(name: str, otherwise: tuple[int, ...] = shape) -> Array:
        block = model.blocks.get(name)
        return np.zeros(otherwise) if block is None else solution.of(block)

    own = {t.name.removeprefix("own:"): _mw(t, solution) for t in model.power[site] if t.name.startswith("own:")}
    loads = {
        t.name.removeprefix(f"load {site}/"): -_mw(t, solution)
        for t in model.power[site]
        if t.name.startswith(f"load {site}/")
    }
    stores = [s.id for s in model.inputs.stores if s.site == site]
    plants = {s.id: of(f"plant {s.id}") for s in model.inputs.sources if s.site == site and s.kind == "plant"}
    green = site in green_sites(model)
    row = model.program.row_blocks[f"power {site}"]
    spill_row = model.program.row_blocks.get(f"green power {site}", row)
    spilled = of(f"spilled {site}") if f"spilled {site}" in model.blocks else solution.activity(spill_row)
    full = np.zeros(model.n_years)
    for columns, mw in model.full_load[site]:
        full += solution.column_value[columns] * mw
    weight = model.inputs.horizon.weight[:, None] * model.inputs.slices.weight_h[None, :]
    charge = {s: of(f"battery {s} charge") for s in stores}
    discharge = {s: of(f"battery {s} discharge") for s in stores}
    found = SitePowerAmounts(
        base=of(f"base load {site}", (model.n_years,)),
        loads=loads,
        own_available=own,
        spilled=np.maximum(spilled, 0.0),
        contract=of(f"contract power {site}"),
        grid=of(f"grid {site}"),
        export=of(f"export {site}"),
        plants=plants,
        charge=charge,
        discharge=discharge,
        green_load=of(f"green load {site}") if green else np.zeros(shape),
        peak=of(f"peak {site}", (model.n_years, 0)),
        further_circuits=of(f"further circuits {site}", (model.n_years,)),
        circuits_built=of(f"circuits built {site}", (model.n_years,)),
        full_load=full,
        price=solution.price(row) / weight * 1e6,
    )
    return found if green else _with_green(model, site, found)


def _with_green(model: Model, site: str, found: SitePowerAmounts) -> SitePowerAmounts:
    """Green load counted after the fact: green supply of the hour that load could take, not what batteries took."""
    from_any = {s.id for s in model.inputs.stores if s.charge_from == "any"}
    supply = (
        sum(found.own_available.values(), np.zeros_like(found.grid)) - found.spilled + found.contract - found.export
    )
    for store, power in found.discharge.items():
        if store not in from_any:
            supply = supply + power - found.charge[store]
    load = found.base[:, None] + sum(found.loads.values(), np.zeros_like(found.grid))
    green = np.clip(supply, 0.0, load)
    return SitePowerAmounts(
        **{f: getattr(found, f) for f in SitePowerAmounts.__dataclass_fields__ if f != "green_load"}, green_load=green
    )


def _mw(term: PowerTerm, solution: Solution) -> Array:
    columns = solution.column_value[term.columns]
    return np.asarray(columns * term.mw) if term.columns.ndim == 2 else np.asarray(columns[:, None] * term.mw[None, :])
