"""Trade: buying inputs, selling products, shipping between sites."""

from __future__ import annotations

import numpy as np

from lodeshift.planning.columns import TradeColumns
from lodeshift.planning.inputs import MarketInput
from lodeshift.planning.model import Model
from lodeshift.program.model import Block
from lodeshift.records.note import note


def add_trade(model: Model) -> TradeColumns:
    """Columns `trade` (market, year) and `ship` (route, year) with their money.

    A purchase costs price + freight. A sale earns price - freight - border; least cost counts it against the home
    price of the product (`reference_price`), so that only the difference between markets is in the objective.
    """
    inputs, program = model.inputs, model.program
    years = inputs.horizon.years
    markets = inputs.markets
    upper = np.full((len(markets), len(years)), np.inf)
    for i, market in enumerate(markets):
        if market.open is not None:
            upper[i, ~market.open] = 0.0
    trade = program.columns("trade", (len(markets), len(years)), stage=model.stage, upper=upper)
    for i, market in enumerate(markets):
        columns = trade.index[i]
        buys = market.kind == "buy"
        model.give(market.site, market.commodity, columns, 1.0 if buys else -1.0)
        if market.volume_k is not None:
            kind = "planning.limit_purchase" if buys else "planning.limit_sale"
            limit = program.rows(
                f"volume {market.id}", len(years), stage=model.stage, upper=market.volume_k,
                limit=model.yearly("k/a", note(kind, market.commodity, site=market.site, market=market_name(market))),
            )  # fmt: skip
            program.add(limit.index, columns, 1.0)
        if buys:
            model.ledger.pay("bought", market.site, columns, market.price, intermediate=1.0)
            model.ledger.pay("freight of inputs", market.site, columns, market.freight, intermediate=1.0)
        else:
            against = inputs.objective == "least_cost" and market.reference_price is not None
            model.ledger.pay("sold", market.site, columns, -market.price, intermediate=1.0)
            if against and market.reference_price is not None:
                model.ledger.pay("reference value of sales", market.site, columns, market.reference_price)
            model.ledger.pay("freight of sales", market.site, columns, market.freight, intermediate=1.0)
            model.ledger.pay("border and lost rebate", market.site, columns, market.border, intermediate=1.0)
    return TradeColumns(trade, _add_routes(model))


def market_name(market: MarketInput) -> str:
    """The market's own name; its id carries the commodity too, since a market may trade several."""
    return market.id.removesuffix(f"/{market.commodity}")


def _add_routes(model: Model) -> Block:
    routes, program = model.inputs.routes, model.program
    years = model.inputs.horizon.years
    ship = program.columns("ship", (len(routes), len(years)), stage=model.stage)
    for i, route in enumerate(routes):
        model.give(route.from_site, route.commodity, ship.index[i], -1.0)
        model.give(route.to_site, route.commodity, ship.index[i], 1.0)
        model.ledger.pay("freight between sites", route.from_site, ship.index[i], route.freight, intermediate=1.0)
        # Handed on at the reference price: this nets out of the whole, not of a site's value added.
        worth = model.inputs.cny_per_unit.get(route.commodity, 0.0) / 1000.0
        model.ledger.pay("goods shipped between sites", route.from_site, ship.index[i], -worth, intermediate=1.0)
        model.ledger.pay("goods shipped between sites", route.to_site, ship.index[i], worth, intermediate=1.0)
        if np.isfinite(route.volume_k):
            limit = program.rows(
                f"volume {route.from_site}>{route.to_site} {route.commodity}", len(years), stage=model.stage, upper=route.volume_k,
                limit=model.yearly("k/a", note("planning.limit_shipment", route.commodity, site=route.from_site, to=route.to_site)),
            )  # fmt: skip
            program.add(limit.index, ship.index[i], 1.0)
    return ship
