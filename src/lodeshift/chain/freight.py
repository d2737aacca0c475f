"""What it takes to bring goods from place to place: distances, the cheapest mode, the mass of a unit.

The same law serves one pair of places and all pairs at once; rates come in, so that draws of them can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import goods, places, recipes, siting, transport
from lodeshift.chain.network import maker
from lodeshift.errors import InputError, Problem
from lodeshift.records.figure import Figure

Matrix = NDArray[np.float64]
Rates = Mapping[str, tuple[float, float]]
"""CNY per t-km and fixed CNY per t of every mode."""
PORT: Final = "port"
RAIL: Final = "rail"


@dataclass(frozen=True, slots=True)
class Distances:
    """Kilometres between two lists of places: over ground as the crow flies, and by rail where a route is known (NaN
    elsewhere)."""

    straight: Matrix
    route: Matrix

    def by(self, mode: str) -> Matrix:
        """Route length by a mode: the known rail route, else straight x the mode's detour."""
        chosen = transport.freight(mode)
        guessed = self.straight * chosen.detour
        return np.where(np.isnan(self.route), guessed, self.route) if chosen.way == RAIL else guessed


@cache
def ports() -> tuple[str, ...]:
    """Ids of the sea ports of China."""
    return tuple(each.id for each in places.places().values() if each.kind == PORT)


@cache
def nearest_port(place_id: str) -> str:
    """The sea port of China nearest to a place as the crow flies."""
    return min(ports(), key=lambda port: places.great_circle_km(place_id, port))


def distances(starts: Sequence[str], ends: Sequence[str]) -> Distances:
    """All distances, shape (starts, ends). Unknown places raise `UnknownIdError`."""
    from_deg = np.array([(places.place(i).lat, places.place(i).lon) for i in starts]).reshape(-1, 2)
    to_deg = np.array([(places.place(i).lat, places.place(i).lon) for i in ends]).reshape(-1, 2)
    (lat1, lon1), (lat2, lon2) = np.radians(from_deg).T, np.radians(to_deg).T
    square = (
        np.sin((lat2[None, :] - lat1[:, None]) / 2) ** 2
        + np.cos(lat1)[:, None] * np.cos(lat2)[None, :] * np.sin((lon2[None, :] - lon1[:, None]) / 2) ** 2
    )
    straight = 2 * places.EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(square, 0.0, 1.0)))
    route = np.array([[_route(a, b) for b in ends] for a in starts]).reshape(straight.shape)
    return Distances(straight, route)


@cache
def _route(start: str, end: str) -> float:
    """Rail route where the table knows it, also through the city that a zone lies in; NaN elsewhere."""
    direct = _railway(start, end)
    if not np.isnan(direct):
        return direct
    for inner, outer in ((start, end), (end, start)):
        city = places.place(inner).within
        if city:
            through = _railway(inner, city) + _railway(city, outer)
            if not np.isnan(through):
                return float(through)
    return float("nan")


def _railway(start: str, end: str) -> float:
    if start == end:
        return 0.0
    figure = transport.route_km(start, end)
    return figure.central if figure is not None and transport.route_mode(start, end) == RAIL else float("nan")


@cache
def rate_figures() -> Mapping[str, tuple[Figure, Figure]]:
    """Figures of the rate (CNY per t-km) and the fixed part (CNY per t) of every mode."""
    known = {mode: transport.freight(mode) for mode in transport.modes()}
    return {mode: (each.rate, each.fixed) for mode, each in known.items()}


def cost_per_tonne(haulage: siting.Haulage, found: Distances, rates: Rates) -> Matrix:
    """Cheapest freight of one tonne for a class of goods, CNY/t, shape of the distances; zero where start and end are
    one place, and for what does not travel."""
    modes = siting.MODES[haulage]
    if not modes:
        return np.zeros_like(found.straight)
    cheapest: Matrix = np.minimum.reduce([by_mode(mode, found.by(mode), rates) for mode in modes])
    return np.where(found.straight > 0, cheapest, 0.0)


def by_mode(mode: str, km: Matrix, rates: Rates) -> Matrix:
    """Freight of one tonne over `km` by one mode, CNY/t."""
    rate, fixed = rates[mode]
    freight: Matrix = fixed + rate * km
    return freight


def abroad_per_tonne(starts: Sequence[str], haulage: siting.Haulage, destination: str, rates: Rates) -> Matrix:
    """Cheapest freight of one tonne from places of China to a foreign market, CNY/t, shape (starts,).

    Sea routes as in the table of distances; a train's way is the known route, else straight x the detour of rail.

    Raises
    ------
    InputError : no way to the destination is on the tables for this class of goods.
    """
    options = []
    for way in transport.export_ways(destination):
        if haulage not in way.haulage:
            continue
        if way.gate:
            inland = cost_per_tonne(haulage, distances(starts, [way.gate]), rates)[:, 0]
            sea = transport.route_km(way.gate, way.end)
            if sea is not None:
                options.append(inland + by_mode(way.mode, np.full(len(starts), sea.central), rates))
        else:
            options.append(by_mode(way.mode, np.array([_train_km(start, way.end) for start in starts]), rates))
    if not options:
        raise InputError.one(
            "case.no_way_abroad", "export_ways.csv", None, "destination", destination, f"a way for {haulage} goods"
        )
    cheapest: Matrix = np.minimum.reduce(options)
    return cheapest


@cache
def _train_km(start: str, end: str) -> float:
    known = transport.route_km(start, end)
    if known is not None:
        return known.central
    return places.great_circle_km(start, end) * transport.freight("rail_container").detour


def travels(commodity: str) -> bool:
    """False for what is never hauled: power, heat, water, gases, services, and what has no class of haulage (ores)."""
    return siting.has_haulage(commodity) and siting.haulage(commodity) != "site"


@cache
def tonnes_per_unit(commodity: str) -> float:
    """Mass that travels with one unit: 1 for t, 0.001 for kg; for goods counted in MW, MWh or pieces the mass of what
    goes into one by the usual way, an upper bound.

    Raises `InputError` for a good without mass and without a recipe.
    """
    good = goods.commodity(commodity)
    if good.tonnes_per_unit is not None:
        return good.tonnes_per_unit
    usual = maker(commodity)
    if usual is None:
        raise InputError.one(
            "case.no_freight", "commodities.csv", None, commodity, f"counted in {good.unit}", "a mass or a recipe"
        )
    parts = [flow for flow in recipes.process(usual).inputs if travels(flow.commodity)]
    return sum(flow.amount.central * tonnes_per_unit(flow.commodity) for flow in parts)


@dataclass(frozen=True, slots=True)
class Haul:
    """One way from a seller to a buyer: mode ("" for none), route km, and freight in CNY per unit of the good."""

    mode: str
    km: float
    cost: Figure


def haul(commodity: str, start: str, end: str) -> Haul:
    """The cheapest way for one unit of a good from place to place; free for what does not travel and within a place.

    Raises
    ------
    UnknownIdError : an unknown good or place.   InputError : a good without mass and without a recipe.
    """
    good = goods.commodity(commodity)
    modes = siting.MODES[siting.haulage(commodity)] if travels(commodity) else ()
    if not modes or start == end:
        return Haul("", 0.0, _free(good.unit))
    found = distances([start], [end])
    options = [(mode, float(found.by(mode)[0, 0])) for mode in modes]
    mode, km = min(options, key=lambda each: transport.cost_cny_per_t(*each).central)
    return Haul(mode, km, _legs(good.unit, tonnes_per_unit(commodity), (mode,), (km,)))


@dataclass(frozen=True, slots=True)
class FreightTerm:
    """One term of the freight of a unit: `units` x `figure` (a rate per t-km, or a fixed part per tonne) of a mode."""

    mode: str
    units: float
    figure: Figure


def freight_terms(commodity: str, modes: Sequence[str], km: Sequence[float]) -> tuple[FreightTerm, ...]:
    """The freight of one commodity unit term by term, so that each can be followed to its row; their sum is the central
    value of `freight_cny_per_unit`, whose errors it raises."""
    freight_cny_per_unit(commodity, modes, km)
    tonnes = tonnes_per_unit(commodity) if modes else 0.0
    found: list[FreightTerm] = []
    for mode, distance in zip(modes, km, strict=True):
        chosen = transport.freight(mode)
        found += [FreightTerm(mode, tonnes * distance, chosen.rate), FreightTerm(mode, tonnes, chosen.fixed)]
    return tuple(found)


def freight_cny_per_unit(commodity: str, modes: Sequence[str], km: Sequence[float]) -> Figure:
    """Freight of one commodity unit over the legs of a route, CNY of 2024 without VAT; zero without legs.

    Raises
    ------
    InputError : the good is not counted by mass, so that a stated leg cannot be priced.
    UnknownIdError : a mode or the commodity is unknown.
    """
    good = goods.commodity(commodity)
    if not modes:
        return _free(good.unit)
    if good.tonnes_per_unit is None:
        raise InputError(
            [Problem("case.no_freight", "markets.csv", None, "mode", f"freight of {commodity}, counted in {good.unit}", "no freight legs",
                     "state the price delivered and leave mode and distance blank")]
        )  # fmt: skip
    return _legs(good.unit, good.tonnes_per_unit, modes, km)


def _legs(unit: str, tonnes: float, modes: Sequence[str], km: Sequence[float]) -> Figure:
    legs = [transport.cost_cny_per_t(mode, distance) for mode, distance in zip(modes, km, strict=True)]
    return Figure(
        low=sum(leg.low for leg in legs) * tonnes,
        central=sum(leg.central for leg in legs) * tonnes,
        high=sum(leg.high for leg in legs) * tonnes,
        unit=f"CNY/{unit}",
        year=legs[0].year,
        region=legs[0].region,
        source="; ".join(dict.fromkeys(leg.source for leg in legs)),
        quality=next((leg.quality for leg in legs if leg.weak), legs[0].quality),
        note="; ".join(leg.note for leg in legs),
        row=", ".join(dict.fromkeys(leg.row for leg in legs)),
    )


def _free(unit: str) -> Figure:
    return Figure(0.0, 0.0, 0.0, f"CNY/{unit}", "2024", "", "delivered price: no freight", "derived")
