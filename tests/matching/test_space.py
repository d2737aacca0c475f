from __future__ import annotations

import numpy as np
import pytest

from lodeshift.matching.outlook import Gains
from lodeshift.matching.space import SpaceOptions, activity_space, pinned_to_last_year, pinned_to_region
from lodeshift.records.complexity import RegionTable
from lodeshift.records.note import note


def table(year: int | None = None, seed: int = 0) -> RegionTable:
    rng = np.random.default_rng(seed)
    skill, need = np.linspace(0, 1, 30)[:, None], np.linspace(0, 1, 24)[None, :]
    values = np.exp(5 * (skill - 0.5) * (need - 0.5) + 0.4 * rng.normal(size=(30, 24)))
    names = tuple(f"r{i:02d}" for i in range(30))
    return RegionTable(names, tuple(f"a{j:02d}" for j in range(24)), values, year, "made up")


def test_parts_fit_together() -> None:
    found = activity_space(table())
    assert found.rca.shape == found.outlook.density.shape == (30, 24)
    np.testing.assert_array_equal(found.diversity, (found.rca >= 1).sum(axis=1))
    np.testing.assert_array_equal(found.ubiquity, (found.rca >= 1).sum(axis=0))
    assert found.proximity.shape == (24, 24)
    assert found.dropped_regions == ()


def test_continuous_and_neighbours_are_heard() -> None:
    plain = activity_space(table())
    other = activity_space(table(), SpaceOptions(proximity="continuous", neighbours=5, gains=Gains(cog=False)))
    assert np.abs(plain.proximity - other.proximity).max() > 0.01
    assert other.outlook.cog is None
    np.testing.assert_array_equal(plain.index.eci, other.index.eci)


def test_sign_follows_the_year_before() -> None:
    options = SpaceOptions()
    before, now = activity_space(table(2010), options), activity_space(table(2020, seed=1), options)
    turned_before = pinned_to_region(before, "r00" if before.index.eci[0] < 0 else "r29", options)
    followed = pinned_to_last_year(now, turned_before, options)
    np.testing.assert_array_equal(followed.index.eci, -now.index.eci)
    np.testing.assert_allclose(followed.outlook.coi, -now.outlook.coi, atol=1e-12)
    assert followed.index.sign_rule == note("matching.sign_by_year", year=2010)


@pytest.mark.parametrize("region", ["r00", "r29"])
def test_sign_pinned_to_a_region(region: str) -> None:
    found = pinned_to_region(activity_space(table()), region, SpaceOptions())
    assert found.index.eci[found.table.regions.index(region)] > 0
    assert found.index.sign_rule == note("matching.sign_by_region", region)
