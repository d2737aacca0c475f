"""Which weeks or days stand for the year: the choice of one candidate per span that keeps the year's character best.

The measure adds up, over wind, sun and both together: the miss of the weighted mean, the mean distance of the duration
curves, the miss of each span's mean, and the miss of the calmest and the fullest day. It is lowered by exchanging one
candidate at a time until no exchange helps (coordinate descent from the best single candidates).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.names import HOURS_PER_DAY

Array = NDArray[np.float64]
Index = NDArray[np.int64]

WEIGHT_MEAN: Final = 4.0
WEIGHT_DURATION: Final = 2.0
WEIGHT_SPAN: Final = 1.0
WEIGHT_EXTREME: Final = 0.5
_CURVE_POINTS: Final = 40
_CALM_AND_FULL: Final = (0.02, 0.98)
_MOST_ROUNDS: Final = 20


def choose(series: Array, period: int, candidates: list[Index], span_hours: Array) -> Index:
    """First hours of the chosen weeks or days, one per span.

    Parameters
    ----------
    series : hourly series, shape (n, 8760); a further one, the mean of all after division by their means, is added.
    period : hours of a candidate (168 or 24).
    candidates : for each span the first hours to choose from, none empty.
    span_hours : hours that each span stands for; they sum to 8760.
    """
    scaled = series / np.maximum(series.mean(axis=1, keepdims=True), 1e-12)
    scaled = np.vstack([scaled, scaled.mean(axis=0)])
    measure = _Measure(scaled, period, candidates, span_hours)
    picks = [int(np.argmin(measure.span_miss[span])) for span in range(len(candidates))]
    for _ in range(_MOST_ROUNDS):
        before = list(picks)
        for span in range(len(picks)):
            picks[span] = measure.best(picks, span)
        if picks == before:
            break
    return np.array([candidates[span][pick] for span, pick in enumerate(picks)], dtype=np.int64)


class _Measure:
    """What each candidate adds to the year, worked out once: means, shares of hours below the levels, day extremes."""

    def __init__(self, series: Array, period: int, candidates: list[Index], span_hours: Array) -> None:
        self.share = span_hours / span_hours.sum()
        quantiles = (np.arange(_CURVE_POINTS) + 0.5) / _CURVE_POINTS
        levels = np.quantile(series, quantiles, axis=1).T
        self.gaps = np.diff(levels, axis=1, prepend=0.0)
        self.year_below = np.stack(
            [(row[None, :] <= edge[:, None]).mean(axis=1) for row, edge in zip(series, levels, strict=True)]
        )
        days = series.reshape(len(series), -1, HOURS_PER_DAY).mean(axis=2)
        self.day_edges = np.quantile(days, _CALM_AND_FULL, axis=1)
        self.mean: list[Array] = []
        self.below: list[Array] = []
        self.calm: list[Array] = []
        self.full: list[Array] = []
        self.span_miss: list[Array] = []
        for starts in candidates:
            hours = series[:, starts[:, None] + np.arange(period)]  # (series, candidate, hour)
            mean = hours.mean(axis=2).T
            day = hours.reshape(len(series), len(starts), -1, HOURS_PER_DAY).mean(axis=3)
            sorted_hours = np.sort(hours, axis=2)
            below = np.empty((len(starts), len(series), _CURVE_POINTS))
            for row in range(len(series)):
                for place in range(len(starts)):
                    below[place, row] = np.searchsorted(sorted_hours[row, place], levels[row], side="right") / period
            self.mean.append(mean)
            self.below.append(below)
            self.calm.append(day.min(axis=2).T)
            self.full.append(day.max(axis=2).T)
            self.span_miss.append(np.abs(mean - mean.mean(axis=0)).sum(axis=1))

    def best(self, picks: list[int], span: int) -> int:
        """The candidate of a span that gives the lowest measure with the other picks as they are."""
        others = [place for place in range(len(picks)) if place != span]
        mean = sum((self.share[o] * self.mean[o][picks[o]] for o in others), start=np.zeros_like(self.mean[span][0]))
        below = sum((self.share[o] * self.below[o][picks[o]] for o in others), start=np.zeros_like(self.below[span][0]))
        no_day = np.full_like(self.calm[span][0], np.inf)
        calm = np.min([self.calm[o][picks[o]] for o in others], axis=0) if others else no_day
        full = np.max([self.full[o][picks[o]] for o in others], axis=0) if others else -no_day
        total_mean = mean + self.share[span] * self.mean[span]
        total_below = below + self.share[span] * self.below[span]
        miss = WEIGHT_MEAN * np.abs(total_mean - 1.0).sum(axis=1)
        miss += WEIGHT_DURATION * (np.abs(total_below - self.year_below) * self.gaps).sum(axis=(1, 2))
        miss += WEIGHT_SPAN * self.share[span] * self.span_miss[span]
        miss += WEIGHT_EXTREME * np.abs(np.minimum(calm, self.calm[span]) - self.day_edges[0]).sum(axis=1)
        miss += WEIGHT_EXTREME * np.abs(np.maximum(full, self.full[span]) - self.day_edges[1]).sum(axis=1)
        return int(np.argmin(miss))
