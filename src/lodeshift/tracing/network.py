"""The network that a footprint walks: outputs of processes, markets that mix them, bought goods, power and heat.

A node gives one unit of something. `takes` say how much of other nodes it needs, `emits` what it sends out itself;
both are a factor times a parameter with its range, so that one draw of a table row moves every place that uses it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure
from lodeshift.records.footprint import Allocated
from lodeshift.records.note import Note

Kind = Literal["output", "market", "bought", "power", "freight"]
Vector = NDArray[np.float64]

SCOPE1: Final = "scope1"
SCOPE3: Final = "scope3"
LOCATION: Final = "scope2_location"
ANNUAL: Final = "scope2_market_annual"
MONTHLY: Final = "scope2_market_monthly"
HOURLY: Final = "scope2_market_hourly"
SCOPE2: Final = (LOCATION, ANNUAL, MONTHLY, HOURLY)
REGIME: Final = "scope2_regime:"
"""Head of the columns that count bought power under a regime of the evidence table."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that can be had: `what` is a commodity (or a mode of freight), `stage` the process or supply behind it."""

    id: str
    kind: Kind
    what: str
    stage: str
    place: str
    on_site: bool


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a parameter is; terms with one key move together in every draw.

    `kind`: "flow" (`direction` and `commodity` of process `subject`), "upstream" (of commodity `subject`), "grid" (factor
    of grid `subject`), "fuel_supply" (of bought power), "haul" and "haul_km" (of mode `subject`).
    """

    kind: Literal["flow", "upstream", "grid", "fuel_supply", "haul", "haul_km"]
    subject: str = ""
    direction: str = ""
    commodity: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """`factor` times parameter `param` (-1: the factor alone). For takes `of` is the node taken; for emits it is -1.

    `rows` are the table rows of the fixed figures in the factor.
    """

    node: int
    of: int
    column: str
    factor: float
    param: int
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class System:
    """Nodes with their takes and emissions, and the parameters behind them (t CO2e per unit of a node)."""

    nodes: tuple[Node, ...]
    takes: tuple[Term, ...]
    emits: tuple[Term, ...]
    keys: tuple[Key, ...]
    figures: tuple[Figure, ...]
    columns: tuple[str, ...]
    notes: tuple[Note, ...]
    allocation: Mapping[str, Allocated]

    def index(self, id: str) -> int:
        """Position of a node.

        Raises
        ------
        UnknownIdError : no such node.
        """
        for position, node in enumerate(self.nodes):
            if node.id == id:
                return position
        raise UnknownIdError("node of the network", id, [node.id for node in self.nodes])

    def rows(self, *terms: Term) -> tuple[str, ...]:
        """The table rows behind some terms, each once."""
        found: dict[str, None] = {}
        for term in terms:
            own = self.figures[term.param].row if term.param >= 0 else ""
            found.update(dict.fromkeys(row for row in (*own.split(", "), *term.rows) if row))
        return tuple(found)

    def emitted(self, node: int, columns: Collection[str]) -> list[Term]:
        """What a node emits itself into some columns, term by term."""
        return [term for term in self._emits_of.get(node, ()) if term.column in columns]

    def taken(self, node: int, of: int) -> list[Term]:
        """What a node takes of another, term by term."""
        return [term for term in self._takes_of.get(of, ()) if term.node == node]

    def users(self, of: int) -> list[tuple[Term, float]]:
        """Every term by which a node is taken, with its amount."""
        terms = self._takes_of.get(of, [])
        return [(term, float(amount)) for term, amount in zip(terms, self.amounts(terms), strict=True)]

    @cached_property
    def _emits_of(self) -> Mapping[int, list[Term]]:
        found: dict[int, list[Term]] = {}
        for term in self.emits:
            found.setdefault(term.node, []).append(term)
        return found

    @cached_property
    def _takes_of(self) -> Mapping[int, list[Term]]:
        found: dict[int, list[Term]] = {}
        for term in self.takes:
            found.setdefault(term.of, []).append(term)
        return found

    def central(self) -> Vector:
        """Central values of the parameters."""
        return np.array([figure.central for figure in self.figures])

    def matrix(self, values: Vector | None = None) -> csc_matrix:
        """A (n x n): what one unit of node j takes of node i."""
        amounts = self.amounts(self.takes, values)
        rows = [term.of for term in self.takes]
        columns = [term.node for term in self.takes]
        return csc_matrix((amounts, (rows, columns)), shape=(len(self.nodes), len(self.nodes)))

    def emissions(self, values: Vector | None = None) -> Vector:
        """b (n x columns): what one unit of each node emits itself, in t CO2e, by column."""
        position = {name: k for k, name in enumerate(self.columns)}
        found = np.zeros((len(self.nodes), len(self.columns)))
        for term, amount in zip(self.emits, self.amounts(self.emits, values), strict=True):
            found[term.node, position[term.column]] += amount
        return found

    def amounts(self, terms: Sequence[Term], values: Vector | None = None) -> Vector:
        """Factor times parameter of each term."""
        chosen = self.central() if values is None else values
        factors = np.array([term.factor for term in terms])
        params = np.array([term.param for term in terms], dtype=np.int64)
        if not len(terms):
            return factors
        with_param = params >= 0
        scale = np.ones(len(terms))
        scale[with_param] = chosen[params[with_param]]
        return factors * scale


@dataclass
class Builder:
    """Collects nodes, takes and emissions; each node and parameter once."""

    nodes: list[Node] = field(default_factory=list)
    takes: list[Term] = field(default_factory=list)
    emits: list[Term] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    allocation: dict[str, Allocated] = field(default_factory=dict)
    _columns: dict[str, None] = field(default_factory=lambda: dict.fromkeys([SCOPE1, *SCOPE2, SCOPE3]))
    _node_at: dict[str, int] = field(default_factory=dict)
    _param_at: dict[Key, int] = field(default_factory=dict)

    def known(self, id: str) -> int | None:
        """Position of a node that stands already, else None."""
        return self._node_at.get(id)

    def node(self, node: Node) -> int:
        """Add a node, or find it."""
        if node.id not in self._node_at:
            self._node_at[node.id] = len(self.nodes)
            self.nodes.append(node)
        return self._node_at[node.id]

    def param(self, key: Key, figure: Figure) -> int:
        """Add a parameter, or find it. Terms that share a key move together in every draw."""
        if key not in self._param_at:
            self._param_at[key] = len(self.figures)
            self.figures.append(figure)
            self.keys.append(key)
        return self._param_at[key]

    def take(self, node: int, of: int, factor: float, param: int = -1, fixed: Sequence[Figure] = ()) -> None:
        """One unit of `node` takes factor x parameter of `of`; `fixed` figures multiply the factor at their central value."""
        self._term(self.takes, Term(node, of, "", factor, param), fixed)

    def emit(self, node: int, column: str, factor: float, param: int = -1, fixed: Sequence[Figure] = ()) -> None:
        """One unit of `node` emits factor x parameter t CO2e, counted in `column`; the column stands even where it is zero.

        `fixed` as in `take`.
        """
        self._columns.setdefault(column)
        self._term(self.emits, Term(node, -1, column, factor, param), fixed)

    def _term(self, terms: list[Term], term: Term, fixed: Sequence[Figure]) -> None:
        factor = math.prod((figure.central for figure in fixed), start=term.factor)
        if factor:
            rows = tuple(figure.row for figure in fixed if figure.row)
            terms.append(replace(term, factor=factor, rows=rows))

    def say(self, said: Note) -> None:
        """Note a choice or an assumption, once."""
        if said not in self.notes:
            self.notes.append(said)

    def system(self) -> System:
        """The finished network."""
        return System(
            nodes=tuple(self.nodes),
            takes=tuple(self.takes),
            emits=tuple(self.emits),
            keys=tuple(self.keys),
            figures=tuple(self.figures),
            columns=tuple(self._columns),
            notes=tuple(self.notes),
            allocation=dict(self.allocation),
        )
