"""The handful of pooled constants: the same for every city, none fitted to a city.

How growth persists, and how large its shocks are. They are judged from yearly real growth of Chinese prefectures
(`backtest` re-estimates the shocks at every origin from what was known then and prints how these do). Six rounded
numbers for the whole country; the city rows of that panel are not part of this package and cannot be read from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Pooled:
    """Growth of output per head in logs. `own_weight` is how much of a city's lead over the pooled trend is believed."""

    trend_persistence: float = 0.90
    """Share of the gap to long-run growth left after a year."""
    deviation_persistence: float = 0.90
    """Share of a city's lead left after a year."""
    own_weight: float = 0.5
    sigma_trend: float = 0.010
    """Yearly shock to growth that all cities share."""
    sigma_deviation: float = 0.010
    """Yearly shock to a city's own lead."""
    sigma_level: float = 0.018
    """Lasting yearly shock to a city's level."""
    doubt_of_start: float = 0.010
    """Standard deviation of the growth rate that the forecast starts from."""


POOLED: Final = Pooled()
