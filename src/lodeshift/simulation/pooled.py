"""The handful of pooled constants: the same for every city, none fitted to a city.

How growth persists, and how large its shocks are. The persistences and the weight are judgement, made after looking at a
panel of yearly real growth of 239 Chinese prefectures, 1998-2021 (`docs/backtest.md`); the four shock sizes are what
`shocks.estimate` gives at the end of that panel, rounded. Licence caution: that panel may not be passed on. These are
seven rounded numbers for the whole country; no row of it is in this package or can be read from them. The backtest does
not use the four sizes: it starts from `prior_of` and estimates them anew at every origin from what was known then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from lodeshift.catalogue.assumptions import Assumptions

_SIZES: Final = ("sigma_trend", "sigma_deviation", "sigma_level", "doubt_of_start")


@dataclass(frozen=True, slots=True)
class Pooled:
    """Growth of output per head in logs. `own_weight` is how much of a city's lead over the pooled trend is believed."""

    trend_persistence: float
    """Share of the gap to long-run growth left after a year."""
    deviation_persistence: float
    """Share of a city's lead left after a year."""
    own_weight: float
    sigma_trend: float
    """Yearly shock to growth that all cities share."""
    sigma_deviation: float
    """Yearly shock to a city's own lead."""
    sigma_level: float
    """Lasting yearly shock to a city's level."""
    doubt_of_start: float
    """Standard deviation of the growth rate that the forecast starts from."""


def pooled_of(assumed: Assumptions) -> Pooled:
    """The pooled constants that runs start from."""
    return Pooled(**{name: assumed.central(name) for name in Pooled.__slots__})


def prior_of(assumed: Assumptions) -> Pooled:
    """As `pooled_of`, with the round sizes of shocks that were set before any panel was looked at."""
    sizes = {name: assumed.central(f"prior_{name}") for name in _SIZES}
    return replace(pooled_of(assumed), **sizes)
