"""Stacked areas over time: what adds up to a whole, hour by hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from lodeshift.errors import InputRangeError
from lodeshift.reporting.figures import axes, svg
from lodeshift.reporting.figures.scale import Linear

Values = Sequence[float] | NDArray[np.float64]
MAX_POINTS = 400
"""More points than this are drawn as means of neighbours: a page cannot show them apart."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the stack; `values` all >= 0, one per position."""

    label: str
    colour: str
    values: Values


@dataclass(frozen=True, slots=True)
class Overlay:
    """A line drawn over the stack, such as what wind and sun could have given."""

    label: str
    colour: str
    values: Values


@dataclass(frozen=True, slots=True)
class StackedArea:
    """Layers from the bottom up. `positions` are the starts of equal steps (hours); each value holds for its whole step.

    `places` are the labels under the axis: (position, words).
    """

    positions: Values
    layers: tuple[Layer, ...]
    unit: str
    title: str = ""
    places: tuple[tuple[float, str], ...] = ()
    overlays: tuple[Overlay, ...] = ()
    top: float | None = None
    """Upper end of the axis; None = from the data. Panels that are compared share it."""
    plot_height: float = 190.0
    with_legend: bool = True

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px. More than `MAX_POINTS` steps are drawn as means of neighbours."""
        if len(self.positions) > MAX_POINTS:
            return self._thinned().draw(width)
        legend = axes.legend(self.legend_keys() if self.with_legend else (), width)
        title = axes.panel_title(self.title, width, legend.height)
        head = legend.height + title.height + 18
        stacked = np.cumsum(np.array([layer.values for layer in self.layers], dtype=float), axis=0)
        highest = max([float(stacked[-1].max())] + [float(np.max(o.values)) for o in self.overlays])
        ticks = axes.ticks_for(0.0, self.top if self.top is not None else highest, self.plot_height)
        write = axes.plain(ticks)
        plot = axes.Plot(axes.axis_width(ticks, write), width - 6, head, head + self.plot_height)
        y = Linear((0.0, ticks[-1]), (plot.bottom, plot.top))
        step = self.positions[1] - self.positions[0] if len(self.positions) > 1 else 1.0
        x = Linear((self.positions[0], self.positions[-1] + step), (plot.left, plot.right))
        body = [
            legend.body,
            title.body,
            axes.unit_label((0, head - 8), self.unit),
            axes.value_axis(plot, y, ticks, write),
            self._stack(x, y, stacked, step),
            *(self._overlay(o, x, y, step) for o in self.overlays),
            svg.line((plot.left, plot.bottom), (plot.right, plot.bottom), css="zero"),
            axes.place_axis(plot, self.places, x),
        ]
        return svg.Drawing(width, plot.bottom + 24, svg.join(body))

    def legend_keys(self) -> tuple[axes.Key, ...]:
        """Legend entries: layers from the bottom up, then overlays."""
        return tuple(axes.Key(layer.label, layer.colour) for layer in self.layers) + tuple(
            axes.Key(o.label, o.colour, "line") for o in self.overlays
        )

    def _thinned(self) -> StackedArea:
        positions = self.positions[:: -(-len(self.positions) // MAX_POINTS)]
        layers = tuple(replace(layer, values=thin(layer.values)) for layer in self.layers)
        overlays = tuple(replace(overlay, values=thin(overlay.values)) for overlay in self.overlays)
        return replace(self, positions=positions, layers=layers, overlays=overlays)

    def _stack(self, x: Linear, y: Linear, stacked: NDArray[np.float64], step: float) -> Markup:
        parts: list[Markup] = []
        base = np.zeros(stacked.shape[1])
        for layer, upper in zip(self.layers, stacked, strict=True):
            if np.min(layer.values, initial=0.0) < -1e-6 * max(1.0, float(np.max(np.abs(upper), initial=0.0))):
                raise InputRangeError(f"layer {layer.label!r} has values below zero; a stack cannot show them")
            if float(np.max(layer.values, initial=0.0)) > 0:
                outline = svg.polygon(
                    _steps(self.positions, upper, step, (x, y)), _steps(self.positions, base, step, (x, y))
                )
                parts.append(
                    svg.element(
                        "path",
                        {"d": outline, "fill": layer.colour, "class": "layer"},
                        svg.element("title", {}, layer.label),
                    )
                )
            base = upper
        return svg.join(parts)

    def _overlay(self, overlay: Overlay, x: Linear, y: Linear, step: float) -> Markup:
        points = _steps(self.positions, np.asarray(overlay.values, dtype=float), step, (x, y))
        return svg.element("path", {"d": svg.polyline(points), "stroke": overlay.colour, "class": "line thin"})


def thin(values: Values, most: int = MAX_POINTS) -> NDArray[np.float64]:
    """Means of equal blocks of neighbours so that no more than `most` values remain; the mean of all stays the same
    where the blocks divide evenly (the last block may be shorter)."""
    series = np.asarray(values, dtype=float)
    block = -(-len(series) // most)
    return series if block <= 1 else np.array([series[i : i + block].mean() for i in range(0, len(series), block)])


def _steps(
    positions: Values, values: NDArray[np.float64], step: float, scales: tuple[Linear, Linear]
) -> list[svg.Point]:
    """Corner points of a step line: each value from its position to the next. Runs of equal values become one piece."""
    x, y = scales
    points: list[svg.Point] = []
    start = 0
    for i in range(1, len(values) + 1):
        if i == len(values) or abs(values[i] - values[start]) > 1e-9 * max(1.0, abs(values[start])):
            end = positions[i] if i < len(values) else positions[-1] + step
            points += [(x(positions[start]), y(float(values[start]))), (x(end), y(float(values[start])))]
            start = i
    return points
