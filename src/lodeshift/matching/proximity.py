"""How alike activities are (proximity), and how close a region stands to an activity (density)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import check_range
from lodeshift.records.complexity import Matrix, Vector

Presence = NDArray[np.bool_]


def discrete_proximity(present: Presence) -> Matrix:
    """Smaller of the two conditional probabilities of being present together (Hidalgo et al. 2007).

    `present` (regions, activities). Result (activities, activities), symmetric, in [0, 1], one on the diagonal.
    Co-occurrences are counted in single precision, which is exact for fewer than 2^24 regions and twice as fast
    as double; everything after the count is double. An activity present nowhere has proximity zero to all others.
    """
    counts32 = present.astype(np.float32)
    together = (counts32.T @ counts32).astype(np.float64)
    ubiquity = together.diagonal().copy()
    together /= np.maximum(np.maximum(ubiquity[:, None], ubiquity[None, :]), 1.0)
    np.fill_diagonal(together, 1.0)
    return together


def continuous_proximity(advantage: Matrix) -> Matrix:
    """(1 + Pearson correlation of RCA over regions) / 2, shape (activities, activities), in [0, 1].

    An activity with the same RCA in every region has no correlation; it counts as uncorrelated (0.5).
    """
    centred = advantage - advantage.mean(axis=0)
    norm = np.sqrt(np.einsum("ij,ij->j", centred, centred))
    # rounding leaves a constant column with a norm near 1e-16 of its size: that is no variation
    flat = norm <= 1e-12 * np.sqrt(np.einsum("ij,ij->j", advantage, advantage))
    centred /= np.where(flat, 1.0, norm)
    centred[:, flat] = 0.0
    proximity: Matrix = np.clip((centred.T @ centred + 1.0) / 2.0, 0.0, 1.0)
    np.fill_diagonal(proximity, 1.0)
    return proximity


def nearest_only(proximity: Matrix, neighbours: int) -> Matrix:
    """Proximity from each activity (column) to its `neighbours` nearest others (rows); zero elsewhere.

    An activity is no neighbour of itself. All that tie with the last one count, so that the result does not
    depend on the order of the columns. Not symmetric.
    """
    check_range("neighbours", neighbours, at_least=1, at_most=len(proximity) - 1)
    others = proximity.copy()
    np.fill_diagonal(others, -np.inf)
    last = -np.partition(-others, neighbours - 1, axis=0)[neighbours - 1]
    return np.where(others >= last, proximity, 0.0)


def density(present: Presence, proximity: Matrix) -> Matrix:
    """Share of the proximity around each activity that falls on activities present in the region.

    `present` (regions, activities) or (activities,); `proximity` (activities, activities) with the activity asked
    about in the columns. Result of the shape of `present`, in [0, 1]; zero where an activity has no neighbour.
    With `nearest_only` it is the proximity-weighted share of the k nearest.
    """
    total = proximity.sum(axis=0)
    result: Matrix = present.astype(np.float64) @ proximity
    result /= np.where(total > 0, total, 1.0)
    return result


def opportunity_gain(present: Presence, proximity: Matrix, worth: Vector) -> Matrix:
    """What entering each absent activity would add to the region's outlook; zero where it is present.

    `present` (regions, activities) or (activities,); `worth` (activities,) is the PCI in the convention wanted.
    gain_cp = (1 - M_cp) * sum_q (1 - M_cq) * worth_q / sum_r proximity_qr * proximity_qp.
    """
    absent = (~present).astype(np.float64)
    gain: Matrix = absent @ (proximity * (worth / proximity.sum(axis=1))[:, None])
    gain *= absent
    return gain
