"""Ties name things that are there."""

from __future__ import annotations

from lodeshift.catalogue import goods, prices, recipes, tables, ties
from lodeshift.catalogue.assumptions import usual


def test_every_chain_has_its_end_use_and_every_end_use_its_growth() -> None:
    chains = {process.chain for process in recipes.processes().values()}
    assert chains == set(ties.tied("end_use"))
    assert {f"{kind}_{end}" for end in ties.end_uses() for kind in ("demand", "shock")} <= set(usual())
    assert len(ties.end_uses()) == len(set(ties.tied("end_use").values()))


def test_what_a_price_follows_has_a_prior() -> None:
    for good, leader in ties.tied("priced_on").items():
        assert good != leader and leader in prices.priors(), good
    for product, prior in ties.tied("fee_prior").items():
        assert product in recipes.processes() and prior in prices.priors(), product


def test_a_works_takes_what_the_mine_beside_it_makes() -> None:
    for mine, works in ties.tied("worked_beside").items():
        assert recipes.process(works).amount(recipes.process(mine).main) < 0


def test_the_carbon_market_begins_with_its_year() -> None:
    assert not ties.in_carbon_market("steel_bf_bof", 2023) and ties.in_carbon_market("steel_bf_bof", 2024)
    assert ties.in_carbon_market("coal_power", 2021) and not ties.in_carbon_market("copper_foil_6um", 2030)
    assert set(ties.tied("carbon_market")) <= set(recipes.processes())


def test_every_row_says_where_it_comes_from() -> None:
    for row in tables.read("ties"):
        assert row["source"] and tables.quality(row), row
        assert (row["quality"] == "recalled") == row["source"].startswith("none read"), row


def test_a_kiln_takes_its_fuel_and_a_wide_market_has_a_price() -> None:
    for process, fuel in ties.tied("fired_with").items():
        assert recipes.process(process).amount(fuel) < 0
    for good in ties.tied("bought_anywhere"):
        assert good in goods.commodities() and prices.has_price(good)
