"""Recipes as a matrix: what every process takes and gives of every commodity per unit of its main product.

The plan multiplies it by activity, the match walks along it, the trace inverts it. Amounts are in commodity units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import recipes
from lodeshift.records.figure import Figure

Bound = Literal["low", "central", "high"]
Matrix = NDArray[np.float64]
FlowKey = tuple[str, str]
"""(process id, commodity id)."""


@dataclass(frozen=True)
class Network:
    """Processes and the commodities they touch.

    `taken` and `given` (commodity x process, both >= 0) hold central amounts per unit of main product; a commodity
    that is both input and by-product of a process stands in both. `figures` keeps every flow with its range and source.
    """

    processes: tuple[str, ...]
    commodities: tuple[str, ...]
    main: tuple[str, ...]
    taken: Matrix
    given: Matrix
    figures: Mapping[FlowKey, tuple[Figure, ...]]

    @cached_property
    def net(self) -> Matrix:
        """given - taken, commodity x process."""
        return self.given - self.taken

    @cached_property
    def process_index(self) -> Mapping[str, int]:
        return {name: i for i, name in enumerate(self.processes)}

    @cached_property
    def commodity_index(self) -> Mapping[str, int]:
        return {name: i for i, name in enumerate(self.commodities)}

    def amount(self, process: str, commodity: str) -> float:
        """Net central amount of a commodity per unit of main product (+ given, - taken); 0 where there is no flow."""
        if commodity not in self.commodity_index:
            return 0.0
        return float(self.net[self.commodity_index[commodity], self.process_index[process]])

    def of(self, commodity: str) -> Matrix:
        """Net central amounts of one commodity in every process (length P); zeros where nothing touches it."""
        if commodity not in self.commodity_index:
            return np.zeros(len(self.processes))
        return np.asarray(self.net[self.commodity_index[commodity]])

    def makers(self, commodity: str) -> tuple[str, ...]:
        """Processes that give the commodity, as main product or by-product."""
        if commodity not in self.commodity_index:
            return ()
        row = self.given[self.commodity_index[commodity]]
        return tuple(self.processes[i] for i in np.flatnonzero(row > 0))

    def users(self, commodity: str) -> tuple[str, ...]:
        """Processes that take the commodity."""
        if commodity not in self.commodity_index:
            return ()
        row = self.taken[self.commodity_index[commodity]]
        return tuple(self.processes[i] for i in np.flatnonzero(row > 0))


def network(
    process_ids: Iterable[str] | None = None,
    *,
    overrides: Mapping[FlowKey, Figure] | None = None,
    bound: Bound = "central",
) -> Network:
    """The network of some processes (default: all of the catalogue).

    Parameters
    ----------
    overrides : (process, commodity) -> Figure that replaces the catalogue's amount (sign is kept by the direction).
    bound : which end of each figure stands in the matrices. `low` and `high` are ends of single figures, not of plants.

    Raises
    ------
    UnknownIdError : a process is not in the catalogue.
    """
    chosen = [recipes.process(p) for p in (recipes.processes() if process_ids is None else process_ids)]
    replaced = overrides or {}
    names: dict[str, int] = {}
    for process in chosen:
        for flow in process.flows:
            names.setdefault(flow.commodity, len(names))
    taken = np.zeros((len(names), len(chosen)))
    given = np.zeros_like(taken)
    figures: dict[FlowKey, tuple[Figure, ...]] = {}
    for column, process in enumerate(chosen):
        for flow in process.flows:
            key = (process.id, flow.commodity)
            figure = replaced.get(key, flow.amount)
            figures[key] = (*figures.get(key, ()), figure)
            target = taken if flow.direction == "in" else given
            target[names[flow.commodity], column] += getattr(figure, bound)
    return Network(tuple(p.id for p in chosen), tuple(names), tuple(p.main for p in chosen), taken, given, figures)


def order_by_chain(found: Network, products: Sequence[str]) -> tuple[str, ...]:
    """Processes that lead to `products`, raw end first; loops are cut at the process met first."""
    ordered: list[str] = []
    seen: set[str] = set()

    def visit(commodity: str) -> None:
        for maker in found.makers(commodity):
            if maker in seen or found.main[found.process_index[maker]] != commodity:
                continue
            seen.add(maker)
            column = found.taken[:, found.process_index[maker]]
            for i in np.flatnonzero(column > 0):
                visit(found.commodities[i])
            ordered.append(maker)

    for product in products:
        visit(product)
    return tuple(ordered)
