"""A transformation index from a table of indicators: min-max, entropy weights, TOPSIS, linear score, obstacles.

X holds n units (cities or city-years) in rows and m indicators in columns; `benefit` says for each column whether
more is better. Bounds are taken over ALL rows (all years of a panel), and kept: a later table scored on kept bounds
and weights gives comparable scores, while fresh bounds would move every score (rank reversal).

Formulas: diagnosis-method section 3; entropy weights after Shannon as used in this literature (min-max first);
TOPSIS after Hwang and Yoon (1981); obstacle degree as in the Jinchang study of 2008-2017.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import InputRangeError
from lodeshift.records.scores import Bounds

Matrix = NDArray[np.float64]
Row = NDArray[np.float64]
Flags = NDArray[np.bool_]
Weighting = Literal["entropy_min_max", "entropy_raw_sum", "equal"]
"""entropy_min_max: entropy of the min-max scaled, direction-corrected columns (the form of this literature).
entropy_raw_sum: entropy of raw columns divided by their sums; cost columns are NOT turned (as pymcdm does). equal: the
same weight for every column that varies."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """The min-max scaled table: `scaled` (n, m) in [0, 1] with 1 best, and which cells lay outside kept bounds."""

    scaled: Matrix
    bounds: Bounds
    clipped: int


def bounds_of(x: Matrix, names: Sequence[str], benefit: Flags) -> Bounds:
    """Smallest and largest value of each column over all rows."""
    return Bounds(
        tuple(names), tuple(bool(b) for b in benefit), tuple(x.min(axis=0).tolist()), tuple(x.max(axis=0).tolist())
    )


def scale(x: Matrix, bounds: Bounds) -> Scaling:
    """Min-max: (x - min)/(max - min), or (max - x)/(max - min) for cost columns.

    A column whose bounds are equal gives 0 everywhere (its weight is 0). A value outside kept bounds is cut to the
    bound and counted in `clipped`.
    """
    low, high = np.asarray(bounds.low), np.asarray(bounds.high)
    width = high - low
    varies = width > 0
    share = np.divide(x - low, width, out=np.zeros_like(x), where=varies)
    scaled = np.where(np.asarray(bounds.benefit) | ~varies, share, 1 - share)
    clipped = int(np.count_nonzero(((scaled < 0) | (scaled > 1)) & varies))
    return Scaling(np.clip(scaled, 0.0, 1.0), bounds, clipped)


def entropy_weights(y: Matrix, *, shift: float = 0.0) -> Row:
    """Weights w_j = (1 - e_j) / sum(1 - e), e_j = -(1/ln n) sum_i p_ij ln p_ij, p_ij = y_ij / sum_i y_ij.

    Parameters
    ----------
    y : (n, m) scaled values >= 0, n >= 2.
    shift : added to y first (papers use 0.0001 or 0.01; it changes the weights, so the default is 0).

    Raises
    ------
    InputRangeError : fewer than two rows, or no column varies.
    """
    n = y.shape[0]
    if n < 2:
        raise InputRangeError("entropy weights need at least two units")
    varies = np.ptp(y, axis=0) > 0
    if not varies.any():
        raise InputRangeError("every indicator is the same for all units: there is nothing to weigh")
    shifted = y + shift
    totals = shifted.sum(axis=0)
    p = np.divide(shifted, totals, out=np.zeros_like(shifted), where=totals > 0)
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    divergence = np.where(varies, 1 + (p * logs).sum(axis=0) / np.log(n), 0.0)
    divergence = np.maximum(divergence, 0.0)  # rounding can leave -1e-17 in a column that barely varies
    total = float(divergence.sum())
    weights: Row = divergence / total if total > 0 else varies / varies.sum()
    return weights


def weights_of(x: Matrix, scaling: Scaling, weighting: Weighting, *, shift: float = 0.0) -> Row:
    """The weights by name (`Weighting` says what each one is).

    Raises
    ------
    InputRangeError : `entropy_raw_sum` on a table with negative values.
    """
    varies = np.ptp(scaling.scaled, axis=0) > 0
    if weighting == "equal":
        if not varies.any():
            raise InputRangeError("every indicator is the same for all units: there is nothing to weigh")
        even: Row = varies / varies.sum()
        return even
    if weighting == "entropy_raw_sum":
        if np.any(x < 0):
            raise InputRangeError("entropy_raw_sum divides columns by their sums and needs values >= 0")
        return entropy_weights(x, shift=shift)
    return entropy_weights(scaling.scaled, shift=shift)


def linear_score(y: Matrix, weights: Row) -> Row:
    """S_i = sum_j w_j y_ij, in [0, 1]."""
    score: Row = y @ weights
    return score


def topsis(y: Matrix, weights: Row, *, best: Row | None = None, worst: Row | None = None) -> Row:
    """Closeness D- / (D+ + D-) of each row to the best point, in [0, 1]; V = w y, distances Euclidean.

    `best` and `worst` are the ideal points of the SCALED columns; without them the largest and smallest value found
    (which are 1 and 0 when y was scaled by its own bounds). A table whose rows are all alike gives 0.5.
    """
    top = y.max(axis=0) if best is None else best
    bottom = y.min(axis=0) if worst is None else worst
    to_best = np.sqrt((((y - top) * weights) ** 2).sum(axis=1))
    to_worst = np.sqrt((((y - bottom) * weights) ** 2).sum(axis=1))
    total = to_best + to_worst
    closeness: Row = np.divide(to_worst, total, out=np.full_like(total, 0.5), where=total > 0)
    return closeness


def topsis_vector(x: Matrix, weights: Row, benefit: Flags) -> Row:
    """TOPSIS with vector norm x / sqrt(sum x^2); best and worst by flag. Needs no bounds, so scores are not comparable
    between tables."""
    norm = np.sqrt((x**2).sum(axis=0))
    v = np.divide(x, norm, out=np.zeros_like(x), where=norm > 0)
    top = np.where(benefit, v.max(axis=0), v.min(axis=0))
    bottom = np.where(benefit, v.min(axis=0), v.max(axis=0))
    return topsis(v, weights, best=top, worst=bottom)


def obstacle_degrees(y: Matrix, weights: Row) -> Matrix:
    """O_ij = w_j (1 - y_ij) / sum_k w_k (1 - y_ik), (n, m), rows add up to 1; a row without any gap is all zero."""
    gap = (1 - y) * weights
    total = gap.sum(axis=1, keepdims=True)
    degrees: Matrix = np.divide(gap, total, out=np.zeros_like(gap), where=total > 0)
    return degrees
