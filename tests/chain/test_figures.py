"""One meaning of a range: median, percentiles, limits of the field."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lodeshift.chain.figures import limits, value_at
from lodeshift.records.figure import Figure, Span

PRICE = Figure(80.0, 100.0, 150.0, "CNY/t", "2024", "CN", "source", "estimate")


@pytest.mark.parametrize(("span", "tail"), [("p10_p90", 0.1), ("min_max", 0.02)])
def test_low_and_high_are_percentiles_and_central_the_median(span: Span, tail: float) -> None:
    z = np.random.default_rng(1).standard_normal(400_000)
    drawn = value_at(replace(PRICE, span=span), z)
    assert np.mean(drawn < 80.0) == pytest.approx(tail, abs=0.002)
    assert np.mean(drawn > 150.0) == pytest.approx(tail, abs=0.002)
    assert np.median(drawn) == pytest.approx(100.0, rel=1e-3)


def test_values_stay_in_the_range_of_the_field() -> None:
    far = np.array([-9.0, 9.0])
    assert value_at(replace(PRICE, low=1.0), far)[0] == 0.0
    share = Figure(0.5, 0.9, 1.0, "share", "", "", "", "estimate")
    assert value_at(share, far).tolist() == [0.0, 1.0]
    assert limits(replace(PRICE, low=-5.0)) == (-np.inf, np.inf)
    assert limits(Figure(1.0, 1.15, 1.3, "1", "", "", "", "estimate")) == (0.0, np.inf)


def test_a_single_number_does_not_move() -> None:
    assert value_at(replace(PRICE, low=100.0, high=100.0), [-3.0, 0.0, 3.0]).tolist() == [100.0, 100.0, 100.0]
