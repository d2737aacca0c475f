"""The ledger adds every yuan once, with the year's weight."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.worlds import world

from lodeshift.planning.model import new_model


def test_a_payment_counts_with_its_year() -> None:
    model = new_model(world((), ()))
    columns = model.program.columns("x", (2, 3))
    model.ledger.pay("labour", "town", columns.index, [[2.0], [3.0]])
    cost = model.program.arrays().cost.reshape(2, 3)
    weight = model.inputs.horizon.weight
    assert cost == pytest.approx(np.outer([2.0 * weight[0], 3.0 * weight[1]], np.ones(3)))


def test_a_build_pays_in_every_year_it_stands() -> None:
    model = new_model(world((), ()))
    built = model.program.columns("x", 2)
    alive = np.array([[1.0, 1.0], [0.0, 1.0]])
    model.ledger.pay_over_life("labour", "town", built.index, 5.0, alive)
    weight = model.inputs.horizon.weight
    assert model.program.arrays().cost == pytest.approx([5.0 * weight.sum(), 5.0 * weight[1]])


def test_fixed_payments_are_the_constant() -> None:
    model = new_model(world((), ()))
    model.ledger.pay_fixed("labour", "town", np.array([1.0, 2.0]))
    assert model.program.offset == pytest.approx(float(model.inputs.horizon.weight @ [1.0, 2.0]))


def test_goods_are_kept_by_site_and_commodity() -> None:
    model = new_model(world((), ()))
    columns = model.program.columns("x", 2)
    model.give("town", "foil", columns.index, -2.0)
    ((index, amount),) = model.goods["town", "foil"]
    assert index.tolist() == [0, 1] and amount.tolist() == [-2.0, -2.0]
