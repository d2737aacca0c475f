"""Green output: a year's tonnes made with green power of the same hours, sold where green is worth something."""

from __future__ import annotations

import numpy as np

from lodeshift.names import HOURS_PER_YEAR
from lodeshift.planning.columns import GreenColumns
from lodeshift.planning.inputs import MarketInput
from lodeshift.planning.model import Model
from lodeshift.program.model import Block


def add_green_output(model: Model, green_sites: frozenset[str]) -> None:
    """Columns `green activity` (process, year) and `green sale` (market, year) at sites where green power counts.

    green activity <= activity; sum of mean MW x green activity <= mean green load of the year. A green product needs
    green power in every step made at the site; bought inputs are another's affair. Output is green or grid per year,
    not per hour, so the model stays small.
    """
    inputs, program = model.inputs, model.program
    n_years = model.n_years
    shape = (len(inputs.processes), n_years)
    closed = np.array([[0.0 if p.site not in green_sites else np.inf] * n_years for p in inputs.processes]).reshape(
        shape
    )
    green = program.columns("green activity", shape, stage=model.stage, upper=closed)
    model.columns.green = GreenColumns(green, {})
    within = program.rows("green activity within activity", shape, stage=model.stage, upper=0.0)
    program.add(within.index, green.index, 1.0)
    program.add(within.index, model.columns.plants.activity.index, -1.0)
    share = inputs.slices.weight_h / HOURS_PER_YEAR
    for site in sorted(green_sites):
        balance = model.columns.power.get(site)
        if balance is None or balance.green_load is None:
            continue
        power = program.rows(f"green power behind green output {site}", n_years, stage=model.stage, upper=0.0)
        program.add(power.index[:, None], balance.green_load.index, -share[None, :])
        for i, process in enumerate(inputs.processes):
            if process.site == site:
                program.add(power.index, green.index[i], process.mean_mw_per_k)
        model.columns.green.sales[site] = _balance_green_goods(model, site, green)


def _made(model: Model, site: str) -> set[str]:
    """Goods that the processes of a site give."""
    here = (p for p in model.inputs.processes if p.site == site)
    return {commodity for p in here for commodity, amount in p.net.items() if amount > 0}


def valued_sales(model: Model, site: str) -> list[tuple[int, MarketInput]]:
    """Markets with their positions that buy what a site makes and to which green output is worth something."""
    made = _made(model, site)
    return [
        (i, m)
        for i, m in enumerate(model.inputs.markets)
        if m.site == site and m.commodity in made and m.kind == "sell" and m.values_green
    ]


def _balance_green_goods(model: Model, site: str, green: Block) -> Block:
    """Balances of green goods at a site; the columns of what is sold as green (valued market, year)."""
    inputs, program = model.inputs, model.program
    trade = model.columns.trade.trade
    made = _made(model, site)
    sales = valued_sales(model, site)
    sold = program.columns(f"green sale {site}", (len(sales), model.n_years), stage=model.stage)
    rows = {c: program.rows(f"green {site}/{c}", model.n_years, stage=model.stage, lower=0.0) for c in sorted(made)}
    for i, process in enumerate(inputs.processes):
        if process.site == site:
            for commodity in made & set(process.net):
                program.add(rows[commodity].index, green.index[i], process.net[commodity])
    for i, market in enumerate(inputs.markets):
        if market.site == site and market.kind == "buy" and market.commodity in made:
            program.add(rows[market.commodity].index, trade.index[i], 1.0)
    for k, (i, market) in enumerate(sales):
        program.add(rows[market.commodity].index, sold.index[k], -1.0)
        upper = 0.0
        within = program.rows(
            f"green sale within sale {market.id}",
            model.n_years,
            stage=model.stage,
            lower=0.0 if market.green_only else -np.inf,
            upper=upper,
        )
        program.add(within.index, sold.index[k], 1.0)
        program.add(within.index, trade.index[i], -1.0)
        model.ledger.pay(
            "premium for green output", site, sold.index[k], np.full(model.n_years, -market.premium), intermediate=1.0
        )
        saved = market.border_green - market.border
        model.ledger.pay("border saved by green output", site, sold.index[k], saved, intermediate=1.0)
    return sold
