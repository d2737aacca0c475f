"""Batteries: charge, discharge, level; the year is a ring."""

from __future__ import annotations

import math

import numpy as np

from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.columns import Sized, StoreColumns
from lodeshift.planning.horizon import alive, can_be_on_line
from lodeshift.planning.inputs import StoreInput
from lodeshift.planning.model import Model, PowerTerm
from lodeshift.records.note import note


def add_stores(model: Model) -> None:
    """Columns per battery: power and energy built (year), charge, discharge and level (year, slice).

    level[t] = level[t-1] + length x (root(eta) charge - discharge / root(eta)), the slice before the first being the
    last; charge + discharge <= power (both at once never pay); level <= energy. Source: any text on storage models.
    """
    for store in model.inputs.stores:
        model.columns.stores[store.id] = _add_one(model, store)


def _add_one(model: Model, store: StoreInput) -> StoreColumns:
    program = model.program
    n_years, n_slices = model.n_years, model.n_slices
    shape = (n_years, n_slices)
    name = f"battery {store.id}"
    power = _sized(model, store, "power", store.power_capex_mcny_per_mw, store.power_om_mcny_per_mw, store.existing_mw)
    energy = _sized(
        model, store, "energy", store.energy_capex_mcny_per_mwh, store.energy_om_mcny_per_mwh, store.existing_mwh
    )
    charge = program.columns(f"{name} charge", shape, stage=model.stage_by_slice)
    discharge = program.columns(f"{name} discharge", shape, stage=model.stage_by_slice)
    level = program.columns(f"{name} level", shape, stage=model.stage_by_slice)

    root = math.sqrt(store.round_trip)
    hours = float(model.inputs.slices.length_h)
    chain = program.rows(f"{name} level", shape, stage=model.stage_by_slice, lower=0.0, upper=0.0)
    program.add(chain.index, level.index, 1.0)
    program.add(chain.index, np.roll(level.index, 1, axis=1), -1.0)
    program.add(chain.index, charge.index, -root * hours)
    program.add(chain.index, discharge.index, hours / root)
    within_power = program.rows(f"{name} within its power", shape, stage=model.stage_by_slice, upper=0.0)
    program.add(within_power.index, charge.index, 1.0)
    program.add(within_power.index, discharge.index, 1.0)
    program.add(within_power.index, power.total.index[:, None], -1.0)
    within_energy = program.rows(f"{name} within its energy", shape, stage=model.stage_by_slice, upper=0.0)
    program.add(within_energy.index, level.index, 1.0)
    program.add(within_energy.index, energy.total.index[:, None], -1.0)
    if np.isfinite(store.potential_mw):
        limit = program.rows(
            f"largest {name}", n_years, stage=model.stage, upper=store.potential_mw,
            limit=model.yearly("MW", note("planning.limit_battery_power", store.id, site=store.site)),
        )  # fmt: skip
        program.add(limit.index, power.total.index, 1.0)
    green = store.charge_from == "green"
    model.power[store.site].append(PowerTerm("discharge", store.id, discharge.index, np.ones(1), green))
    model.power[store.site].append(PowerTerm("charge", store.id, charge.index, -np.ones(1), green))
    return StoreColumns(power, energy, charge, discharge, level)


def _sized(model: Model, store: StoreInput, part: str, capex: float, om: float, existing: float) -> Sized:
    """One part of the battery: what stands and what is built."""
    program, horizon = model.program, model.inputs.horizon
    years = np.asarray(horizon.years)
    stands = alive(horizon, store.life_years)
    name = f"battery {store.id} {part}"
    open_ = can_be_on_line(horizon, store.build_years, earliest=store.earliest) > 0
    built = program.columns(f"{name} built", years.size, stage=model.stage, upper=np.where(open_, np.inf, 0.0))
    total = program.columns(name, years.size, stage=model.stage)
    there = np.where(years < store.existing_until, existing, 0.0)
    row = program.rows(name, years.size, stage=model.stage, lower=there, upper=there)
    program.add(row.index, total.index, 1.0)
    program.add(row.index[None, :], built.index[:, None], -stands)
    charge = capex * annuity_per_year(horizon.rate, store.life_years)
    model.ledger.pay_over_life("capital charge of power", store.site, built.index, charge, stands)
    model.ledger.pay("fixed O&M of power", store.site, total.index, om, intermediate=model.inputs.bought_fixed_om)
    model.invest(store.site, built.index, capex)
    return Sized(built, total)
