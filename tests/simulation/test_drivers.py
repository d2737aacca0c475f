"""Drivers: pass-through, variance, stated correlation."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.catalogue import prices
from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation import drivers


def test_products_owe_their_price_to_inputs_and_a_fee() -> None:
    cathode = drivers.weights("lfp_cathode")
    assert cathode["lithium_carbonate"] == pytest.approx(0.573, abs=0.01)
    assert drivers.FEE + "lfp_cathode" in cathode
    foil = drivers.weights("copper_foil_6um")
    assert 0.7 < foil["copper_cathode"] < 0.9
    for weights in (cathode, foil):
        assert sum(weights.values()) == pytest.approx(1.0)


def test_ore_follows_the_metal_and_never_the_other_way() -> None:
    assert drivers.weights("spodumene_concentrate") == {"lithium_carbonate": 1.0}
    assert drivers.weights("nickel_concentrate") == {"nickel": 1.0}
    assert drivers.weights("lithium_carbonate") == {"lithium_carbonate": 1.0}


def test_no_price_owes_less_than_nothing_or_much_more_than_all() -> None:
    for commodity in prices.priors():
        weights = drivers.weights(commodity)
        assert all(weight >= 0 for weight in weights.values()), commodity
        assert sum(weights.values()) <= 1.1, commodity


def test_the_yearly_shock_gives_back_the_tables_twelve_month_change() -> None:
    each = drivers.driver("copper_cathode")
    rng = np.random.default_rng(4)
    deviation = np.zeros(50_000)
    for _ in range(60):
        before = deviation
        deviation = each.reversion * deviation + each.yearly_shock * rng.standard_normal(deviation.size)
    assert (deviation - before).std() == pytest.approx(each.volatility.central, rel=0.02)
    assert each.reversion == pytest.approx(0.5 ** (1 / each.half_life_years.central))


def test_no_volatility_is_zero_and_unmeasured_ones_are_wide() -> None:
    for name in prices.priors():
        each = drivers.driver(name)
        assert each.volatility.central > 0 and each.half_life_years.central > 0, name
        assert each.measured == bool(each.series), name
        if not each.measured:
            assert each.volatility.high > each.volatility.low, name


def test_correlation_is_the_stated_one_and_positive_definite() -> None:
    names = ["lithium_carbonate", "nickel", "copper_cathode", "coal"]
    known = [drivers.driver(name) for name in names]
    matrix = drivers.correlation(known, usual())
    assert np.allclose(matrix, matrix.T) and np.allclose(np.diag(matrix), 1.0)
    assert np.linalg.eigvalsh(matrix).min() > 0
    assert matrix[0, 3] == pytest.approx(usual().central("across_groups"), abs=1e-6)
    if known[1].series and known[2].series:
        assert 0.2 < matrix[1, 2] < 0.9
    assert drivers.correlation((), usual()).shape == (0, 0)


def test_two_prices_of_one_group_without_a_history_take_the_stated_value() -> None:
    loose = [d for d in map(drivers.driver, prices.priors()) if not d.series and d.group not in ("", "other")]
    first = next(d for d in loose if sum(e.group == d.group for e in loose) > 1)
    second = next(e for e in loose if e.group == first.group and e.name != first.name)
    assert drivers.correlation((first, second), usual())[0, 1] == pytest.approx(usual().central("within_group"))
