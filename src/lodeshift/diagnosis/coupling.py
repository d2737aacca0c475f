"""Coupling coordination of subsystems, each already scored in [0, 1] (diagnosis-method section 4).

C says how far the subsystems stand at the same level, T how high they stand together, D = sqrt(C T). Papers use
different forms and bands under the same name, so both are named in every result.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lodeshift.errors import InputRangeError
from lodeshift.records.scores import CouplingScore

Values = NDArray[np.float64]
Form = Literal["geometric", "geometric_without_root", "variance"]
"""geometric: C = [prod U / (mean U)^n]^(1/n). geometric_without_root: C = prod U / (mean U)^n, as papers write it that
omit the root. variance: C = 1 - 2 sqrt((n sum U^2 - (sum U)^2) / n^2) (Fan et al.), cut at 0."""
Band = tuple[float, str]
TENTHS: Final[tuple[Band, ...]] = (
    (0.1, "extreme_imbalance"), (0.2, "severe_imbalance"), (0.3, "moderate_imbalance"), (0.4, "light_imbalance"),
    (0.5, "near_imbalance"), (0.6, "barely_coordinated"), (0.7, "primary_coordination"),
    (0.8, "intermediate_coordination"), (0.9, "good_coordination"), (1.0, "excellent_coordination"),
)  # fmt: skip
"""Upper ends (included) of the bands of D: Tian et al. 2021, Acta Geogr. Sin. 76(4) 781."""
COUPLING_BANDS: Final[tuple[Band, ...]] = (
    (0.3, "low_coupling"), (0.5, "antagonism"), (0.8, "running_in"), (1.0, "high_coupling"),
)  # fmt: skip
"""Upper ends (included) of the bands of C."""


def coupling_degree(u: ArrayLike, form: Form = "geometric") -> float:
    """C of one unit from its n >= 2 subsystem scores in [0, 1], by the form named. All scores zero give 0.

    Raises
    ------
    InputRangeError : fewer than two scores, or one outside [0, 1].
    """
    scores = _checked(u)
    n, mean = scores.size, float(scores.mean())
    if mean == 0:
        return 0.0
    if form == "variance":
        spread = n * float((scores**2).sum()) - float(scores.sum()) ** 2
        return float(max(0.0, 1 - 2 * np.sqrt(max(spread, 0.0)) / n))
    ratio = float(np.prod(scores / mean))
    return min(1.0, ratio if form == "geometric_without_root" else float(ratio ** (1 / n)))


def coordination(
    u: ArrayLike, importance: Sequence[float] | None = None, form: Form = "geometric", bands: tuple[Band, ...] = TENTHS
) -> CouplingScore:
    """C, T = sum a_k U_k and D = sqrt(C T) of one unit; equal importance a_k unless given (must add up to 1).

    Raises
    ------
    InputRangeError : scores outside [0, 1], or importance that does not add up to 1.
    """
    scores = _checked(u)
    a = np.full(scores.size, 1 / scores.size) if importance is None else np.asarray(importance, dtype=np.float64)
    if a.shape != scores.shape or np.any(a < 0) or abs(float(a.sum()) - 1) > 1e-9:
        raise InputRangeError(f"importance must be {scores.size} numbers >= 0 that add up to 1; found {a.tolist()}")
    c = coupling_degree(scores, form)
    t = float(a @ scores)
    d = float(np.sqrt(c * t))
    return CouplingScore(c, t, d, band(c, COUPLING_BANDS), band(d, bands), form)


def band(value: float, bands: tuple[Band, ...]) -> str:
    """The key of the band that holds `value`: bands are open below and closed above; 0 falls into the first."""
    return next((word for upper, word in bands if value <= upper + 1e-12), bands[-1][1])


def _checked(u: ArrayLike) -> Values:
    scores = np.asarray(u, dtype=np.float64)
    if scores.ndim != 1 or scores.size < 2:
        raise InputRangeError("coupling needs at least two subsystems")
    if not np.all((scores >= 0) & (scores <= 1)):
        raise InputRangeError(f"subsystem scores must lie in [0, 1]; found {scores.tolist()}")
    return scores
