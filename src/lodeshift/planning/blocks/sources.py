"""Wind, sun, contracts and existing plants: how much there is, what it costs, what it gives in every slice."""

from __future__ import annotations

import numpy as np

from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.columns import SourceColumns
from lodeshift.planning.horizon import alive, can_be_on_line
from lodeshift.planning.inputs import SourceInput
from lodeshift.planning.model import Columns, Model, PowerTerm
from lodeshift.program.model import Block
from lodeshift.records.note import note


def add_sources(model: Model) -> SourceColumns:
    """Columns `mw` (source, year) of capacity there, `mw built` (source, year) new, and what they give by the hour.

    Own and direct-line wind and sun need no hourly column: in the reduced form what is not taken is the slack of the
    power balance (exact while a bought MWh costs at least the levy on an own one). Contracts (PPA) deliver through the
    grid, so each site has one hourly column of delivered contract power; existing plants have one each.
    """
    sources, n_years = model.inputs.sources, model.n_years
    horizon = model.inputs.horizon
    total = model.program.columns("mw", (len(sources), n_years), stage=model.stage)
    upper = np.zeros((len(sources), n_years))
    for i, s in enumerate(sources):
        if s.supply != "ppa" and s.kind != "plant":
            upper[i] = np.where(can_be_on_line(horizon, s.build_years, earliest=s.earliest) > 0, np.inf, 0.0)
    built = model.program.columns("mw built", (len(sources), n_years), stage=model.stage, upper=upper)
    plants: dict[str, Block] = {}
    for i, source in enumerate(sources):
        _add_capacity(model, source, total.index[i], built.index[i])
        if source.kind == "plant":
            plants[source.id] = _add_plant(model, source, total.index[i])
        elif source.supply != "ppa" and source.profile is not None:
            gives = source.profile * (1.0 - source.losses)
            model.power[source.site].append(PowerTerm("own", source.id, total.index[i], gives, green=True))
    contracts = {site: made for site in model.inputs.sites if (made := _add_contracts(model, site, total.index))}
    return SourceColumns(total, built, plants, contracts)


def _add_capacity(model: Model, source: SourceInput, total: Columns, built: Columns) -> None:
    horizon, program = model.inputs.horizon, model.program
    years = np.asarray(horizon.years)
    stands = alive(horizon, source.life_years)
    there = np.where(years < source.existing_until, source.existing_mw, 0.0)
    if source.supply == "ppa":  # a contract is not built: it may differ from year to year
        if source.contract_mcny_per_mw is not None:
            model.ledger.pay("green power contracts", source.site, total, source.contract_mcny_per_mw, intermediate=1.0)
    else:
        row = program.rows(f"capacity of {source.id}", years.size, stage=model.stage, lower=there, upper=there)
        program.add(row.index, total, 1.0)
        program.add(row.index[None, :], built[:, None], -stands)
        charge = source.capex_mcny_per_mw * annuity_per_year(horizon.rate, source.life_years)
        model.ledger.pay_over_life("capital charge of power", source.site, built, charge, stands)
        model.ledger.pay(
            "fixed O&M of power",
            source.site,
            total,
            source.fixed_om_mcny_per_mw,
            intermediate=model.inputs.bought_fixed_om,
        )
        model.invest(source.site, built, source.capex_mcny_per_mw)
    if np.isfinite(source.potential_mw):
        limit = program.rows(
            f"potential of {source.id}", years.size, stage=model.stage, upper=source.potential_mw,
            limit=model.yearly("MW", note("planning.limit_potential", source.id, site=source.site)),
        )  # fmt: skip
        program.add(limit.index, total, 1.0)


def _add_plant(model: Model, source: SourceInput, total: Columns) -> Block:
    shape = (model.n_years, model.n_slices)
    load = model.program.columns(f"plant {source.id}", shape, stage=model.stage_by_slice)
    limit = model.program.rows(f"plant {source.id} up to its capacity", shape, stage=model.stage_by_slice, upper=0.0)
    model.program.add(limit.index, load.index, 1.0)
    model.program.add(limit.index, total[:, None], -1.0)
    hours = model.inputs.slices.weight_h / 1000.0
    if source.energy_cost_mcny_per_gwh is not None:
        cost = source.energy_cost_mcny_per_gwh[:, None] * hours[None, :]
        model.ledger.pay("power from plants", source.site, load.index, cost, intermediate=1.0)
    model.power[source.site].append(PowerTerm("plant", source.id, load.index, np.ones(1), green=False))
    return load


def _add_contracts(model: Model, site: str, capacity: Columns) -> Block | None:
    contracts = [(i, s) for i, s in enumerate(model.inputs.sources) if s.site == site and s.supply == "ppa"]
    if not contracts:
        return None
    shape = (model.n_years, model.n_slices)
    delivered = model.program.columns(f"contract power {site}", shape, stage=model.stage_by_slice)
    limit = model.program.rows(
        f"contract power {site} up to what it gives", shape, stage=model.stage_by_slice, upper=0.0
    )
    model.program.add(limit.index, delivered.index, 1.0)
    hours = model.inputs.slices.weight_h / 1000.0
    for i, source in contracts:
        if source.profile is None:
            raise ValueError(f"contract {source.id} has no hourly profile")
        gives = source.profile * (1.0 - source.losses)
        model.program.add(limit.index, capacity[i][:, None], -gives[None, :])
    wheeling = contracts[0][1].energy_cost_mcny_per_gwh
    if wheeling is not None:
        model.ledger.pay(
            "wheeling of contract power", site, delivered.index, wheeling[:, None] * hours[None, :], intermediate=1.0
        )
    model.power[site].append(PowerTerm("contract", "", delivered.index, np.ones(1), green=True))
    return delivered
