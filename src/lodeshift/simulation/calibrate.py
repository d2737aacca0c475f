"""Fit a handful of parameters of one city to its past: a posterior, not points, by the kernel that runs plans.

The city's past is told as differences to the country, so no level break matters and the country's own growth needs no
model. Parameters: the lead in growth at the start, how fast it fades, how strongly prices are felt, the hurdle rate, the
size of what stays unexplained. Priors are drawn towards cities of the same stage and resource where such fits are given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue.assumptions import Assumptions, PriorRow, calibration_priors
from lodeshift.errors import InputError
from lodeshift.simulation import rows as row
from lodeshift.simulation.backtest import plain_city, plain_habits
from lodeshift.simulation.counter import key_of
from lodeshift.simulation.history import Observation
from lodeshift.simulation.kernel import Model, Options, run_draws
from lodeshift.simulation.layout import Firms
from lodeshift.simulation.pooled import pooled_of
from lodeshift.simulation.sampler import Chains, Diagnosis, LogDensity, diagnose, sample

Array = NDArray[np.float64]
_ENSEMBLES: Final = 4
_WALKERS: Final = 64
_STEPS: Final = 800
_MARGIN: Final = 0.35
_COSTS: Final = 0.65
_LEAST_OBSERVATIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Prior:
    """Normal prior of one parameter on the scale it is sampled on (`log` of the value where `log`), held in [low, high]
    of that scale."""

    name: str
    mean: float
    sd: float
    low: float
    high: float
    log: bool


_MEANS: Final = {"fade": "deviation_persistence", "hurdle": "hurdle"}
"""Assumptions that are the means of priors."""
_ROWS: Final[Mapping[str, int]] = {
    "lead": row.DEVIATION_START,
    "fade": row.FADE,
    "gain": row.PATH_GAIN,
    "hurdle": row.HURDLE,
}


@dataclass(frozen=True, slots=True)
class Past:
    """A city's past. `price` (one value per year from the first, 1 in the first) and `mine_share` (of its output in the
    first year that moves with it) are given where one commodity made the city; else empty and 0."""

    first_year: int
    observations: tuple[Observation, ...]
    primary_share: float = 0.15
    secondary_share: float = 0.45
    price: tuple[float, ...] = ()
    mine_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """Posterior draws by parameter (on their own scale), diagnostics, and the fitted log changes (10, 50, 90 %) beside
    each observation."""

    names: tuple[str, ...]
    draws: Array
    diagnosis: Diagnosis
    fitted: Array
    observations: tuple[Observation, ...]

    def quantiles(self, name: str) -> tuple[float, float, float]:
        """10, 50 and 90 % of a parameter."""
        low, middle, high = np.quantile(self.draws[:, self.names.index(name)], (0.1, 0.5, 0.9))
        return float(low), float(middle), float(high)

    def lead_at(self, years: float) -> tuple[float, float]:
        """Mean and standard deviation of the lead in growth that is left some years after the start."""
        lead, fade = (self.draws[:, self.names.index(n)] for n in ("lead", "fade"))
        left = lead * fade**years
        return float(left.mean()), float(left.std())


def priors_of(past: Past, assumed: Assumptions) -> tuple[Prior, ...]:
    """Three parameters without a price history, five with one."""
    names = ("lead", "fade", "gain", "hurdle", "unexplained") if past.price else ("lead", "fade", "unexplained")
    return tuple(_prior(calibration_priors()[name], assumed) for name in names)


def _prior(given: PriorRow, assumed: Assumptions) -> Prior:
    stated = assumed.central(_MEANS[given.name]) if given.mean is None else given.mean
    mean, low, high = (math.log(v) if given.log else v for v in (stated, given.least, given.most))
    return Prior(given.name, mean, given.sd, low, high, given.log)


def model_of(past: Past, assumed: Assumptions) -> Model:
    """The city in the first year, output 1 in all, without shocks: base sectors, and one plant that feels the price."""
    years = max(o.last for o in past.observations) - past.first_year
    still = replace(pooled_of(assumed), sigma_trend=0.0, sigma_deviation=0.0, sigma_level=0.0)
    plain = plain_city(np.array([past.primary_share, past.secondary_share]), still, years)
    if not past.price:
        return plain
    share = past.mine_share
    city = plain.city._replace(other=np.maximum(plain.city.other - share, 0.02))
    life, output = 25.0, share * 1e6  # value added 1 mcny per million units
    one: dict[str, float] = {
        "revenue_fixed": 0.0, "bought_fixed": 0.4, "wages": 0.25, "upkeep": 0.0, "spread": assumed.central("cost_spread"),
        "value_added": 1.0, "capital": _MARGIN / assumed.central("hurdle"), "life": life, "build_years": 2.0, "ramp_years": 2.0,
        "largest": 6.0 * output, "invests": 1.0, "offtake": 100.0 * output, "prime": 0.5 * output, "old": 0.5 * output,
    }  # fmt: skip
    fields: dict[str, Any] = {
        name: np.full(1, one.get(name, 0.0)) for name, hint in Firms.__annotations__.items() if _is(hint, "PerChain")
    }
    replaced = 0.5 * output / (1.0 + 0.5 * life)
    fields |= {"permit": np.full(1, 2.0 * replaced), "building": np.full(1, 3.0 * replaced)}
    fields |= {
        "revenue": np.full((1, 1), _MARGIN + _COSTS),
        "bought": np.zeros((1, 1)),
        "border": np.zeros((1, years + 1)),
    }
    fields |= {
        "tier_ore": np.full(1, 1e18),
        "tier_rate": np.full(1, 1e18),
        "tier_yield": np.ones(1),
        "tier_worth": np.ones(1),
        "tier_cost": np.zeros(1),
    }
    numbers: dict[str, Any] = {
        "end_use": np.zeros(1, np.int64),
        "tier_first": np.zeros(1, np.int64),
        "tier_end": np.ones(1, np.int64),
    }
    firms = plain.firms._replace(**fields, **numbers, grid_base_mw=np.full(1, 1e18))
    markets = plain.markets._replace(
        reversion=np.zeros(1), volatility=np.zeros(1), mixing=np.ones((1, 1)), start=np.zeros(1),
        path=np.log(np.asarray(past.price[: years + 1]))[:, None], demand_growth=np.zeros((1, years + 1)),
        demand_volatility=np.zeros(1),
    )  # fmt: skip
    levers = plain.levers._replace(permit_years=np.ones(years + 1), ramp_factor=np.ones(years + 1))
    return Model(firms, city, markets, levers)


def _is(hint: object, shape: str) -> bool:
    return getattr(hint, "__forward_arg__", str(hint)) == shape


def simulated(past: Past, model: Model, values: Mapping[str, Array], assumed: Assumptions) -> Array:
    """Log changes that the kernel gives for every observation (observations, points). `values` by parameter name."""
    number = next(iter(values.values())).size
    theta = plain_habits(assumed, (model.theta_rows, number))
    theta[[row.TREND_LONG_RUN, row.PATH_GAIN]] = 0.0
    if past.price:
        theta[row.AGRICULTURE_GROWTH] = 0.0
    for name, place in _ROWS.items():
        if name in values:
            theta[place] = values[name]
    records = run_draws(model, theta, key_of("fit", 0), Options(keep=True)).kept
    found = []
    for each in past.observations:
        kind = row.GDP if each.kind == "growth" else row.INCOME
        first, last = each.first - past.first_year, each.last - past.first_year
        found.append(np.log(np.maximum(records[last, kind], 1e-9) / np.maximum(records[first, kind], 1e-9)))
    return np.array(found)


def _density(past: Past, model: Model, priors: Sequence[Prior], points: Array, assumed: Assumptions) -> Array:
    """Log posterior of points (points, parameters) on the sampling scale."""
    low, high = (np.array([getattr(p, side) for p in priors]) for side in ("low", "high"))
    inside = ((points >= low) & (points <= high)).all(axis=1)
    held = np.clip(points, low, high)
    values = _values(priors, held)
    fitted = simulated(past, model, values, assumed)
    changes = np.array([o.change for o in past.observations])[:, None]
    spans = np.array([o.last - o.first for o in past.observations])[:, None]
    doubts = np.array([o.doubt for o in past.observations])[:, None]
    variance = doubts**2 + spans * values["unexplained"] ** 2
    likelihood = -0.5 * ((changes - fitted) ** 2 / variance + np.log(2.0 * np.pi * variance)).sum(axis=0)
    means, sds = np.array([p.mean for p in priors]), np.array([p.sd for p in priors])
    prior = -0.5 * (((points - means) / sds) ** 2).sum(axis=1)
    return np.where(inside, likelihood + prior, -np.inf)


def _values(priors: Sequence[Prior], points: Array) -> dict[str, Array]:
    return {p.name: np.exp(points[:, i]) if p.log else points[:, i] for i, p in enumerate(priors)}


def fit(
    past: Past,
    rng: np.random.Generator,
    assumed: Assumptions,
    priors: Sequence[Prior] | None = None,
    steps: int = _STEPS,
) -> Fit:
    """The posterior of a city's parameters.

    Raises
    ------
    InputError : fewer than three observations.   NotConvergedError : the chains disagree or hold too few draws.
    """
    if len(past.observations) < _LEAST_OBSERVATIONS:
        found = f"{len(past.observations)} observation(s)"
        raise InputError.one(
            "simulation.few_observations", "history", None, "observations", found, f"at least {_LEAST_OBSERVATIONS}"
        )
    chosen = tuple(priors or priors_of(past, assumed))
    model = model_of(past, assumed)

    def density(points: Array) -> Array:
        return _density(past, model, chosen, points, assumed)

    chains = _run(density, chosen, rng, steps)
    diagnosis = diagnose(chains, [p.name for p in chosen])
    diagnosis.check()
    draws = chains.flat
    few = draws[rng.integers(0, draws.shape[0], 1000)]
    fitted = np.quantile(simulated(past, model, _values(chosen, few), assumed), (0.1, 0.5, 0.9), axis=1)
    own = np.stack(list(_values(chosen, draws).values()), axis=1)
    return Fit(tuple(p.name for p in chosen), own, diagnosis, fitted, past.observations)


def _run(density: LogDensity, priors: Sequence[Prior], rng: np.random.Generator, steps: int) -> Chains:
    means, sds = np.array([p.mean for p in priors]), np.array([p.sd for p in priors])
    low, high = (np.array([getattr(p, side) for p in priors]) for side in ("low", "high"))
    start = means + 0.7 * sds * rng.standard_normal((_ENSEMBLES, _WALKERS, len(priors)))
    start = np.clip(start, low + 1e-6, high - 1e-6)
    return sample(density, start, steps, rng)


def pooled_priors(
    fits: Mapping[str, Fit], groups: Mapping[str, str], priors: Sequence[Prior]
) -> Mapping[str, tuple[Prior, ...]]:
    """Priors for each group (stage and resource) from the fits of its cities: random-effects mean and spread.

    DerSimonian & Laird 1986: the spread between cities beyond what their own posteriors explain. A group of one keeps the
    given priors; a prior never becomes narrower than half the given one, for the fits share their past.
    """
    found: dict[str, tuple[Prior, ...]] = {}
    for group in sorted(set(groups.values())):
        members = [fits[city] for city, where in groups.items() if where == group and city in fits]
        found[group] = tuple(_pooled(p, members) if len(members) > 1 else p for p in priors)
    return found


def _pooled(prior: Prior, fits: Sequence[Fit]) -> Prior:
    columns = [f.draws[:, f.names.index(prior.name)] for f in fits if prior.name in f.names]
    if len(columns) < 2:
        return prior
    scaled = [np.log(c) if prior.log else c for c in columns]
    means = np.array([c.mean() for c in scaled])
    variances = np.array([max(c.var(), 1e-12) for c in scaled])
    weights = 1.0 / variances
    middle = float(np.sum(weights * means) / weights.sum())
    excess = float(np.sum(weights * (means - middle) ** 2)) - (means.size - 1)
    scale = float(weights.sum() - np.sum(weights**2) / weights.sum())
    between = max(excess / scale, 0.0)
    spread = math.sqrt(between + 1.0 / float(weights.sum()))
    return replace(prior, mean=min(max(middle, prior.low), prior.high), sd=min(max(spread, 0.5 * prior.sd), prior.sd))
