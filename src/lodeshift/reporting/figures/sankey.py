"""Flows between nodes as bands whose width is the amount: what comes in, what it becomes, what goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from lodeshift.reporting.figures import palette, svg
from lodeshift.reporting.figures.sankey_layout import Arc, Box, Layout, back_arcs, lay_out, layers

BAR_PX = 9.0
LINE_PX = 14.0
GAP_PX = 7.0
SIDE_PX = 164.0
MINIMUM_WIDTH_PX = 720.0


@dataclass(frozen=True, slots=True)
class Node:
    """A node: id, name, its amount in words, colour."""

    id: str
    label: str
    amount: str
    colour: str = palette.MUTED


@dataclass(frozen=True, slots=True)
class Link:
    """A flow between two nodes; `words` are shown on hover and read out."""

    source: str
    target: str
    value: float
    words: str
    colour: str = palette.RAMP[1]


@dataclass(frozen=True, slots=True)
class Sankey:
    """Nodes and links; loops are led back underneath. Amounts in one common unit."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    height_px: float = 360.0

    def draw(self, width: float) -> svg.Drawing:
        """The drawing at `width` px; never narrower than 720 px (a page lets it scroll)."""
        width = max(width, MINIMUM_WIDTH_PX)
        arcs = [Arc(link.source, link.target, link.value) for link in self.links]
        layer = layers_of([n.id for n in self.nodes], arcs)
        count = max(layer.values(), default=0) + 1
        columns = _columns(width, count)
        names = {n.id: _name_lines(n, _room(layer[n.id], columns, width)) for n in self.nodes}
        slots = {name: LINE_PX * len(lines) + 3 for name, lines in names.items()}
        layout = lay_out([n.id for n in self.nodes], arcs, slots_px=slots, gap_px=GAP_PX, height_px=self.height_px)
        ends = _Ends(layout, self.links)
        lanes = _lanes(layout, self.links)
        bands = [self._band(chain.arc, chain.stops, layout, columns, ends) for chain in layout.chains]
        loops = [self._loop(index, layout, columns, ends, lanes[index]) for index in layout.loops]
        bars = [self._bar(node, layout, columns) for node in self.nodes]
        labels = [_label(names[n.id], layout.boxes[n.id], columns, last=count - 1) for n in self.nodes]
        foot = max((depth + thickness / 2 for depth, thickness in lanes.values()), default=0.0)
        return svg.Drawing(width, layout.height + foot + 12, svg.group([*loops, *bands, *bars, *labels], dy=6))

    def _band(self, index: int, stops: Sequence[str], layout: Layout, columns: Sequence[float], ends: _Ends) -> Markup:
        """A band of equal height through all its stops: its upper edge there, its lower edge back."""
        link = self.links[index]
        half = max(link.value * layout.px_per_unit, 1.0) / 2
        last = len(stops) - 1
        places: list[tuple[svg.Point, svg.Point]] = []
        for i, (left, right) in enumerate(pairwise(stops)):
            start, end = layout.boxes[left], layout.boxes[right]
            x0 = columns[start.layer] + (BAR_PX if start.real else 0.0)
            y0 = ends.out_y[index] if i == 0 else start.middle
            y1 = ends.in_y[index] if i == last - 1 else end.middle
            places.append(((x0, y0), (columns[end.layer], y1)))
        there = [((x0, y0 - half), (x1, y1 - half)) for (x0, y0), (x1, y1) in places]
        back = [((x1, y1 + half), (x0, y0 + half)) for (x0, y0), (x1, y1) in reversed(places)]
        path = _curves(there, "M") + _curves(back, "L") + "Z"
        return svg.element(
            "path", {"d": path, "fill": link.colour, "class": "flow"}, svg.element("title", {}, link.words)
        )

    def _loop(
        self, index: int, layout: Layout, columns: Sequence[float], ends: _Ends, lane: tuple[float, float]
    ) -> Markup:
        """Out at the right of the source, down, back underneath all, and up into the target from the left."""
        link = self.links[index]
        x0 = columns[layout.boxes[link.source].layer] + BAR_PX
        x1 = columns[layout.boxes[link.target].layer]
        y0, y1 = ends.out_y[index], ends.in_y[index]
        under = layout.height + lane[0]
        out = 16 + lane[1] / 2
        n = svg.number
        path = (
            f"M{n(x0)} {n(y0)}C{n(x0 + out * 1.6)} {n(y0)} {n(x0 + out * 1.6)} {n(under)} {n(x0)} {n(under)}"
            f"L{n(x1)} {n(under)}C{n(x1 - out * 1.6)} {n(under)} {n(x1 - out * 1.6)} {n(y1)} {n(x1)} {n(y1)}"
        )
        attributes: dict[str, svg.Attribute] = {
            "d": path,
            "stroke": link.colour,
            "stroke-width": lane[1],
            "class": "loop",
        }
        return svg.element("path", attributes, svg.element("title", {}, link.words))

    def _bar(self, node: Node, layout: Layout, columns: Sequence[float]) -> Markup:
        box = layout.boxes[node.id]
        top = box.middle - box.thickness / 2
        hint = f"{node.label}: {node.amount}"
        return svg.rect(columns[box.layer], top, (BAR_PX, box.thickness), node.colour, hint=hint)


def _curves(pieces: Sequence[tuple[svg.Point, svg.Point]], first: str) -> str:
    """S-shaped curves one after the other; `first` is the command that leads to the first point."""
    n = svg.number
    path = ""
    for i, ((x0, y0), (x1, y1)) in enumerate(pieces):
        bend = (x0 + x1) / 2
        path += f"{first if i == 0 else 'L'}{n(x0)} {n(y0)}C{n(bend)} {n(y0)} {n(bend)} {n(y1)} {n(x1)} {n(y1)}"
    return path


def layers_of(nodes: Sequence[str], arcs: Sequence[Arc]) -> dict[str, int]:
    """Layer of each node once the arcs that close loops are left out."""
    closing = back_arcs(nodes, arcs)
    return layers(nodes, [arc for i, arc in enumerate(arcs) if i not in closing])


def _columns(width: float, count: int) -> list[float]:
    """Left edges of the bars of each layer; the outer margins hold the names of the first and last layer."""
    side = min(SIDE_PX, width * 0.2)
    return [side + (width - 2 * side - BAR_PX) * i / max(count - 1, 1) for i in range(count)]


def _room(layer: int, columns: Sequence[float], width: float) -> float:
    if layer == 0:
        return columns[0] - 10
    if layer == len(columns) - 1:
        return width - columns[-1] - BAR_PX - 10
    return columns[1] - columns[0] - BAR_PX - 12


def _name_lines(node: Node, room: float) -> tuple[tuple[str, str], ...]:
    """The name in lines that fit, each with what stands behind it in a quiet tone: the amount, on the last line."""
    lines = svg.wrap(node.label, room)
    if not node.amount:
        return tuple((line, "") for line in lines)
    if svg.text_width(f"{lines[-1]} {node.amount}") <= room:
        return (*((line, "") for line in lines[:-1]), (lines[-1] + " ", node.amount))
    return (*((line, "") for line in lines), ("", node.amount))


def _label(lines: Sequence[tuple[str, str]], box: Box, columns: Sequence[float], last: int) -> Markup:
    """The name left of the first layer's bars, right of all others."""
    first = box.layer == 0
    x = columns[box.layer] - 6 if first else columns[box.layer] + BAR_PX + 6
    css = "name" if box.layer in (0, last) else "name halo"
    top = box.middle + 4 - LINE_PX * (len(lines) - 1) / 2
    parts = []
    for i, (name, amount) in enumerate(lines):
        words = [name, svg.element("tspan", {"class": "quiet"}, amount)] if amount else [name]
        attributes: dict[str, svg.Attribute] = {"x": x, "y": top + LINE_PX * i, "class": css}
        if first:
            attributes["text-anchor"] = "end"
        parts.append(svg.element("text", attributes, *words))
    return svg.join(parts)


class _Ends:
    """Where on its nodes each link begins and ends: links are stacked in the order of their other ends."""

    def __init__(self, layout: Layout, links: Sequence[Link]) -> None:
        self.out_y: dict[int, float] = {}
        self.in_y: dict[int, float] = {}
        next_stop = {c.arc: layout.boxes[c.stops[1]] for c in layout.chains}
        previous_stop = {c.arc: layout.boxes[c.stops[-2]] for c in layout.chains}
        leaving: dict[str, list[int]] = defaultdict(list)
        arriving: dict[str, list[int]] = defaultdict(list)
        for i, link in enumerate(links):
            leaving[link.source].append(i)
            arriving[link.target].append(i)
        for name, indices in leaving.items():
            self._stack(layout.boxes[name], indices, (links, layout.px_per_unit), next_stop, self.out_y)
        for name, indices in arriving.items():
            self._stack(layout.boxes[name], indices, (links, layout.px_per_unit), previous_stop, self.in_y)

    @staticmethod
    def _stack(
        box: Box,
        indices: list[int],
        sizes: tuple[Sequence[Link], float],
        other: dict[int, Box],
        places: dict[int, float],
    ) -> None:
        links, px = sizes
        indices.sort(key=lambda i: other[i].middle if i in other else 1e9)  # loops leave and arrive lowest
        total = sum(links[i].value for i in indices) * px
        y = box.middle - box.thickness / 2 + (box.thickness - total) / 2
        for i in indices:
            thickness = links[i].value * px
            places[i] = y + thickness / 2
            y += thickness


def _lanes(layout: Layout, links: Sequence[Link]) -> dict[int, tuple[float, float]]:
    """Depth under the picture and thickness of each loop's lane."""
    lanes = {}
    depth = 14.0
    for index in layout.loops:
        thickness = max(links[index].value * layout.px_per_unit, 1.0)
        lanes[index] = (depth + thickness / 2, thickness)
        depth += thickness + 8
    return lanes
