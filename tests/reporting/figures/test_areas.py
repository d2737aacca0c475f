"""Stacked areas: the stack is the sum, and coarse drawing keeps the mean."""

from __future__ import annotations

import re

import numpy as np
import pytest

from lodeshift.errors import InputRangeError
from lodeshift.reporting.figures.areas import MAX_POINTS, Layer, Overlay, StackedArea, thin


def area(*layers: list[float], **more: object) -> StackedArea:
    made = tuple(Layer(f"layer {i}", "#000000", values) for i, values in enumerate(layers))
    return StackedArea(list(range(len(layers[0]))), made, "MW", **more)  # type: ignore[arg-type]


def heights(drawing: str) -> list[tuple[float, float]]:
    """Lowest and highest y of each layer."""
    found = []
    for path in re.findall(r'd="(M[^"]+Z)"', drawing):
        ys = [float(pair.split(" ")[1]) for pair in re.split("[MLZ]", path) if pair]
        found.append((max(ys), min(ys)))
    return found


def test_layers_stand_on_each_other() -> None:
    low, high = heights(area([1.0, 1.0], [2.0, 2.0]).draw(400).body)
    assert high[0] == pytest.approx(low[1])  # the second begins where the first ends
    assert high[0] - high[1] == pytest.approx(2 * (low[0] - low[1]), rel=0.02)


def test_a_layer_without_values_is_not_drawn_but_stays_in_the_legend() -> None:
    drawing = area([1.0, 2.0], [0.0, 0.0]).draw(400).body
    assert len(heights(drawing)) == 1
    assert "layer 1" in drawing


def test_negative_layers_are_refused() -> None:
    with pytest.raises(InputRangeError, match="below zero"):
        area([1.0, -1.0]).draw(400)


def test_shared_top_makes_panels_comparable() -> None:
    alone, shared = area([1.0, 1.0]), area([1.0, 1.0], top=10.0)
    (bottom, top), (_, shared_top) = heights(alone.draw(400).body)[0], heights(shared.draw(400).body)[0]
    assert bottom - shared_top < (bottom - top) / 4


def test_overlay_and_places_are_told() -> None:
    drawing = area([1.0, 2.0], overlays=(Overlay("possible", "#111111", [2.0, 3.0]),), places=((0.5, "8 Jan"),)).draw(
        400
    )
    assert "possible" in drawing.body
    assert "8 Jan" in drawing.body


def test_thinning_keeps_the_mean_and_the_number_of_points() -> None:
    values = np.random.default_rng(1).random(8000)
    coarse = thin(values, 400)
    assert len(coarse) == 400
    assert coarse.mean() == pytest.approx(values.mean())
    assert thin([1.0, 2.0]).tolist() == [1.0, 2.0]


def test_a_year_of_hours_is_drawn_with_few_points() -> None:
    hours = np.arange(8760.0)
    chart = StackedArea(hours, (Layer("load", "#000000", 1 + np.sin(hours)),), "MW")
    (path,) = re.findall(r'd="(M[^"]+Z)"', chart.draw(800).body)
    assert path.count("L") <= 4 * MAX_POINTS
