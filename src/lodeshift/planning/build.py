"""Put the plan's program together: every law once, then the balances, then the goals."""

from __future__ import annotations

from lodeshift.planning.balance import balance_goods, balance_power, green_sites
from lodeshift.planning.blocks.deposits import add_deposits
from lodeshift.planning.blocks.flexible import add_flexible_loads
from lodeshift.planning.blocks.goals import add_goals
from lodeshift.planning.blocks.green import add_green_output
from lodeshift.planning.blocks.grid import add_grids
from lodeshift.planning.blocks.plants import add_plants
from lodeshift.planning.blocks.society import add_society
from lodeshift.planning.blocks.sources import add_sources
from lodeshift.planning.blocks.stores import add_stores
from lodeshift.planning.blocks.trade import add_trade
from lodeshift.planning.columns import PlanColumns
from lodeshift.planning.inputs import PlanInputs
from lodeshift.planning.model import Model, new_model


def build(inputs: PlanInputs) -> Model:
    """The reduced program of a plan: no hourly column for what does not move by the hour, one capacity per
    technology and year for all its vintages, spilled wind and sun as the slack of the power balance."""
    model = new_model(inputs)
    plants = add_plants(model)
    extract = add_deposits(model)
    trade = add_trade(model)
    sources = add_sources(model)
    model.columns = PlanColumns(plants, extract, trade, sources)
    add_stores(model)
    add_flexible_loads(model)
    add_grids(model)
    balance_goods(model)
    balance_power(model)
    asked = green_sites(model)
    if asked:
        add_green_output(model, asked)
    add_society(model)
    add_goals(model)
    return model
