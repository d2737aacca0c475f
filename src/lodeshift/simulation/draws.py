"""What a draw keeps for all its years: unknown but unchanging things, drawn from the assumptions' ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.chain.figures import value_at
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import Assembled
from lodeshift.simulation.counter import Words, static_normals
from lodeshift.simulation.pooled import pooled_of

Array = NDArray[np.float64]


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


def start_of(assembled: Assembled, *, pool: bool = True) -> Start:
    """Partial pooling: half of the city's lead over the country is believed; all of it without the pooled prior."""
    facts, assumed = assembled.economy.facts, assembled.economy.assumed
    pooled = pooled_of(assumed)
    lead = facts.growth - facts.national_growth
    weight = (pooled.own_weight if facts.stage else assumed.central("zone_own_weight")) if pool else 1.0
    return Start(
        facts.national_growth,
        pooled.doubt_of_start / 2.0,
        weight * lead,
        pooled.doubt_of_start,
        pooled.deviation_persistence,
        assumed.central("fade_doubt"),
    )


def assumed_at(assumed: Assumptions, name: str, z: Array) -> Array:
    """Values of an assumption at standard normal numbers, held where the table says what it can be at most; the central
    value where it is not drawn."""
    each = assumed[name]
    return np.clip(value_at(each.figure, z if each.use == "drawn" else np.zeros_like(z)), each.least, each.most)


def habits(assumed: Assumptions, z: Array) -> Array:
    """theta (as many rows as `z`, draws) with every row that an assumption stands in as it is; zero elsewhere."""
    theta = np.zeros_like(z)
    for name, place in row.ASSUMED.items():
        theta[place] = assumed_at(assumed, name, z[place])
    theta[row.PATH_GAIN] = 1.0
    return theta


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
    facts, assumed = assembled.economy.facts, assembled.economy.assumed
    central = assumed.central
    theta = habits(assumed, z)
    theta[row.TREND_START] = start.trend + start.trend_doubt * z[row.TREND_START]
    theta[row.DEVIATION_START] = start.lead + start.lead_doubt * z[row.DEVIATION_START]
    theta[row.FADE] = start.fade + start.fade_doubt * z[row.FADE]
    theta[row.SPREAD] = np.log(assumed_at(assumed, "cost_spread", z[row.SPREAD]) / central("cost_spread"))
    theta[row.JOBS_SHARE] = assumed_at(assumed, "jobs_share" if facts.stage else "zone_jobs_share", z[row.JOBS_SHARE])
    theta[row.MIGRATION_DRIFT] = facts.drift + central("drift_doubt") * z[row.MIGRATION_DRIFT]
    theta[row.CARBON_FACTOR] = central("carbon_volatility") * z[row.CARBON_FACTOR]
    first = row.FIRST_LEVEL
    count = len(assembled.drivers)
    for k, each in enumerate(assembled.drivers):
        theta[first + k] = each.doubt_of_level(assumed) * z[first + k]
        theta[first + count + k] = each.doubt_of_volatility * z[first + count + k]
    for u, end in enumerate(assembled.ends):
        place, name = first + 2 * count + u, f"demand_{end}"
        theta[place] = assumed_at(assumed, name, z[place]) - central(name)
    return theta
