"""Which slices of a plan make up a typical winter and summer week, and the power in them by source and by use."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from lodeshift.names import HOURS_PER_WEEK, HOURS_PER_YEAR
from lodeshift.records.plan import Plan, Slices
from lodeshift.reporting.plan_reading import LEAST_SHOWN, SUPPLY_KINDS, kind_of

Season = Literal["winter", "summer"]
_MIDDLE_OF: Final[dict[Season, int]] = {"winter": 15 * 24, "summer": 196 * 24}
"""Hour of the year in the middle of January and of July."""


@dataclass(frozen=True, slots=True)
class Week:
    """Up to seven days of slices that follow each other. `first` and `past` bound their indices."""

    first: int
    past: int
    start_hour: int
    length_h: int

    @property
    def hours(self) -> NDArray[np.float64]:
        """Hours since the week's start at which its slices begin."""
        return np.arange(self.past - self.first, dtype=float) * self.length_h

    def day_names(self, language: Literal["zh", "en"]) -> tuple[tuple[float, str], ...]:
        """Noon of each day with its date, for the axis."""
        days = (self.past - self.first) * self.length_h // 24
        first = datetime.date(2023, 1, 1) + datetime.timedelta(hours=int(self.start_hour))  # any year of 365 days
        dates = [first + datetime.timedelta(days=i) for i in range(days)]
        words = [f"{d.month}月{d.day}日" if language == "zh" else f"{d.day} {d:%b}" for d in dates]
        return tuple((24.0 * i + 12.0, word) for i, word in enumerate(words))


def pick_week(plan: Plan, season: Season) -> Week:
    """The week nearest to the middle of January or July.

    Where the plan knows every hour of the month, the week taken is the one whose wind and sun are nearest to the
    month's mean, so that neither a calm nor a storm stands for the season. Plans of separate weeks or days give the
    nearest one whole.
    """
    runs = _runs(plan.slices)
    middle = _MIDDLE_OF[season]
    length = plan.slices.length_h
    wanted = HOURS_PER_WEEK // length
    starts = plan.slices.start_hour
    long_runs = [run for run in runs if run[1] - run[0] >= wanted]
    if not long_runs:
        first, past = min(runs, key=lambda run: _apart((int(starts[run[0]]) + int(starts[run[1] - 1])) // 2, middle))
        return Week(first, past, int(starts[first]), length)
    windows = [
        Week(i, i + wanted, int(starts[i]), length)
        for first, past in long_runs
        for i in range(first, past - wanted + 1)
        if starts[i] % 24 == 0
    ] or [Week(run[0], run[0] + wanted, int(starts[run[0]]), length) for run in long_runs]
    near = [w for w in windows if _apart(w.start_hour + HOURS_PER_WEEK // 2, middle) <= 12 * 24]
    if not near:
        return min(windows, key=lambda w: _apart(w.start_hour + HOURS_PER_WEEK // 2, middle))
    given = _available(plan)
    means = [float(given[w.first : w.past].mean()) for w in near]
    return near[int(np.argmin(np.abs(np.array(means) - np.mean(means))))]


def supply(plan: Plan, year: int, week: Week) -> Mapping[str, NDArray[np.float64]]:
    """MW by kind of supply in a week of a planning year, summed over sites, in stacking order; kinds with none left out."""
    found = _summed((p.supply_mw for p in plan.power if p.year == year), week)
    ranked = sorted(found, key=lambda k: SUPPLY_KINDS.index(k) if k in SUPPLY_KINDS else len(SUPPLY_KINDS))
    return {kind: found[kind] for kind in ranked if found[kind].max(initial=0.0) >= LEAST_SHOWN}


def use(plan: Plan, year: int, week: Week) -> Mapping[str, NDArray[np.float64]]:
    """MW by use: process ids largest first, then "battery" (charging) and "export"."""
    found = _summed((p.use_mw for p in plan.power if p.year == year), week)
    last = ("battery", "export")
    ranked = sorted(found, key=lambda k: (k in last, -float(found[k].mean())))
    return {kind: found[kind] for kind in ranked if found[kind].max(initial=0.0) >= LEAST_SHOWN}


def _summed(sides: Iterable[Mapping[str, NDArray[np.float64]]], week: Week) -> dict[str, NDArray[np.float64]]:
    found: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(week.past - week.first))
    for side in sides:
        for name, series in side.items():
            found[kind_of(name)] = found[kind_of(name)] + np.maximum(series[week.first : week.past], 0.0)
    return found


def _runs(slices: Slices) -> list[tuple[int, int]]:
    """Index ranges of slices that follow each other without a gap."""
    breaks = np.flatnonzero(np.diff(slices.start_hour) != slices.length_h) + 1
    edges = [0, *breaks.tolist(), slices.start_hour.size]
    return [(int(a), int(b)) for a, b in pairwise(edges)]


def _apart(hour: int, other: int) -> int:
    """Hours between two hours of the year, the short way round."""
    distance = abs(hour - other) % HOURS_PER_YEAR
    return min(distance, HOURS_PER_YEAR - distance)


def _available(plan: Plan) -> NDArray[np.float64]:
    last = plan.years[-1].year
    total = np.zeros(plan.slices.start_hour.size)
    for power in plan.power:
        if power.year == last:
            for series in power.available_mw.values():
                total += series
    return total
