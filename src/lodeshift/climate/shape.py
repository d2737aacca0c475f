"""What a province's hourly series tells about its weather: the wind's daily shape, how long fronts last, and whether
windy days are bright. From the table `wind_shape`, which was worked out from one weather year.

Shifts are in normal scores: +0.5 in an hour means that the wind of this hour is what half a standard deviation above
the month's median is in the month at large. Two harmonics over the day, apart for the warm (April to September) and
the cold half of the year. Most provinces are windiest at night at hub height; the plateau and Yunnan in the afternoon.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import tables
from lodeshift.climate.chance import slow_memory_h
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure

Array = NDArray[np.float64]

SITE_PART_OF_SHIFT: Final = 0.75
"""A site varies more from hour to hour than the mean of its province, so the same daily wave is a smaller part of it."""
TRUST_IN_ONE_YEAR: Final = 0.5
"""One year tells an autocorrelation to about 0.1, as much as provinces differ: half way to the median province."""
DAY_MEAN_OF_SLOW: Final = 0.82
"""Autocorrelation of daily means over that of the slow part at 24 hours (from made series with the memories used here)."""
SCORE_OF_SLOW: Final = 0.80
"""The same for the wind's normal scores at 24 hours, which gusts and ties of calm hours dilute."""
_WARM_MONTHS: Final = (3, 4, 5, 6, 7, 8)  # April to September, January is 0
_HALVES: Final = ("cold", "warm")
_LOWEST_SLOW, _HIGHEST_SLOW = 0.1, 0.8


@dataclass(frozen=True, slots=True)
class WindShape:
    """Weather habits of a province.

    `shift` (2, 24): daily shift of the wind's normal score, rows cold and warm half, columns clock hours.
    `wind_slow_h`, `sun_slow_h`: time constants of passing weather. `full_load_hours`: level of the wind series that
    all this, and the monthly shares, come from.
    """

    shift: Array
    wind_slow_h: float
    sun_slow_h: float
    wind_sun_correlation: float
    full_load_hours: float
    figure: Figure

    def hours(self, months: NDArray[np.int64]) -> Array:
        """Shift in each hour of the year (8760,)."""
        warm = np.isin(months, _WARM_MONTHS).astype(np.int64)
        return np.asarray(self.shift[warm, np.arange(len(months)) % 24])


@cache
def _table() -> Mapping[str, Mapping[str, tables.Row]]:
    found: dict[str, dict[str, tables.Row]] = {}
    for row in tables.read("wind_shape"):
        found.setdefault(row["id"], {})[row["metric"]] = row
    return found


@cache
def _typical(metric: str) -> float:
    return statistics.median(tables.needed(rows[metric], "value") for rows in _table().values())


@cache
def wind_shape(province_key: str) -> WindShape:
    """Habits of a province ("province:inner-mongolia").

    Raises
    ------
    UnknownIdError : the table has no such province.
    """
    if province_key not in _table():
        raise UnknownIdError("province", province_key, _table())
    rows = _table()[province_key]
    middle = np.arange(24) + 0.5
    shift = np.zeros((2, 24))
    for half, name in enumerate(_HALVES):
        for harmonic in (1, 2):
            size = tables.needed(rows[f"daily_amplitude_{harmonic}_{name}"], "value")
            peak = tables.needed(rows[f"daily_peak_{harmonic}_{name}"], "value")
            shift[half] += size * np.cos(2.0 * np.pi * harmonic * (middle - peak) / 24.0)

    def slow_h(metric: str, of_slow: float) -> float:
        own = tables.needed(rows[metric], "value")
        trusted = TRUST_IN_ONE_YEAR * own + (1.0 - TRUST_IN_ONE_YEAR) * _typical(metric)
        return slow_memory_h(min(max(trusted / of_slow, _LOWEST_SLOW), _HIGHEST_SLOW), lag_h=24.0)

    return WindShape(
        shift=SITE_PART_OF_SHIFT * shift,
        wind_slow_h=slow_h("wind_autocorrelation_24h", SCORE_OF_SLOW),
        sun_slow_h=slow_h("sun_autocorrelation_1d", DAY_MEAN_OF_SLOW),
        wind_sun_correlation=tables.needed(rows["wind_sun_correlation"], "value"),
        full_load_hours=tables.needed(rows["full_load_hours"], "value"),
        figure=tables.figure(rows["wind_sun_correlation"]),
    )
