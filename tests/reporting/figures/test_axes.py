"""Legends, axes and labels that must not touch."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.reporting.figures import axes
from lodeshift.reporting.figures.scale import Bands, Linear


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 200), min_size=1, max_size=8))
def test_spread_labels_keep_order_and_distance_where_they_fit(wanted: list[float]) -> None:
    places = axes.spread(sorted(wanted), 15, 0, 200)
    assert all(b - a >= 15 - 1e-6 for a, b in pairwise(places))
    assert places[0] >= -1e-6
    assert places[-1] <= 200 + 1e-6


def test_labels_that_do_not_touch_stay_where_they_are() -> None:
    assert axes.spread([10, 60, 120], 15, 0, 200) == (10, 60, 120)


def test_a_narrow_legend_takes_more_rows() -> None:
    keys = [axes.Key(f"thing number {i}", "#000") for i in range(5)]
    assert axes.legend(keys, 250).height > axes.legend(keys, 900).height > 0
    assert axes.legend([], 900).height == 0


@pytest.mark.parametrize(
    ("shape", "mark"),
    [("box", "<rect"), ("line", "<line"), ("dash", "dash"), ("dot", "<circle"), ("ring", "ring"), ("tick", "<rect")],
)
def test_every_shape_has_its_mark(shape: str, mark: str) -> None:
    assert mark in axes.legend([axes.Key("a", "#123456", shape)], 100).body


def test_tick_words_have_equal_decimals_and_a_true_minus() -> None:
    write = axes.plain((-2.5, 0.0, 2.5))
    assert [write(t) for t in (-2.5, 0, 1000)] == ["−2.5", "0.0", "1,000.0"]


def test_crowded_band_labels_are_thinned_but_the_last_year_is_told() -> None:
    plot = axes.Plot(0, 120, 0, 100)
    labels = [str(year) for year in range(2026, 2036)]
    drawn = re.findall(r">(\d{4})<", axes.band_axis(plot, Bands(10, (0, 120)), labels))
    assert drawn[-1] == "2035"
    assert 1 < len(drawn) < 10


def test_places_that_would_touch_are_left_out() -> None:
    drawn = axes.place_axis(
        axes.Plot(0, 100, 0, 10), [(0, "first label"), (1, "second label"), (100, "third")], Linear((0, 100), (0, 300))
    )
    assert "first label" in drawn
    assert "second label" not in drawn
    assert "third" in drawn


def test_zero_line_is_stronger_and_ticks_keep_their_distance() -> None:
    ticks = axes.ticks_for(-1.0, 5.0, 200)
    drawn = axes.value_axis(
        axes.Plot(30, 300, 0, 200), Linear((ticks[0], ticks[-1]), (200, 0)), ticks, axes.plain(ticks)
    )
    assert drawn.count('class="zero"') == 1
    assert 2 <= len(ticks) <= 7


def test_a_long_title_takes_a_second_line() -> None:
    short, long = axes.panel_title("PV", 100, 0), axes.panel_title("Graphitisation in box-type furnaces", 100, 0)
    assert axes.panel_title("", 100, 0).height == 0
    assert long.height > short.height > 0
