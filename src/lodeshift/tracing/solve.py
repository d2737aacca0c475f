"""One transposed solve gives the footprint of every product: iterate with a residual test, factorise when it must be.

The network is x = A x + f (x activity, A[i, j] = what node j takes of node i, f final demand). Footprints solve the
adjoint system y = A' y + b, with b what each node emits itself; then the footprint of any demand is f' y. Heijungs
and Suh, The Computational Structure of Life Cycle Assessment (2002), ch. 2; BiCGSTAB: van der Vorst 1992.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, identity, spmatrix
from scipy.sparse.linalg import bicgstab, splu

from lodeshift.errors import InputError, LodeshiftError

Vector = NDArray[np.float64]
Method = Literal["bicgstab", "lu"]

RESIDUAL: Final = 1e-12
"""Largest residual, relative to the largest entry of b, at which a solution is taken."""
_MAX_ROUNDS: Final = 400


class SingularNetworkError(LodeshiftError):
    """The network cannot be inverted: some loop takes as much of itself as it gives."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Solution:
    """`values` as the right side (n, or n x k); how it was found, with how many rounds and what residual (relative)."""

    values: Vector
    method: Method
    rounds: int
    residual: float


def _residual(matrix: Any, values: Vector, right: Vector) -> float:
    """Largest |b - M y| over the largest |b|."""
    scale = float(np.max(np.abs(right), initial=0.0))
    if scale == 0.0:
        return float(np.max(np.abs(values), initial=0.0))
    return float(np.max(np.abs(right - matrix @ values), initial=0.0)) / scale


def _iterate(matrix: Any, right: Vector) -> tuple[Vector, int] | None:
    """BiCGSTAB on one column, refined once on its residual; None where it breaks down."""
    rounds = 0

    def count(_: Vector) -> None:
        nonlocal rounds
        rounds += 1

    norm = float(np.linalg.norm(right))
    if norm == 0.0:
        return np.zeros_like(right), 0
    found, flag = bicgstab(matrix, right, rtol=1e-14, atol=0.0, maxiter=_MAX_ROUNDS, callback=count)
    if flag < 0 or not np.all(np.isfinite(found)):
        return None
    for _ in range(3):
        if _residual(matrix, found, right) <= RESIDUAL:
            return found, rounds
        rest = right - matrix @ found
        step, flag = bicgstab(matrix, rest, rtol=1e-8, atol=0.0, maxiter=_MAX_ROUNDS, callback=count)
        if flag < 0 or not np.all(np.isfinite(step)):
            return None
        found = found + step
    return (found, rounds) if _residual(matrix, found, right) <= RESIDUAL else None


def _factorise(matrix: Any, right: Vector) -> tuple[Vector, float]:
    """Direct solve with up to two refinements.

    Raises
    ------
    SingularNetworkError : the matrix is singular, or so nearly that no refinement helps.
    """
    try:
        factor = splu(csc_matrix(matrix))
    except RuntimeError as error:
        raise SingularNetworkError(f"the network cannot be inverted: {error}") from error
    found = factor.solve(right)
    for _ in range(2):
        if _residual(matrix, found, right) <= RESIDUAL:
            break
        found = found + factor.solve(right - matrix @ found)
    residual = _residual(matrix, found, right)
    if not np.all(np.isfinite(found)) or residual > 1e-8:
        raise SingularNetworkError(f"the network is singular or nearly so (residual {residual:.1e})")
    return found, residual


def solve(matrix: spmatrix, right: Vector, method: Literal["auto", "iterate", "lu"] = "auto") -> Solution:
    """Solve (I - A) y = b for one or several right sides (n or n x k).

    `auto` iterates column by column and factorises once if any column misses the residual; `lu` factorises at once,
    which is the quicker way below some hundred nodes.

    Raises
    ------
    InputError : shapes that do not fit, or entries that are no numbers.
    SingularNetworkError : no solution.
    """
    system = identity(matrix.shape[0], format="csr") - csr_matrix(matrix)
    if matrix.shape[0] != matrix.shape[1] or right.shape[0] != matrix.shape[0]:
        said = f"matrix {matrix.shape}, right side {right.shape}"
        raise InputError.one("tracing.shape", "network", None, "shape", said, "a square matrix and as many rows")
    if not np.all(np.isfinite(right)) or not np.all(np.isfinite(system.data)):
        raise InputError.one("tracing.not_finite", "network", None, "entries", "not finite", "numbers")
    if method != "lu":
        columns = right.reshape(len(right), -1)
        found = [_iterate(system, np.ascontiguousarray(columns[:, k])) for k in range(columns.shape[1])]
        if all(each is not None for each in found):
            values = np.stack([each[0] for each in found if each is not None], axis=1).reshape(right.shape)
            rounds = sum(each[1] for each in found if each is not None)
            return Solution(values, "bicgstab", rounds, _residual(system, values, right))
        if method == "iterate":
            raise SingularNetworkError("the iteration did not converge")
    values, residual = _factorise(system, right)
    return Solution(values, "lu", 1, residual)


def adjoint(taken: spmatrix, emitted: Vector, method: Literal["auto", "iterate", "lu"] = "auto") -> Solution:
    """Footprints of all nodes at once: y = A' y + b.

    Parameters
    ----------
    taken : A, square sparse; A[i, j] is what one unit of node j takes of node i.
    emitted : b, n or n x k; what one unit of each node emits itself (a column per kind or scope).
    """
    return solve(csr_matrix(taken).T.tocsr(), emitted, method)


def activity(taken: spmatrix, demand: Vector) -> Solution:
    """What every node must give for a final demand: x = A x + f."""
    return solve(csr_matrix(taken), demand, "lu" if taken.shape[0] < 500 else "auto")
