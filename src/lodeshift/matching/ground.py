"""The ground on which costs stand: places, goods and processes laid out as arrays, each number pointing at its figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import geology, labour, places, prices, recipes, siting
from lodeshift.catalogue.recipes import Process
from lodeshift.chain import freight, supply
from lodeshift.chain.costs import ProcessCost, process_cost
from lodeshift.chain.freight import Distances, Rates, nearest_port
from lodeshift.chain.network import NOT_GOODS, whole
from lodeshift.chain.ores import OreTerms, is_mine, ore_terms, scaled_flows
from lodeshift.chain.prices import own_market, price_at
from lodeshift.errors import InputError, Problem
from lodeshift.matching import power
from lodeshift.matching.draws import FigurePool, PoolBuilder
from lodeshift.matching.power import PowerParts
from lodeshift.names import CO2, LABOUR
from lodeshift.records.note import Note, note

Index = NDArray[np.int64]
Matrix = NDArray[np.float64]

NATIONAL: Final = "China"


@dataclass(frozen=True, slots=True)
class Flows:
    """Flows of one direction as triplets: good, process, place of the amount in the pool."""

    good: Index
    process: Index
    figure: Index


@dataclass(frozen=True, slots=True)
class Plant:
    """Cost of running each process, as places in the pool; `per` turns the row's unit into CNY per unit of product."""

    capex: Index
    capex_per: Matrix
    fixed_om: Index
    variable_om: Index
    variable_per: Matrix
    life_years: Matrix
    labour: Index
    carbon: Index


@dataclass(frozen=True, slots=True)
class Mine:
    """A mining process at a place with its own tiers."""

    process: int
    place: int
    terms: OreTerms
    scaled_in: tuple[tuple[int, int], ...]
    scaled_out: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that does not change from draw to draw. Index -1 means none.

    `own_price` (goods, places) and `seller_price` (goods, supply places): the gate price of the province's own market.
    `freight`: rate and fixed part of every mode.
    `wage` (2, places): manufacturing and mining. `deposit` (goods, places): the ore can be dug here. `open_market`
    (goods,): anyone can buy it at the coast. `sources` by good:
    positions in `supply_places`. Distances: every place to its nearest port, the suppliers to theirs, suppliers to places.
    """

    places: tuple[str, ...]
    goods: tuple[str, ...]
    processes: tuple[str, ...]
    main: Index
    taken: Flows
    given: Flows
    price: Index
    floor: Matrix
    own_price: Index
    seller_price: Index
    haulage: tuple[siting.Haulage | None, ...]
    open_market: NDArray[np.bool_]
    mass: Matrix
    plant: Plant
    mining: NDArray[np.bool_]
    wage: Index
    charges: int
    deposit: NDArray[np.bool_]
    mines: tuple[Mine, ...]
    supply_places: tuple[str, ...]
    sources: tuple[Index, ...]
    port_of: tuple[str, ...]
    to_port: Distances
    supply_to_port: Distances
    supply_to_place: Distances
    power: PowerParts
    freight: Mapping[str, tuple[int, int]]
    pool: FigurePool
    estimated: tuple[Note, ...]

    def good(self, commodity: str) -> int:
        """Position of a commodity."""
        return self.goods.index(commodity)

    def rates(self, values: Matrix) -> Rates:
        """Freight rates of one draw."""
        return {mode: (float(values[rate]), float(values[fixed])) for mode, (rate, fixed) in self.freight.items()}

    @property
    def beyond_the_mine(self) -> NDArray[np.bool_]:
        """Processes that are no mere mine: their product is also made from bought goods, or has no price. Brine to
        lithium carbonate is one: brine is not traded, the carbonate is no ore."""
        made_otherwise = {int(good) for good in self.main[~self.mining]}
        priced = self.price[self.main] >= 0
        return np.array([not mine or int(good) in made_otherwise or not sold
                         for mine, good, sold in zip(self.mining, self.main, priced, strict=True)])  # fmt: skip

    def ways(self, commodity: str) -> Index:
        """Positions of the processes that make a commodity as their main product."""
        return np.flatnonzero(self.main == self.goods.index(commodity))


@cache
def comparable_places() -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Places that can be compared, and those that cannot with the reason. Ports and places abroad are neither."""
    kept, out = [], []
    for each in places.places().values():
        if each.kind == freight.PORT or not (each.tariff_grid or each.id in places.cities()):
            continue
        why = power.why_no_power_price(each.id)
        if why is None:
            kept.append(each.id)
        else:
            out.append(why)
    return tuple(kept), tuple(out)


@cache
def ground(place_ids: tuple[str, ...] | None = None) -> Ground:
    """The ground for some places (default: all comparable ones).

    What a place costs depends on the place and the catalogue alone, never on who else is compared.

    Raises
    ------
    UnknownIdError : a place is unknown.
    InputError : a good is bought or sold without a price; all are named.
    """
    chosen = comparable_places()[0] if place_ids is None else place_ids
    costs = {p: c for p in whole().processes if p not in recipes.not_offered() and (c := process_cost(p))}
    processes = [recipes.process(p) for p in costs]
    names = tuple(dict.fromkeys(f.commodity for p in processes for f in p.flows if f.commodity not in NOT_GOODS))
    _check_prices(processes, names)
    builder = PoolBuilder()
    wage, charges, estimated = _wages(builder, chosen)
    sellers = tuple(dict.fromkeys(place for good in names for place in supply.suppliers(good)))
    nearest = [nearest_port(place) for place in chosen]
    parts = power.add_power(builder, chosen)
    laid = _flows(builder, processes, names)
    priced = [builder.add(price_at(g), "price") if prices.has_price(g) else -1 for g in names]
    return Ground(
        places=chosen,
        goods=names,
        processes=tuple(costs),
        main=np.array([names.index(p.main) for p in processes]),
        taken=laid[0],
        given=laid[1],
        price=np.array(priced),
        floor=np.array([price_at(g).low if prices.has_price(g) else 0.0 for g in names]),
        own_price=_gate_prices(builder, names, chosen),
        seller_price=_gate_prices(builder, names, sellers),
        haulage=tuple(siting.haulage(g) if prices.has_price(g) else None for g in names),
        open_market=np.array([prices.has_price(g) and siting.on_open_market(g) for g in names]),
        mass=np.array([_mass(g) for g in names]),
        plant=_plant(builder, processes, costs),
        mining=np.array([is_mine(p.id) for p in processes]),
        wage=wage,
        charges=charges,
        deposit=_deposits(names, chosen),
        mines=_mines(processes, names, chosen, laid),
        supply_places=sellers,
        sources=tuple(np.array([sellers.index(p) for p in supply.suppliers(g)], dtype=np.int64) for g in names),
        port_of=tuple(nearest),
        to_port=_pairwise(chosen, nearest),
        supply_to_port=_pairwise(sellers, [nearest_port(place) for place in sellers]),
        supply_to_place=freight.distances(sellers, chosen),
        power=parts,
        freight=_freight(builder),
        pool=builder.build(),
        estimated=(*parts.filled, *estimated),
    )


def _check_prices(processes: Sequence[Process], names: Sequence[str]) -> None:
    ores = geology.ores()
    made = {p.main for p in processes}
    problems = [
        Problem("catalogue.no_price", "base_prices.csv", None, g, "no price to buy", "a price, a maker or a deposit")
        for g in names
        if not prices.has_price(g) and g not in ores and g not in made
    ]
    sold = {f.commodity for p in processes for f in p.outputs if f.direction == "byproduct"} - NOT_GOODS
    problems += [
        Problem(
            "catalogue.no_price",
            "base_prices.csv",
            None,
            g,
            "no price to sell",
            "a price; nothing sold is silently worth zero",
        )
        for g in sorted(sold)
        if not prices.has_price(g, "sell")
    ]
    if problems:
        raise InputError(problems)


def _flows(builder: PoolBuilder, processes: Sequence[Process], names: Sequence[str]) -> tuple[Flows, Flows]:
    position = {name: i for i, name in enumerate(names)}
    taken: list[tuple[int, int, int]] = []
    given: list[tuple[int, int, int]] = []
    for j, process in enumerate(processes):
        for flow in process.flows:
            if flow.direction != "out" and flow.commodity not in NOT_GOODS:
                place = builder.add(flow.amount, flow.commodity)
                side = taken if flow.direction == "in" else given
                side.append((position[flow.commodity], j, place))
    return Flows(*np.array(taken).T), Flows(*np.array(given).T)


def _plant(builder: PoolBuilder, processes: Sequence[Process], costs: dict[str, ProcessCost]) -> Plant:
    def emission(process: Process, commodity: str) -> int:
        found = [flow.amount for flow in process.flows if flow.commodity == commodity]
        return builder.add(found[0], commodity) if found else -1

    figures = [costs[p.id].figures for p in processes]
    return Plant(
        capex=np.array([builder.add(f["capex"], "capex") for f in figures]),
        capex_per=np.array([costs[p.id].capex / f["capex"].central for p, f in zip(processes, figures, strict=True)]),
        fixed_om=np.array([builder.add(f["fixed_om"], "fixed_om") for f in figures]),
        variable_om=np.array([builder.add(f["variable_om"], "variable_om") for f in figures]),
        variable_per=np.array(
            [
                costs[p.id].variable_om / f["variable_om"].central if f["variable_om"].central else 0.0
                for p, f in zip(processes, figures, strict=True)
            ]
        ),
        life_years=np.array([costs[p.id].life_years for p in processes]),
        labour=np.array([emission(p, LABOUR) for p in processes]),
        carbon=np.array([emission(p, CO2) for p in processes]),
    )


def _wages(builder: PoolBuilder, chosen: Sequence[str]) -> tuple[Index, int, list[Note]]:
    rows, estimated = [], []
    for sector in ("manufacturing", "mining"):
        found = []
        for place_id in chosen:
            province = places.place(place_id).province_en
            known = sector in labour.sectors(province)
            if not known:
                estimated.append(note("matching.national_wage", site=place_id, sector=sector))
            found.append(builder.add(labour.wage(province if known else NATIONAL, sector), "wage"))
        rows.append(found)
    return np.array(rows), builder.add(labour.employer_charges(), "charges"), estimated


def _deposits(names: Sequence[str], chosen: Sequence[str]) -> NDArray[np.bool_]:
    """Where an ore can be dug at cost: a row of the deposit table or of a firm says so. A recalled word does not carry
    that far; it only makes its mine's product available at the gate price."""
    ores = geology.ores()
    dug = {
        (each.commodity, place)
        for place, rows in supply.inventory().items()
        for each in rows
        if each.commodity in ores and each.kind in ("deposit", "industry")
    }
    return np.array([[(good, place) in dug for place in chosen] for good in names])


def _mines(
    processes: Sequence[Process], names: Sequence[str], chosen: Sequence[str], laid: tuple[Flows, Flows]
) -> tuple[Mine, ...]:
    found = []
    for j, process in enumerate(processes):
        if not is_mine(process.id):
            continue
        growing = {names.index(name) for name in scaled_flows(process.id) if name in names}
        sides = tuple(
            tuple(
                (int(g), int(f)) for g, p, f in zip(s.good, s.process, s.figure, strict=True) if p == j and g in growing
            )
            for s in laid
        )
        for i, place_id in enumerate(chosen):
            terms = ore_terms(place_id, process.id)
            if terms is not None:
                found.append(Mine(j, i, terms, *(sides if terms.scales else ((), ()))))
    return tuple(found)


def _mass(good: str) -> float:
    if not prices.has_price(good) or siting.haulage(good) == "site":
        return 0.0
    return freight.tonnes_per_unit(good)


def _freight(builder: PoolBuilder) -> Mapping[str, tuple[int, int]]:
    rates = freight.rate_figures().items()
    return {mode: (builder.add(rate, "rate"), builder.add(fixed, "fixed")) for mode, (rate, fixed) in rates}


def _gate_prices(builder: PoolBuilder, names: Sequence[str], where: Sequence[str]) -> Index:
    provinces = [places.place(place).province_en for place in where]
    figures = [[own_market(good, province) for province in provinces] for good in names]
    return np.array([[-1 if each is None else builder.add(each, "price") for each in row] for row in figures])


def _pairwise(starts: Sequence[str], ends: Sequence[str]) -> Distances:
    """Distance of each start to its own end, shape (starts,)."""
    both = [freight.distances([a], [b]) for a, b in zip(starts, ends, strict=True)]
    return Distances(np.array([d.straight[0, 0] for d in both]), np.array([d.route[0, 0] for d in both]))
