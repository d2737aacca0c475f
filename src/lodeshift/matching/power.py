"""What a megawatt-hour costs a works at every place: the grid's tariff, and what wind and sun on the spot take off it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import places, power, technologies, weather
from lodeshift.catalogue.conventions import convention
from lodeshift.chain.costs import annuity_per_year
from lodeshift.chain.power import hourly_factors, tariff_part
from lodeshift.matching.draws import PoolBuilder
from lodeshift.names import HOURS_PER_YEAR, MONTH_DAYS
from lodeshift.records.note import Note, note

Vector = NDArray[np.float64]
VOLTAGE: Final = "110kV"
"""Band of works of some tens of MW: foil, anode, magnets, salts. Smelters on 220 kV pay 10-30 CNY/MWh less."""
OBLIQUITY_DEG: Final = 23.44
BEIJING_MERIDIAN_DEG: Final = 120.0
MID_MONTH_DAY: Final = (17, 47, 75, 105, 135, 162, 198, 228, 258, 288, 318, 344)


@dataclass(frozen=True, slots=True)
class PowerParts:
    """Where the parts of every place's price stand in the pool, and the time-of-use factors.

    `flat_factor`: mean factor over all hours; `sun_factor`: mean over the hours of sun, weighted with its output.
    `filled`: where a grid has no row and the median of all grids stands in.
    """

    energy: tuple[int, ...]
    loss: tuple[int, ...]
    transmission: tuple[int, ...]
    fees: tuple[tuple[int, int], ...]
    demand: tuple[int, ...]
    flat_factor: Vector
    sun_factor: Vector
    wind_hours: tuple[int, ...]
    sun_hours: tuple[int, ...]
    wind: tuple[int, int]
    sun: tuple[int, int]
    life_years: tuple[float, float]
    filled: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class PowerCost:
    """CNY/MWh at every place: bought from the grid alone, and with own wind or sun where that is cheaper.

    `own_share` of the load comes from own wind or PV, sized so that it never exceeds the load: nothing is curtailed,
    sold or stored. `own_kind` is 0 for none, 1 for wind, 2 for sun.
    """

    grid: Vector
    best: Vector
    own_share: Vector
    own_kind: NDArray[np.int64]


def why_no_power_price(place_id: str) -> Note | None:
    """Why a place has no power price (None where it has one)."""
    where = places.place(place_id)
    grid = where.tariff_grid
    if not where.climate_place:
        return note("matching.no_climate", site=place_id)
    if grid not in power.grids():
        return note("matching.no_grid", site=place_id)
    tariff = power.tariff(grid, VOLTAGE)
    missing = tuple(part for part in ("energy", "transmission") if getattr(tariff, part) is None)
    return note("matching.no_tariff_row", grid, site=place_id, parts=missing) if missing else None


def add_power(builder: PoolBuilder, place_ids: Sequence[str]) -> PowerParts:
    """Puts the tariffs, hours and costs behind `power_cost` in the pool. Every place must have a power price."""
    grids = [places.place(i).tariff_grid for i in place_ids]
    filled: list[Note] = []

    def part(name: str) -> tuple[int, ...]:
        found = []
        for place_id, grid in zip(place_ids, grids, strict=True):
            figure, own = tariff_part(grid, name, VOLTAGE)
            if not own:
                filled.append(note("matching.median_of_grids", grid, site=place_id, part=name))
            found.append(builder.add(figure, name))
        return tuple(found)

    hours = [weather.province_full_load_hours(places.place(i).province_en)[0] for i in place_ids]
    sun = [weather.normals(i).pv_full_load_hours for i in place_ids]
    wind_plant, sun_plant = technologies.technology("wind_onshore"), technologies.technology("pv_utility")
    fees = tuple(zip(part("government_funds"), part("system_operation_fee"), strict=True))
    return PowerParts(
        energy=part("energy"),
        loss=part("line_loss_share"),
        transmission=part("transmission"),
        fees=fees,
        demand=part("demand_charge"),
        flat_factor=np.array([hourly_factors(grid, VOLTAGE).mean() for grid in grids]),
        sun_factor=np.array([_sun_factor(i) for i in place_ids]),
        wind_hours=tuple(builder.add(h, "wind hours") for h in hours),
        sun_hours=tuple(builder.add(h, "sun hours") for h in sun),
        wind=(builder.add(wind_plant.metric("capex"), "capex"), builder.add(wind_plant.metric("fixed_om"), "fixed_om")),
        sun=(builder.add(sun_plant.metric("capex"), "capex"), builder.add(sun_plant.metric("fixed_om"), "fixed_om")),
        life_years=(wind_plant.metric("lifetime").central, sun_plant.metric("lifetime").central),
        filled=tuple(filled),
    )


def power_cost(parts: PowerParts, values: Vector, rate: float, own_power: bool = True) -> PowerCost:
    """Price of a MWh for a load that is the same in all hours; `rate` is the interest of own plants.

    Grid: energy x (1 + loss) x mean time-of-use factor + transmission + funds + system fee + demand charge spread
    over the hours of a continuous works (`works_hours`). Own wind of 1 MW per MW of load gives its full-load hours without ever exceeding the load, and
    so does PV (alternating current at the load); each MWh of it avoids the energy and transmission part in its hours
    and costs its own annuity. Funds, fee and demand charge are paid on all of the load.
    """
    energy = values[list(parts.energy)] * (1.0 + values[list(parts.loss)])
    transmission = values[list(parts.transmission)]
    funds, fee = np.array(parts.fees).T
    rest = values[funds] + values[fee] + values[list(parts.demand)] * 12.0 / convention("works_hours").central
    grid = energy * parts.flat_factor + transmission + rest
    if not own_power:
        none = np.zeros(len(grid))
        return PowerCost(grid, grid, none, none.astype(np.int64))
    savings, shares = [np.zeros(len(grid))], [np.zeros(len(grid))]
    for plant, hours_at, factor, life in (
        (parts.wind, parts.wind_hours, parts.flat_factor, parts.life_years[0]),
        (parts.sun, parts.sun_hours, parts.sun_factor, parts.life_years[1]),
    ):
        capex, upkeep = values[list(plant)]
        yearly = capex * 1000.0 * (annuity_per_year(rate, life) + upkeep)
        share = values[list(hours_at)] / HOURS_PER_YEAR
        own = yearly / values[list(hours_at)]
        savings.append(share * (energy * factor + transmission - own))
        shares.append(share)
    kind = np.argmax(savings, axis=0)
    column = np.arange(len(grid))
    return PowerCost(grid, grid - np.array(savings)[kind, column], np.array(shares)[kind, column], kind)


@cache
def _sun_factor(place_id: str) -> float:
    """Mean time-of-use factor over the hours of sun: a half sine from sunrise to sunset, months weighted with their sun."""
    where = places.place(place_id)
    tariff = power.tariff(where.tariff_grid, VOLTAGE)
    noon = 12.0 + (BEIJING_MERIDIAN_DEG - where.lon) / 15.0
    clock = np.arange(24) + 0.5
    total = weight = 0.0
    for month, (day, sun) in enumerate(
        zip(MID_MONTH_DAY, weather.normals(place_id).ghi_kwh_per_m2_day, strict=True), 1
    ):
        tilt = math.radians(OBLIQUITY_DEG) * math.sin(2 * math.pi * (284 + day) / 365)
        half_day = math.degrees(math.acos(-math.tan(math.radians(where.lat)) * math.tan(tilt))) / 15.0
        shape = np.cos(np.clip((clock - noon) / half_day, -1.0, 1.0) * math.pi / 2)
        shape = np.maximum(shape, 0.0)
        amount = sun * MONTH_DAYS[month - 1]
        total += amount * float(np.average(tariff.multipliers(month), weights=shape))
        weight += amount
    return total / weight
