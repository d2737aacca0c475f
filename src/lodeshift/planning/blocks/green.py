"""Green output: a year's tonnes made with green power of the same hours, sold where green is worth something."""

from __future__ import annotations

import numpy as np

from lodeshift.planning.model import Model


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
    green = program.columns("green activity", shape, upper=closed)
    model.blocks["green activity"] = green
    within = program.rows("green activity within activity", shape, upper=0.0)
    program.add(within.index, green.index, 1.0)
    program.add(within.index, model.blocks["activity"].index, -1.0)
    share = inputs.slices.weight_h / 8760.0
    for site in sorted(green_sites):
        load = model.blocks.get(f"green load {site}")
        if load is None:
            continue
        power = program.rows(f"green power behind green output {site}", n_years, upper=0.0)
        program.add(power.index[:, None], load.index, -share[None, :])
        for i, process in enumerate(inputs.processes):
            if process.site == site:
                program.add(power.index, green.index[i], process.mean_mw_per_k)
        _balance_green_goods(model, site)


def _balance_green_goods(model: Model, site: str) -> None:
    inputs, program = model.inputs, model.program
    green, trade = model.blocks["green activity"], model.blocks["trade"]
    made = {c for p in inputs.processes if p.site == site for c, amount in p.net.items() if amount > 0}
    markets = [(i, m) for i, m in enumerate(inputs.markets) if m.site == site and m.commodity in made]
    sales = [(i, m) for i, m in markets if m.kind == "sell" and m.values_green]
    sold = program.columns(f"green sale {site}", (len(sales), model.n_years))
    model.blocks[f"green sale {site}"] = sold
    rows = {c: program.rows(f"green {site}/{c}", model.n_years, lower=0.0) for c in sorted(made)}
    for i, process in enumerate(inputs.processes):
        if process.site == site:
            for commodity in made & set(process.net):
                program.add(rows[commodity].index, green.index[i], process.net[commodity])
    for i, market in markets:
        if market.kind == "buy":
            program.add(rows[market.commodity].index, trade.index[i], 1.0)
    for k, (i, market) in enumerate(sales):
        program.add(rows[market.commodity].index, sold.index[k], -1.0)
        upper = 0.0
        within = program.rows(
            f"green sale within sale {market.id}",
            model.n_years,
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
