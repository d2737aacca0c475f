"""The recipes as one network: what every process takes and gives, who makes a good, which steps lead to it.

The plan multiplies it by activity, the match walks along it, the trace inverts it. Amounts are in commodity units per
unit of a process's main product.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import prices, recipes, ties, upstream
from lodeshift.catalogue.recipes import Direction
from lodeshift.names import CO2, ELECTRICITY, HEAT, LABOUR, METHANE, WATER
from lodeshift.records.figure import Figure

Matrix = NDArray[np.float64]
FlowKey = tuple[str, str]
"""(process id, commodity id)."""

NOT_GOODS: Final = frozenset({LABOUR, CO2, METHANE})
"""Flows that are no good to buy or sell: work is paid by the wage, emissions by the carbon price."""
UTILITIES: Final = frozenset({ELECTRICITY, WATER, HEAT})
"""Inputs that no process is about."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow of a process as it stands at a place: its figure, and whether that is a case's own (`overridden`)."""

    process: str
    commodity: str
    direction: Direction
    figure: Figure
    overridden: bool = False

    @property
    def net(self) -> float:
        """Central amount, positive where the process yields it, negative where it takes it."""
        return -self.figure.central if self.direction == "in" else self.figure.central


@dataclass(frozen=True)
class Network:
    """Processes and the commodities they touch.

    `taken` and `given` (commodity x process, both >= 0) hold central amounts per unit of main product; a commodity
    that is both input and by-product of a process stands in both. `flows` keep every flow with its figure, in the order
    of processes and recipes.
    """

    processes: tuple[str, ...]
    commodities: tuple[str, ...]
    main: tuple[str, ...]
    taken: Matrix
    given: Matrix
    flows: tuple[Flow, ...]

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

    @cached_property
    def _flows_of(self) -> Mapping[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {name: [] for name in self.processes}
        for flow in self.flows:
            found[flow.process].append(flow)
        return {name: tuple(flows) for name, flows in found.items()}

    def flows_of(self, process: str) -> tuple[Flow, ...]:
        """The flows of one process; `KeyError` for a process that is not of the network."""
        return self._flows_of[process]

    def net_of(self, process: str) -> Mapping[str, float]:
        """Net central amounts of a process by commodity (+ given, - taken), zeros left out, in order of commodities."""
        column = self.net[:, self.process_index[process]]
        return {self.commodities[i]: float(column[i]) for i in np.flatnonzero(column)}

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
) -> Network:
    """The network of some processes (default: all of the catalogue).

    Parameters
    ----------
    overrides : (process, commodity) -> Figure that replaces the catalogue's amount (sign is kept by the direction).

    Raises
    ------
    UnknownIdError : a process is not in the catalogue.
    """
    chosen = [recipes.process(p) for p in (recipes.processes() if process_ids is None else process_ids)]
    every = tuple(flow for process in chosen for flow in flows(process.id, overrides))
    names = {name: i for i, name in enumerate(dict.fromkeys(flow.commodity for flow in every))}
    columns = {process.id: i for i, process in enumerate(chosen)}
    taken = np.zeros((len(names), len(chosen)))
    given = np.zeros_like(taken)
    for flow in every:
        target = taken if flow.direction == "in" else given
        target[names[flow.commodity], columns[flow.process]] += flow.figure.central
    return Network(tuple(columns), tuple(names), tuple(p.main for p in chosen), taken, given, every)


def flows(process_id: str, overrides: Mapping[FlowKey, Figure] | None = None) -> tuple[Flow, ...]:
    """The flows of one process as it stands at a place, in the order of the recipe; `overrides` as in `network`.

    Raises
    ------
    UnknownIdError : no such process.
    """
    replaced = overrides or {}
    found = []
    for flow in recipes.process(process_id).flows:
        own = replaced.get((process_id, flow.commodity))
        found.append(
            Flow(process_id, flow.commodity, flow.direction, flow.amount if own is None else own, own is not None)
        )
    return tuple(found)


@cache
def whole() -> Network:
    """The network of the whole catalogue, without any case's own figures."""
    return network()


@cache
def makers(commodity: str) -> tuple[str, ...]:
    """Processes whose main product this is, in the order of the table.

    Raises
    ------
    UnknownIdError : no such commodity.
    """
    return recipes.makers(commodity)


@cache
def by_product_makers(commodity: str) -> tuple[str, ...]:
    """Processes that give the commodity beside their main product, in the order of the table."""
    return tuple(
        process.id
        for process in recipes.processes().values()
        if process.main != commodity and any(flow.commodity == commodity for flow in process.outputs)
    )


def maker(
    commodity: str,
    province: str = "",
    year: int = prices.BASE_YEAR,
    *,
    here: Collection[str] = (),
    at_hand: Collection[str] = (),
) -> str | None:
    """Who makes a good: of the processes with this main product one that stands here, else one that works up what is
    at hand, else the usual route of the province and year. None where no process makes it.

    Parameters
    ----------
    province : "" asks for the country's usual route.
    here : processes that stand at the place.
    at_hand : goods of the place, such as those of its mines.

    Raises
    ------
    UnknownIdError : no such commodity.
    """
    usual = usual_route(commodity, province, year)
    near = frozenset(at_hand)
    ranked = sorted(
        makers(commodity), key=lambda each: (each not in here, not (near and feeds(each) & near), each != usual)
    )
    return ranked[0] if ranked else None


def usual_route(commodity: str, province: str = "", year: int = prices.BASE_YEAR) -> str | None:
    """The process by which a good is usually made: the province's row, else the country's, else its only maker, as
    main product or by-product; None where nothing makes it, or several do and no row says which."""
    rows = [row for row in recipes.usual_routes().get(commodity, ()) if row.from_year <= year <= row.to_year]
    for where in dict.fromkeys((province, "")):
        for row in rows:
            if row.province == where:
                return row.process
    known = makers(commodity) or by_product_makers(commodity)
    return known[0] if len(known) == 1 else None


@cache
def feeds(process_id: str, share: float = 0.37) -> frozenset[str]:
    """The inputs that a process is about: ores, else those with at least `share` of the value of its materials at base
    prices (water, heat, power and a kiln's fuel left out)."""
    beside = NOT_GOODS | UTILITIES | {ties.tied("fired_with").get(process_id)}
    inputs = [f for f in recipes.process(process_id).inputs if f.commodity not in beside]
    ores = {flow.commodity for flow in inputs if not prices.has_price(flow.commodity)}
    if ores:
        return frozenset(ores)
    value = {flow.commodity: flow.amount.central * prices.base_price(flow.commodity).central for flow in inputs}
    total = sum(value.values())
    return frozenset(good for good, each in value.items() if total and each >= share * total)


@cache
def gwp100(gas: str) -> float:
    """t CO2e per t of a gas over 100 years: 1 for CO2, the table's value for methane; 0 for what is no such gas."""
    if gas == CO2:
        return 1.0
    return upstream.parameter("gwp100", "ch4_fossil").central if gas == METHANE else 0.0


def direct_co2e(net: Mapping[str, float]) -> float:
    """Direct emissions in t CO2e of the net amounts of a process (`Network.net_of`)."""
    return net.get(CO2, 0.0) + gwp100(METHANE) * net.get(METHANE, 0.0)


def steps_to(
    product: str,
    routes: Mapping[str, str],
    stop_at: Collection[str] = (),
    province: str = "",
    year: int = prices.BASE_YEAR,
) -> tuple[str, ...]:
    """The processes of a product's own chain: its maker and the makers of its inputs, as long as they are of the same
    chain; goods in `stop_at` are bought. `routes` choose the maker of a good; of the others the usual route.

    Empty where nothing makes the product.
    """
    first = routes.get(product) or maker(product, province, year)
    found: dict[str, None] = {}
    open_ends = [] if first is None else [first]
    while open_ends:
        process = recipes.process(open_ends.pop())
        if process.id in found or first is None or process.chain != recipes.process(first).chain:
            continue
        found[process.id] = None
        for flow in process.inputs:
            chosen = routes.get(flow.commodity) or maker(flow.commodity, province, year)
            if chosen is not None and flow.commodity not in stop_at:
                open_ends.append(chosen)
    return tuple(found)
