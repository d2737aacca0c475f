"""The three accounts: value added, firm, city; transfers cancel in the region."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import market, output_goal, plant, random_world, world

from lodeshift.planning.accounts import Policy, discounted, value_added_by_process
from lodeshift.records.plan import AccountLine

POLICY = Policy(0.25, 0.4, 0.5, land_cny_per_unit=300.0, grant_share=0.05, support_cny_per_mwh=20.0)


def _found(policy: Policy = POLICY):  # type: ignore[no-untyped-def]
    line = plant("line", {"foil": 1.0, "copper": -1.0}, mwh_per_unit=8.0, variable_om_mcny_per_k=2.0,
                 labour_mcny_per_k=1.5, fixed_om_mcny_per_k=1.0, max_capacity_k=100.0)  # fmt: skip
    markets = (market("copper", "copper", "buy", 66.0, 1), market("home", "foil", "sell", 90.0, 1))
    inputs = world((line,), markets, years=(2026,), goals=(output_goal("foil", 2026, 100.0),),
                   cny_per_unit={"copper": 66000.0, "foil": 90000.0})  # fmt: skip
    return solved(inputs, policy)


def test_value_added_is_sales_less_what_was_bought() -> None:
    found = _found()
    power = 100.0 * 8.0 * 0.4
    expected = 100.0 * (90.0 - 66.0 - 2.0 - 0.6 * 1.0) - power
    assert found.books.total("region")[0] == pytest.approx(expected)
    assert sum(v[0] for v in found.books.bought.values()) == pytest.approx(expected)


def test_value_added_of_a_process_at_reference_prices() -> None:
    found = _found()
    (added,) = value_added_by_process(found.model.inputs, found.amounts).values()
    assert added[0] == pytest.approx(100.0 * (90.0 - 66.0 - 2.0 - 0.6))


def test_the_firm_before_transfers_is_the_objective() -> None:
    found = _found(Policy())
    profit = found.books.total("firm")[0]
    assert -profit * found.model.inputs.horizon.weight[0] == pytest.approx(found.objective)


def test_taxes_and_grants_are_transfers() -> None:
    plain, taxed = _found(Policy()), _found()
    assert taxed.objective == pytest.approx(plain.objective)
    assert discounted(taxed.model.inputs, taxed.books) == pytest.approx(taxed.objective)
    assert taxed.books.total("region") == pytest.approx(plain.books.total("region"))
    items = taxed.books.items
    for item in ("grants", "power price support"):
        assert items[AccountLine("firm", item)] == pytest.approx(-items[AccountLine("city", item)])
    assert items[AccountLine("firm", "land")][0] == pytest.approx(-100e3 * 300.0 / 1e6 / 5.0)
    assert items[AccountLine("city", "profit tax")] == pytest.approx(-0.4 * items[AccountLine("firm", "profit tax")])


def test_vat_payable_is_thirteen_percent_of_home_sales_less_home_purchases() -> None:
    found = _found()
    power = 100.0 * 8.0 * 0.4
    assert found.books.items[AccountLine("memo", "VAT payable")][0] == pytest.approx(
        0.13 * (100.0 * (90.0 - 66.0) - power)
    )


@pytest.mark.parametrize("seed", [0, 3, 4, 8])
@pytest.mark.parametrize("green", [False, True])
def test_books_of_a_full_plan_add_up(seed: int, green: bool) -> None:
    found = solved(random_world(seed, green=green), POLICY)
    assert discounted(found.model.inputs, found.books) == pytest.approx(found.objective, rel=1e-9)
    total = np.sum([v for line, v in found.books.items.items() if line.account == "region"], axis=0)
    assert total == pytest.approx(np.sum(list(found.books.bought.values()), axis=0))
