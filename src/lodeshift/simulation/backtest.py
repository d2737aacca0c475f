"""Rolling-origin backtest: forecasts by the kernel that runs plans, scored beside simple rules.

At every origin the panel is cut off: shock sizes, the pooled trend, a city's own growth and its sector shares are all
read from what is left, and the kernel runs the city forward without plants (a panel knows none). Errors are those of
the median; coverage is the share of cells whose outcome lies in the 80 % band.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.errors import check_range
from lodeshift.simulation import rows as row
from lodeshift.simulation.baselines import RULES
from lodeshift.simulation.counter import Words, key_of, static_normals
from lodeshift.simulation.draws import habits
from lodeshift.simulation.kernel import Model, Options, run_draws
from lodeshift.simulation.layout import City, Firms, Levers, Markets
from lodeshift.simulation.panel import Panel
from lodeshift.simulation.pooled import Pooled, prior_of
from lodeshift.simulation.shocks import estimate

Array = NDArray[np.float64]
HORIZONS: Final = (1, 3, 5)
ORIGINS: Final = tuple(range(2008, 2021))
BAND: Final = (0.1, 0.5, 0.9)
_JOBS = 1.0e5
_NEUTRAL: Final = (
    row.AGRICULTURE_LEAVING, row.MIGRATION_ELASTICITY, row.GRADE, row.RESERVE, row.DELAY, row.CAPITAL_FACTOR,
    row.MECHANISATION, row.POLICY_PACE, row.RECOVERY, row.DEEPENING, row.TAX_RATE, row.SPENDING_SHARE, row.INTEREST_RATE,
    row.EU_SHARE,
)  # fmt: skip
"""What a panel of growth says nothing of."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`assumed`: what the table of assumptions says. `pool`: draw the city's growth towards the pooled trend. `nominal`: forecast rebased current-price growth."""

    assumed: Assumptions
    draws: int = 1000
    seed: int = 1
    pool: bool = True
    nominal: bool = False
    origins: tuple[int, ...] = ORIGINS


@dataclass(frozen=True, slots=True)
class Forecast:
    """At one origin: quantiles 10, 50, 90 % of the log level over the origin's (3, city, year) by the kernel; the same of
    the rules, medians only (city, year); what came (city, year; not a number where it is not known yet)."""

    origin: int
    model: Array
    rules: Mapping[str, Array]
    actual: Array
    pooled: Pooled


def plain_city(shares: Array, pooled: Pooled, years: int) -> Model:
    """A city without plants: three sectors by their shares, people and money left neutral."""
    farm, industry = float(np.clip(shares[0], 0.0, 0.9)), float(np.clip(shares[1], 0.0, 0.95))
    services = max(1.0 - farm - industry, 0.02)
    clock = np.arange(years + 1, dtype=np.float64)
    none, zeros = np.zeros(0), np.zeros(years + 1)
    numbers = np.zeros(0, np.int64)
    firms: dict[str, Any] = dict.fromkeys(Firms._fields, none)
    firms |= {
        "revenue": np.zeros((0, 0)),
        "bought": np.zeros((0, 0)),
        "border": np.zeros((0, years + 1)),
        "clock": clock,
        "grid_base_mw": np.ones(1),
    }
    firms |= dict.fromkeys(("end_use", "tier_first", "tier_end", "plan_chain"), numbers)
    values = {
        "clock": clock,
        "other": industry,
        "services": services,
        "agriculture": farm,
        "resource_rest": 0.0,
        "materials_rest": 0.0,
        "other_jobs": _JOBS,
        "services_jobs": _JOBS,
        "agriculture_jobs": 0.0,
        "rest_jobs": 0.0,
        "public_share": 0.4,
        "population": 10.0 * _JOBS,
        "labour_force": 10.0 * _JOBS,
        "participation": np.ones(years + 1),
        "labour_trend": zeros,
        "natural": zeros,
        "trend_persistence": pooled.trend_persistence,
        "sigma_trend": pooled.sigma_trend,
        "sigma_deviation": pooled.sigma_deviation,
        "sigma_level": pooled.sigma_level,
        "sigma_migration": 0.0,
        "debt": 0.0,
    }
    city = {name: np.asarray(values.get(name, 0.0), np.float64).reshape(-1) for name in City._fields}
    markets = dict.fromkeys(Markets._fields, none)
    markets |= {"mixing": np.zeros((0, 0)), "path": np.zeros((years + 1, 0)), "demand_growth": np.zeros((0, years + 1))}
    markets |= dict.fromkeys(("carbon_price", "free_share", "grid_factor"), zeros)
    markets |= {"carbon_volatility": np.zeros(1)}
    return Model(Firms(**firms), City(**city), Markets(**markets), Levers(*(zeros for _ in Levers._fields)))


def _theta(normals: Array, trend: float, lead: float, pooled: Pooled, assumed: Assumptions) -> Array:
    theta = plain_habits(assumed, normals.shape)
    theta[row.TREND_START] = trend
    theta[row.DEVIATION_START] = lead + pooled.doubt_of_start * normals[row.DEVIATION_START]
    theta[row.TREND_LONG_RUN] = habits(assumed, normals)[row.TREND_LONG_RUN]
    theta[row.FADE] = pooled.deviation_persistence
    return theta


def plain_habits(assumed: Assumptions, shape: tuple[int, ...]) -> Array:
    """theta (rows, draws) of a city without plants or budget: every habit at its central value, farms as in the years of
    a panel, people and money left neutral."""
    theta = habits(assumed, np.zeros(shape))
    theta[row.AGRICULTURE_GROWTH] = assumed.central("panel_farm_growth")
    theta[list(_NEUTRAL)] = 0.0
    return theta


def forecast(panel: Panel, origin: int, settings: Settings) -> Forecast:
    """Forecasts of all cities from one origin, up to five years ahead.

    Only `panel.until(origin)` is looked at; what came after is attached for scoring.
    """
    check_range("origin", origin, at_least=panel.years[0] + 5, at_most=panel.years[-1] - 1)
    known = panel.until(origin)
    growth = known.nominal if settings.nominal else known.growth
    years = max(HORIZONS)
    assumed = settings.assumed
    pooled = estimate(growth[:, 1:], assumed.central("trend_long_run"), prior_of(assumed))
    pool = float(np.median(growth[:, -1]))
    quantiles = np.zeros((3, len(panel.ids), years))
    for i, id in enumerate(panel.ids):
        key = key_of(f"{id} {origin}", settings.seed)
        quantiles[:, i] = _one(known.shares[i, -1], growth[i, -1], pool, pooled, settings, key)
    actual = np.full((len(panel.ids), years), np.nan)
    after = (panel.nominal if settings.nominal else panel.growth)[:, len(known.years) :][:, :years]
    actual[:, : after.shape[1]] = np.cumsum(after, axis=1)
    rules = {name: rule(growth, years) for name, rule in RULES.items()}
    return Forecast(origin, quantiles, rules, actual, pooled)


def _one(shares: Array, own: float, pool: float, pooled: Pooled, settings: Settings, key: Words) -> Array:
    """Quantiles (3, year) of the log level of one city."""
    draws, farm_growth = np.arange(settings.draws, dtype=np.uint64), settings.assumed.central("panel_farm_growth")
    model = plain_city(shares, pooled, max(HORIZONS))
    farm = float(model.city.agriculture[0])
    weight = pooled.own_weight if settings.pool else 1.0
    target = pool + weight * (own - pool)
    beside = (target - farm * farm_growth) / (1.0 - farm)
    trend = (pool - farm * farm_growth) / (1.0 - farm)
    normals = static_normals(key, draws, model.theta_rows)
    kept = run_draws(
        model, _theta(normals, trend, beside - trend, pooled, settings.assumed), key, Options(keep=True)
    ).kept
    level = np.log(kept[1:, row.GDP] / kept[0, row.GDP])
    return np.asarray(np.quantile(level, BAND, axis=1))


@dataclass(frozen=True, slots=True)
class Score:
    """Mean absolute % error of the level by horizon, and how many cells stand behind it."""

    method: str
    error_pct: Mapping[int, float]
    cells: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Cover:
    """Share of outcomes inside the 80 % band, with a 90 % interval by block bootstrap over origins."""

    group: str
    horizon: int
    cities: int
    share: float
    low: float
    high: float


def _used(forecasts: Sequence[Forecast], horizon: int) -> list[Forecast]:
    return [f for f in forecasts if not np.isnan(f.actual[:, horizon - 1]).any()]


def errors(
    forecasts: Sequence[Forecast], get: Callable[[Forecast], Array], horizon: int, rows: NDArray[np.intp]
) -> Array:
    """Absolute % errors of the level (origins, cities) at a horizon."""
    return np.array(
        [
            100.0 * np.abs(np.expm1(get(f)[rows, horizon - 1] - f.actual[rows, horizon - 1]))
            for f in _used(forecasts, horizon)
        ]
    )


def score(
    method: str, forecasts: Sequence[Forecast], get: Callable[[Forecast], Array], rows: NDArray[np.intp]
) -> Score:
    """Errors of one method over the given cities."""
    found = {h: errors(forecasts, get, h, rows) for h in HORIZONS}
    return Score(method, {h: float(e.mean()) for h, e in found.items()}, {h: int(e.size) for h, e in found.items()})


def cover(
    group: str, forecasts: Sequence[Forecast], horizon: int, rows: NDArray[np.intp], rng: np.random.Generator
) -> Cover:
    """Coverage of the 80 % band. Origins overlap, so whole blocks of three neighbouring origins are drawn again."""
    used = _used(forecasts, horizon)
    inside = np.array(
        [
            (f.actual[rows, horizon - 1] >= f.model[0][rows, horizon - 1])
            & (f.actual[rows, horizon - 1] <= f.model[2][rows, horizon - 1])
            for f in used
        ]
    )
    block = min(3, len(used))
    starts = rng.integers(0, len(used) - block + 1, (1000, -(-len(used) // block)))
    drawn = (starts[:, :, None] + np.arange(block)).reshape(1000, -1)[:, : len(used)]
    shares = inside.mean(axis=1)[drawn].mean(axis=1)
    low, high = np.quantile(shares, (0.05, 0.95))
    return Cover(group, horizon, rows.size, float(inside.mean()), float(low), float(high))
