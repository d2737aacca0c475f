"""Where a footprint comes from: parts by stage, input, place and scope that sum to it, and a tree with a stated cut-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from lodeshift.catalogue import goods
from lodeshift.errors import check_range
from lodeshift.names import ELECTRICITY
from lodeshift.records.footprint import Branch, Contribution
from lodeshift.tracing.network import LOCATION, SCOPE1, SCOPE3, Node, System
from lodeshift.tracing.solve import activity

Vector = NDArray[np.float64]
SCOPE_OF: Final = {SCOPE1: 1, LOCATION: 2, SCOPE3: 3}
"""Columns that make up a footprint with location-based power, by scope."""
_MAX_DEPTH: Final = 12
_DUST: Final = 1e-12
_Key = tuple[str, str, str, int]


def parts(system: System, product: int) -> tuple[Contribution, ...]:
    """Parts of the footprint of one unit of a node, largest first; they sum to it within the solver's residual.

    Power is told by the process that draws it, not by the grid that gives it.
    """
    demand = np.zeros(len(system.nodes))
    demand[product] = 1.0
    levels = activity(system.matrix(), demand).values
    found: dict[_Key, _Part] = {}
    for emit, amount in zip(system.emits, system.amounts(system.emits), strict=True):
        scope, node = SCOPE_OF.get(emit.column), system.nodes[emit.node]
        if scope is None:
            continue
        if node.kind != "power":
            if levels[emit.node] * amount:
                part = found.setdefault((*_told(node), node.place, scope), _Part())
                part.add(float(levels[emit.node] * amount), system.rows(emit))
            continue
        for take, drawn in system.users(emit.node):
            if levels[take.node] * drawn * amount:
                key = (system.nodes[take.node].stage, ELECTRICITY, node.place, scope)
                part = found.setdefault(key, _Part())
                part.add(float(levels[take.node] * drawn * amount), system.rows(take, emit))
    ordered = _without_dust(sorted(found.items(), key=lambda item: -abs(item[1].value)))
    return tuple(Contribution(*key, part.value, tuple(part.rows)) for key, part in ordered)


@dataclass
class _Part:
    """A part while it is added up: its value, and the rows behind it in order."""

    value: float = 0.0
    rows: dict[str, None] = field(default_factory=dict)

    def add(self, value: float, rows: Sequence[str]) -> None:
        self.value += value
        self.rows.update(dict.fromkeys(rows))


def _without_dust(ordered: list[tuple[_Key, _Part]]) -> list[tuple[_Key, _Part]]:
    """Parts, largest first, less the smallest that together stay below rounding (processes that the product never saw)."""
    limit = _DUST * sum(abs(part.value) for _, part in ordered)
    kept, dropped = len(ordered), 0.0
    while kept and dropped + abs(ordered[kept - 1][1].value) <= limit:
        kept -= 1
        dropped += abs(ordered[kept][1].value)
    return ordered[:kept]


def _told(node: Node) -> tuple[str, str]:
    """(stage, input) of what a node emits itself."""
    if node.kind == "output":
        return node.stage, "direct"
    if node.kind == "market":  # heat, which no process of ours gives
        return "energy", node.what
    return node.kind, node.what


def tree(system: System, product: int, carried: Vector, cut_off: float = 0.01) -> Branch:
    """The footprint of a node as a tree: each branch is an input with all that lies behind it.

    Parameters
    ----------
    carried : footprint of every node (scope 1, location-based 2 and 3 together), from the adjoint solve.
    cut_off : branches below this share of the whole are left out and their sum is told as `rest` of the branch above.
        Loops end there too: a branch's value holds its whole loop.
    """
    check_range("cut-off", cut_off, at_least=0, at_most=1)
    return _Tree(system, carried, cut_off * (abs(float(carried[product])) or 1.0)).branch(product, 1.0, ())


@dataclass(frozen=True)
class _Tree:
    """A network unfolded from one node: what each node carries, and below which value a branch is left out."""

    system: System
    carried: Vector
    least: float

    @cached_property
    def matrix(self) -> csc_matrix:
        return self.system.matrix()

    @cached_property
    def own(self) -> Vector:
        """What each node emits itself, over all scopes."""
        emitted = self.system.emissions()
        return np.asarray(np.sum([emitted[:, self.system.columns.index(column)] for column in SCOPE_OF], axis=0))

    def branch(self, position: int, amount: float, path: tuple[int, ...]) -> Branch:
        """`amount` of a node with its branches; `path` holds the nodes above it, the product first."""
        kept, rest = [], 0.0
        column = self.matrix.getcol(position)
        for of, each in zip(column.indices, column.data, strict=True):
            value = float(amount * each * self.carried[of])
            if abs(value) < self.least or len(path) >= _MAX_DEPTH:
                rest += value
            else:
                kept.append(self.branch(int(of), float(amount * each), (*path, position)))
        node, value = self.system.nodes[position], float(amount * self.carried[position])
        whole = float(self.carried[path[0] if path else position])
        return Branch(
            node=node.id,
            what=node.what,
            stage=node.stage,
            amount=amount,
            unit=unit_of(node),
            value=value,
            share=value / (abs(whole) or 1.0),
            own=float(amount * self.own[position]),
            rest=rest,
            amount_rows=self.system.rows(*self.system.taken(path[-1], position)) if path else (),
            own_rows=self.system.rows(*self.system.emitted(position, SCOPE_OF)),
            branches=tuple(sorted(kept, key=lambda branch: -abs(branch.value))),
        )


def unit_of(node: Node) -> str:
    """Unit in which a node is counted."""
    return "t*km" if node.kind == "freight" else goods.commodity(node.what).unit
