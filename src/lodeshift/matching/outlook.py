"""Complexity outlook: what a region's surroundings in the space of activities are worth (COI), and what each entry adds (COG).

Two conventions are in use and give different ranks; both are computed and named. `coi`, `cog`: the eigenvector of
unit length goes in, as py-ecomplexity does. `coi_atlas`, `cog_atlas`: the standardised PCI, as the Atlas of
Economic Complexity writes it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lodeshift.matching.proximity import Presence
from lodeshift.records.complexity import ComplexityIndex, Matrix, Outlook, Vector

BLOCK_CELLS = 600_000
"""Rows are worked through in blocks of about this many cells (5 MB): tables of any height fit, and what is used again
is still in the cache (measured: 5 % less CPU time than one block at 2000 x 1200)."""
SINGLE_FROM_CELLS = 1_000_000
"""Tables of at least so many cells (regions x activities) take their products in single precision, which halves their
time. Measured against double at 2000 x 1200: density off by at most 1.2e-7, COI and COG by 5e-7 (COI has standard
deviation 1). Presence, counts, proximity, ECI and PCI keep double precision, and so do the sums over activities."""


Products = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Gains:
    """Which tables of opportunity gain are wanted: each costs one more product of regions x activities x activities."""

    cog: bool = True
    cog_atlas: bool = False


@dataclass(frozen=True, slots=True)
class _Pull:
    """Proximity made ready for the products, in their precision: scaled for density, weighted with each convention's worth."""

    for_density: Products
    for_cog: Products | None
    for_cog_atlas: Products | None


def outlook(
    present: Presence, proximity: Matrix, index: ComplexityIndex, gains: Gains | None = None, near: Matrix | None = None
) -> Outlook:
    """Density, COI and COG for all regions.

    `present` (regions, activities); `proximity` symmetric. `near` is what density (and so COI) looks at, where that
    differs from `proximity` (`nearest_only`). COG always uses all of `proximity`.
    """
    gains = gains or Gains()
    regions, activities = present.shape
    precision: np.dtype[np.floating] = np.dtype(np.float32 if present.size >= SINGLE_FROM_CELLS else np.float64)
    total = (proximity if near is None else near).sum(axis=0)
    pull = _Pull(
        np.divide(proximity if near is None else near, np.where(total > 0, total, 1.0)).astype(precision, copy=False),
        _weighted(proximity, index.pci_raw / index.raw_std).astype(precision, copy=False) if gains.cog else None,
        _weighted(proximity, index.pci).astype(precision, copy=False) if gains.cog_atlas else None,
    )
    density = np.empty((regions, activities))
    cog = np.empty((regions, activities)) if gains.cog else None
    cog_atlas = np.empty((regions, activities)) if gains.cog_atlas else None
    sums = np.empty((regions, 2))
    worth = np.column_stack((index.pci_raw, index.pci))
    step = max(1, BLOCK_CELLS // activities)
    for start in range(0, regions, step):
        rows = slice(start, min(start + step, regions))
        has = present[rows].astype(precision)
        # rounding in single precision can lift a density of one by 1e-7
        np.minimum(has @ pull.for_density, 1.0, out=density[rows])
        np.subtract(1.0, has, out=has)
        if cog is not None:
            _gain(has, pull.for_cog, cog[rows])
        if cog_atlas is not None:
            _gain(has, pull.for_cog_atlas, cog_atlas[rows])
        sums[rows] = (density[rows] * has) @ worth
    return Outlook(density, _standardised(sums[:, 0]), _standardised(sums[:, 1]), cog, cog_atlas)


def _weighted(proximity: Matrix, worth: Vector) -> Matrix:
    weighted: Matrix = proximity * (worth / proximity.sum(axis=1))[:, None]
    return weighted


def _gain(absent: Products, pull: Products | None, into: Matrix) -> None:
    if pull is None:
        return
    np.multiply(absent @ pull, absent, out=into)


def _standardised(values: Vector) -> Vector:
    std = values.std()
    return (values - values.mean()) / std if std > 0 else np.zeros_like(values)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is kept of a table to answer for one region at a time: no table of regions x activities is needed.

    `pull` is proximity divided by its sums; `worth` and `worth_atlas` the PCI of the two conventions; both tables
    of gain come from the one matrix.
    """

    pull: Matrix
    worth: Vector
    worth_atlas: Vector


def surroundings(proximity: Matrix, index: ComplexityIndex) -> Surroundings:
    """Made once per table; `one_region` then answers in two or three products of a vector with a matrix."""
    return Surroundings(proximity / proximity.sum(axis=0), index.pci_raw / index.raw_std, index.pci)


def one_region(present: Presence, kept: Surroundings) -> tuple[Vector, Vector, Vector]:
    """Density, COG and COG in the Atlas's form of one region; `present` has shape (activities,)."""
    absent = (~present).astype(np.float64)
    # pull[q, p] = phi_qp / sum_r phi_rp; the gain needs phi_qp / sum_r phi_qr, which is its transpose (phi symmetric)
    # a seventh of the rows or so: adding them up reads less than the product of all
    density = kept.pull[present].sum(axis=0)
    # one vector at a time: BLAS takes four times as long for a matrix of two columns
    cog, cog_atlas = (kept.pull @ (absent * worth) for worth in (kept.worth, kept.worth_atlas))
    return density, cog * absent, cog_atlas * absent
