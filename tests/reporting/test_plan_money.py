"""Prices and accounts on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from lodeshift.records.plan import AccountItem, AccountLine, Item, Plan
from lodeshift.reporting import plan_money
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import notes


def test_break_even_finding(telling: Telling) -> None:
    assert (
        "4 of 4 products need more than today&#39;s price; Li-battery copper foil 6 µm is furthest off, by 8.9%"
        in plan_money.break_even_figure(telling)
    )
    cheap = replace(telling.plan, break_even={c: 0.9 * p for c, p in telling.plan.prices_today.items()})
    assert "All 4 products pay at today&#39;s prices" in plan_money.break_even_figure(replace(telling, plan=cheap))


def test_break_even_in_chinese_units(telling_zh: Telling) -> None:
    figure = plan_money.break_even_figure(telling_zh)
    assert "万元/吨" in figure
    assert "88,900 元（+8.9%）" in figure


def test_purchases_are_one_line_but_electricity_is_its_own() -> None:
    items = {
        AccountLine("firm", "bought", "pitch"): (-1.0, -2.0),
        AccountLine("firm", "bought", "a_good_of_the_case"): (-3.0, -4.0),
        AccountLine("firm", "bought electricity"): (-5.0, -6.0),
        AccountLine("firm", "sold", "lfp_cathode"): (9.0, 20.0),
    }
    found = plan_money.grouped(items)
    assert {line.name: values for line, values in found.items()} == {
        "sales": (9.0, 20.0), "bought electricity": (-5.0, -6.0), "bought inputs": (-4.0, -6.0),
    }  # fmt: skip
    assert next(iter(found)) == AccountLine("firm", "sales")


@pytest.mark.parametrize(
    ("line", "name", "en", "zh"),
    [
        (AccountLine("firm", "bought", "pitch"), "bought pitch", "Bought: coal-tar / petroleum pitch", "外购：沥青"),
        (AccountLine("firm", "bought electricity"), "bought electricity", "Bought electricity", "外购电力"),
        (AccountLine("region", "value added", "graphite"), "value added: graphite", "Value added: graphite anode",
         "增加值：石墨负极"),
        (AccountLine("firm", "sold", "my_good"), "sold my_good", "Sold: my_good", "销售：my_good"),
    ],
)  # fmt: skip
def test_a_line_of_an_account(
    telling: Telling, telling_zh: Telling, line: AccountLine, name: str, en: str, zh: str
) -> None:
    assert (line.name, plan_money.told(telling, line), plan_money.told(telling_zh, line)) == (name, en, zh)


def test_every_item_has_words_and_no_word_is_left_over() -> None:
    assert set(get_args(Item)) == notes.vocabularies()["account_item"].keys()


def test_waterfall_ends_at_the_sum_of_the_account(telling: Telling) -> None:
    left = sum(a.mcny for a in telling.plan.accounts if a.line.account == "firm" and a.year == 2035)
    figure = plan_money.waterfall_figure(telling)
    found = re.search(r"the firms keep ([\d.]+) bn CNY", figure)
    assert found is not None
    assert abs(float(found.group(1)) * 1000 - left) < 6


def test_a_loss_is_called_one(telling: Telling) -> None:
    poor = replace(
        telling.plan, accounts=(*telling.plan.accounts, AccountItem(AccountLine("firm", "land"), 2035, -9_000.0))
    )
    page = "".join(plan_money.section(replace(telling, plan=poor)).blocks)
    assert "the firms lack" in page
    assert "keep −" not in page


def test_small_items_are_one_step(telling: Telling) -> None:
    many = tuple(AccountItem(AccountLine("firm", "land", f"fee {i}"), 2035, -float(i)) for i in range(1, 12))
    figure = plan_money.waterfall_figure(
        replace(telling, plan=replace(telling.plan, accounts=(*telling.plan.accounts, *many)))
    )
    assert "Other items" in figure
    assert "fee 1<" not in figure


def test_table_has_a_sum_for_each_account(telling: Telling) -> None:
    table = plan_money.accounts_table(telling)
    assert table.count(">Sum<") == 3
    assert "City: budget" in table


def test_what_is_beside_the_accounts_has_no_sum(telling: Telling) -> None:
    memo = AccountItem(AccountLine("memo", "VAT payable"), 2035, 400.0)
    table = plan_money.accounts_table(
        replace(telling, plan=replace(telling.plan, accounts=(*telling.plan.accounts, memo)))
    )
    assert "VAT payable" in table
    assert table.count(">Sum<") == 3


def test_without_accounts_and_prices_nothing_is_drawn(empty: Plan, telling: Telling) -> None:
    bare = replace(telling, plan=replace(empty, accounts=()))
    assert plan_money.break_even_figure(bare) == ""
    assert plan_money.waterfall_figure(bare) == ""
    assert plan_money.accounts_figure(bare) == ""
    assert plan_money.accounts_table(bare) == ""
