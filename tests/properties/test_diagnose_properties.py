"""Invariants of the diagnosis on random tables."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from lodeshift.diagnosis import coupling, diversity, efficiency, index
from lodeshift.standing.reserves import harmonic_life

Floats = NDArray[np.float64]
AMOUNTS = arrays(np.float64, st.integers(2, 12), elements=st.floats(0, 1e6, allow_subnormal=False)).filter(
    lambda a: a.sum() > 1e-3
)
TABLES = arrays(np.float64, st.tuples(st.integers(3, 7), st.integers(2, 5)), elements=st.floats(-100, 100, width=16))
POSITIVE = arrays(np.float64, (5, 3), elements=st.floats(0.5, 20))
FEW = settings(max_examples=40, deadline=None)


@FEW
@given(AMOUNTS, st.floats(1e-3, 1e3))
def test_diversity_does_not_see_scale_or_order(amounts: Floats, factor: float) -> None:
    order = np.random.default_rng(7).permutation(amounts.size)
    one, other = diversity.as_shares(amounts), diversity.as_shares(amounts[order] * factor)
    for measure in (diversity.herfindahl, diversity.shannon, diversity.effective_number, diversity.ogive):
        assert measure(other) == pytest.approx(measure(one), rel=1e-9, abs=1e-9)


@FEW
@given(AMOUNTS)
def test_diversity_keeps_its_bounds(amounts: Floats) -> None:
    s = diversity.as_shares(amounts)
    j = s.size
    tiny = 1e-9
    assert 1 / j - tiny <= diversity.herfindahl(s) <= 1 + tiny
    assert -tiny <= diversity.herfindahl_normalised(s) <= 1 + tiny
    assert 0 <= diversity.shannon(s) <= math.log(j) + tiny
    assert 1 - tiny <= diversity.effective_number(s) <= j + tiny
    assert 0 <= diversity.evenness(s) <= 1 + tiny
    assert 0 <= diversity.ogive(s) <= j - 1 + tiny


@FEW
@given(AMOUNTS, st.data())
def test_measures_against_a_reference_keep_their_bounds(amounts: Floats, data: st.DataObject) -> None:
    other = data.draw(arrays(np.float64, amounts.size, elements=st.floats(0.1, 100)))
    s, t = diversity.as_shares(amounts), diversity.as_shares(other)
    assert 0 <= diversity.krugman(s, t) <= 2 + 1e-9
    assert 0 < diversity.hachman(s, t) <= 1 + 1e-9
    assert float(diversity.location_quotients(s, t) @ t) == pytest.approx(1)


@FEW
@given(AMOUNTS, st.data())
def test_related_and_unrelated_variety_add_up_to_shannon(amounts: Floats, data: st.DataObject) -> None:
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=amounts.size, max_size=amounts.size))
    s = diversity.as_shares(amounts)
    related, unrelated = diversity.variety(s, groups)
    assert related + unrelated == pytest.approx(diversity.shannon(s), rel=1e-12, abs=1e-12)
    assert related >= -1e-12
    assert unrelated >= 0


def _scored(x: Floats, benefit: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    scaling = index.scale(x, index.bounds_of(x, [str(k) for k in range(x.shape[1])], benefit))
    weights = index.weights_of(x, scaling, "entropy_min_max")
    return weights, index.topsis(scaling.scaled, weights), index.linear_score(scaling.scaled, weights)


@FEW
@given(TABLES, st.data())
def test_the_index_does_not_see_units_or_the_order_of_cities(x: Floats, data: st.DataObject) -> None:
    if not (np.ptp(x, axis=0) > 1).any():
        return
    benefit = np.array(data.draw(st.lists(st.booleans(), min_size=x.shape[1], max_size=x.shape[1])))
    factors = np.array(data.draw(st.lists(st.sampled_from([0.5, 1, 4]), min_size=x.shape[1], max_size=x.shape[1])))
    order = np.random.default_rng(3).permutation(x.shape[0])
    weights, closeness, linear = _scored(x, benefit)
    other = _scored((x * factors + 8)[order], benefit)
    assert other[0] == pytest.approx(weights, abs=1e-6)
    assert other[1] == pytest.approx(closeness[order], abs=1e-6)
    assert other[2] == pytest.approx(linear[order], abs=1e-6)


@FEW
@given(TABLES)
def test_weights_add_up_and_scores_keep_their_bounds(x: Floats) -> None:
    if not (np.ptp(x, axis=0) > 1).any():
        return
    weights, closeness, linear = _scored(x, np.ones(x.shape[1], dtype=bool))
    assert weights.sum() == pytest.approx(1)
    assert np.all(weights >= 0)
    assert np.all((closeness >= 0) & (closeness <= 1))
    assert np.all((linear >= 0) & (linear <= 1 + 1e-12))
    assert np.all(weights[np.ptp(x, axis=0) == 0] == 0)


@FEW
@given(TABLES)
def test_turning_a_column_into_a_cost_is_the_same_as_turning_its_sign(x: Floats) -> None:
    if not (np.ptp(x, axis=0) > 1).any():
        return
    plain, turned = np.ones(x.shape[1], dtype=bool), np.ones(x.shape[1], dtype=bool)
    turned[0] = False
    flipped = x.copy()
    flipped[:, 0] *= -1
    assert _scored(x, turned)[2] == pytest.approx(_scored(flipped, plain)[2], abs=1e-9)


@FEW
@given(arrays(np.float64, st.integers(2, 5), elements=st.floats(0, 1)))
def test_coupling_keeps_its_bounds_and_does_not_see_order(u: Floats) -> None:
    forms: tuple[coupling.Form, ...] = ("geometric", "geometric_without_root", "variance")
    for form in forms:
        c = coupling.coupling_degree(u, form)
        assert 0 <= c <= 1
        assert coupling.coupling_degree(u[::-1], form) == pytest.approx(c, abs=1e-9)
    found = coupling.coordination(u)
    assert found.coordination <= math.sqrt(found.development) + 1e-9


@settings(max_examples=15, deadline=None)
@given(POSITIVE, st.data())
def test_efficiency_keeps_its_bounds_and_does_not_see_units(data_: Floats, data: st.DataObject) -> None:
    x, y = data_[:, :2], data_[:, 2:]
    factor = data.draw(st.sampled_from([0.1, 7.0]))
    ccr = np.array([efficiency.input_efficiency(x, y, x[k], y[k]) for k in range(5)])
    scaled = np.array([efficiency.input_efficiency(x * [factor, 1], y, x[k] * [factor, 1], y[k]) for k in range(5)])
    bcc = np.array([efficiency.input_efficiency(x, y, x[k], y[k], variable_returns=True) for k in range(5)])
    sbm = np.array([efficiency.slacks_based(x, y, k) for k in range(5)])
    assert scaled == pytest.approx(ccr, abs=1e-6)
    assert np.all((ccr > 0) & (ccr <= 1 + 1e-7))
    assert np.all(bcc >= ccr - 1e-7)
    assert np.all(sbm <= ccr + 1e-7)  # the slacks-based measure is the stricter one (Tone 2001)
    assert ccr.max() == pytest.approx(1, abs=1e-7)


@FEW
@given(st.lists(st.tuples(st.floats(0.1, 1e3), st.floats(0.5, 500)), min_size=1, max_size=6))
def test_the_citys_life_lies_between_its_minerals(pairs: list[tuple[float, float]]) -> None:
    revenue, life = [r for r, _ in pairs], [years for _, years in pairs]
    city = harmonic_life(revenue, life)
    assert min(life) * (1 - 1e-9) <= city <= max(life) * (1 + 1e-9)
    assert harmonic_life([10 * r for r in revenue], life) == pytest.approx(city)
