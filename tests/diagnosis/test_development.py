"""The development score among all cities."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.diagnosis.development import development
from lodeshift.errors import InputRangeError

VALUES = {
    "rich": np.array([100.0, 5.0, 10.0, 12.0]),
    "poor": np.array([20.0, 2.0, 60.0, 8.0]),
    "middle": np.array([60.0, 4.0, 30.0, 10.0]),
    "county": np.array([np.nan, np.nan, 30.0, 10.0]),
    "nothing": np.full(4, np.nan),
}


def test_best_is_one_worst_is_zero_and_the_median_is_that_of_complete_cities() -> None:
    found = development(VALUES)
    assert found.complete == ("rich", "poor", "middle")
    assert found.scores["rich"].low == pytest.approx(1)
    assert found.scores["poor"].high == pytest.approx(0)
    assert found.median == found.scores["middle"].low
    assert found.score("nothing") is None


def test_missing_indicators_open_a_span_as_wide_as_their_weights() -> None:
    found = development(VALUES)
    county = found.scores["county"]
    weights = found.bounds.weights
    assert county.high - county.low == pytest.approx(weights[0] + weights[1])
    assert county.low == pytest.approx(weights[2] * 0.6 + weights[3] * 0.5)


def test_error_moves_the_city_and_not_the_scale() -> None:
    found = development(VALUES)
    low, high = found.scores["middle"].under(np.array([[1.0] * 4, [1.2, 1.0, 1.0, 1.0]]))
    assert low.tolist() == high.tolist()
    assert low[0] == pytest.approx(found.median)
    assert low[1] - low[0] == pytest.approx(found.bounds.weights[0] * 12 / 80)


def test_adding_a_city_inside_the_bounds_without_data_changes_nothing() -> None:
    assert development(VALUES).median == development({k: v for k, v in VALUES.items() if k != "county"}).median


def test_one_complete_city_is_too_few() -> None:
    with pytest.raises(InputRangeError, match="two cities"):
        development({"rich": VALUES["rich"], "county": VALUES["county"]})
