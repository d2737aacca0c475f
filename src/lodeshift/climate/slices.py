"""Which hours a plan looks at: the whole year, blocks of some hours, or weeks or days that stand for their season.

    8760            every hour
    8760 / n        means of n hours, n = 2, 3, 4, 6, 8, 12 (divisors of a day: a block has the same hours every day)
    168 * n         n representative weeks, n <= 52: one from each of n spans of the year (4: the seasons)
    24 * n          n representative days, n <= 365, one from each of n spans

Weeks and days are taken from the series themselves, so every hour keeps its own clock time, its own sun and its own
wind. They are chosen one per span so that means, duration curves and the calmest and fullest days of wind, sun and both
together are kept best; the search is by exchange and has no chance in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.climate import level, sun
from lodeshift.climate.choice import choose
from lodeshift.errors import InputRangeError
from lodeshift.names import HOURS_PER_DAY, HOURS_PER_WEEK, HOURS_PER_YEAR, MONTH_DAYS
from lodeshift.records.plan import Slices

Array = NDArray[np.float64]
Index = NDArray[np.int64]

BLOCK_HOURS: Final = (1, 2, 3, 4, 6, 8, 12)
_DECEMBER_HOURS: Final = MONTH_DAYS[11] * HOURS_PER_DAY


def make(hours: int, wind_cf: Array | Sequence[Array], pv_cf: Array | Sequence[Array], *, year: int = 2023) -> Slices:
    """Slices for a plan that looks at `hours` hours.

    Parameters
    ----------
    wind_cf, pv_cf : hourly series, shape (8760,) or several of them (n, 8760). They decide which weeks or days are
        taken; blocks of hours do not look at them.
    year : calendar year; it decides nothing but is checked, since a 29 February is left out in every year.

    Raises
    ------
    InputRangeError : `hours` is none of the allowed numbers (they are named), or a series has not 8760 values.
    """
    months = sun.months(year) + 1
    block = HOURS_PER_YEAR // hours if hours > 0 and HOURS_PER_YEAR % hours == 0 else 0
    if block in BLOCK_HOURS:
        start = np.arange(0, HOURS_PER_YEAR, block, dtype=np.int64)
        return Slices(start, block, np.full(hours, float(block)), months[start])
    period = HOURS_PER_WEEK if hours > 0 and hours % HOURS_PER_WEEK == 0 else HOURS_PER_DAY
    if hours <= 0 or hours % period or hours > HOURS_PER_YEAR - HOURS_PER_DAY:
        raise InputRangeError(_allowed(hours))
    series = np.vstack([_checked("wind_cf", wind_cf), _checked("pv_cf", pv_cf)])
    spans = _spans(hours // period)
    starts = choose(series, period, _candidates(spans, period), _span_hours(spans))
    order = np.argsort(starts)
    begin = starts[order]
    weights = (_span_hours(spans) / period)[order]
    start = (begin[:, None] + np.arange(period)).ravel()
    return Slices(start, 1, np.repeat(weights, period), months[start])


def aggregate(series: Array, slices: Slices, *, upper: float = 1.0) -> Array:
    """One value per slice from an hourly series (8760,): block means, or the hours taken, brought to the year's mean.

    Hours of representative weeks or days are multiplied by one factor, and cut at `upper`, so that the weighted mean
    is that of the full series: the yearly energy is exact. Give `upper=inf` for a load.

    Raises
    ------
    InputRangeError : not 8760 values, a negative value, a value above `upper`, or hours taken that are all zero.
    """
    whole = np.asarray(series, dtype=np.float64)
    if whole.shape != (HOURS_PER_YEAR,):
        raise InputRangeError(f"an hourly series has shape {whole.shape}; it must be ({HOURS_PER_YEAR},)")
    if whole.min() < 0.0 or whole.max() > upper:
        raise InputRangeError(
            f"an hourly series runs from {whole.min():g} to {whole.max():g}; it must lie in 0..{upper:g}"
        )
    hours = slices.start_hour[:, None] + np.arange(slices.length_h)
    taken = whole[hours].mean(axis=1)
    mean = float(whole.mean())
    if abs(float(taken @ slices.weight_h) / HOURS_PER_YEAR - mean) <= 1e-12 * max(mean, 1e-12):
        return np.asarray(taken)
    factor = level.solve(
        lambda k: float(np.minimum(k * taken, upper) @ slices.weight_h) / HOURS_PER_YEAR,
        mean,
        (1e-3, 1e3),
        "mean of the representative hours",
        tolerance=1e-13,
    )
    return np.asarray(np.minimum(factor * taken, upper))


def periods(slices: Slices) -> Index:
    """Number of the unbroken run of hours that each slice belongs to, from 0: one for blocks, one per week or day.

    Neighbouring weeks that touch count as one run only when they have the same weight.
    """
    follows = np.diff(slices.start_hour) == slices.length_h
    same = np.diff(slices.weight_h) == 0.0
    return np.concatenate([[0], np.cumsum(~(follows & same))]).astype(np.int64)


def billing_months(slices: Slices) -> tuple[Index, Array]:
    """Groups of slices that share a demand charge: the group of each slice, and how many months each group stands for.

    With all twelve months among the slices a group is a month and counts once. With fewer, each week or day is a group
    and counts for the months of the hours that it stands for (they sum to 12).
    """
    if len(np.unique(slices.month)) == 12:
        return slices.month.astype(np.int64) - 1, np.ones(12)
    group = periods(slices)
    return group, np.bincount(group, weights=slices.weight_h) * 12.0 / HOURS_PER_YEAR


def _allowed(hours: int) -> str:
    blocks = ", ".join(str(HOURS_PER_YEAR // n) for n in BLOCK_HOURS)
    return (
        f"hours is {hours}; it must be {blocks} (means of 1, 2, 3, 4, 6, 8, 12 hours), a multiple of 168 up to 8736 "
        "(representative weeks: 672 = 4) or a multiple of 24 up to 8736 (representative days)"
    )


def _checked(name: str, series: Array | Sequence[Array]) -> Array:
    rows = np.atleast_2d(np.asarray(series, dtype=np.float64))
    if rows.ndim != 2 or rows.shape[1] != HOURS_PER_YEAR:
        raise InputRangeError(f"{name} has shape {rows.shape}; each series must have {HOURS_PER_YEAR} values")
    return rows


def _spans(count: int) -> Array:
    """Edges of `count` spans of whole days, in days from 1 December: seasons for 4, months for 12, else equal lengths."""
    lengths = np.bincount(sun.months(2023)) // 24
    from_december = np.concatenate([[0], np.cumsum(np.roll(lengths, 1))])
    if 12 % count == 0:
        return from_december[:: 12 // count].astype(np.float64)
    return np.round(np.arange(count + 1) * 365.0 / count)


def _span_hours(spans: Array) -> Array:
    return np.diff(spans) * HOURS_PER_DAY


def _candidates(spans: Array, period: int) -> list[Index]:
    """First hours of the whole weeks or days within the year whose middle day lies in each span."""
    begin = np.arange(0, HOURS_PER_YEAR - period + 1, HOURS_PER_DAY)
    middle_day = ((begin + period // 2 + _DECEMBER_HOURS) % HOURS_PER_YEAR) / HOURS_PER_DAY
    return [begin[(middle_day >= low) & (middle_day < high)] for low, high in itertools.pairwise(spans)]
