"""Rows with a name at the left: horizontal bars with ranges, pairs of values, and waterfalls. Long names stay readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lodeshift.reporting.figures import axes, palette, svg
from lodeshift.reporting.figures.scale import Linear, nice_ticks

ROW_PX = 28.0
NARROW_PX = 480.0


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, value, the value in words, and (optional) the range low..high as a thin line."""

    label: str
    value: float
    words: str
    colour: str = palette.ACCENT
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class HorizontalBars:
    """Bars from zero, longest names wrapped."""

    rows: tuple[Row, ...]
    unit: str

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px."""
        spans = [v for row in self.rows if row.span for v in row.span]
        values = [row.value for row in self.rows] + spans
        table = _Table.of([row.label for row in self.rows], width, max(svg.text_width(r.words) for r in self.rows) + 10)
        x, axis = table.scale(min(0.0, *values), max(0.0, *values), self.unit)
        body = [axis]
        for i, row in enumerate(self.rows):
            y = table.middle(i)
            body.append(table.name(i))
            body.append(svg.rect(x(0), y - 7, (x(row.value) - x(0), 14), row.colour, hint=f"{row.label}: {row.words}"))
            reach = max(x(row.value), x(0))
            if row.span is not None:
                low, high = x(row.span[0]), x(row.span[1])
                body.append(svg.line((low, y), (high, y), css="whisker"))
                body += [svg.line((end, y - 4), (end, y + 4), css="whisker") for end in (low, high)]
                reach = max(reach, high)
            body.append(svg.text((reach + 6, y + 4), row.words, css="value"))
        return svg.Drawing(width, table.bottom + 22, svg.join(body))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values of one thing, and the difference in words."""

    label: str
    first: float
    second: float
    words: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """A tick and a dot a row joined by a line: today's price and the price needed."""

    rows: tuple[Pair, ...]
    names: tuple[str, str]
    unit: str
    colours: tuple[str, str] = (palette.SERIES[1], palette.ACCENT)

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px."""
        shapes = zip(self.names, self.colours, ("tick", "dot"), strict=True)
        legend = axes.legend([axes.Key(name, colour, shape) for name, colour, shape in shapes], width)
        values = [v for row in self.rows for v in (row.first, row.second)]
        table = _Table.of([r.label for r in self.rows], width, max(svg.text_width(r.words) for r in self.rows) + 14)
        x, axis = table.scale(0.0, max(values), self.unit)
        body = [axis]
        for i, row in enumerate(self.rows):
            y = table.middle(i)
            first, second = x(row.first), x(row.second)
            body.append(table.name(i))
            body.append(svg.line((first, y), (second, y), css="joint", colour=palette.MUTED))
            body.append(svg.rect(first - 1.5, y - 9, (3, 18), self.colours[0]))
            body.append(
                svg.element("circle", {"cx": second, "cy": y, "r": 5.5, "fill": self.colours[1], "class": "dot"})
            )
            body.append(svg.text((max(first, second) + 11, y + 4), row.words, css="value"))
        return svg.Drawing(width, legend.height + table.bottom + 22, legend.body + svg.group(body, dy=legend.height))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall: what it adds (or takes), or, where `total`, the level reached so far."""

    label: str
    value: float
    words: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From a first amount through gains and losses to what is left, one row per step."""

    steps: tuple[Step, ...]
    unit: str
    colours: tuple[str, str, str] = (palette.ACCENT, palette.SERIES[4], palette.SERIES[5])
    """Totals, gains, losses."""

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px."""
        spans = self.spans()
        ends = [v for span in spans for v in span]
        table = _Table.of([s.label for s in self.steps], width, max(svg.text_width(s.words) for s in self.steps) + 12)
        x, axis = table.scale(min(0.0, *ends), max(0.0, *ends), self.unit)
        body = [axis]
        for i, (step, (start, end)) in enumerate(zip(self.steps, spans, strict=True)):
            y = table.middle(i)
            colour = self.colours[0] if step.total else self.colours[1 if step.value >= 0 else 2]
            body.append(table.name(i, css="name strong" if step.total else "name"))
            body.append(svg.rect(x(start), y - 8, (x(end) - x(start), 16), colour, hint=f"{step.label}: {step.words}"))
            if i + 1 < len(self.steps):
                body.append(svg.line((x(end), y - 8), (x(end), y + ROW_PX + 8), css="mark"))
            css = "value strong" if step.total else "value"
            body.append(svg.text((max(x(start), x(end)) + 6, y + 4), step.words, css=css))
        return svg.Drawing(width, table.bottom + 22, svg.join(body))

    def spans(self) -> tuple[tuple[float, float], ...]:
        """Start and end of each step's bar; a total runs from zero to its value and later steps begin there."""
        level = 0.0
        spans = []
        for step in self.steps:
            if step.total:
                spans.append((0.0, step.value))
                level = step.value
            else:
                spans.append((level, level + step.value))
                level += step.value
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Table:
    """Names at the left of a plot, one per row; on a narrow drawing they stand above their rows."""

    labels: tuple[tuple[str, ...], ...]
    width: float
    left: float
    right: float
    above: bool

    @classmethod
    def of(cls, labels: Sequence[str], width: float, right_room: float) -> _Table:
        above = width < NARROW_PX
        widest = max((svg.text_width(label) for label in labels), default=0.0)
        left = 8.0 if above else min(widest, width * 0.34) + 12
        wrapped = tuple(svg.wrap(label, width if above else left - 12) for label in labels)
        return cls(tuple(lines[:2] for lines in wrapped), width, left, width - min(right_room, width * 0.4), above)

    @property
    def row(self) -> float:
        return ROW_PX + 16 if self.above else max(ROW_PX, 15 * max(len(lines) for lines in self.labels) + 6)

    @property
    def bottom(self) -> float:
        return 20 + self.row * len(self.labels)

    def middle(self, index: int) -> float:
        return 20 + self.row * index + (self.row / 2 if not self.above else self.row - 14)

    def name(self, index: int, css: str = "name") -> Markup:
        if self.above:
            return svg.text((0, self.middle(index) - 14), self.labels[index][0], css=css)
        return svg.lines_of_text((self.left - 10, self.middle(index) + 4), self.labels[index], anchor="end", css=css)

    def scale(self, low: float, high: float, unit: str) -> tuple[Linear, Markup]:
        """The scale from `low` to `high`, and its axis: round values within it, as bars need no empty ends."""
        covering = nice_ticks(low, high, max(2, int((self.right - self.left) // 90)))
        if low == high:
            low, high = covering[0], covering[-1]
        slack = (high - low) * 1e-9
        ticks = tuple(t for t in covering if low - slack <= t <= high + slack)
        x = Linear((low, high), (self.left, self.right))
        plot = axes.Plot(self.left, self.right, 20, self.bottom)
        return x, axes.across_axis(plot, x, ticks, axes.plain(ticks)) + axes.unit_label((self.left, 12), unit)
