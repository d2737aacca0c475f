"""Where blocks meet: goods per site and year, power per site, year and slice, and green power where it counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lodeshift.planning.columns import BalanceBlocks
from lodeshift.planning.model import Columns, Model, PowerTerm
from lodeshift.program.model import Block


def balance_goods(model: Model) -> None:
    """One row per site, commodity and year: what is made, bought, dug and shipped in = what is used, sold, shipped out."""
    for (site, commodity), terms in model.goods.items():
        row = model.program.rows(f"balance {site}/{commodity}", model.n_years, stage=model.stage, lower=0.0, upper=0.0)
        model.columns.goods[site, commodity] = row
        for columns, amount in terms:
            model.program.add(row.index, columns, amount)


def balance_power(model: Model) -> None:
    """Power of each site in each slice; with green power as a flow of its own where a goal or a market asks for it."""
    for site in model.inputs.sites:
        if not model.power[site] and not model.base_load[site]:
            continue
        base = _base_load(model, site)
        balance = _balance_with_green if site in green_sites(model) else _balance
        model.columns.power[site] = balance(model, site, base)
        _pay_levy(model, site)


def green_sites(model: Model) -> frozenset[str]:
    """Sites at which it matters which load is covered by green power in the same hour."""
    inputs = model.inputs
    asked = {g.site for g in inputs.goals if g.kind == "green_share"}
    asked |= {m.site for m in inputs.markets if m.values_green}
    return frozenset(inputs.sites if "" in asked else asked)


def _base_load(model: Model, site: str) -> Block:
    """One column per year for all load that does not move by the hour, in MW."""
    n_years = model.n_years
    base = model.program.columns(f"base load {site}", n_years, stage=model.stage)
    row = model.program.rows(f"base load {site}", n_years, stage=model.stage, lower=0.0, upper=0.0)
    model.program.add(row.index, base.index, 1.0)
    for columns, mw in model.base_load[site]:
        model.program.add(row.index, columns, -mw)
    return base


def _balance(model: Model, site: str, base: Block) -> BalanceBlocks:
    """supply >= load; the slack is what wind and sun could have given and nobody took."""
    spilled = _spilled(model, site)
    row = model.program.rows(
        f"power {site}",
        (model.n_years, model.n_slices),
        stage=model.stage_by_slice,
        lower=0.0,
        upper=np.inf if spilled is None else 0.0,
    )
    model.program.add(row.index, base.index[:, None], -1.0)
    for term in model.power[site]:
        model.program.add(row.index, _columns(term), _mw(term))
    if spilled is not None:
        model.program.add(row.index, spilled.index, -1.0)
    return BalanceBlocks(base, row, None, None, spilled)


def _spilled(model: Model, site: str) -> Block | None:
    """Columns of spilled wind and sun, where something hangs on how much was taken; else the row's slack will do."""
    grid = model.inputs.grids.get(site)
    levied = grid is not None and bool(np.any(grid.levy_on_own_mcny_per_gwh))
    asked = any(g.kind == "own_use_share" and g.site in ("", site) for g in model.inputs.goals)
    if not (levied or asked) or not _own(model, site):
        return None
    return model.program.columns(f"spilled {site}", (model.n_years, model.n_slices), stage=model.stage_by_slice)


def _own(model: Model, site: str) -> list[PowerTerm]:
    return [term for term in model.power[site] if term.kind == "own"]


def _balance_with_green(model: Model, site: str, base: Block) -> BalanceBlocks:
    """green load + grey supply = load, and green load + other green uses <= green supply, in every slice.

    A battery that charges from anything may take green surplus, but what it gives back is not green.
    """
    program, shape = model.program, (model.n_years, model.n_slices)
    load = program.columns(f"green load {site}", shape, stage=model.stage_by_slice)
    total = program.rows(f"power {site}", shape, stage=model.stage_by_slice, lower=0.0, upper=0.0)
    spilled = _spilled(model, site)
    supply = program.rows(
        f"green power {site}", shape, stage=model.stage_by_slice, lower=0.0, upper=np.inf if spilled is None else 0.0
    )
    if spilled is not None:
        program.add(supply.index, spilled.index, -1.0)
    program.add(total.index, load.index, 1.0)
    program.add(total.index, base.index[:, None], -1.0)
    program.add(supply.index, load.index, -1.0)
    for term in model.power[site]:
        target = supply if term.green else total
        program.add(target.index, _columns(term), _mw(term))
        if not term.green and term.kind == "charge":
            _charge_from_any(model, site, term, total, supply)
    return BalanceBlocks(base, total, load, supply, spilled)


def _charge_from_any(model: Model, site: str, term: PowerTerm, total: Block, supply: Block) -> None:
    """What such a battery takes is green surplus or comes from the grid and plants: green load never feeds it, so that
    green load stays within load."""
    program, shape = model.program, (model.n_years, model.n_slices)
    surplus = program.columns(f"green surplus into {term.of} {site}", shape, stage=model.stage_by_slice)
    program.add(total.index, surplus.index, 1.0)
    program.add(supply.index, surplus.index, -1.0)
    rest = program.rows(
        f"charging of {term.of} {site} without green load", shape, stage=model.stage_by_slice, upper=0.0
    )
    program.add(rest.index, term.columns, 1.0)
    program.add(rest.index, surplus.index, -1.0)
    for other in model.power[site]:
        if other.kind in ("grid", "plant"):
            program.add(rest.index, other.columns, -1.0)


def own_power_used(model: Model, site: str) -> list[tuple[Columns, NDArray[np.float64]]]:
    """Columns (Y, n) and MWh per unit whose sum is the own wind and sun power that was taken in a year: all that it
    could have given less what was spilled."""
    weight = model.inputs.slices.weight_h
    parts: list[tuple[Columns, NDArray[np.float64]]] = [
        (term.columns[:, None], np.full((model.n_years, 1), float(weight @ term.mw))) for term in _own(model, site)
    ]
    spilled = model.columns.power[site].spilled
    if spilled is not None:
        parts.append((spilled.index, np.broadcast_to(-weight[None, :], spilled.index.shape)))
    return parts


def _pay_levy(model: Model, site: str) -> None:
    grid = model.inputs.grids.get(site)
    if grid is None or not np.any(grid.levy_on_own_mcny_per_gwh):
        return
    for columns, mwh in own_power_used(model, site):
        rate = grid.levy_on_own_mcny_per_gwh[:, None] * mwh / 1000.0
        model.ledger.pay("levies on own power", site, columns, rate, intermediate=1.0)


def _columns(term: PowerTerm) -> Columns:
    return term.columns if term.columns.ndim == 2 else term.columns[:, None]


def _mw(term: PowerTerm) -> NDArray[np.float64]:
    return term.mw[None, :]
