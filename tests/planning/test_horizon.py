"""Weights, vintages and ramp-up by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputRangeError
from lodeshift.planning.horizon import alive, can_be_on_line, make_horizon, ramp_at, standing, usable
from lodeshift.planning.inputs import Existing


def test_a_planning_year_stands_for_the_years_up_to_the_next() -> None:
    span = make_horizon(2024, (2026, 2028), 3, 0.1, 2025)
    assert span.represented.tolist() == [2.0, 3.0]
    assert span.weight[0] == pytest.approx(1.1**-2 + 1.1**-3)
    assert span.weight[1] == pytest.approx(1.1**-4 + 1.1**-5 + 1.1**-6)
    assert span.gaps.tolist() == [1.0, 2.0]


def test_no_discounting_counts_years() -> None:
    assert make_horizon(2024, (2026, 2030), 5, 0.0, 2026).weight.tolist() == [4.0, 5.0]


def test_a_rate_above_one_is_refused() -> None:
    with pytest.raises(InputRangeError, match="discount rate"):
        make_horizon(2024, (2026,), 5, 1.5, 2026)


def test_a_build_stands_for_its_life() -> None:
    span = make_horizon(2024, (2026, 2028, 2032), 5, 0.08, 2025)
    assert alive(span, 4.0).tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]


def test_ramp_up_counts_from_half_the_gap() -> None:
    span = make_horizon(2024, (2026, 2030), 5, 0.08, 2025)
    # gap 1: half a year old in its first year; gap 4: two years old, beyond the ramp-up
    assert usable(span, 20.0, (0.5, 0.8)).tolist() == [[0.5, 1.0], [0.0, 1.0]]


def test_ramp_by_year_of_age() -> None:
    assert ramp_at(np.array([0.0, 0.9, 1.0, 2.5]), (0.5, 0.8)).tolist() == [0.5, 0.5, 0.8, 1.0]


def test_what_stands_retires_and_ramps() -> None:
    span = make_horizon(2024, (2026, 2028, 2032), 5, 0.08, 2025)
    there, use = standing(span, (Existing("a", 10.0, 2026, 2032),), (0.6,))
    assert there.tolist() == [10.0, 10.0, 0.0]
    assert use.tolist() == [6.0, 10.0, 0.0]


def test_nothing_is_on_line_before_it_can_be_built() -> None:
    span = make_horizon(2024, (2026, 2027, 2030), 5, 0.08, 2026)
    assert can_be_on_line(span, 1.2, permit_years=0.3).tolist() == [0.0, 0.0, 1.0]
    assert can_be_on_line(span, 1.0).tolist() == [0.0, 1.0, 1.0]
    assert can_be_on_line(span, 0.0, earliest=2029).tolist() == [0.0, 0.0, 1.0]
