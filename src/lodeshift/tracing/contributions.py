"""Where a footprint comes from: parts by stage, input, place and scope that sum to it, and a tree with a stated cut-off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from lodeshift.catalogue import goods, recipes
from lodeshift.errors import check_range
from lodeshift.records.footprint import Branch, Contribution
from lodeshift.tracing.network import LOCATION, SCOPE1, SCOPE3, Node, System
from lodeshift.tracing.solve import activity

Vector = NDArray[np.float64]
SCOPE_OF: Final = {SCOPE1: 1, LOCATION: 2, SCOPE3: 3}
"""Columns that make up a footprint with location-based power, by scope."""
_MAX_DEPTH: Final = 12
_DUST: Final = 1e-12
_Key = tuple[str, str, str, int]


def parts(system: System, product: int, values: Vector | None = None) -> tuple[Contribution, ...]:
    """Parts of the footprint of one unit of a node, largest first; they sum to it within the solver's residual.

    `stage` is the process in which the emission arises (or "bought goods", "freight"), `input` what it comes with:
    "direct" for what leaves the process itself, "electricity", "heat", or the bought commodity.
    """
    matrix = system.matrix(values)
    demand = np.zeros(len(system.nodes))
    demand[product] = 1.0
    levels = activity(matrix, demand).values
    emitted = system.emissions(values)
    found: dict[_Key, float] = {}
    for position, node in enumerate(system.nodes):
        if node.kind == "power":
            _power_parts(system, (position, matrix, levels, emitted), found)
            continue
        for column, scope in SCOPE_OF.items():
            amount = levels[position] * emitted[position, system.columns.index(column)]
            if amount:
                key = (*_words(node), node.place, scope)
                found[key] = found.get(key, 0.0) + float(amount)
    ordered = _without_dust(sorted(found.items(), key=lambda item: -abs(item[1])))
    return tuple(Contribution(*key, value) for key, value in ordered)


def _without_dust(ordered: list[tuple[_Key, float]]) -> list[tuple[_Key, float]]:
    """Parts, largest first, less the smallest that together stay below rounding (processes that the product never saw)."""
    limit = _DUST * sum(abs(value) for _, value in ordered)
    kept, dropped = len(ordered), 0.0
    while kept and dropped + abs(ordered[kept - 1][1]) <= limit:
        kept -= 1
        dropped += abs(ordered[kept][1])
    return ordered[:kept]


def _power_parts(
    system: System,
    at: tuple[int, csc_matrix, Vector, Vector],
    found: dict[_Key, float],
) -> None:
    """Power is told by the process that draws it, not by the grid that gives it."""
    position, matrix, levels, emitted = at
    row = matrix.getrow(position)
    for user, amount in zip(row.indices, row.data, strict=True):
        for column, scope in SCOPE_OF.items():
            value = float(levels[user] * amount * emitted[position, system.columns.index(column)])
            if value:
                key = (_stage(system.nodes[user]), "electricity", system.nodes[position].place, scope)
                found[key] = found.get(key, 0.0) + value


def _stage(node: Node) -> str:
    return node.stage


def _words(node: Node) -> tuple[str, str]:
    if node.kind == "output":
        return node.stage, "direct"
    if node.kind == "freight":
        return "freight", node.what
    if node.kind == "bought":
        return "bought goods", node.what
    return "energy" if node.what == "heat" else node.stage, node.what


def tree(system: System, product: int, carried: Vector, cut_off: float = 0.01) -> Branch:
    """The footprint of a node as a tree: each branch is an input with all that lies behind it.

    Parameters
    ----------
    carried : footprint of every node (scope 1, location-based 2 and 3 together), from the adjoint solve.
    cut_off : branches below this share of the whole are left out and their sum is told as `rest` of the branch above.
        Loops end there too: a branch's value holds its whole loop.
    """
    check_range("cut-off", cut_off, at_least=0, at_most=1)
    matrix = system.matrix()
    emitted = system.emissions()
    own = np.sum([emitted[:, system.columns.index(column)] for column in SCOPE_OF], axis=0)
    whole = abs(float(carried[product])) or 1.0
    return _branch((system, matrix, own, carried), product, 1.0, (whole, cut_off, 0))


def _branch(
    about: tuple[System, csc_matrix, Vector, Vector], position: int, amount: float, limits: tuple[float, float, int]
) -> Branch:
    system, matrix, own, carried = about
    whole, cut_off, depth = limits
    node = system.nodes[position]
    column = matrix.getcol(position)
    kept, rest = [], 0.0
    for of, each in zip(column.indices, column.data, strict=True):
        value = float(amount * each * carried[of])
        if abs(value) / whole < cut_off or depth >= _MAX_DEPTH:
            rest += value
        else:
            kept.append(_branch(about, int(of), float(amount * each), (whole, cut_off, depth + 1)))
    value = float(amount * carried[position])
    return Branch(
        node=node.id,
        name=name_of(node),
        amount=amount,
        unit=unit_of(node),
        value=value,
        share=value / whole,
        own=float(amount * own[position]),
        rest=rest,
        branches=_sorted(kept),
    )


def _sorted(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    return tuple(sorted(branches, key=lambda branch: -abs(branch.value)))


def name_of(node: Node) -> str:
    """What a node is called to a reader."""
    if node.stage in recipes.processes():
        return recipes.process(node.stage).name_en
    if node.what in goods.commodities():
        return goods.commodity(node.what).name_en
    return node.what


def unit_of(node: Node) -> str:
    """Unit in which a node is counted."""
    if node.kind == "freight":
        return "t*km"
    return goods.commodity(node.what).unit if node.what in goods.commodities() else "1"
