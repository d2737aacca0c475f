"""The one book of figures: what low, central and high mean, where each figure is used, and how much hangs on it.

One meaning in the whole house: central is the median, each side is half of a normal distribution, low and high are its
10th and 90th percentile (2nd and 98th where a row says "min and max"), and values stay in the field's range.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lodeshift.records.figure import Figure, Span

Array = NDArray[np.float64]
REACH: Final[dict[Span, float]] = {"p10_p90": NormalDist().inv_cdf(0.9), "min_max": NormalDist().inv_cdf(0.98)}
"""Standard deviations from the median to low and high."""
_SHARES: Final = frozenset({"share", "1"})


def value_at(figure: Figure, z: ArrayLike) -> Array:
    """Values of a figure at standard normal numbers `z` (any shape): two half normals joined at the median, within the
    field's range.

    The range: what cannot be negative (low >= 0) stays at or above 0, a share (unit "share" or "1" with low >= 0 and
    high <= 1) at or below 1.
    """
    at = np.asarray(z, dtype=np.float64)
    side = np.where(at > 0, figure.high - figure.central, figure.central - figure.low)
    least, most = limits(figure)
    return np.clip(figure.central + at * side / REACH[figure.span], least, most)


def limits(figure: Figure) -> tuple[float, float]:
    """The range of a figure's field: (least, most) that it can be at all."""
    least = 0.0 if figure.low >= 0 else -np.inf
    most = 1.0 if figure.unit in _SHARES and figure.low >= 0 and figure.high <= 1 else np.inf
    return least, most
