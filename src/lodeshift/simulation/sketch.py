"""Quantiles while running: draws are counted into bins of fixed relative width, so memory does not grow with them.

A bin holds the sizes that share sign, power of two and the next eight bits: a quantile read from it is within 0.2 %
of the exact one (half a bin: 2^-9), or within 2^-20 of zero. Counts are whole numbers, so the sum of two halves of a
run is the run: the same result however draws are split. (The idea of relative-error bins: Masson, Rim & Lee 2019,
DDSketch; taking the bits themselves for bins: Tene, HdrHistogram.)
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

Counts = NDArray[np.int32]

BITS = 8
PER_OCTAVE: Final = 2**BITS
LOWEST_OCTAVE: Final = -20
OCTAVES: Final = 64
CENTRE: Final = PER_OCTAVE * OCTAVES
BINS: Final = 2 * CENTRE + 1
"""One bin for zero in the middle, then sizes from 2^-20 to 2^44 to either side."""
RELATIVE_ERROR: Final = 2.0 ** -(BITS + 1)
_SHIFT = 52 - BITS
_FIRST = (1023 + LOWEST_OCTAVE) * PER_OCTAVE - 1


@njit(cache=True)
def count(counts: Any, out: Any, row: int, used: int) -> None:
    """Count the first `used` lanes of `out[:, row]` (T, rows, lanes) into `counts` (T, bins)."""
    for t in range(out.shape[0]):
        for d in range(used):
            value = np.float64(out[t, row, d])
            size = (np.float64(abs(value)).view(np.int64) >> _SHIFT) - _FIRST
            size = max(0, min(size, CENTRE))
            counts[t, CENTRE - size if value < 0.0 else CENTRE + size] += 1


def edges() -> NDArray[np.float64]:
    """Lower edge of every bin and the upper edge of the last (bins + 1): rising."""
    numbers = np.arange(1, CENTRE + 2, dtype=np.int64)
    positive = ((numbers + _FIRST) << _SHIFT).view(np.float64)
    return np.concatenate((-positive[::-1], positive))


def quantiles(counts: Counts, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles (shares, ...) from counts (..., bins): the middle of the bin that holds the rank; 0 where nothing was
    counted. Rank as numpy's definition "nearest": share * (n - 1), rounded.

    The middle, not a line through the bin: draws that are all alike (the base year) keep one value, and no quantile is
    off by more than half a bin.
    """
    rows = counts.reshape(-1, BINS)
    result = np.zeros((shares.size, rows.shape[0]))
    low = edges()
    middle = 0.5 * (low[:-1] + low[1:])
    for i, each in enumerate(rows):
        places = np.flatnonzero(each)
        if places.size:
            until = np.cumsum(each[places])
            rank = np.rint(shares * (until[-1] - 1.0))
            result[:, i] = middle[places[np.searchsorted(until, rank, side="right")]]
    return result.reshape(shares.size, *counts.shape[:-1])


def quantile_below(counts: Counts, value: float) -> float:
    """Share of the counted values below a value (whole bins: within the bin's width)."""
    total = int(counts.sum())
    upper = edges()[1:]
    return float(counts[upper <= value].sum()) / total if total else 0.0
