"""How concentrated or diverse an economy is, from the shares of its industries. Pure functions, one measure each.

`shares` and `reference` are arrays of J shares in [0, 1] that add up to 1 (industries in the same order). All
measures are those of diagnosis-method section 6: location quotient, Herfindahl-Hirschman (1945, 1950), Shannon (1948),
Krugman (1991), Hachman (1994), ogive (Tress 1938), related and unrelated variety (Frenken, Van Oort, Verburg 2007).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lodeshift.errors import InputRangeError

Shares = NDArray[np.float64]
TOLERANCE = 1e-9
"""How far shares may miss the sum of 1 before they are refused."""


def as_shares(amounts: ArrayLike) -> Shares:
    """Amounts of J industries (jobs, yuan, percent) as shares that add up to exactly 1.

    Raises
    ------
    InputRangeError : an amount is negative or not a number, or all are zero.
    """
    values = np.asarray(amounts, dtype=np.float64)
    if values.ndim != 1 or values.size == 0 or not np.all(np.isfinite(values)) or np.any(values < 0):
        raise InputRangeError(f"amounts of industries must be a row of numbers >= 0; found {values.tolist()}")
    total = float(values.sum())
    if total <= 0:
        raise InputRangeError("all industries are zero: there are no shares")
    return values / total


def _checked(shares: ArrayLike) -> Shares:
    values = np.asarray(shares, dtype=np.float64)
    if values.ndim != 1 or values.size == 0 or not np.all(np.isfinite(values)) or np.any(values < 0):
        raise InputRangeError(f"shares must be a row of numbers in [0, 1]; found {values.tolist()}")
    if abs(float(values.sum()) - 1.0) > TOLERANCE:
        raise InputRangeError(f"shares add up to {float(values.sum()):.12g}; they must add up to 1")
    return values


def _paired(shares: ArrayLike, reference: ArrayLike) -> tuple[Shares, Shares]:
    s, t = _checked(shares), _checked(reference)
    if s.shape != t.shape:
        raise InputRangeError(f"{s.size} shares but {t.size} reference shares")
    if np.any((t == 0) & (s > 0)):
        raise InputRangeError("an industry of the city is zero in the reference: its quotient is not defined")
    return s, t


def location_quotients(shares: ArrayLike, reference: ArrayLike) -> Shares:
    """s_j / t_j of each industry; 1 = as in the reference. An industry absent from both gets 1."""
    s, t = _paired(shares, reference)
    return np.divide(s, t, out=np.ones_like(s), where=t > 0)


def herfindahl(shares: ArrayLike) -> float:
    """Sum of squared shares, in [1/J, 1]; 1 = one industry only."""
    s = _checked(shares)
    return float(s @ s)


def herfindahl_normalised(shares: ArrayLike) -> float:
    """(HHI - 1/J) / (1 - 1/J), in [0, 1], so that tables of different J compare. One industry alone gives 1."""
    s = _checked(shares)
    if s.size == 1:
        return 1.0
    return (herfindahl(s) - 1 / s.size) / (1 - 1 / s.size)


def shannon(shares: ArrayLike) -> float:
    """-sum s ln s with 0 ln 0 = 0, in [0, ln J]."""
    s = _checked(shares)
    present = s[s > 0]
    return float(-(present @ np.log(present))) + 0.0  # + 0.0 turns -0.0 into 0.0


def effective_number(shares: ArrayLike) -> float:
    """e^Shannon: how many industries of equal size would be as diverse, in [1, J]."""
    return math.exp(shannon(shares))


def evenness(shares: ArrayLike) -> float:
    """Shannon / ln J, in [0, 1]; one industry alone gives 0."""
    s = _checked(shares)
    return 0.0 if s.size == 1 else shannon(s) / math.log(s.size)


def krugman(shares: ArrayLike, reference: ArrayLike) -> float:
    """Sum of |s - t|, in [0, 2] (the unhalved form): twice the share of jobs that would have to change industry."""
    s, t = _checked(shares), _checked(reference)
    if s.shape != t.shape:
        raise InputRangeError(f"{s.size} shares but {t.size} reference shares")
    return float(np.abs(s - t).sum())


def hachman(shares: ArrayLike, reference: ArrayLike) -> float:
    """1 / sum(s^2 / t), in (0, 1]; 1 = the mix of the reference."""
    s, t = _paired(shares, reference)
    inside = t > 0
    return float(1 / (s[inside] ** 2 / t[inside]).sum())


def ogive(shares: ArrayLike) -> float:
    """J sum (s - 1/J)^2, in [0, J - 1]; 0 = all industries equal."""
    s = _checked(shares)
    return float(s.size * ((s - 1 / s.size) ** 2).sum())


def variety(shares: ArrayLike, groups: Sequence[str]) -> tuple[float, float]:
    """(related, unrelated) variety: diversity inside and between groups of industries; their sum is Shannon exactly.

    Parameters
    ----------
    shares : J shares.
    groups : the group of each industry (J names), such as the 2-digit class of 4-digit industries.

    Raises
    ------
    InputRangeError : another number of groups than shares.
    """
    s = _checked(shares)
    if len(groups) != s.size:
        raise InputRangeError(f"{s.size} shares but {len(groups)} groups")
    members = np.unique(np.asarray(groups), return_inverse=True)[1]
    totals = np.bincount(members, weights=s)
    unrelated = shannon(totals / totals.sum())
    # sum_g S_g H_g = -sum_j s_j ln(s_j / S_g): written over the industries, so that empty ones drop out
    present = s > 0
    related = float(-(s[present] @ np.log(s[present] / totals[members[present]]))) + 0.0
    return related, unrelated
