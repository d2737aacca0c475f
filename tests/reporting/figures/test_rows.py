"""Rows: bars, pairs, waterfalls."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.reporting.figures.rows import HorizontalBars, Pair, Pairs, Row, Step, Waterfall


def bars(body: str) -> list[tuple[float, float]]:
    root = ET.fromstring(f"<g>{body}</g>")
    return [(float(r.get("x", 0)), float(r.get("width", 0))) for r in root.iter("rect")]


def test_bar_lengths_are_in_proportion() -> None:
    chart = HorizontalBars((Row("a", 2.0, "two"), Row("b", 1.0, "one", span=(0.5, 1.5))), "bn CNY")
    (x1, w1), (x2, w2) = bars(chart.draw(800).body)
    assert x1 == x2
    assert w1 == pytest.approx(2 * w2, abs=0.05)
    assert chart.draw(800).body.count("whisker") == 3


def test_names_stand_above_their_rows_on_a_narrow_drawing() -> None:
    chart = HorizontalBars((Row("A rather long name of a figure", 2.0, "two"),), "x")
    wide = re.findall(r'text-anchor="end"[^>]*>', chart.draw(800).body)
    assert wide
    assert chart.draw(340).height > 40
    assert 'class="name">A rather long name of a figure<' in chart.draw(340).body


def test_nothing_leaves_the_drawing() -> None:
    rows = tuple(Row(f"name {i}" * 6, float(i), f"{i:,} million yuan a year") for i in range(1, 4))
    for width in (350, 820):
        for x, wide in bars(HorizontalBars(rows, "x").draw(width).body):
            assert x >= 0
            assert x + wide <= width


def test_pairs_show_both_values_and_the_difference() -> None:
    body = Pairs((Pair("foil", 80.0, 88.0, "88,000 (+10%)"),), ("today", "needed"), "thousand CNY/t").draw(800).body
    ((tick, _),) = [(x, w) for x, w in bars(body) if w == 3 and x > 30]
    (dot,) = (float(x) for x in re.findall(r'cx="([\d.]+)"[^>]*class="dot"', body))
    assert dot > tick
    assert "88,000 (+10%)" in body
    assert "today" in body


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=8))
def test_each_step_begins_where_the_last_ended_and_the_total_closes_it(values: list[float]) -> None:
    steps = (*(Step(str(i), v, "") for i, v in enumerate(values)), Step("sum", sum(values), "", total=True))
    spans = Waterfall(steps, "m").spans()
    for (_, end), (start, _) in pairwise(spans[:-1]):
        assert start == end
    assert spans[-2][1] == pytest.approx(spans[-1][1], abs=1e-6)
    assert spans[-1][0] == 0.0


def test_gains_losses_and_totals_have_their_colours() -> None:
    steps = (
        Step("sales", 10.0, "10", total=True),
        Step("cost", -12.0, "−12"),
        Step("grant", 1.0, "+1"),
        Step("left", -1.0, "−1", total=True),
    )
    chart = Waterfall(steps, "m")
    fills = re.findall(r'<rect[^>]*fill="(#\w+)"', chart.draw(800).body)
    assert fills == [chart.colours[0], chart.colours[2], chart.colours[1], chart.colours[0]]
