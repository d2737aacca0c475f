"""What it costs to bring a tonne from place to place, for all places at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import goods, places, recipes, siting, transport
from lodeshift.errors import InputError, Problem
from lodeshift.matching.draws import PoolBuilder

Matrix = NDArray[np.float64]
EARTH_RADIUS_KM: Final = 6371.0088
RAIL: Final = frozenset({"rail_bulk", "rail_container"})
PORT: Final = "port"
SEA: Final = "sea_container_china_eu"
LAND_BRIDGE: Final = "rail_china_europe"
SEA_PORTS: Final = ("shanghai-port", "tianjin-port")
EU_PORT, EU_HUB = "rotterdam", "duisburg"


@dataclass(frozen=True, slots=True)
class Distances:
    """Kilometres between two lists of places: over ground as the crow flies, and by rail where a route is known (NaN
    elsewhere)."""

    straight: Matrix
    route: Matrix

    def by(self, mode: str) -> Matrix:
        """Route length by a mode: the known rail route, else straight x the mode's detour."""
        guessed = self.straight * transport.freight(mode).detour
        return np.where(np.isnan(self.route), guessed, self.route) if mode in RAIL else guessed


@cache
def ports() -> tuple[str, ...]:
    """Ids of the sea ports of China."""
    return tuple(each.id for each in places.places().values() if each.kind == PORT)


def distances(starts: Sequence[str], ends: Sequence[str]) -> Distances:
    """All distances, shape (starts, ends). Unknown places raise `UnknownIdError`."""
    from_deg = np.array([(places.place(i).lat, places.place(i).lon) for i in starts]).reshape(-1, 2)
    to_deg = np.array([(places.place(i).lat, places.place(i).lon) for i in ends]).reshape(-1, 2)
    (lat1, lon1), (lat2, lon2) = np.radians(from_deg).T, np.radians(to_deg).T
    square = (
        np.sin((lat2[None, :] - lat1[:, None]) / 2) ** 2
        + np.cos(lat1)[:, None] * np.cos(lat2)[None, :] * np.sin((lon2[None, :] - lon1[:, None]) / 2) ** 2
    )
    straight = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(square, 0.0, 1.0)))
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
    return figure.central if figure is not None and transport.route_mode(start, end) == "rail" else float("nan")


@dataclass(frozen=True, slots=True)
class Rates:
    """Where the rate and the fixed part of every freight mode stand in the pool of figures."""

    place: dict[str, tuple[int, int]]

    def cost(self, haulage: siting.Haulage, found: Distances, values: Matrix) -> Matrix:
        """Cheapest freight of one tonne for a class of goods, CNY/t; zero where start and end are one place."""
        modes = siting.MODES[haulage]
        if not modes:
            return np.zeros_like(found.straight)
        options = [self.by_mode(mode, found.by(mode), values) for mode in modes]
        cheapest: Matrix = np.minimum.reduce(options)
        return np.where(found.straight > 0, cheapest, 0.0)

    def by_mode(self, mode: str, km: Matrix, values: Matrix) -> Matrix:
        """Freight of one tonne over `km` by one mode, CNY/t."""
        rate, fixed = self.place[mode]
        freight: Matrix = values[fixed] + values[rate] * km
        return freight


def add_rates(builder: PoolBuilder) -> Rates:
    """Puts the rates of all modes in the pool."""
    found = {}
    for mode in transport.modes():
        freight = transport.freight(mode)
        found[mode] = (builder.add(freight.rate, "rate"), builder.add(freight.fixed, "fixed"))
    return Rates(found)


def to_europe(starts: Sequence[str], haulage: siting.Haulage, rates: Rates, values: Matrix) -> Matrix:
    """Cheapest freight of one tonne to the EU, CNY/t, by way of Shanghai or Tianjin and the sea, or by train.

    Goods that go in tanks or as hazardous goods take the sea only. Sea routes as in the table of distances; a train's
    way is the known route, else straight x the detour of rail.
    """
    options = []
    for port in SEA_PORTS:
        sea = transport.route_km(port, EU_PORT)
        if sea is not None:
            inland = rates.cost(haulage, distances(starts, [port]), values)[:, 0]
            options.append(inland + rates.by_mode(SEA, np.full(len(starts), sea.central), values))
    if haulage in ("bulk", "box"):
        km = np.array([_train_km(start) for start in starts])
        options.append(rates.by_mode(LAND_BRIDGE, km, values))
    cheapest: Matrix = np.minimum.reduce(options)
    return cheapest


@cache
def _train_km(start: str) -> float:
    known = transport.route_km(start, EU_HUB)
    if known is not None:
        return known.central
    return places.great_circle_km(start, EU_HUB) * transport.freight("rail_container").detour


@cache
def tonnes_per_unit(commodity: str) -> float:
    """Mass that travels with one unit: 1 for t, 0.001 for kg; for goods counted in MW, MWh or pieces the mass of what
    goes into one by the usual way, an upper bound.

    Raises `InputError` for a good without mass and without a recipe.
    """
    good = goods.commodity(commodity)
    if good.tonnes_per_unit is not None:
        return good.tonnes_per_unit
    makers = recipes.makers(commodity)
    if not makers:
        raise InputError(
            [
                Problem(
                    "case.no_freight",
                    "commodities.csv",
                    None,
                    commodity,
                    f"counted in {good.unit}",
                    "a mass or a recipe",
                )
            ]
        )
    parts = [flow for flow in recipes.process(makers[0]).inputs if flow.commodity not in _MASSLESS]
    return sum(flow.amount.central * tonnes_per_unit(flow.commodity) for flow in parts)


_MASSLESS: Final = frozenset({"electricity", "heat", "water", "natural_gas", "labour", "wind_drivetrain_parts"})
"""Inputs of assembled goods that bring no mass, or whose mass is not on the tables."""
