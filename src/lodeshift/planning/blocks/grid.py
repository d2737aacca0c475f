"""The grid: bought power at the hour's tariff, the month's peak, what is sold back, and the circuits that carry it."""

from __future__ import annotations

import numpy as np

from lodeshift.chain.costs import annuity_per_year
from lodeshift.climate.slices import billing_months
from lodeshift.planning.columns import GridColumns
from lodeshift.planning.horizon import alive, can_be_on_line
from lodeshift.planning.inputs import GridInput
from lodeshift.planning.model import Model, PowerTerm
from lodeshift.program.model import Block
from lodeshift.records.note import note


def add_grids(model: Model) -> None:
    """Per site: `grid` (year, slice) bought MW, `peak` (year, month), `export`, and whole circuits.

    Demand charge: each month's largest draw (grid and contract power). Circuits: n equal ones carry (n - 1) x firm MW
    (N-1); they must carry the full load of every running plant and the zone's other load in a windless, sunless hour,
    less what existing plants can be counted on for. Own power serves the plants of the case, not the zone's other load.
    """
    for site in model.inputs.sites:
        if site in model.inputs.grids:
            grid = model.inputs.grids[site]
            bought = _add_purchase(model, grid)
            peak = _add_peaks(model, grid, bought)
            export = _add_export(model, grid)
            built, further = _add_circuits(model, grid)
            model.columns.grids[site] = GridColumns(bought, peak, export, built, further)


def _add_purchase(model: Model, grid: GridInput) -> Block:
    program, site, slices = model.program, grid.site, model.inputs.slices
    shape = (model.n_years, model.n_slices)
    hours = slices.weight_h / 1000.0
    bought = program.columns(f"grid {site}", shape, stage=model.stage_by_slice)
    model.ledger.pay("bought electricity", site, bought.index, grid.tariff * hours[None, :], intermediate=1.0)
    model.power[site].append(PowerTerm("grid", "", bought.index, np.ones(1), green=False))
    return bought


def _add_peaks(model: Model, grid: GridInput, bought: Block) -> Block:
    program, site = model.program, grid.site
    of_slice, months = billing_months(model.inputs.slices)
    peak = program.columns(f"peak {site}", (model.n_years, months.size), stage=model.stage_by_slice)
    charge = np.broadcast_to(grid.demand_charge_mcny_per_mw_month * months, (model.n_years, months.size))
    model.ledger.pay("demand charge", site, peak.index, charge, intermediate=1.0)
    under = program.rows(
        f"draw under the month's peak {site}", bought.index.shape, stage=model.stage_by_slice, upper=0.0
    )
    program.add(under.index, bought.index, 1.0)
    contract = model.columns.sources.contracts.get(site)
    if contract is not None:
        program.add(under.index, contract.index, 1.0)
    program.add(under.index, peak.index[:, of_slice], -1.0)
    return peak


def _add_export(model: Model, grid: GridInput) -> Block | None:
    """Surplus of own green power sold to the grid: at most a share of what wind and sun could give in the year."""
    if grid.export_price_mcny_per_gwh is None:
        return None
    program, site = model.program, grid.site
    shape = (model.n_years, model.n_slices)
    weight = model.inputs.slices.weight_h
    sold = program.columns(f"export {site}", shape, stage=model.stage_by_slice)
    price = -grid.export_price_mcny_per_gwh * weight / 1000.0
    model.ledger.pay("sold electricity", site, sold.index, np.broadcast_to(price, shape), intermediate=1.0)
    model.power[site].append(PowerTerm("export", "", sold.index, -np.ones(1), green=True))
    yearly = program.rows(f"export share {site}", model.n_years, stage=model.stage, upper=0.0)
    program.add(yearly.index[:, None], sold.index, weight[None, :])
    for term in model.power[site]:
        if term.kind == "own":
            program.add(yearly.index, term.columns, -grid.export_share_limit * float(weight @ term.mw))
    return sold


def _add_circuits(model: Model, grid: GridInput) -> tuple[Block, Block]:
    """Circuits built and further circuits that stand, by year."""
    program, horizon, site = model.program, model.inputs.horizon, grid.site
    years = horizon.years
    open_ = can_be_on_line(horizon, grid.circuit_build_years) > 0
    built = program.columns(f"circuits built {site}", len(years), stage=model.stage, upper=np.where(open_, np.inf, 0.0))
    stands = alive(horizon, grid.circuit_life_years)
    # The number that stands is whole, and what is built is its rise: rounding up a total wastes less than rounding up each step.
    further = program.columns(f"further circuits {site}", len(years), stage=model.stage, integer=True)
    total = program.rows(f"further circuits {site}", len(years), stage=model.stage, lower=0.0, upper=0.0)
    program.add(total.index, further.index, 1.0)
    program.add(total.index[None, :], built.index[:, None], -stands)
    charge = grid.circuit_capex_mcny * annuity_per_year(horizon.rate, grid.circuit_life_years)
    model.ledger.pay_over_life("capital charge of circuits", site, built.index, charge, stands, owner="city")
    model.ledger.pay_over_life("fixed O&M of circuits", site, built.index, grid.circuit_om_mcny, stands, owner="city")
    model.invest(site, built.index, grid.circuit_capex_mcny)

    secure = program.rows(
        f"secure supply {site}", len(years), stage=model.stage, upper=grid.firm_mw * (grid.existing_circuits - 1) - grid.background_mw,
        limit=model.yearly("MW", note("planning.limit_secure_supply", site=site)),
    )  # fmt: skip
    program.add(secure.index, further.index, -grid.firm_mw)
    for columns, mw in model.full_load[site]:
        program.add(secure.index, columns, mw)
    capacity = model.columns.sources.total
    for i, source in enumerate(model.inputs.sources):
        if source.site == site and source.firm_share > 0:
            program.add(secure.index, capacity.index[i], -source.firm_share)
    limit = program.rows(
        f"largest number of circuits {site}", len(years), stage=model.stage, upper=float(grid.max_circuits - grid.existing_circuits),
        limit=model.yearly("circuits", note("planning.limit_circuits", site=site)),
    )  # fmt: skip
    program.add(limit.index, further.index, 1.0)
    return built, further
