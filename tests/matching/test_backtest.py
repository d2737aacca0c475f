from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputError, InputRangeError
from lodeshift.matching.backtest import back_test, back_tests, entry_auc
from lodeshift.records.complexity import RegionTable


def table(values: np.ndarray, year: int | None, regions: int | None = None) -> RegionTable:
    names = tuple(f"r{i}" for i in range(len(values) if regions is None else regions))
    return RegionTable(names, tuple(f"a{j}" for j in range(values.shape[1])), values, year, "made up")


def related_world(follow: float, seed: int = 0) -> tuple[RegionTable, RegionTable]:
    """Two blocks of activities; ten years on, regions enter their own block with chance `follow`, the other with 1 - follow."""
    rng = np.random.default_rng(seed)
    block = np.repeat([0, 1], 20)
    home = np.arange(60) % 2
    own = home[:, None] == block[None, :]
    before = np.where(own & (rng.random((60, 40)) < 0.6), 10.0, 0.1)
    enters = (before < 1) & (rng.random((60, 40)) < 0.25 * np.where(own, follow, 1 - follow))
    return table(before, 2010), table(np.where(enters, 10.0, before), 2020)


def test_auc_by_hand_with_a_tie() -> None:
    score = np.array([0.1, 0.4, 0.4, 0.9])
    entered = np.array([False, True, False, True])
    assert entry_auc(score, entered) == pytest.approx((1 + 0.5 + 1 + 1) / 4)
    assert entry_auc(score, np.zeros(4, dtype=bool)) is None
    assert entry_auc(score, np.ones(4, dtype=bool)) is None


def test_density_foretells_entry_where_entry_follows_relatedness() -> None:
    follows = back_test(*related_world(1.0))
    against = back_test(*related_world(0.0))
    assert follows.auc is not None and against.auc is not None
    assert follows.auc > 0.8
    assert against.auc < 0.4
    assert follows.horizon == 10 and follows.entries > 50
    assert follows.regions_within > 20


def test_only_names_of_both_years_are_looked_at() -> None:
    before, after = related_world(1.0)
    fewer = RegionTable(after.regions[:30], after.activities, after.values[:30], 2020, "made up")
    assert back_test(before, fewer).candidates < back_test(before, after).candidates


def test_every_pair_of_years_at_the_horizon() -> None:
    before, after = related_world(0.7)
    tables = (before, table(after.values, 2015), table(after.values, 2020))
    assert [(t.year, t.horizon) for t in back_tests(tables)] == [(2010, 10)]
    assert [(t.year, t.horizon) for t in back_tests(tables, horizon=5)] == [(2010, 5), (2015, 5)]
    assert back_tests((table(before.values, None),)) == ()
    with pytest.raises(InputRangeError):
        back_tests(tables, horizon=0)


def test_years_must_follow_each_other() -> None:
    before, after = related_world(0.7)
    with pytest.raises(InputError, match="two years"):
        back_test(after, before)
    with pytest.raises(InputError, match="no region or activity"):
        other = RegionTable(tuple(f"x{i}" for i in range(60)), after.activities, after.values, 2020, "made up")
        back_test(before, other)
