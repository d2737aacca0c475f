"""How things are made: processes with their flows per unit of main product, and the element balances they must close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from lodeshift.catalogue import goods, tables
from lodeshift.errors import UnknownIdError
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
    flows: dict[str, list[Flow]] = {}
    for row in tables.read("recipes"):
        flow = Flow(row["flow"], cast(Direction, row["direction"]), tables.figure(row))
        flows.setdefault(row["process_id"], []).append(flow)
    return MappingProxyType(
        {
            row["process_id"]: Process(
                id=row["process_id"],
                name_en=row["name_en"],
                name_zh=row["name_zh"],
                main=row["main_commodity"],
                unit=row["unit"],
                chain=row["chain"],
                flows=tuple(flows.get(row["process_id"], ())),
                year=row["year"],
                region=row["region"],
                note=row["note"],
            )
            for row in tables.read("processes")
        }
    )


def process(id: str) -> Process:
    """The process with this id.

    Raises
    ------
    UnknownIdError : no such process; close matches are named.
    """
    known = processes()
    if id not in known:
        raise UnknownIdError("process", id, known)
    return known[id]


def chains() -> Mapping[str, tuple[str, ...]]:
    """Process ids by chain (copper, graphite, lithium, ...)."""
    found: dict[str, list[str]] = {}
    for each in processes().values():
        found.setdefault(each.chain, []).append(each.id)
    return {chain: tuple(ids) for chain, ids in found.items()}


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
    found: dict[str, list[UsualRoute]] = {}
    for row in tables.read("usual_routes"):
        route = UsualRoute(
            commodity=goods.commodity(row["commodity"]).id,
            province=row["province"],
            from_year=int(row["from_year"] or 0),
            to_year=int(row["to_year"] or 9999),
            process=process(row["process"]).id,
            source=row["source"],
            quality=tables.quality(row),
            note=row["note"],
            row=row[tables.ROW],
        )
        found.setdefault(route.commodity, []).append(route)
    return MappingProxyType({commodity: tuple(routes) for commodity, routes in found.items()})


@cache
def not_offered() -> frozenset[str]:
    """Processes that are no way to make a good at a new place: no longer permitted, or a service for waste."""
    return frozenset(process(row["process"]).id for row in tables.read("not_offered"))


@cache
def balance_rules() -> tuple[BalanceRule, ...]:
    """The bounds that element recoveries must keep."""
    return tuple(
        BalanceRule(
            row["process_id"],
            row["element"],
            tables.needed(row, "recovery_min"),
            tables.needed(row, "recovery_max"),
        )
        for row in tables.read("balance_rules")
    )


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
