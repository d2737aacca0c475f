"""Deposits: ore by grade tier, drawn down year by year, never more than there is."""

from __future__ import annotations

import numpy as np

from lodeshift.planning.model import Model
from lodeshift.program.model import Block, Limit
from lodeshift.records.note import note


def add_deposits(model: Model) -> Block:
    """Columns `extract` (tier, year) in thousand t of reference-grade ore a year.

    Sum over planning years of extract x years represented <= stock; extract <= rate. A tier dearer (cheaper) than the
    reference mine pays (saves) the difference; the mining process itself carries the average cost.
    """
    inputs, program = model.inputs, model.program
    tiers, years = inputs.tiers, inputs.horizon.years
    extract = program.columns("extract", (len(tiers), len(years)), stage=model.stage)
    if not tiers:
        return extract
    rate = program.rows(
        "rate of extraction", (len(tiers), len(years)), stage=model.stage,
        upper=np.array([[t.max_rate_k] * len(years) for t in tiers]),
        limit=Limit("kt/a", lambda at: note(
            "planning.limit_extraction", tiers[at[0]].deposit, site=tiers[at[0]].site, year=years[at[1]], tier=tiers[at[0]].tier)),
    )  # fmt: skip
    program.add(rate.index, extract.index, 1.0)
    stock = program.rows(
        "ore in the ground", len(tiers), upper=[t.stock_k for t in tiers],
        limit=Limit("kt", lambda at: note(
            "planning.limit_ore", tiers[at[0]].deposit, site=tiers[at[0]].site, tier=tiers[at[0]].tier)),
    )  # fmt: skip
    program.add(stock.index[:, None], extract.index, inputs.horizon.represented[None, :])
    for i, tier in enumerate(tiers):
        model.give(tier.site, tier.ore, extract.index[i], 1.0)
        model.ledger.pay(
            "mining above or below the reference mine",
            tier.site,
            extract.index[i],
            tier.extra_cost_mcny_per_k,
            intermediate=1.0,
        )
    return extract
