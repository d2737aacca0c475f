"""How things are made: processes with their flows per unit of main product, and the element balances they must close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from lodeshift.catalogue import goods, tables
from lodeshift.errors import named
from lodeshift.names import Quality
from lodeshift.records.figure import Figure

Direction = Literal["in", "out", "byproduct"]


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow of a process. `amount` counts units of `commodity` per unit of the process's main product."""

    commodity: str
    direction: Direction
    amount: Figure

    @property
    def net(self) -> float:
        """Central amount, positive where the process yields it, negative where it takes it."""
        return -self.amount.central if self.direction == "in" else self.amount.central


@dataclass(frozen=True, slots=True)
class Process:
    """One way to make `main`; all flows are per `unit` of it (the main flow itself is 1)."""

    id: str
    name_en: str
    name_zh: str
    main: str
    unit: str
    chain: str
    flows: tuple[Flow, ...]
    year: str
    region: str
    note: str

    def amount(self, commodity: str) -> float:
        """Net central amount of a commodity (yield less use) per unit of main product; 0 where it takes no part."""
        return sum(flow.net for flow in self.flows if flow.commodity == commodity)

    @property
    def inputs(self) -> tuple[Flow, ...]:
        """Flows that the process takes."""
        return tuple(flow for flow in self.flows if flow.direction == "in")

    @property
    def outputs(self) -> tuple[Flow, ...]:
        """Flows that the process yields: main product, by-products, wastes and emissions."""
        return tuple(flow for flow in self.flows if flow.direction != "in")


@dataclass(frozen=True, slots=True)
class BalanceRule:
    """Recovery of `element` (mass in outputs / mass in inputs) must lie within [recovery_min, recovery_max]."""

    process: str
    element: str
    recovery_min: float
    recovery_max: float


@cache
def processes() -> Mapping[str, Process]:
    """All processes by id, in the order of the table."""
    flows = tables.grouped(tables.read("recipes"), lambda row: row["process_id"])
    called = {"id": "process_id", "main": "main_commodity"}
    every = (
        tables.record(
            Process,
            row,
            called,
            flows=tuple(
                tables.record(Flow, flow, {"commodity": "flow"}, amount=tables.figure(flow))
                for flow in flows.get(row["process_id"], ())
            ),
        )
        for row in tables.read("processes")
    )
    return MappingProxyType({each.id: each for each in every})


def process(id: str) -> Process:
    """The process with this id.

    Raises
    ------
    UnknownIdError : no such process; close matches are named.
    """
    return named("process", id, processes())


def chains() -> Mapping[str, tuple[str, ...]]:
    """Process ids by chain (copper, graphite, lithium, ...)."""
    found = tables.grouped(processes().values(), lambda each: each.chain)
    return {chain: tuple(each.id for each in members) for chain, members in found.items()}


def makers(commodity: str) -> tuple[str, ...]:
    """Ids of the processes whose main product is this commodity."""
    goods.commodity(commodity)
    return tuple(each.id for each in processes().values() if each.main == commodity)


@dataclass(frozen=True, slots=True)
class UsualRoute:
    """The process by which a good is usually made, in a province ("" for the country) and a span of years."""

    commodity: str
    province: str
    from_year: int
    to_year: int
    process: str
    source: str
    quality: Quality
    note: str
    row: str


@cache
def usual_routes() -> Mapping[str, tuple[UsualRoute, ...]]:
    """Usual routes by commodity, in the order of the table. A blank year is open."""
    every = (
        tables.record(
            UsualRoute,
            row,
            commodity=goods.commodity(row["commodity"]).id,
            from_year=int(row["from_year"] or 0),
            to_year=int(row["to_year"] or 9999),
            process=process(row["process"]).id,
        )
        for row in tables.read("usual_routes")
    )
    return tables.grouped(every, lambda each: each.commodity)


@cache
def not_offered() -> frozenset[str]:
    """Processes that are no way to make a good at a new place: no longer permitted, or a service for waste."""
    return frozenset(process(row["process"]).id for row in tables.read("not_offered"))


@cache
def balance_rules() -> tuple[BalanceRule, ...]:
    """The bounds that element recoveries must keep."""
    return tables.records(BalanceRule, "balance_rules", process="process_id")


def element_recovery(process_id: str, element: str) -> float:
    """Mass of an element in all outputs over its mass in all inputs, at central amounts.

    Goods that are not counted by mass are left out, except water (1 t per m3, for the hydrogen in it).
    Refined platinum-group metals count as the element itself.
    """
    taken = given = 0.0
    for flow in process(process_id).flows:
        good = goods.commodity(flow.commodity)
        tonnes = 1.0 if good.id == "water" else good.tonnes_per_unit
        if tonnes is None:
            continue
        fraction = 1.0 if (element, good.id) == ("PGM", "pgm") else goods.mass_fraction(good.id, element)
        mass = flow.amount.central * tonnes * fraction
        if flow.direction == "in":
            taken += mass
        else:
            given += mass
    return given / taken if taken else float("nan")
