"""Economic and product complexity (ECI, PCI): the second eigenvector of the region-activity walk, with its sign pinned."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import LinearOperator, eigsh

from lodeshift.errors import InputError, Problem
from lodeshift.matching.proximity import Presence
from lodeshift.records.complexity import ComplexityIndex, Matrix, Vector
from lodeshift.records.note import Note, note

FEW_ACTIVITIES = 10
"""A region with fewer present activities than this is ranked on too little; it is named in the warnings."""
CLOSE_EIGENVALUES = 0.05
"""Relative gap below which another eigenvector is nearly as good as the one that gives ECI."""
FRAGILE_SIGN = 0.3
"""Below this correlation the sign rule can flip from year to year (US cities: 0.23, world trade: 0.37)."""
DENSE_UP_TO = 40
MOST_NAMED = 10
"""Thin regions that a warning names."""


def complexity_index(present: Presence, weights: Vector | None = None) -> ComplexityIndex:
    """ECI and PCI of a presence matrix (regions, activities), sign: ECI rises with diversity.

    Hidalgo, Hausmann 2009 in the eigenvector form. `weights` (regions,) >= 0 let a region count several times or
    not at all (bootstrap); a region of weight zero still gets its ECI as the mean PCI of its activities.
    Lanczos on the sparse matrix, on its smaller side, with the known first vector taken out.

    Every activity must be present in some region of positive weight and every region must have an activity.
    Raises `InputError` when all regions are alike, so that there is no second eigenvector.
    """
    matrix = _sparse(present)
    counts = np.diff(matrix.indptr).astype(np.float64)
    share = np.ones(len(counts)) if weights is None else weights.astype(np.float64)
    ubiquity = matrix.T @ share
    walk = _scaled(matrix, np.sqrt(share / counts), 1.0 / np.sqrt(ubiquity))
    second, activity_side = _second_vector(walk, np.sqrt(share * counts), np.sqrt(ubiquity))
    pci_raw = activity_side / np.sqrt(ubiquity)
    length = float(np.linalg.norm(pci_raw))
    if length > 0:
        pci_raw /= length
    eci_raw = (matrix @ pci_raw) / counts
    if np.ptp(eci_raw) <= 1e-12 * np.abs(eci_raw).max() or second < 1e-12:
        problem = Problem(
            "matching.all_the_same",
            "table",
            None,
            "regions",
            "the same set of activities in every region",
            "regions that differ",
        )
        raise InputError([problem])
    correlation = float(np.corrcoef(eci_raw, counts)[0, 1]) if np.ptp(counts) > 0 else 0.0
    flip = -1.0 if correlation < 0 else 1.0
    eci_raw, pci_raw = flip * eci_raw, flip * pci_raw
    mean, std = float(eci_raw.mean()), float(eci_raw.std())
    return ComplexityIndex(
        eci=(eci_raw - mean) / std,
        pci=(pci_raw - mean) / std,
        pci_raw=pci_raw,
        raw_mean=mean,
        raw_std=std,
        eigenvalue=second,
        sign_rule=note("matching.sign_by_diversity"),
        sign_correlation=abs(correlation),
    )


def _sparse(present: Presence) -> csr_array:
    rows, columns = present.shape
    indices = (np.flatnonzero(present) % columns).astype(np.int32)
    starts = np.concatenate(([0], np.cumsum(np.count_nonzero(present, axis=1)))).astype(np.int32)
    return csr_array((np.ones(len(indices)), indices, starts), shape=(rows, columns))


def _scaled(matrix: csr_array, by_row: Vector, by_column: Vector) -> csr_array:
    data = np.repeat(by_row, np.diff(matrix.indptr)) * by_column[matrix.indices]
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _halves(walk: csr_array, by_region: bool) -> tuple[csr_array, csr_array]:
    """The walk and its transpose, the one with the smaller side in its rows first."""
    turned = walk.T.tocsr()
    return (walk, turned) if by_region else (turned, walk)


def _second_vector(walk: csr_array, regions_first: Vector, activities_first: Vector) -> tuple[float, Vector]:
    """Second eigenvalue of walk' walk and its eigenvector on the activity side (not normed)."""
    by_region = walk.shape[0] <= walk.shape[1]
    half, other = _halves(walk, by_region)
    first = regions_first if by_region else activities_first
    values, vectors = _largest(half, other, (first / np.linalg.norm(first))[:, None])
    vector = vectors[:, -1]
    return float(values[-1]), (other @ vector if by_region else vector)


def _largest(half: csr_array, other: csr_array, out: Matrix, tolerance: float = 1e-11) -> tuple[Vector, Matrix]:
    """Largest eigenvalue and vector of half @ other once the orthonormal columns of `out` are taken out."""
    size = half.shape[0]
    if size <= DENSE_UP_TO:
        keep = np.eye(size) - out @ out.T
        values, vectors = np.linalg.eigh(keep @ (half @ other).toarray() @ keep)
        return values, vectors

    def apply(vector: Vector) -> Vector:
        flat = vector.ravel()
        moved: Vector = half @ (other @ flat)
        moved -= out @ (out.T @ moved)
        return moved

    start = np.cos(np.arange(1.0, size + 1.0))  # any fixed vector: the answer must not depend on chance
    operator = LinearOperator((size, size), matvec=apply, dtype=np.float64)
    values, vectors = eigsh(operator, k=1, which="LA", v0=start - out @ (out.T @ start), ncv=20, tol=tolerance)
    return values, vectors


def next_eigenvalue(present: Presence, index: ComplexityIndex) -> float:
    """Third eigenvalue of the walk, to about three digits: where it is close to the second, ECI is not determined."""
    matrix = _sparse(present)
    counts = np.diff(matrix.indptr).astype(np.float64)
    ubiquity = matrix.sum(axis=0)
    walk = _scaled(matrix, 1.0 / np.sqrt(counts), 1.0 / np.sqrt(ubiquity))
    by_region = walk.shape[0] <= walk.shape[1]
    half, other = _halves(walk, by_region)
    second = np.sqrt(ubiquity) * index.pci_raw
    if by_region:
        second = walk @ second
    first = np.sqrt(counts if by_region else ubiquity)
    out = np.column_stack((first / np.linalg.norm(first), second / np.linalg.norm(second)))
    values, _ = _largest(half, other, out, tolerance=1e-3)
    return float(values[-1])


def pinned(index: ComplexityIndex, reference: Vector, rule: Note) -> ComplexityIndex:
    """The index with the sign that makes ECI correlate positively with `reference` (regions,), NaN left out.

    `rule` says so to the reader.
    """
    known = np.isfinite(reference)
    correlation = float(np.corrcoef(index.eci[known], reference[known])[0, 1])
    flip = -1.0 if correlation < 0 else 1.0
    return ComplexityIndex(
        eci=flip * index.eci,
        pci=flip * index.pci,
        pci_raw=flip * index.pci_raw,
        raw_mean=flip * index.raw_mean,
        raw_std=index.raw_std,
        eigenvalue=index.eigenvalue,
        sign_rule=rule,
        sign_correlation=abs(correlation),
    )


def complexity_warnings(present: Presence, regions: tuple[str, ...], index: ComplexityIndex) -> tuple[Note, ...]:
    """What a reader must know before believing a rank."""
    said = []
    diversity = present.sum(axis=1)
    few = [region for region, count in zip(regions, diversity, strict=True) if count < FEW_ACTIVITIES]
    if few:
        said.append(
            note(
                "matching.thin_regions" if len(few) <= MOST_NAMED else "matching.thin_regions_more",
                value=len(few),
                of=len(regions),
                activities=FEW_ACTIVITIES,
                regions=tuple(few[:MOST_NAMED]),
            )
        )
    parts, _ = connected_components(_bipartite(present), directed=False)
    if parts > 1:
        said.append(note("matching.table_in_parts", value=int(parts)))
    third = next_eigenvalue(present, index)
    if index.eigenvalue - third < CLOSE_EIGENVALUES * index.eigenvalue:
        said.append(note("matching.close_eigenvalues", value=index.eigenvalue, third=third))
    if index.sign_correlation < FRAGILE_SIGN:
        said.append(note("matching.fragile_sign", value=index.sign_correlation))
    return tuple(said)


def _bipartite(present: Presence) -> csr_array:
    rows, columns = np.nonzero(present)
    size = sum(present.shape)
    return csr_array((np.ones(len(rows)), (rows, columns + present.shape[0])), shape=(size, size))
