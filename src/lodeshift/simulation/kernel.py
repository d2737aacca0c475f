"""Run draws: numpy arrays in, summaries and counts out. The engine is the compiled kernel or the plain reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lodeshift.simulation import rows as row
from lodeshift.simulation import step
from lodeshift.simulation.compiling import BLOCK, Precision, run_years
from lodeshift.simulation.counter import WINDOW, Words
from lodeshift.simulation.layout import City, Firms, Floats, Levers, Markets, State
from lodeshift.simulation.packing import empty_state, pack
from lodeshift.simulation.sketch import BINS, Counts, count

Engine = Literal["compiled", "reference"]


class Model(NamedTuple):
    """One city (or run) as arrays, and which indicators are counted."""

    firms: Firms
    city: City
    markets: Markets
    levers: Levers

    @property
    def years(self) -> int:
        return int(self.city.clock.size)

    @property
    def chains(self) -> int:
        return int(self.firms.young.size)

    @property
    def prices(self) -> int:
        return int(self.markets.reversion.size)

    @property
    def ends(self) -> int:
        return int(self.markets.demand_volatility.size)

    @property
    def theta_rows(self) -> int:
        return row.FIRST_LEVEL + 2 * self.prices + self.ends

    @property
    def shock_rows(self) -> int:
        return row.FIRST_SHOCK + self.ends + self.prices

    @property
    def record_rows(self) -> int:
        return row.FIRST_PRICE + self.prices + self.chains

    @property
    def summary_rows(self) -> int:
        return row.FIRST_MEAN_PRICE + self.prices + self.ends


def _sizes(model: Model) -> dict[str, int]:
    return {
        "Lanes": 1,
        "PriceLanes": model.prices,
        "EndLanes": model.ends,
        "ChainLanes": model.chains,
        "TierLanes": int(model.firms.tier_ore.size),
    }


def _reference_state(model: Model, n: int) -> State:
    sizes = _sizes(model)
    shapes = (getattr(hint, "__forward_arg__", "") for hint in State.__annotations__.values())
    return State(*(np.zeros((n,) if shape == "Lanes" else (sizes[shape], n)) for shape in shapes))


class Results(NamedTuple):
    """`summary` (rows, draws), `counts` (watched rows, T, bins), `declining` (T) draws in decline, `kept` (T, rows,
    draws, or none) all records where they were asked for."""

    summary: Floats
    counts: Counts
    declining: NDArray[np.int64]
    kept: Floats


@dataclass(frozen=True, slots=True)
class Options:
    """How draws are run and what is brought back."""

    first_draw: int = 0
    shift: Words | None = None
    """Added to the draw number of every shock row (Sobol indices)."""
    watched: tuple[int, ...] = ()
    """Rows of the record that are counted into bins."""
    keep: bool = False
    """Bring back every record."""
    precision: Precision = "float64"
    engine: Engine = "compiled"


def run_draws(
    model: Model, theta: Floats, key: Words, options: Options | None = None, counts: Counts | None = None
) -> Results:
    """Run the draws `first_draw` and on, one for every column of theta (rows as in `rows`, draws).

    Results are the same however draws are split over calls. `counts` (watched rows, T, bins) are added to in place.
    """
    chosen = options or Options()
    number = theta.shape[1]
    offset = np.zeros(model.shock_rows, np.uint64) if chosen.shift is None else chosen.shift
    watched, keep = chosen.watched, chosen.keep
    results = Results(
        np.empty((model.summary_rows, number)),
        np.zeros((len(watched), model.years, BINS), np.int32) if counts is None else counts,
        np.zeros(model.years, np.int64),
        np.empty((model.years, model.record_rows, number if keep else 0)),
    )
    run = _Block(
        model, chosen.precision, number if chosen.engine == "reference" else BLOCK[chosen.precision], chosen.engine
    )
    for first in range(0, number, run.lanes):
        used = min(run.lanes, number - first)
        out, summary = run(theta[:, first : first + used], key, offset, chosen.first_draw + first)
        results.summary[:, first : first + used] = summary[:, :used]
        results.declining[:] += np.count_nonzero(out[:, row.DECLINING, :used] > 0.0, axis=1)
        if keep:
            results.kept[:, :, first : first + used] = out[:, :, :used]
        for place, watched_row in enumerate(watched):
            count(results.counts[place], out, watched_row, used)
    return results


class _Block:
    """Arrays that one block works in, used again for every block."""

    def __init__(self, model: Model, precision: Precision, lanes: int, engine: Engine) -> None:
        real = np.float64 if precision == "float64" else np.float32
        self.lanes, self._real, self._reference = lanes, real, engine == "reference"
        rows = (model.theta_rows, model.shock_rows, model.record_rows, model.summary_rows)
        self._theta = np.zeros((rows[0], lanes), real)
        self._z: Any = tuple(np.zeros((rows[1], lanes), real) for _ in range(WINDOW))
        self._out = np.zeros((model.years, rows[2], lanes), real)
        self._summary = np.zeros((rows[3], lanes), real)
        self._window = np.zeros(1, np.uint64)
        self._state: Any
        self._bundle: Any
        if self._reference:
            self._run, self._state, self._bundle = step.run_years, _reference_state(model, lanes), tuple(model)
        else:
            self._run = run_years(precision)
            self._state = empty_state(_sizes(model), lanes, real)
            self._bundle = tuple(pack(name, getattr(model, name), real) for name in model._fields)

    def __call__(self, theta: Floats, key: Words, shift: Words, first: int) -> tuple[Floats, Floats]:
        used = theta.shape[1]
        self._theta[:, :used] = theta
        self._theta[:, used:] = theta[:, -1:]
        draws = np.arange(first, first + self.lanes, dtype=np.uint64)
        random = (key, draws, shift, self._window)
        if self._reference:
            self._run(self._state, self._theta, self._z, self._bundle, random, self._out, self._summary)
        else:
            flat: Any = tuple(z.reshape(-1) for z in self._z)
            out = self._out.reshape(self._out.shape[0], -1)
            self._run(self._state, self._theta.reshape(-1), flat, self._bundle, random, out, self._summary.reshape(-1))
        return self._out, self._summary
