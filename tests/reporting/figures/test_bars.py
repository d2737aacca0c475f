"""Stacked bars: heights in proportion, targets, signs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from lodeshift.reporting.figures.bars import Marks, Part, StackedBars


def rects(chart: StackedBars) -> list[tuple[float, float]]:
    """y and height of each bar part."""
    root = ET.fromstring(f"<g>{chart.draw(500).body}</g>")
    return [(float(r.get("y", 0)), float(r.get("height", 0))) for r in root.iter("rect") if r.get("class") == "layer"]


def test_heights_are_in_proportion_and_parts_stand_on_each_other() -> None:
    (y1, h1), (y2, h2) = rects(StackedBars(("2030",), (Part("a", "#000", [2.0]), Part("b", "#111", [6.0])), "kt"))
    assert h2 == pytest.approx(3 * h1, abs=0.05)
    assert y2 + h2 == pytest.approx(y1, abs=0.05)


def test_negative_parts_hang_below_the_zero_line() -> None:
    (up, h), (down, _) = rects(
        StackedBars(("2030",), (Part("a", "#000", [2.0]), Part("b", "#111", [-1.0])), "kt", net_label="net")
    )
    assert down == pytest.approx(up + h, abs=0.05)


def test_a_target_above_the_bars_widens_the_axis_and_stands_in_the_legend() -> None:
    chart = StackedBars(("2030", "2035"), (Part("a", "#000", [1.0, 2.0]),), "kt", marks=Marks("target", [None, 9.0]))
    body = chart.draw(500).body
    assert body.count('class="target"') == 1
    assert [key.label for key in chart.legend_keys()] == ["a", "target"]
    assert ">10.0<" in body


def test_hover_tells_year_name_value_and_unit() -> None:
    body = StackedBars(("2030",), (Part("PV", "#000", [1234.5]),), "MW").draw(500).body
    assert "2030 · PV: 1,234 MW" in body or "2030 · PV: 1,235 MW" in body


def test_empty_parts_are_left_out_of_the_legend_and_totals_stand_over_bars() -> None:
    chart = StackedBars(
        ("2030",), (Part("a", "#000", [1.0]), Part("b", "#111", [0.0])), "kt", totals=("one",), title="Foil"
    )
    body = chart.draw(500).body
    assert [key.label for key in chart.legend_keys()] == ["a"]
    (y,) = re.findall(r'y="([\d.]+)" class="value"[^>]*>one<', body)
    assert float(y) < rects(chart)[0][0]
    assert ">Foil<" in body
