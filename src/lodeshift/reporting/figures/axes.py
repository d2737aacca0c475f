"""Axes, legends and the plot area that the charts share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lodeshift.reporting.figures import svg
from lodeshift.reporting.figures.scale import Bands, Linear, decimals, nice_ticks

TickFormat = Callable[[float], str]
LEGEND_LINE_PX = 20.0
TICK_SIZE_PX = 11.0


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: words, colour, and the shape of its mark (box, line, dash, dot, ring, tick)."""

    label: str
    colour: str
    shape: str = "box"


@dataclass(frozen=True, slots=True)
class Plot:
    """The rectangle in which data are drawn, in px of the drawing."""

    left: float
    right: float
    top: float
    bottom: float


def plain(ticks: Sequence[float]) -> TickFormat:
    """Thousands separated by a comma, as many decimals as the ticks need, and a true minus sign."""
    places = decimals(ticks)

    def write(value: float) -> str:
        return f"{value:,.{places}f}".replace("-", "−")

    return write


def legend(keys: Sequence[Key], width: float) -> svg.Drawing:
    """Keys in reading order, as many rows as needed; height 0 without keys."""
    parts: list[Markup] = []
    x, row = 0.0, 0
    for key in keys:
        space = 18 + svg.text_width(key.label) + 18
        if x and x + space - 18 > width:
            x, row = 0.0, row + 1
        y = row * LEGEND_LINE_PX + 10
        parts.append(_mark(key, x, y))
        parts.append(svg.text((x + 18, y + 4), key.label, css="label"))
        x += space
    height = (row + 1) * LEGEND_LINE_PX + 4 if keys else 0.0
    return svg.Drawing(width, height, svg.join(parts))


def _mark(key: Key, x: float, y: float) -> Markup:
    if key.shape in ("line", "dash"):
        css = "line" if key.shape == "line" else "line dash"
        return svg.line((x, y), (x + 14, y), css=css, colour=key.colour)
    if key.shape == "tick":
        return svg.rect(x + 5, y - 8, (3, 16), key.colour)
    if key.shape == "ring":
        return svg.element("circle", {"cx": x + 6, "cy": y, "r": 3.5, "class": "ring"})
    if key.shape == "dot":
        return svg.element("circle", {"cx": x + 6, "cy": y, "r": 4.5, "fill": key.colour})
    return svg.rect(x, y - 6, (12, 12), key.colour)


def axis_width(ticks: Sequence[float], write: TickFormat) -> float:
    """Room that the labels of a left axis need."""
    return max(svg.text_width(write(t), TICK_SIZE_PX) for t in ticks) + 8


def value_axis(plot: Plot, scale: Linear, ticks: Sequence[float], write: TickFormat) -> Markup:
    """Horizontal grid lines with their values left of the plot; the zero line is stronger."""
    parts: list[Markup] = []
    for tick in ticks:
        y = scale(tick)
        parts.append(svg.line((plot.left, y), (plot.right, y), css="zero" if tick == 0 else "grid"))
        parts.append(svg.text((plot.left - 6, y + 4), write(tick), anchor="end", css="tick"))
    return svg.join(parts)


def across_axis(plot: Plot, scale: Linear, ticks: Sequence[float], write: TickFormat) -> Markup:
    """Vertical grid lines with their values under the plot."""
    parts: list[Markup] = []
    for tick in ticks:
        x = scale(tick)
        parts.append(svg.line((x, plot.top), (x, plot.bottom), css="zero" if tick == 0 else "grid"))
        parts.append(svg.text((x, plot.bottom + 15), write(tick), anchor="middle", css="tick"))
    return svg.join(parts)


def band_axis(plot: Plot, bands: Bands, labels: Sequence[str]) -> Markup:
    """Labels under bands; where they would touch, only every second, third ... is written."""
    widest = max((svg.text_width(label, TICK_SIZE_PX) for label in labels), default=0.0) + 8
    every = next((n for n in range(1, len(labels) + 1) if bands.pitch * n >= widest), max(len(labels), 1))
    return svg.join(
        svg.text((bands.middle(i), plot.bottom + 15), label, anchor="middle", css="tick")
        for i, label in enumerate(labels)
        if (len(labels) - 1 - i) % every == 0  # the last year is always told
    )


def place_axis(plot: Plot, places: Sequence[tuple[float, str]], scale: Linear) -> Markup:
    """Given labels at given values under the plot with small marks; a label that would touch the one before is left out."""
    parts: list[Markup] = []
    free_from = -1e9
    for value, label in places:
        x = scale(value)
        parts.append(svg.line((x, plot.bottom), (x, plot.bottom + 4), css="mark"))
        half = svg.text_width(label, TICK_SIZE_PX) / 2
        if x - half >= free_from:
            parts.append(svg.text((x, plot.bottom + 16), label, anchor="middle", css="tick"))
            free_from = x + half + 6
    return svg.join(parts)


def panel_title(title: str, width: float, top: float) -> svg.Drawing:
    """The name of a panel in as many lines as it needs, above its unit; height 0 without a title."""
    lines = svg.wrap(title, width, 13.5) if title else ()
    body = svg.join(svg.text((0, top + 14 + 16 * i), line, css="panel") for i, line in enumerate(lines))
    return svg.Drawing(width, 16.0 * len(lines) + (4 if lines else 0), body)


def unit_label(where: svg.Point, unit: str) -> Markup:
    """The unit over the axis, where it reads without turning the head."""
    return svg.text(where, unit, css="unit")


def ticks_for(low: float, high: float, height: float) -> tuple[float, ...]:
    """Ticks about 45 px apart, at least two parts."""
    return nice_ticks(min(low, 0.0), max(high, 0.0), max(2, int(height // 45)))


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Places near the wanted ones, in the same order, at least `gap` apart and within [low, high] if they fit.

    `wanted` must not fall. Two sweeps, down then up: labels push each other off only where they touch.
    """
    places = list(wanted)
    for i in range(len(places)):
        floor = low if i == 0 else places[i - 1] + gap
        places[i] = max(places[i], floor)
    for i in range(len(places) - 1, -1, -1):
        ceiling = high if i == len(places) - 1 else places[i + 1] - gap
        places[i] = min(places[i], ceiling)
    return tuple(places)
