"""What explains the spread: Sobol indices of groups of shocks, feature scores of single factors.

Random numbers here belong to (draw, row), so a group can be redrawn alone, whole paths included, by taking its rows
from other draw numbers: the pick-freeze design needs no extra machinery. First-order indices after Saltelli et al. 2010
(Computer Physics Communications 181), total indices after Jansen 1999; intervals by bootstrap over draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import check_range
from lodeshift.records.futures import Sensitivity
from lodeshift.simulation.factors import Group

Array = NDArray[np.float64]
Words = NDArray[np.uint64]
Runner = Callable[[Words, Words], Array]
"""(shift of theta rows, shift of shock rows) -> outcomes (outcomes, draws)."""
OTHER_DRAWS: Final = 2**40
"""Where the second sample takes its draw numbers: no run comes this far."""
_BOOTSTRAPS: Final = 200
_INTERVAL: Final = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows of theta and of shocks, so that shifts have the right length."""

    theta_rows: int
    shock_rows: int


def shifts(sizes: Sizes, groups: Sequence[Group]) -> tuple[Words, Words]:
    """Shift of every row: the rows of the given groups come from the other draws."""
    theta = np.zeros(sizes.theta_rows, np.uint64)
    shock = np.zeros(sizes.shock_rows, np.uint64)
    for group in groups:
        theta[list(group.theta_rows)] = OTHER_DRAWS
        shock[list(group.shock_rows)] = OTHER_DRAWS
    return theta, shock


def sobol(
    runner: Runner, sizes: Sizes, groups: Sequence[Group], outcomes: Sequence[str], rng: np.random.Generator
) -> tuple[Sensitivity, ...]:
    """First-order and total index of every group for every outcome; (2 + groups) ensembles are run.

    Raises
    ------
    InputRangeError : no groups, or an outcome that does not vary.
    """
    check_range("number of groups", len(groups), at_least=1)
    own = runner(*shifts(sizes, ()))
    other = runner(np.full(sizes.theta_rows, OTHER_DRAWS, np.uint64), np.full(sizes.shock_rows, OTHER_DRAWS, np.uint64))
    number = own.shape[1]
    picks = rng.integers(0, number, (_BOOTSTRAPS, number))
    found = []
    for group in groups:
        mixed = runner(*shifts(sizes, (group,)))
        for i, outcome in enumerate(outcomes):
            first, total = indices(own[i], other[i], mixed[i])
            drawn = np.array([indices(own[i, p], other[i, p], mixed[i, p]) for p in picks])
            (first_low, total_low), (first_high, total_high) = np.quantile(drawn, _INTERVAL, axis=0)
            found.append(
                Sensitivity(
                    outcome, group.name, group.what, first, float(first_low), float(first_high),
                    total, float(total_low), float(total_high),
                )
            )  # fmt: skip
    return tuple(found)


def indices(own: Array, other: Array, mixed: Array) -> tuple[float, float]:
    """(first, total) of one group: `mixed` is `own` with the group's rows from `other`. 0 where nothing varies."""
    variance = float(np.var(np.concatenate((own, other))))
    if variance <= 0.0:
        return 0.0, 0.0
    centre = 0.5 * float(own.mean() + other.mean())
    first = float(np.mean((other - centre) * (mixed - own))) / variance
    total = float(np.mean((own - mixed) ** 2)) / (2.0 * variance)
    return first, total
