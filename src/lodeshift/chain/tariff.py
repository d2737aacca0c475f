"""The price of a bought megawatt-hour hour by hour, and what contract power pays to be wheeled over the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import power
from lodeshift.errors import InputError, Problem
from lodeshift.records.figure import Figure

Array = NDArray[np.float64]
DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


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
    parts = {
        "energy": energy or tariff.energy,
        "transmission": tariff.transmission,
        "line_loss_share": tariff.line_loss_share,
        "government_funds": tariff.government_funds,
        "demand_charge": tariff.demand_charge,
        "system_operation_fee": system_fee or tariff.system_operation_fee,
    }
    known = {name: figure for name, figure in parts.items() if figure is not None}
    if len(known) < len(parts):
        raise InputError(
            [
                Problem("tariffs.csv", None, name, f"no row for {grid}, {voltage}", "a figure", "state it in the case")
                for name in parts
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
    parts = tariff_parts(grid, voltage) if parts is None else parts
    loss = parts["line_loss_share"].central
    floating = parts["energy"].central * (1.0 + loss)
    fixed = parts["government_funds"].central + parts["system_operation_fee"].central
    moved = parts["transmission"].central if windows_move_transmission else 0.0
    still = parts["transmission"].central - moved
    return PowerPrice(
        hourly=(floating + moved) * _factors(power.tariff(grid, voltage)) + still + fixed,
        wheeling=parts["transmission"].central + fixed,
        loss_share=loss,
        demand_charge_cny_per_mw_month=parts["demand_charge"].central,
    )


def _factors(tariff: power.Tariff) -> Array:
    days = [np.tile(np.asarray(tariff.multipliers(month)), DAYS[month - 1]) for month in range(1, 13)]
    return np.concatenate(days)
