"""Power at a place: the price of a bought megawatt-hour hour by hour, what contract power pays to be wheeled, the
grid's emission factor year by year, and the circuits that a works is joined to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import places, power, upstream
from lodeshift.catalogue.power import Circuit
from lodeshift.errors import InputError, Problem
from lodeshift.names import MONTH_DAYS
from lodeshift.records.figure import Figure

Array = NDArray[np.float64]
PARTS: Final = (
    "energy", "transmission", "line_loss_share", "government_funds", "demand_charge", "system_operation_fee"
)  # fmt: skip
"""What a tariff is made of, in the order in which missing parts are told."""


@dataclass(frozen=True, slots=True)
class PowerPrice:
    """What a large user pays at one grid, CNY/MWh without VAT.

    `hourly` has 8760 clock hours, without demand charge; `wheeling` is what contract power pays on top of its own
    price: transmission, funds, system fee, and losses on its energy price (`loss_share`).
    """

    hourly: Array
    wheeling: float
    loss_share: float
    demand_charge_cny_per_mw_month: float


def tariff_parts(
    grid: str, voltage: str = "220kV+", *, energy: Figure | None = None, system_fee: Figure | None = None
) -> dict[str, Figure]:
    """The figures that make the price of a MWh, by part; `energy` and `system_fee` replace the table's estimates.

    Raises
    ------
    InputError : the tables lack a part for this grid (all missing parts are named).
    """
    tariff = power.tariff(grid, voltage)
    stated = {"energy": energy, "system_operation_fee": system_fee}
    parts = {name: stated.get(name) or getattr(tariff, name) for name in PARTS}
    known: dict[str, Figure] = {name: figure for name, figure in parts.items() if figure is not None}
    if len(known) < len(PARTS):
        raise InputError(
            [
                Problem(
                    "catalogue.no_tariff",
                    "tariffs.csv",
                    None,
                    name,
                    f"no row for {grid}, {voltage}",
                    "a figure",
                    "state it in the case",
                )
                for name in PARTS
                if name not in known
            ]
        )
    return known


def power_price(
    grid: str,
    voltage: str = "220kV+",
    parts: Mapping[str, Figure] | None = None,
    *,
    windows_move_transmission: bool = False,
) -> PowerPrice:
    """Price of a MWh from its parts: energy x (1 + loss) x time-of-use factor + transmission + funds + system fee.

    The factor moves the energy part; with `windows_move_transmission` the transmission part too (rules differ by
    province). `parts` are those of `tariff_parts` unless given.
    """
    known = tariff_parts(grid, voltage) if parts is None else parts
    factor = hourly_factors(grid, voltage)
    loss = known["line_loss_share"].central
    floating = known["energy"].central * (1.0 + loss)
    fixed = known["government_funds"].central + known["system_operation_fee"].central
    moved = known["transmission"].central if windows_move_transmission else 0.0
    still = known["transmission"].central - moved
    return PowerPrice(
        hourly=(floating + moved) * factor + still + fixed,
        wheeling=known["transmission"].central + fixed,
        loss_share=loss,
        demand_charge_cny_per_mw_month=known["demand_charge"].central,
    )


@cache
def hourly_factors(grid: str, voltage: str = "220kV+") -> Array:
    """Time-of-use factors of the 8760 clock hours of a year, read-only; their mean need not be 1."""
    tariff = power.tariff(grid, voltage)
    days = [np.tile(np.asarray(tariff.multipliers(month)), MONTH_DAYS[month - 1]) for month in range(1, 13)]
    found = np.concatenate(days)
    found.flags.writeable = False
    return found


def tariff_part(grid: str, part: str, voltage: str) -> tuple[Figure, bool]:
    """One part of a grid's tariff, and whether it is the grid's own; where it has no row, the median of all grids."""
    own: Figure | None = getattr(power.tariff(grid, voltage), part)
    return (_median_part(part, voltage), False) if own is None else (own, True)


@cache
def _median_part(part: str, voltage: str) -> Figure:
    known = [f for grid in power.grids() if (f := getattr(power.tariff(grid, voltage), part)) is not None]
    low, central, high = (median(getattr(f, end) for f in known) for end in ("low", "central", "high"))
    some = known[0]
    note = f"median of {len(known)} grids"
    return Figure(
        low, central, high, some.unit, some.year, "China", some.source, "estimate", note, f"tariffs.csv:{part}"
    )


def grid_factor(province: str, year: int) -> Figure:
    """Average factor of a province's grid in a year, t CO2/MWh: as printed, later years on the national trend; the
    country's where the province has none.

    Raises
    ------
    InputRangeError : a year beyond 2060.
    """
    return upstream.grid_factor(province if province in power.factor_provinces() else power.NATIONAL, year)


def circuit_at(place: str) -> Circuit:
    """What a large works at a place is joined to.

    Raises
    ------
    UnknownIdError : no such place.
    """
    return power.circuit(places.place(place).province_en)
