"""Lines over a number axis, with bands for what is uncertain and a grey line for what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lodeshift.reporting.figures import axes, svg
from lodeshift.reporting.figures.scale import Linear, nice_ticks


@dataclass(frozen=True, slots=True)
class Band:
    """A range round a line, such as the middle 80 % of futures. Bands are drawn in the order given: widest first."""

    label: str
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `ghost` marks what the others are compared with: grey and dashed."""

    label: str
    colour: str
    values: Sequence[float]
    bands: tuple[Band, ...] = ()
    ghost: bool = False
    markers: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over common positions. `places` label the axis (position, words); empty = round numbers in `across_unit`."""

    positions: Sequence[float]
    lines: tuple[Line, ...]
    unit: str
    title: str = ""
    places: tuple[tuple[float, str], ...] = ()
    across_unit: str = ""
    from_zero: bool = True
    plot_height: float = 200.0
    with_legend: bool = True
    direct_labels: bool = True
    """Write each line's name at its end where the drawing is wide enough, in place of a legend."""

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px."""
        direct = self.direct_labels and width >= 420
        legend = axes.legend(self.legend_keys(direct) if self.with_legend else (), width)
        title = axes.panel_title(self.title, width, legend.height)
        head = legend.height + title.height + 18
        low, high = self._span()
        ticks = nice_ticks(min(low, 0.0) if self.from_zero else low, high, max(2, int(self.plot_height // 45)))
        write = axes.plain(ticks)
        room = max(svg.text_width(line.label) for line in self.lines) + 24 if direct else 12
        plot = axes.Plot(axes.axis_width(ticks, write), width - room, head, head + self.plot_height)
        y = Linear((ticks[0], ticks[-1]), (plot.bottom, plot.top))
        x = Linear((self.positions[0], self.positions[-1]), (plot.left + 4, plot.right - 4))
        body = [
            legend.body,
            title.body,
            axes.unit_label((0, head - 8), self.unit),
            axes.value_axis(plot, y, ticks, write),
            self._across(plot, x),
            *(self._bands(line, x, y) for line in self.lines),
            *(_trace(line, self.positions, x, y) for line in self.lines),
            self._ends(plot, y) if direct else Markup(""),
        ]
        foot = 40 if self.across_unit else 24
        return svg.Drawing(width, plot.bottom + foot, svg.join(body))

    def legend_keys(self, direct: bool = False) -> tuple[axes.Key, ...]:
        """Legend entries; lines that carry their name at their end are left out."""
        lines = () if direct else tuple(_key(line) for line in self.lines)
        bands = tuple(
            axes.Key(band.label, _tint(line.colour, i, len(line.bands)))
            for line in self.lines[:1]
            for i, band in enumerate(line.bands)
        )
        return lines + bands

    def _span(self) -> tuple[float, float]:
        values = [v for line in self.lines for v in line.values]
        values += [v for line in self.lines for band in line.bands for v in (*band.low, *band.high)]
        return min(values), max(values)

    def _across(self, plot: axes.Plot, x: Linear) -> Markup:
        places = self.places
        if not places:
            ticks = nice_ticks(self.positions[0], self.positions[-1], max(2, int((plot.right - plot.left) // 70)))
            inside = [t for t in ticks if self.positions[0] - 1e-9 <= t <= self.positions[-1] + 1e-9]
            write = axes.plain(ticks)
            places = tuple((t, write(t)) for t in inside)
        parts = [axes.place_axis(plot, places, x)]
        if self.across_unit:
            parts.append(
                svg.text(
                    ((plot.left + plot.right) / 2, plot.bottom + 34), self.across_unit, anchor="middle", css="unit"
                )
            )
        return svg.join(parts)

    def _bands(self, line: Line, x: Linear, y: Linear) -> Markup:
        parts = []
        for i, band in enumerate(line.bands):
            upper = [(x(p), y(v)) for p, v in zip(self.positions, band.high, strict=True)]
            lower = [(x(p), y(v)) for p, v in zip(self.positions, band.low, strict=True)]
            parts.append(
                svg.element("path", {"d": svg.polygon(upper, lower), "fill": _tint(line.colour, i, len(line.bands))})
            )
        return svg.join(parts)

    def _ends(self, plot: axes.Plot, y: Linear) -> Markup:
        order = sorted(range(len(self.lines)), key=lambda i: y(self.lines[i].values[-1]))
        places = axes.spread([y(self.lines[i].values[-1]) for i in order], 15, plot.top, plot.bottom)
        return svg.join(
            svg.element("circle", {"cx": plot.right + 9, "cy": place, "r": 4, "fill": self.lines[i].colour})
            + svg.text((plot.right + 17, place + 4), self.lines[i].label)
            for i, place in zip(order, places, strict=True)
        )


def _key(line: Line) -> axes.Key:
    return axes.Key(line.label, line.colour, "dash" if line.ghost else "line")


def _trace(line: Line, positions: Sequence[float], x: Linear, y: Linear) -> Markup:
    points = [(x(p), y(v)) for p, v in zip(positions, line.values, strict=True)]
    css = "line dash" if line.ghost else "line"
    path = svg.element(
        "path", {"d": svg.polyline(points), "stroke": line.colour, "class": css}, svg.element("title", {}, line.label)
    )
    if not line.markers:
        return path
    return path + svg.join(
        svg.element("circle", {"cx": px, "cy": py, "r": 3.2, "fill": line.colour}) for px, py in points
    )


def _tint(colour: str, index: int, count: int) -> str:
    """The colour mixed with white: the widest band is the palest, so that bands need no transparency."""
    share = 0.08 + 0.17 * (index + 1 if count > 1 else 1)
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 + (c - 255) * min(share, 1.0)):02x}" for c in channels)
