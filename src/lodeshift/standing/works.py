"""Standing plants of a place by process: what its goods' output earns, employs and emits at the gate's base prices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lodeshift.catalogue import assumptions, geology, places, prices, recipes
from lodeshift.chain.network import gwp100, maker
from lodeshift.chain.power import grid_factor
from lodeshift.chain.unit import Chain, chain, flat
from lodeshift.names import ELECTRICITY, METHANE
from lodeshift.records.standing import StandingGood, StandingWork

POWER_CHAIN: Final = frozenset({ELECTRICITY})
"""Goods of power plants: they stand in MW under power, not among the works."""


def works_of(place: str, goods: Iterable[StandingGood]) -> tuple[StandingWork, ...]:
    """The outputs of a place that a process of the catalogue makes and that are sold, each by the usual route.

    What another work takes in as a step of its own (a middle without a market) is not counted again.
    """
    here = places.place(place)
    at_hand = {tier.ore_flow for tier in geology.tiers(city=place)}
    routes = {}
    for good in goods:
        if good.kind == "output" and good.commodity not in POWER_CHAIN:
            process = maker(good.commodity, here.province_en, at_hand=at_hand)
            if process is not None and recipes.process(process).main == good.commodity:
                routes[process] = good
    inside = {step for process in routes for step, _ in flat(process)[1] if step != process}
    return tuple(
        _work(chain(process, place, assumptions.usual()), good, here.province_en)
        for process, good in routes.items()
        if process not in inside and prices.has_price(good.commodity, "sell")
    )


def _work(each: Chain, good: StandingGood, province: str) -> StandingWork:
    made = good.figure.central
    power_mwh = made * each.power_mwh
    return StandingWork(
        process=each.process,
        sector=recipes.process(each.process).chain,
        good=good,
        digs=each.is_resource,
        revenue_mcny=made * each.revenue / 1e6,
        margin_cny_per_unit=each.revenue - each.goods - each.wages - each.variable_om,
        value_added_mcny=made * each.value_added / 1e6,
        jobs=made * each.labour,
        power_twh=power_mwh / 1e6,
        co2_t=made * each.co2 + power_mwh * grid_factor(province, prices.BASE_YEAR).central,
        ch4_co2e_t=made * each.ch4 * gwp100(METHANE),
    )
