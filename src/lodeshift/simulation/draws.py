"""What a draw keeps for all its years: unknown but unchanging things, drawn from the assumptions' ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.records.figure import Figure
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import Assembled
from lodeshift.simulation.assumptions import assumption, central
from lodeshift.simulation.counter import Words, static_normals
from lodeshift.simulation.pooled import POOLED, Pooled

Array = NDArray[np.float64]
_FADE_DOUBT: Final = 0.02
Z80: Final = 1.2815515655446004
"""Half width of the 80 % interval of a standard normal number."""


def spread(figure: Figure, z: Array) -> Array:
    """Values of a figure at standard normal numbers: two half normals joined at the central value, low and high being
    the ends of the 80 % interval."""
    return figure.central + z * np.where(z > 0, figure.high - figure.central, figure.central - figure.low) / Z80


@dataclass(frozen=True, slots=True)
class Start:
    """Growth that the city starts from: mean and standard deviation of the pooled trend, of its own lead (logs), and of
    the share of the lead that is left after a year."""

    trend: float
    trend_doubt: float
    lead: float
    lead_doubt: float
    fade: float
    fade_doubt: float


def start_of(assembled: Assembled, pooled: Pooled = POOLED, *, pool: bool = True) -> Start:
    """Partial pooling: half of the city's lead over the country is believed; all of it without the pooled prior."""
    facts = assembled.economy.facts
    lead = facts.growth - facts.national_growth
    weight = (pooled.own_weight if facts.stage else central("zone_own_weight")) if pool else 1.0
    return Start(
        facts.national_growth,
        pooled.doubt_of_start / 2.0,
        weight * lead,
        pooled.doubt_of_start,
        pooled.deviation_persistence,
        _FADE_DOUBT,
    )


def _scenario(base: Figure, z: Array, volatile: bool) -> Array:
    return spread(base, z) if volatile else np.full(z.shape, base.central)


def theta_of(
    assembled: Assembled, key: Words, draws: Words, start: Start, *, volatile: bool = True, shift: Words | None = None
) -> Array:
    """theta (rows, draws) for the given draw numbers; `volatile` False gives every draw the central values.

    `shift` (rows) is added to the draw number of a row (Sobol indices).
    """
    model = assembled.model
    z = static_normals(key, draws, model.theta_rows, shift)
    if not volatile:
        z = np.zeros_like(z)
    theta = np.zeros_like(z)
    facts = assembled.economy.facts
    theta[row.TREND_START] = start.trend + start.trend_doubt * z[row.TREND_START]
    theta[row.DEVIATION_START] = start.lead + start.lead_doubt * z[row.DEVIATION_START]
    by_name = {
        row.TREND_LONG_RUN: "trend_long_run",
        row.LINKAGE: "linkage",
        row.MIGRATION_ELASTICITY: "migration_elasticity",
        row.GRADE: "grade",
        row.RESERVE: "reserve",
        row.DELAY: "delay",
        row.CAPITAL_FACTOR: "capital_overrun",
        row.HURDLE: "hurdle",
        row.MECHANISATION: "mechanisation",
        row.POLICY_PACE: "policy_pace",
        row.RECOVERY: "recovery",
    }
    for place, name in by_name.items():
        theta[place] = spread(assumption(name), z[place])
    theta[row.LINKAGE] = np.clip(theta[row.LINKAGE], 0.0, 1.0)
    theta[row.FADE] = start.fade + start.fade_doubt * z[row.FADE]
    theta[row.SPREAD] = np.log(
        np.maximum(spread(assumption("cost_spread"), z[row.SPREAD]), 0.05) / central("cost_spread")
    )
    theta[row.PATH_GAIN] = 1.0
    theta[row.RECOVERY] = np.clip(theta[row.RECOVERY], 0.0, 1.2)
    theta[row.HURDLE] = np.maximum(theta[row.HURDLE], 0.01)
    theta[row.MIGRATION_ELASTICITY] = np.maximum(theta[row.MIGRATION_ELASTICITY], 0.0)
    theta[row.MIGRATION_DRIFT] = facts.drift + central("drift_doubt") * z[row.MIGRATION_DRIFT]
    theta[row.CARBON_FACTOR] = central("carbon_volatility") * z[row.CARBON_FACTOR]
    first = row.FIRST_LEVEL
    count = len(assembled.drivers)
    for k, each in enumerate(assembled.drivers):
        theta[first + k] = each.doubt_of_level * z[first + k]
        theta[first + count + k] = each.doubt_of_volatility * z[first + count + k]
    for u, end in enumerate(assembled.ends):
        figure = assumption(f"demand_{end}")
        theta[first + 2 * count + u] = spread(figure, z[first + 2 * count + u]) - figure.central
    return theta
