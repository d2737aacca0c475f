"""Grids of panels."""

from __future__ import annotations

import re

from markupsafe import Markup

from lodeshift.reporting.figures import svg
from lodeshift.reporting.figures.axes import Key
from lodeshift.reporting.figures.multiples import Grid, Stack, unique


def panel(width: float) -> svg.Drawing:
    return svg.Drawing(width, 100.0, svg.text((0, 10), f"{width:.0f}"))


def tall(width: float) -> svg.Drawing:
    return svg.Drawing(width, 130.0, Markup("<g/>"))


def test_columns_fall_with_the_width() -> None:
    grid = Grid((panel,) * 4, 4, panel_min_px=200)
    assert grid.draw(900).height < grid.draw(450).height < grid.draw(300).height
    assert ">300<" in grid.draw(300).body  # one column takes all


def test_panels_do_not_leave_the_drawing() -> None:
    moves = [float(x) for x in re.findall(r"translate\(([\d.]+) ", Grid((panel,) * 3, 3).draw(800).body)]
    widths = [float(w) for w in re.findall(r">(\d+)<", Grid((panel,) * 3, 3).draw(800).body)]
    assert max(moves) + max(widths) <= 800 + 1


def test_panels_of_one_row_stand_on_one_line() -> None:
    assert "translate(0 30)" in Grid((panel, tall), 2).draw(800).body


def test_one_legend_without_repeats() -> None:
    keys = (Key("wind", "#1"), Key("sun", "#2"), Key("wind", "#1"))
    assert [key.label for key in unique(keys)] == ["wind", "sun"]
    assert Grid((panel,), 1, keys).draw(400).body.count("wind") == 1


def test_a_stack_is_as_tall_as_its_charts_and_gaps() -> None:
    assert Stack((panel, tall), gap_px=10).draw(400).height == 240
