"""Where the nodes and links of a flow picture stand: layers from left to right, few crossings, loops led underneath.

The steps are those of layered graph drawing (Sugiyama, Tagawa, Toda 1981): links that close a loop are taken out,
layers are longest paths, links over several layers get invisible places to pass through, the order within a layer
follows the middle of the neighbours, and heights are relaxed towards them. Everything is deterministic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lodeshift.errors import UnknownIdError

SWEEPS = 12
RELAXATIONS = 40


@dataclass(frozen=True, slots=True)
class Arc:
    """A flow from one node to another; `value` > 0."""

    source: str
    target: str
    value: float


@dataclass(frozen=True, slots=True)
class Chain:
    """A link with the places it passes: its own ends and one invisible place in every layer between."""

    arc: int
    stops: tuple[str, ...]


@dataclass(slots=True)
class Box:
    """A node (or an invisible place of a link) with its layer, the top of its slot and its size in px."""

    layer: int
    thickness: float
    slot: float
    real: bool
    top: float = 0.0
    into: list[tuple[str, float]] = field(default_factory=list)
    out_of: list[tuple[str, float]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.top + self.slot / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes by id, links by layer, indices of the arcs that close loops, px per unit of value, and the height."""

    boxes: Mapping[str, Box]
    chains: tuple[Chain, ...]
    loops: tuple[int, ...]
    px_per_unit: float
    height: float
    layers: int


def lay_out(
    nodes: Sequence[str], arcs: Sequence[Arc], *, slots_px: Mapping[str, float], gap_px: float, height_px: float
) -> Layout:
    """Place nodes and links.

    Parameters
    ----------
    nodes : ids in a sensible first order. Nodes without links are placed too.
    arcs : flows; several between the same two nodes are kept apart. A node may feed itself.
    slots_px : least room for each node, so that its name fits; gap_px : room between nodes of one layer.
    height_px : wished height; more is taken where the slots of the fullest layer need it.

    Raises
    ------
    UnknownIdError : an arc names a node that is not in `nodes`.
    """
    known = set(nodes)
    for arc in arcs:
        for end in (arc.source, arc.target):
            if end not in known:
                raise UnknownIdError("node of the flow picture", end, known)
    loops = back_arcs(nodes, arcs)
    forward = [i for i in range(len(arcs)) if i not in loops]
    layer = layers(nodes, [arcs[i] for i in forward])
    through = _throughput(nodes, arcs)
    px = _px_per_unit(layer, through, (height_px, 10.0, gap_px))
    boxes = {n: Box(layer[n], max(through[n] * px, 1.0), max(through[n] * px, slots_px[n]), True) for n in nodes}
    chains = _chains(arcs, forward, boxes, px)
    columns = _order(boxes)
    height = max(height_px, max((_column_height(c, boxes, gap_px) for c in columns), default=0.0))
    _relax(columns, boxes, gap_px, height)
    return Layout(boxes, chains, tuple(sorted(loops)), px, height, len(columns))


def back_arcs(nodes: Sequence[str], arcs: Sequence[Arc]) -> frozenset[int]:
    """Indices of arcs that close a loop when the graph is walked from its sources; without them it has none.

    Within a loop the walk starts at the node that comes first in `nodes`.
    """
    leaving: dict[str, list[int]] = defaultdict(list)
    fed = {arc.target for arc in arcs if arc.source != arc.target}
    for i, arc in enumerate(arcs):
        leaving[arc.source].append(i)
    state: dict[str, int] = {}
    closing: set[int] = set()
    for start in [n for n in nodes if n not in fed] + list(nodes):
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(leaving[start]))]
        while stack:
            node, remaining = stack[-1]
            index = next(remaining, None)
            if index is None:
                state[node] = 2
                stack.pop()
                continue
            target = arcs[index].target
            if state.get(target) == 1:
                closing.add(index)
            elif target not in state:
                state[target] = 1
                stack.append((target, iter(leaving[target])))
    return frozenset(closing)


def layers(nodes: Sequence[str], arcs: Sequence[Arc]) -> dict[str, int]:
    """Layer of each node of a graph without loops: longest path from the sources; nodes that feed nothing stand last."""
    feeders: dict[str, list[str]] = defaultdict(list)
    waiting = dict.fromkeys(nodes, 0)
    leaving: dict[str, list[str]] = defaultdict(list)
    for arc in arcs:
        feeders[arc.target].append(arc.source)
        leaving[arc.source].append(arc.target)
        waiting[arc.target] += 1
    ready = [n for n in nodes if waiting[n] == 0]
    layer = dict.fromkeys(nodes, 0)
    for node in ready:  # grows while it is walked
        layer[node] = max((layer[f] + 1 for f in feeders[node]), default=0)
        for target in leaving[node]:
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    last = max(layer.values(), default=0)
    return {n: last if not leaving[n] and feeders[n] else layer[n] for n in nodes}


def _throughput(nodes: Sequence[str], arcs: Sequence[Arc]) -> dict[str, float]:
    taken, given = dict.fromkeys(nodes, 0.0), dict.fromkeys(nodes, 0.0)
    for arc in arcs:
        given[arc.source] += arc.value
        taken[arc.target] += arc.value
    return {n: max(taken[n], given[n]) for n in nodes}


def _px_per_unit(layer: Mapping[str, int], through: Mapping[str, float], sizes: tuple[float, float, float]) -> float:
    """Largest scale at which every layer's bars and gaps fit the wished height (names may need more)."""
    height, slot, gap = sizes
    columns: dict[int, list[float]] = defaultdict(list)
    for node, where in layer.items():
        columns[where].append(through[node])
    scales = []
    for values in columns.values():
        total = sum(values)
        if total > 0:
            scales.append(max(height - (slot + gap) * (len(values) - 1), height * 0.3) / total)
    return min(scales, default=1.0)


def _chains(arcs: Sequence[Arc], forward: Iterable[int], boxes: dict[str, Box], px: float) -> tuple[Chain, ...]:
    chains = []
    for index in forward:
        arc = arcs[index]
        stops = [arc.source]
        for between in range(boxes[arc.source].layer + 1, boxes[arc.target].layer):
            stop = f"\0{index}.{between}"
            boxes[stop] = Box(between, max(arc.value * px, 1.0), max(arc.value * px, 1.0), False)
            stops.append(stop)
        stops.append(arc.target)
        for left, right in pairwise(stops):
            boxes[left].out_of.append((right, arc.value))
            boxes[right].into.append((left, arc.value))
        chains.append(Chain(index, tuple(stops)))
    return tuple(chains)


def _order(boxes: Mapping[str, Box]) -> list[list[str]]:
    """Columns of ids, ordered by sweeps of the weighted middle of neighbours; the order with fewest crossings is kept."""
    count = max((b.layer for b in boxes.values()), default=-1) + 1
    columns: list[list[str]] = [[] for _ in range(count)]
    for name, box in boxes.items():
        columns[box.layer].append(name)
    best, fewest = [list(c) for c in columns], _crossings(columns, boxes)
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        for i in range(1, count) if rightwards else range(count - 2, -1, -1):
            rank = {name: float(r) for r, name in enumerate(columns[i - 1 if rightwards else i + 1])}
            centres = {
                name: _centre(boxes[name].into if rightwards else boxes[name].out_of, rank, float(own))
                for own, name in enumerate(columns[i])
            }
            columns[i].sort(key=centres.__getitem__)
        crossings = _crossings(columns, boxes)
        if crossings < fewest:
            best, fewest = [list(c) for c in columns], crossings
    return best


def _centre(neighbours: Sequence[tuple[str, float]], rank: Mapping[str, float], otherwise: float) -> float:
    weight = sum(v for n, v in neighbours if n in rank)
    return sum(rank[n] * v for n, v in neighbours if n in rank) / weight if weight > 0 else otherwise


def _crossings(columns: Sequence[Sequence[str]], boxes: Mapping[str, Box]) -> float:
    """Weight of crossing links, the smaller of each crossing pair counted."""
    total = 0.0
    for left, right in pairwise(columns):
        rank = {name: r for r, name in enumerate(right)}
        ends = [(i, rank[target], value) for i, n in enumerate(left) for target, value in boxes[n].out_of]
        for a, (i, j, v) in enumerate(ends):
            total += sum(min(v, w) for k, m, w in ends[a + 1 :] if (i - k) * (j - m) < 0)
    return total


def _column_height(column: Sequence[str], boxes: Mapping[str, Box], gap: float) -> float:
    return sum(boxes[n].slot for n in column) + gap * max(len(column) - 1, 0)


def _relax(columns: Sequence[Sequence[str]], boxes: Mapping[str, Box], gap: float, height: float) -> None:
    """Move boxes towards the weighted middle of their neighbours, keeping order and gaps."""
    for column in columns:
        top = (height - _column_height(column, boxes, gap)) / 2
        for name in column:
            boxes[name].top = top
            top += boxes[name].slot + gap
    for turn in range(RELAXATIONS):
        pull = 0.98**turn
        for column in columns if turn % 2 else reversed(columns):
            for name in column:
                box = boxes[name]
                near = box.into if turn % 2 else box.out_of
                weight = sum(v for _, v in near)
                if weight > 0:
                    goal = sum(boxes[n].middle * v for n, v in near) / weight
                    box.top += (goal - box.middle) * pull
            _keep_apart(column, boxes, gap, height)


def _keep_apart(column: Sequence[str], boxes: Mapping[str, Box], gap: float, height: float) -> None:
    floor = 0.0
    for name in column:
        boxes[name].top = max(boxes[name].top, floor)
        floor = boxes[name].top + boxes[name].slot + gap
    ceiling = height
    for name in reversed(column):
        boxes[name].top = min(boxes[name].top, ceiling - boxes[name].slot)
        ceiling = boxes[name].top - gap
