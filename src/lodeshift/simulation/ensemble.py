"""Thousands of draws of several ways ahead, side by side: chunk by chunk, so that memory does not grow with draws."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.records.futures import SHARES, Alternative, DriverNote, Fan, Measure, Regret
from lodeshift.simulation import rows as row
from lodeshift.simulation import sketch
from lodeshift.simulation.compiling import Precision
from lodeshift.simulation.counter import Words
from lodeshift.simulation.drivers import Driver
from lodeshift.simulation.kernel import Engine, Model, Options, run_draws

Array = NDArray[np.float64]
CHUNK: Final = 2048
EXPERIMENTS: Final = 4096
"""Draws whose factors and outcomes are kept for discovery and export."""
WORST: Final = 0.1
"""Share of draws that CVaR takes the mean of."""
HIDDEN: Final = frozenset({"declining"})
"""Indicators that get no fan: their mean is a probability and is told as such."""
Sampler = Callable[[NDArray[np.uint64]], Array]
"""Draw numbers -> theta (rows, draws)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run: ways ahead by name (all with the same shocks), names of their price and chain rows."""

    models: Mapping[str, Model]
    prices: Sequence[str]
    chains: Sequence[str]
    key: Words
    sampler: Sampler
    draws: int
    precision: Precision = "float64"
    engine: Engine = "compiled"
    first_draw: int = 0


@dataclass(slots=True)
class Gathered:
    """Counts of one way ahead over all chunks, and its first draws' summaries."""

    fans: NDArray[np.int32]
    summary: NDArray[np.int32]
    regret: NDArray[np.int32]
    largest_regret: Array
    reached: NDArray[np.int64]
    declining: NDArray[np.int64]
    kept: list[Array]


REGRET_MEASURES: Final[tuple[tuple[str, int], ...]] = (
    ("value", row.VALUE),
    ("jobs_end", row.JOBS_END),
    ("plant_value", row.PLANT_VALUE),
)


def indicator_names(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Names and units of the rows that get fans."""
    prices = tuple((f"price of {name}", "1") for name in plan.prices)
    chains = tuple((f"output of {name}", "1/a") for name in plan.chains)
    return tuple(each for each in row.INDICATORS if each[0] not in HIDDEN) + prices + chains


def _watched(plan: Plan) -> tuple[int, ...]:
    fixed = [i for i, (name, _) in enumerate(row.INDICATORS) if name not in HIDDEN]
    return (*fixed, *range(row.FIRST_PRICE, row.FIRST_PRICE + len(plan.prices) + len(plan.chains)))


def _empty(plan: Plan, model: Model) -> Gathered:
    measures = len(REGRET_MEASURES)
    return Gathered(
        fans=np.zeros((len(_watched(plan)), model.years, sketch.BINS), np.int32),
        summary=np.zeros((len(row.SUMMARY), sketch.BINS), np.int32),
        regret=np.zeros((measures, sketch.BINS), np.int32),
        largest_regret=np.zeros(measures),
        reached=np.zeros(measures, np.int64),
        declining=np.zeros(model.years, np.int64),
        kept=[],
    )


def gather(plan: Plan, thresholds: Mapping[str, float] | None = None) -> dict[str, Gathered]:
    """Run every way ahead over all draws. `thresholds` (measure -> least value) say what satisfices; default: none."""
    wanted = thresholds or {}
    gathered = {name: _empty(plan, model) for name, model in plan.models.items()}
    for first in range(plan.first_draw, plan.first_draw + plan.draws, CHUNK):
        number = min(CHUNK, plan.first_draw + plan.draws - first)
        theta = plan.sampler(np.arange(first, first + number, dtype=np.uint64))
        options = Options(first_draw=first, watched=_watched(plan), precision=plan.precision, engine=plan.engine)
        summaries = {}
        for name, model in plan.models.items():
            into = gathered[name]
            results = run_draws(model, theta, plan.key, options, into.fans)
            into.declining += results.declining
            for i in range(len(row.SUMMARY)):
                sketch.count(into.summary[i : i + 1], results.summary[None, i : i + 1], 0, number)
            if first < EXPERIMENTS:
                into.kept.append(results.summary[:, : EXPERIMENTS - first])
            summaries[name] = results.summary
        _regret(gathered, summaries, wanted)
    return gathered


def _regret(gathered: Mapping[str, Gathered], summaries: Mapping[str, Array], wanted: Mapping[str, float]) -> None:
    for i, (measure, place) in enumerate(REGRET_MEASURES):
        best = np.max([summary[place] for summary in summaries.values()], axis=0)
        for name, summary in summaries.items():
            lost = best - summary[place]
            into = gathered[name]
            sketch.count(into.regret[i : i + 1], lost[None, None, :], 0, lost.size)
            into.largest_regret[i] = max(into.largest_regret[i], float(lost.max(initial=0.0)))
            if measure in wanted:
                into.reached[i] += int(np.count_nonzero(summary[place] >= wanted[measure]))


def worst_mean(counts: NDArray[np.int32], share: float, *, highest: bool = False) -> float:
    """Mean of the lowest (or highest) share of the counted values: CVaR, within the sketch's error."""
    edges = sketch.edges()
    middle = 0.5 * (edges[:-1] + edges[1:])
    order = slice(None, None, -1) if highest else slice(None)
    many, value = counts[order].astype(np.float64), middle[order]
    left = share * float(many.sum())
    before = np.cumsum(many) - many
    taken = np.clip(left - before, 0.0, many)
    return float(np.sum(taken * value) / left) if left > 0 else 0.0


def alternative(name: str, plan: Plan, found: Gathered) -> Alternative:
    """Fans, probabilities and measures of one way ahead."""
    shares = np.array(SHARES)
    values = sketch.quantiles(found.fans, shares)
    labels = [f"{s:g}" for s in SHARES]
    fans = {
        indicator: Fan(indicator, unit, {label: tuple(values[q, i].tolist()) for q, label in enumerate(labels)})
        for i, (indicator, unit) in enumerate(indicator_names(plan))
    }
    ends = sketch.quantiles(found.summary, shares)
    measures = {
        measure: Measure(
            measure,
            unit,
            {label: float(ends[q, i]) for q, label in enumerate(labels)},
            worst_mean(found.summary[i], WORST),
        )
        for i, (measure, unit) in enumerate(row.SUMMARY)
    }
    years = next(iter(plan.models.values())).years
    none = sketch.quantile_below(found.summary[row.EXHAUSTION_YEAR], years - 0.5)
    return Alternative(name, fans, tuple((found.declining / plan.draws).tolist()), none, measures)


def regrets(plan: Plan, gathered: Mapping[str, Gathered], thresholds: Mapping[str, float]) -> tuple[Regret, ...]:
    """Regret of every way ahead in value and jobs, against the best of them draw by draw."""
    found = []
    units = dict(row.SUMMARY)
    for i, (measure, _) in enumerate(REGRET_MEASURES):
        for name, each in gathered.items():
            median = float(sketch.quantiles(each.regret[i : i + 1], np.array([0.5]))[0, 0])
            found.append(
                Regret(
                    alternative=name,
                    measure=measure,
                    unit=units[measure],
                    median=max(median, 0.0),
                    cvar=worst_mean(each.regret[i], WORST, highest=True),
                    largest=float(each.largest_regret[i]),
                    satisficing=float(each.reached[i]) / plan.draws,
                    threshold=thresholds.get(measure, float("nan")),
                )
            )
    return tuple(found)


def means(plan: Plan, models: Mapping[str, Model], draws: int) -> dict[str, Array]:
    """Mean of every summary row over the first `draws` draws (exact), for wedges."""
    theta = plan.sampler(np.arange(draws, dtype=np.uint64))
    options = Options(precision=plan.precision, engine=plan.engine)
    return {name: run_draws(model, theta, plan.key, options).summary.mean(axis=1) for name, model in models.items()}


def lever_cost(plan: Plan, model: Model, base: Model, draws: int) -> float:
    """Median over draws of what a lever costs the city in all years, mcny, not discounted: `model` pulls it alone."""
    theta = plan.sampler(np.arange(draws, dtype=np.uint64))
    options = Options(keep=True, precision=plan.precision, engine=plan.engine)
    with_lever, without = (run_draws(m, theta, plan.key, options).kept for m in (model, base))
    spent = with_lever[:, row.LEVER_COST] - without[:, row.LEVER_COST]
    forgone = without[:, row.REVENUE] - with_lever[:, row.REVENUE]
    return float(np.median(np.sum(spent + forgone, axis=0)))


def driver_notes(drivers: Sequence[Driver]) -> list[DriverNote]:
    """How each drawn price swings."""
    return [DriverNote(d.name, d.volatility.central, d.half_life_years.central, d.measured) for d in drivers]


class Clock:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self._last = time.process_time()
        self.seconds: dict[str, float] = {}

    def mark(self, name: str) -> None:
        """Book the time since the last mark under a name."""
        now = time.process_time()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now
