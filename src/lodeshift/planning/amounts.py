"""What the solved program says, as plain arrays: how much of everything, by planning year and slice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from lodeshift.planning.blocks.green import valued_sales
from lodeshift.planning.columns import BalanceBlocks
from lodeshift.planning.inputs import Array
from lodeshift.planning.model import Model, PowerTerm
from lodeshift.program.model import Block
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
    """Read a solution back; what the program has no columns for is zero."""
    inputs, columns, of_year = model.inputs, model.columns, (model.n_years,)
    green = columns.green
    return Amounts(
        build=solution.of(columns.plants.build),
        activity=solution.of(columns.plants.activity),
        green_activity=_of(solution, green.activity if green else None, columns.plants.activity.index.shape),
        trade=solution.of(columns.trade.trade),
        green_sale=_green_sales(model, solution),
        ship=solution.of(columns.trade.ship),
        extract=solution.of(columns.extract),
        mw=solution.of(columns.sources.total),
        mw_built=solution.of(columns.sources.built),
        store_mw={id: solution.of(store.power.total) for id, store in columns.stores.items()},
        store_mwh={id: solution.of(store.energy.total) for id, store in columns.stores.items()},
        store_mw_built={id: solution.of(store.power.built) for id, store in columns.stores.items()},
        store_mwh_built={id: solution.of(store.energy.built) for id, store in columns.stores.items()},
        trained={site: _of(solution, columns.trained.get(site), of_year) for site in inputs.sites},
        power={site: _power(model, solution, site, balance) for site, balance in columns.power.items()},
    )


def _of(solution: Solution, block: Block | None, shape: tuple[int, ...]) -> Array:
    """Values of a block; zeros where the program has none."""
    return np.zeros(shape) if block is None else solution.of(block)


def _green_sales(model: Model, solution: Solution) -> dict[str, Array]:
    """What is sold as green, by market: (Y,)."""
    found: dict[str, Array] = {}
    for site, sold in () if model.columns.green is None else model.columns.green.sales.items():
        values = solution.of(sold)
        found |= {m.id: values[k] for k, (_, m) in enumerate(valued_sales(model, site))}
    return found


def _power(model: Model, solution: Solution, site: str, balance: BalanceBlocks) -> SitePowerAmounts:
    shape = balance.rows.index.shape
    sources, grid = model.columns.sources, model.columns.grids.get(site)
    supply = balance.rows if balance.green_supply is None else balance.green_supply
    spilled = solution.activity(supply) if balance.spilled is None else solution.of(balance.spilled)
    full = np.zeros(model.n_years)
    for columns, mw in model.full_load[site]:
        full += solution.column_value[columns] * mw
    weight = model.inputs.horizon.weight[:, None] * model.inputs.slices.weight_h[None, :]
    stores = {s.id: model.columns.stores[s.id] for s in model.inputs.stores if s.site == site}
    found = SitePowerAmounts(
        base=solution.of(balance.base_load),
        loads={t.of: -_mw(t, solution) for t in model.power[site] if t.kind == "load"},
        own_available={t.of: _mw(t, solution) for t in model.power[site] if t.kind == "own"},
        spilled=np.maximum(spilled, 0.0),
        contract=_of(solution, sources.contracts.get(site), shape),
        grid=_of(solution, grid.bought if grid else None, shape),
        export=_of(solution, grid.export if grid else None, shape),
        plants={
            s.id: solution.of(sources.plants[s.id])
            for s in model.inputs.sources
            if s.site == site and s.kind == "plant"
        },
        charge={id: solution.of(store.charge) for id, store in stores.items()},
        discharge={id: solution.of(store.discharge) for id, store in stores.items()},
        green_load=_of(solution, balance.green_load, shape),
        peak=_of(solution, grid.peak if grid else None, (model.n_years, 0)),
        further_circuits=_of(solution, grid.further_circuits if grid else None, (model.n_years,)),
        circuits_built=_of(solution, grid.circuits_built if grid else None, (model.n_years,)),
        full_load=full,
        price=solution.price(balance.rows) / weight * 1e6,
    )
    return _with_green(model, found) if balance.green_load is None else found


def _with_green(model: Model, found: SitePowerAmounts) -> SitePowerAmounts:
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
    return replace(found, green_load=green)


def _mw(term: PowerTerm, solution: Solution) -> Array:
    columns = solution.column_value[term.columns]
    return np.asarray(columns * term.mw) if term.columns.ndim == 2 else np.asarray(columns[:, None] * term.mw[None, :])
