"""Several small charts side by side, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lodeshift.reporting.figures import axes, svg

GUTTER_PX = 28.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Charts in reading order under one legend. Panels should share their axis where they are compared."""

    charts: tuple[svg.Chart, ...]
    columns: int
    keys: tuple[axes.Key, ...] = ()
    panel_min_px: float = 230.0

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px."""
        fit = int((width + GUTTER_PX) // (self.panel_min_px + GUTTER_PX))
        columns = max(1, min(self.columns, fit, len(self.charts)))
        panel = (width - GUTTER_PX * (columns - 1)) / columns
        legend = axes.legend(unique(self.keys), width)
        parts = [legend.body]
        top = legend.height + (6 if legend.height else 0)
        for start in range(0, len(self.charts), columns):
            drawings = [chart(panel) for chart in self.charts[start : start + columns]]
            tallest = max(drawing.height for drawing in drawings)
            parts += [  # set on one base line: titles may take one line or two
                svg.group([drawing.body], dx=(panel + GUTTER_PX) * i, dy=top + tallest - drawing.height)
                for i, drawing in enumerate(drawings)
            ]
            top += tallest + 14
        return svg.Drawing(width, top - 14, svg.join(parts))


@dataclass(frozen=True, slots=True)
class Stack:
    """Charts one under the other, each with its own legend."""

    charts: tuple[svg.Chart, ...]
    gap_px: float = 18.0

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px."""
        parts, top = [], 0.0
        for chart in self.charts:
            drawing = chart(width)
            parts.append(svg.group([drawing.body], dy=top))
            top += drawing.height + self.gap_px
        return svg.Drawing(width, top - self.gap_px, svg.join(parts))


def unique(keys: Sequence[axes.Key]) -> tuple[axes.Key, ...]:
    """Keys without repeats, in their first order."""
    return tuple(dict.fromkeys(keys))
