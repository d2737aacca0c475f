"""The trail of figures: each once, weak ones by the money that hangs on them."""

from __future__ import annotations

import pytest

from lodeshift.planning.used import Trail, weak_figures
from lodeshift.records.figure import Figure


def _figure(low: float, high: float, quality: str) -> Figure:
    return Figure(low, (low + high) / 2, high, "CNY/t", "2024", "CN", "a source", quality)  # type: ignore[arg-type]


def test_weak_figures_by_effect_strong_ones_left_out() -> None:
    trail = Trail()
    assert trail.use("small", _figure(10.0, 20.0, "estimate"), "trade a", 1e-3) == 15.0
    trail.use("large", _figure(10.0, 50.0, "recalled"), "trade a", 1e-3)
    trail.use("sure", _figure(0.0, 900.0, "measured"), "trade a", 1e-3)
    trail.use("idle", _figure(0.0, 900.0, "estimate"), "trade b", 1e-3)
    found = weak_figures(trail.figures.values(), {"trade a": 200.0})
    assert [(w.name, w.effect_mcny_per_year) for w in found] == [
        ("large", pytest.approx(4.0)), ("small", pytest.approx(1.0)), ("idle", 0.0),
    ]  # fmt: skip


def test_a_figure_used_twice_is_noted_once() -> None:
    trail = Trail()
    trail.use("a", _figure(1.0, 2.0, "estimate"))
    trail.use("a", _figure(3.0, 4.0, "estimate"))
    assert len(trail.figures) == 1 and trail.figures["a"].figure.low == 1.0
