"""Stacked bars by year, with marks for targets and for the net of positive and negative parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lodeshift.reporting.figures import axes, palette, svg
from lodeshift.reporting.figures.scale import Bands, Linear


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every bar: a value per category; positive parts stack up, negative ones down."""

    label: str
    colour: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Marks:
    """A short line across each bar, such as a target; None where there is none in that year."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Bars over categories (years)."""

    categories: tuple[str, ...]
    parts: tuple[Part, ...]
    unit: str
    title: str = ""
    marks: Marks | None = None
    totals: tuple[str, ...] = ()
    """Words over each bar."""
    net_label: str = ""
    """Where given, a dot shows each bar's net of positive and negative parts under this name."""
    top: float | None = None
    plot_height: float = 190.0
    with_legend: bool = True

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px."""
        legend = axes.legend(self.legend_keys() if self.with_legend else (), width)
        title = axes.panel_title(self.title, width, legend.height)
        head = legend.height + title.height + 22
        low, high = self._span()
        room = 1.0 if not self.totals else self.plot_height / (self.plot_height - 16)
        ticks = axes.ticks_for(low, high * room if self.top is None else self.top, self.plot_height)
        write = axes.plain(ticks)
        plot = axes.Plot(axes.axis_width(ticks, write), width - 4, head, head + self.plot_height)
        y = Linear((ticks[0], ticks[-1]), (plot.bottom, plot.top))
        bands = Bands(len(self.categories), (plot.left, plot.right), 0.42)
        body = [
            legend.body,
            title.body,
            axes.unit_label((0, head - 10), self.unit),
            axes.value_axis(plot, y, ticks, write),
            *(self._bar(i, bands, y) for i in range(len(self.categories))),
            svg.line((plot.left, y(0)), (plot.right, y(0)), css="zero"),
            axes.band_axis(plot, bands, self.categories),
        ]
        return svg.Drawing(width, plot.bottom + 24, svg.join(body))

    def legend_keys(self) -> tuple[axes.Key, ...]:
        """Legend entries: parts that are anywhere above or below zero, then marks and net."""
        keys = [axes.Key(p.label, p.colour) for p in self.parts if any(abs(v) > 0 for v in p.values)]
        if self.marks is not None and any(v is not None for v in self.marks.values):
            keys.append(axes.Key(self.marks.label, palette.ALERT, "line"))
        if self.net_label:
            keys.append(axes.Key(self.net_label, palette.INK, "dot"))
        return tuple(keys)

    def _span(self) -> tuple[float, float]:
        columns = list(zip(*(p.values for p in self.parts), strict=True))
        high = [sum(v for v in column if v > 0) for column in columns]
        low = [sum(v for v in column if v < 0) for column in columns]
        marks = [v for v in (self.marks.values if self.marks else ()) if v is not None]
        return min([0.0, *low, *marks]), max([0.0, *high, *marks])

    def _bar(self, index: int, bands: Bands, y: Linear) -> Markup:
        drawn: list[Markup] = []
        up = down = 0.0
        x, width = bands.start(index), min(bands.width, 64.0)
        x += (bands.width - width) / 2
        for part in self.parts:
            value = part.values[index]
            base = up if value > 0 else down
            if value != 0:
                hint = f"{self.categories[index]} · {part.label}: {value:,.4g} {self.unit}".replace("-", "−")
                size = (width, y(base + value) - y(base))
                drawn.append(svg.rect(x, y(base), size, part.colour, hint=hint, css="layer"))
            up, down = (up + value, down) if value > 0 else (up, down + value)
        middle = x + width / 2
        highest = up
        mark = self.marks.values[index] if self.marks else None
        if mark is not None:
            highest = max(up, mark)
            drawn.append(svg.line((x - 7, y(mark)), (x + width + 7, y(mark)), css="target", colour=palette.ALERT))
        if self.net_label:
            drawn.append(
                svg.element("circle", {"cx": middle, "cy": y(up + down), "r": 4.5, "fill": palette.INK, "class": "dot"})
            )
        if self.totals:
            drawn.append(svg.text((middle, y(highest) - 6), self.totals[index], anchor="middle", css="value"))
        return svg.join(drawn)
