"""Ticks cover their span in round steps; scales map ends onto ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.errors import InputRangeError
from lodeshift.reporting.figures.scale import Bands, Linear, decimals, nice_step, nice_ticks

FINITE = st.floats(-1e9, 1e9, allow_nan=False)


@settings(max_examples=50, deadline=None)
@given(FINITE, FINITE, st.integers(2, 12))
def test_ticks_cover_the_span_with_few_equal_steps(a: float, b: float, about: int) -> None:
    low, high = min(a, b), max(a, b)
    ticks = nice_ticks(low, high, about)
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= about + 3
    steps = [y - x for x, y in pairwise(ticks)]
    assert max(steps) - min(steps) <= slack


@pytest.mark.parametrize(
    ("span", "about", "step"), [(10, 5, 2), (600, 4, 200), (0.7, 5, 0.2), (9, 4, 2.5), (100, 1, 100)]
)
def test_steps_are_1_2_2_5_or_5(span: float, about: int, step: float) -> None:
    assert nice_step(span, about) == pytest.approx(step)


def test_a_single_value_still_has_an_axis() -> None:
    assert nice_ticks(0.0, 0.0)[0] == 0.0
    ticks = nice_ticks(7.0, 7.0)
    assert ticks[0] <= 0.0
    assert ticks[-1] >= 7.0


def test_a_turned_span_is_refused() -> None:
    with pytest.raises(InputRangeError):
        nice_ticks(2.0, 1.0)


@pytest.mark.parametrize(("ticks", "places"), [((0, 1, 2), 0), ((0, 0.5, 1), 1), ((0, 0.25), 2), ((1e6, 2e6), 0)])
def test_decimals(ticks: tuple[float, ...], places: int) -> None:
    assert decimals(ticks) == places


def test_scale_maps_ends_onto_ends_and_a_point_domain_onto_its_start() -> None:
    scale = Linear((10, 20), (100, 0))
    assert (scale(10), scale(15), scale(20)) == (100, 50, 0)
    assert Linear((5, 5), (7, 9))(5) == 7


def test_bands_do_not_overlap_and_stay_inside() -> None:
    bands = Bands(4, (10, 90), gap=0.25)
    edges = [(bands.start(i), bands.start(i) + bands.width) for i in range(4)]
    assert edges[0][0] >= 10
    assert edges[-1][1] <= 90
    assert all(right <= left for (_, right), (left, _) in pairwise(edges))
    assert bands.middle(0) == pytest.approx(sum(edges[0]) / 2)
