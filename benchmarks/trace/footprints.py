"""Footprints of all products: ours against bw2calc's per product and against one BiCGSTAB solve.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/trace/footprints.py [--no-peer] [--sizes 500 5000]

CPU time of one process, one thread; median of several runs, all in this run, so read the ratios. bw2calc is given its
quickest way: factorised once, then one `redo_lci` and `lcia` per product; its whole table is the factorisation plus the
mean time per product times the number of products, measured on some hundred of them. Ours starts from the sparse
matrix and ends with the footprint of every product, residual test included. Scores must agree to 1e-9.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import statistics
import time
import warnings
from collections.abc import Callable

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, identity
from scipy.sparse.linalg import bicgstab

from lodeshift.tracing.solve import adjoint

SIZES = (500, 5000, 20_000)
PEER_UP_TO = 5000
PEER_PRODUCTS = 200
AGREE = 1e-9


def network(size: int, seed: int = 1) -> tuple[csc_matrix, np.ndarray]:
    """Twelve inputs per activity, half from neighbours and half from 150 common suppliers (power, heat, freight);
    up to 85 % of an activity's worth is bought, so that loops run through nearly everything."""
    rng = np.random.default_rng(seed)
    hubs = rng.choice(size, 150, replace=False)
    near = (np.arange(size)[:, None] + rng.integers(-30, 31, (size, 6))) % size
    rows = np.concatenate([near, rng.choice(hubs, (size, 6))], axis=1)
    amounts = rng.random((size, 12))
    amounts *= (0.85 * rng.random(size) / amounts.sum(axis=1))[:, None]
    amounts[rows == np.arange(size)[:, None]] = 0.0
    columns = np.repeat(np.arange(size), 12)
    taken = csc_matrix((amounts.ravel(), (rows.ravel(), columns)), shape=(size, size))
    taken.eliminate_zeros()
    return taken, rng.random(size)


def once(taken: csc_matrix, emitted: np.ndarray) -> Callable[[], np.ndarray]:
    """One BiCGSTAB solve of the same system to the same residual, the matrix ready made: the bound."""
    system = csr_matrix(identity(taken.shape[0], format="csr") - taken.T.tocsr())

    def run() -> np.ndarray:
        found, flag = bicgstab(system, emitted, rtol=1e-12, atol=0.0)
        assert flag == 0
        return np.asarray(found)

    return run


class Peer:
    """bw2calc on the same matrices."""

    def __init__(self, taken: csc_matrix, emitted: np.ndarray) -> None:
        import bw2calc
        import bw_processing

        size = taken.shape[0]
        whole = csc_matrix(identity(size, format="csc") - taken).tocoo()
        package = bw_processing.create_datapackage()
        own = np.arange(size)
        emission = size
        for matrix, data, rows, columns in (
            ("technosphere_matrix", whole.data, whole.row, whole.col),
            ("biosphere_matrix", emitted, np.full(size, emission), own),
            ("characterization_matrix", np.ones(1), np.full(1, emission), np.full(1, emission)),
        ):
            indices = np.empty(len(data), dtype=bw_processing.INDICES_DTYPE)
            indices["row"], indices["col"] = rows, columns
            package.add_persistent_vector(matrix=matrix, indices_array=indices, data_array=np.asarray(data))
        self._calc = bw2calc.LCA({0: 1.0}, data_objs=[package])

    def start(self) -> float:
        """Load, factorise, first product."""
        self._calc.lci(factorize=True)
        self._calc.lcia()
        return float(self._calc.score)

    def product(self, which: int) -> float:
        self._calc.redo_lci({which: 1.0})
        self._calc.redo_lcia()
        return float(self._calc.score)


def seconds(run: Callable[[], object], repeats: int) -> float:
    found = []
    for _ in range(repeats):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return statistics.median(found)


def measure(size: int, peer: bool) -> None:
    taken, emitted = network(size)
    repeats = 31 if size <= 5000 else 11
    answer = adjoint(taken, emitted)
    ours = seconds(lambda: adjoint(taken, emitted), repeats)
    bound = seconds(once(taken, emitted), repeats)
    print(
        f"{size:>6} activities: all footprints {ours * 1e3:8.2f} ms ({answer.method}, {answer.rounds} rounds, residual "
        f"{answer.residual:.0e}); one BiCGSTAB solve {bound * 1e3:.2f} ms, ratio {ours / bound:.2f}"
    )
    if peer:
        against(size, (taken, emitted), (answer.values, ours))


def against(size: int, system: tuple[csc_matrix, np.ndarray], known: tuple[np.ndarray, float]) -> None:
    values, ours = known
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        calc = Peer(*system)
        start = time.process_time()
        first = calc.start()
        loading = time.process_time() - start
        products = np.random.default_rng(2).choice(size, min(size, PEER_PRODUCTS), replace=False)
        start = time.process_time()
        scores = np.array([calc.product(int(which)) for which in products])
        each = (time.process_time() - start) / len(products)
    gap = float(np.max(np.abs(np.append(scores, first) / values[np.append(products, 0)] - 1.0)))
    assert gap < AGREE, gap
    whole = loading + each * size
    print(
        f"       bw2calc: start {loading:.3f} s, then {each * 1e3:.2f} ms per product; whole table {whole:.1f} s, "
        f"{whole / ours:,.0f} times ours; scores agree to {gap:.0e}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--no-peer", action="store_true", help="leave bw2calc out")
    chosen = parser.parse_args()
    for size in chosen.sizes:
        measure(size, not chosen.no_peer and size <= PEER_UP_TO)


if __name__ == "__main__":
    main()
