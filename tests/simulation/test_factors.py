"""Factors and groups: every row of a draw belongs to at most one group, words fit into sentences."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.chain.prices import gate_price
from lodeshift.records.note import note
from lodeshift.reporting.words import notes
from lodeshift.reporting.words.texts import Words
from lodeshift.simulation import factors
from lodeshift.simulation import rows as row


@pytest.mark.parametrize("city", worlds.CITIES)
def test_factors_are_one_column_per_draw_with_words_and_unit(city: str) -> None:
    world = worlds.city(city)
    theta = worlds.theta(world, 30)
    summary = worlds.run(world.model, theta).summary
    found = factors.factors(world, theta, summary)
    assert len({f.name for f in found}) == len(found)
    for each in found:
        assert each.values.shape == (30,) and np.isfinite(each.values).all(), each.name
        assert notes.tell(Words("zh"), each.what) and each.unit and " " not in each.name
    names = {f.name for f in found}
    assert {"delay", "own_growth"} <= names
    assert ("grade" in names) == bool((world.model.firms.is_resource > 0).any())


def test_a_price_is_told_in_money() -> None:
    world = worlds.city("hegang")
    theta = worlds.theta(world, 200)
    columns = {f.name: f for f in factors.factors(world, theta, worlds.run(world.model, theta).summary)}
    coal, base = columns["price_coal"], gate_price("coal", "hegang")
    assert coal.unit == base.unit and coal.what == note("simulation.mean_price", "coal")
    assert 0.5 * base.central < np.median(coal.values) < 2.0 * base.central


@pytest.mark.parametrize("city", worlds.CITIES)
def test_groups_share_no_row_and_hold_all_shocks(city: str) -> None:
    world = worlds.city(city)
    groups = factors.groups(world)
    theta = [r for g in groups for r in g.theta_rows]
    shocks = [r for g in groups for r in g.shock_rows]
    assert len(theta) == len(set(theta)) and len(shocks) == len(set(shocks))
    assert set(shocks) == set(range(world.model.shock_rows))
    drawn = worlds.theta(world, 50)
    left = {r for r in range(world.model.theta_rows) if np.ptp(drawn[r]) > 0} - set(theta)
    resource = bool((world.model.firms.is_resource > 0).any())
    assert left == (set() if resource else {row.GRADE, row.RESERVE, row.ORE_YEARS_KEPT, row.ORE_LIFE_FOR_INVESTMENT})
