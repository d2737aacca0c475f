"""The wind's daily shape and its tie to the sun, by province, from the table `wind_shape`.

Shifts are in normal scores: +0.5 in an hour means that the wind of this hour is what it is half a standard deviation
above its month's median elsewhere. Two harmonics over the day, apart for the warm (April to September) and the cold
half of the year. Most provinces are windiest at night at hub height; the plateau and Yunnan in the afternoon.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure

Array = NDArray[np.float64]
_WARM_MONTHS: Final = (3, 4, 5, 6, 7, 8)  # April to September, January is 0
_HALVES: Final = ("cold", "warm")


@dataclass(frozen=True, slots=True)
class WindShape:
    """Daily shift of the wind's normal score: shape (2, 24), rows cold and warm half, columns clock hours; and the
    correlation of the slow parts of wind and cloudlessness."""

    shift: Array
    wind_sun_correlation: float
    figure: Figure

    def hours(self, months: NDArray[np.int64]) -> Array:
        """Shift in each hour of the year (8760,)."""
        warm = np.isin(months, _WARM_MONTHS).astype(np.int64)
        return np.asarray(self.shift[warm, np.arange(len(months)) % 24])


@cache
def wind_shape(province: str) -> WindShape:
    """Shape of a province ("inner-mongolia").

    Raises
    ------
    UnknownIdError : the table has no such province.
    """
    rows = {row["metric"]: row for row in tables.read("wind_shape") if row["id"] == f"province:{province}"}
    if not rows:
        known = {row["id"].removeprefix("province:") for row in tables.read("wind_shape")}
        raise UnknownIdError("province", province, known)
    middle = np.arange(24) + 0.5
    shift = np.zeros((2, 24))
    for half, name in enumerate(_HALVES):
        for harmonic in (1, 2):
            size = tables.needed(rows[f"daily_amplitude_{harmonic}_{name}"], "value")
            peak = tables.needed(rows[f"daily_peak_{harmonic}_{name}"], "value")
            shift[half] += size * np.cos(2.0 * np.pi * harmonic * (middle - peak) / 24.0)
    correlation = rows["wind_sun_correlation"]
    return WindShape(shift, tables.needed(correlation, "value"), tables.figure(correlation))
