"""The price of a bought megawatt-hour hour by hour, and what contract power pays to be wheeled over the grid."""

from __future__ import annotations

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
    figures: dict[str, Figure]


def power_price(
    grid: str,
    voltage: str = "220kV+",
    *,
    energy: Figure | None = None,
    system_fee: Figure | None = None,
    windows_move_transmission: bool = False,
) -> PowerPrice:
    """Price of a MWh: energy x (1 + loss) x time-of-use factor + transmission + funds + system fee.

    The factor moves the energy part; with `windows_move_transmission` the transmission part too (rules differ by
    province). `energy` and `system_fee` replace the table's estimates.

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
                Problem(
                    "catalogue.no_tariff",
                    "tariffs.csv",
                    None,
                    name,
                    f"no row for {grid}, {voltage}",
                    "a figure",
                    "state it in the case",
                )
                for name in parts
                if name not in known
            ]
        )
    factor = _factors(tariff)
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
        figures=known,
    )


def _factors(tariff: power.Tariff) -> Array:
    days = [np.tile(np.asarray(tariff.multipliers(month)), DAYS[month - 1]) for month in range(1, 13)]
    return np.concatenate(days)
