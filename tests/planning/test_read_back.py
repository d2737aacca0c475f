"""The record: single units, circuits as a range, supply equal to use."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, grid, random_world

from lodeshift.planning.read_back import (
    account_items,
    circuits_needed,
    clean,
    flows_of,
    green_share,
    load_of,
    site_power,
    trades_of,
    used_by_source,
    years_of,
)


def test_supply_equals_use_in_every_slice_of_the_record() -> None:
    found = solved(random_world(4, green=True))
    for power in site_power(found.model.inputs, found.amounts):
        supply = np.sum(list(power.supply_mw.values()), axis=0)
        use = np.sum(list(power.use_mw.values()), axis=0)
        assert supply == pytest.approx(use, abs=1e-4)


def test_spill_is_shared_by_what_each_source_could_give() -> None:
    found = solved(random_world(4))
    power = found.amounts.power[SITE]
    used = used_by_source(found.model.inputs, power, 0)
    total = sum(used.values(), np.zeros(power.grid.shape[1]))
    available = sum((v[0] for v in power.own_available.values()), np.zeros_like(total))
    assert total == pytest.approx(available - power.spilled[0], abs=1e-6)
    assert all(np.all(u <= power.own_available[k][0] + 1e-9) for k, u in used.items())


def test_circuits_by_the_rule() -> None:
    link = grid(1, np.full(12, 0.4), existing_circuits=3)
    assert [circuits_needed(link, mw, 700.0) for mw in (0.0, 1400.0, 1401.0, 2800.0)] == [3, 3, 4, 5]


def test_the_record_counts_single_units() -> None:
    found = solved(random_world(0))
    inputs, amounts = found.model.inputs, found.amounts
    years = years_of(inputs, amounts, dict.fromkeys(inputs.sites, found.books))
    i = next(i for i, p in enumerate(inputs.processes) if p.id == "foil")
    for y, year in enumerate(years):
        site = year.sites[SITE]
        assert site.output_t.get("foil", 0.0) == pytest.approx(amounts.activity[i, y] * 1000.0, abs=1e-2)
        demand = float(load_of(amounts.power[SITE])[y] @ inputs.slices.weight_h)
        assert site.power.demand_mwh == pytest.approx(demand)
        assert site.power.circuits_low <= site.power.circuits_high
        share = green_share(inputs, amounts, SITE)[y]
        assert site.green_output_t.get("foil", 0.0) == pytest.approx(share * site.output_t.get("foil", 0.0), abs=1e-2)


def test_flows_and_trades_balance_in_the_record() -> None:
    found = solved(random_world(0))
    inputs, amounts = found.model.inputs, found.amounts
    net: dict[tuple[int, str, str], float] = {}
    for flow in flows_of(inputs, amounts):
        if flow.commodity in ("metal", "foil", "acid", "sheet"):
            net[flow.year, flow.site, flow.commodity] = (
                net.get((flow.year, flow.site, flow.commodity), 0.0) + flow.amount
            )
    for trade in trades_of(inputs, amounts):
        if trade.commodity not in ("metal", "foil", "acid", "sheet"):
            continue
        sign = {"buy": 1.0, "sell": -1.0, "ship": -1.0}[trade.kind]
        key = (trade.year, trade.site, trade.commodity)
        net[key] = net.get(key, 0.0) + sign * trade.amount
        if trade.kind == "ship":
            other = (trade.year, trade.market, trade.commodity)
            net[other] = net.get(other, 0.0) + trade.amount
    assert all(v == pytest.approx(0.0, abs=0.5) for v in net.values()), net


def test_rounding_is_told_as_nothing() -> None:
    assert clean(1e-9) == 0.0 and clean(-1e-9) == 0.0 and clean(0.5) == 0.5


def test_account_items_carry_every_line_and_year() -> None:
    found = solved(random_world(0))
    items = account_items(found.model.inputs, found.books)
    assert len(items) == 3 * len(found.books.items)
