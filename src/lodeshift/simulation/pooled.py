"""The handful of pooled constants: the same for every city, none fitted to a city.

How growth persists, and how large its shocks are. The persistences and the weight are judgement, made after looking at a
panel of yearly real growth of 239 Chinese prefectures, 1998-2021 (`docs/backtest.md`); the four shock sizes are what
`shocks.estimate` gives at the end of that panel, rounded. Licence caution: that panel may not be passed on. These are
seven rounded numbers for the whole country; no row of it is in this package or can be read from them. The backtest does
not use the four sizes: it starts from `PRIOR` and estimates them anew at every origin from what was known then.
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
    sigma_trend: float = 0.014
    """Yearly shock to growth that all cities share."""
    sigma_deviation: float = 0.010
    """Yearly shock to a city's own lead."""
    sigma_level: float = 0.010
    """Lasting yearly shock to a city's level."""
    doubt_of_start: float = 0.012
    """Standard deviation of the growth rate that the forecast starts from."""


POOLED: Final = Pooled()
PRIOR: Final = Pooled(sigma_trend=0.010, sigma_deviation=0.010, sigma_level=0.018, doubt_of_start=0.010)
"""Round sizes set before any panel was looked at: yearly shocks of one to two percent."""
