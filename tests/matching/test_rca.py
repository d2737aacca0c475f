from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputError, InputRangeError
from lodeshift.matching.rca import presence, rca, with_floor
from lodeshift.records.complexity import RegionTable


def table(values: list[list[float]]) -> RegionTable:
    array = np.array(values, dtype=np.float64)
    rows = tuple(f"r{i}" for i in range(array.shape[0]))
    columns = tuple(f"a{j}" for j in range(array.shape[1]))
    return RegionTable(rows, columns, array, None, "made up")


def test_rca_by_hand() -> None:
    # shares of region 0: 3/4, 1/4; of all: 4/10, 6/10
    advantage = rca(np.array([[3.0, 1.0], [1.0, 5.0]]))
    np.testing.assert_allclose(advantage, [[0.75 / 0.4, 0.25 / 0.6], [(1 / 6) / 0.4, (5 / 6) / 0.6]])


def test_regions_alike_are_present_everywhere_in_spite_of_rounding() -> None:
    base = np.array([0.1, 0.7, 1.3, 2.9])
    assert presence(rca(np.outer([3.0, 0.7, 11.1], base))).all()


def test_floor_drops_small_regions_and_then_empty_activities() -> None:
    kept, regions, activities = with_floor(table([[9, 1, 0], [5, 5, 0], [0, 0, 3]]), 5)
    assert regions == ("r2",)
    assert activities == ("a2",)
    assert kept.values.shape == (2, 2)


def test_empty_regions_are_dropped_without_a_floor() -> None:
    _, regions, activities = with_floor(table([[9, 1, 0], [0, 0, 0], [2, 3, 0]]), 0)
    assert (regions, activities) == (("r1",), ("a2",))


def test_a_floor_that_leaves_one_region_is_refused() -> None:
    with pytest.raises(InputError, match="1 regions above the size floor of 8"):
        with_floor(table([[9, 1], [1, 3]]), 8)
    with pytest.raises(InputRangeError):
        with_floor(table([[9, 1], [1, 3]]), -1)
