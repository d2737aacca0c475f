"""Complexity and relatedness: ours against ecomplexity, a plain numpy reference and the bound of the matrix products.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/match/complexity.py [--large] [--no-peer]

CPU time of one process, one thread; median of several runs, all in this run, so read the ratios. Full output: RCA,
ECI, PCI, proximity, density, COI, COG. The bound is one symmetric product and two products in double precision; the same in single precision stands beside it,
since the count and, in large tables, the other two are taken in single precision.
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

from lodeshift.matching.complexity import complexity_index
from lodeshift.matching.outlook import one_region, outlook, surroundings
from lodeshift.matching.proximity import discrete_proximity
from lodeshift.matching.rca import presence, rca

SIZES = ((262, 500, 9, 3), (2000, 1200, 5, 1))
LARGE = (20000, 5000, 1, 0)


def table(regions: int, activities: int, seed: int = 1) -> np.ndarray:
    """Amounts with about 13 % of the pairs at RCA >= 1: sizes of regions and activities spread over decades."""
    rng = np.random.default_rng(seed)
    size = rng.lognormal(0, 1.2, regions)[:, None] * rng.lognormal(0, 1.2, activities)
    values = size * rng.lognormal(0, 1.5, (regions, activities)) * (rng.random((regions, activities)) < 0.24)
    values[values.sum(axis=1) == 0, 0] = 1.0
    values[0, values.sum(axis=0) == 0] = 1.0
    return values


def ours(values: np.ndarray) -> tuple[np.ndarray, ...]:
    advantage = rca(values)
    present = presence(advantage)
    index = complexity_index(present)
    proximity = discrete_proximity(present)
    found = outlook(present, proximity, index)
    assert found.cog is not None
    return advantage, index.eci, index.pci, proximity, found.density, found.coi, found.cog


def reference(values: np.ndarray) -> tuple[np.ndarray, ...]:
    """The definitions written down in dense double precision, with one symmetric eigenproblem on the smaller side."""
    advantage = (values / values.sum(1, keepdims=True)) / (values.sum(0) / values.sum())
    m = (advantage >= 1).astype(float)
    diversity, ubiquity = m.sum(1), m.sum(0)
    b = m / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)
    by_region = m.shape[0] <= m.shape[1]
    vector = b.T @ np.linalg.eigh(b @ b.T)[1][:, -2] if by_region else np.linalg.eigh(b.T @ b)[1][:, -2]
    pci = vector / np.sqrt(ubiquity)
    pci /= np.linalg.norm(pci)
    eci = m @ pci / diversity
    flip = np.sign(np.corrcoef(eci, diversity)[0, 1])
    eci, pci = eci * flip, pci * flip
    phi = m.T @ m
    phi = np.minimum(phi / ubiquity, (phi / ubiquity).T)
    density = m @ (phi / phi.sum(0))
    coi = (density * (1 - m) * pci).sum(1)
    cog = (1 - m) * ((1 - m) @ (phi * (pci / phi.sum(1))[:, None])) / eci.std()
    mean, std = eci.mean(), eci.std()
    return advantage, (eci - mean) / std, (pci - mean) / std, phi, density, (coi - coi.mean()) / coi.std(), cog


def bound(values: np.ndarray, precision: type[np.floating] = np.float64) -> Callable[[], None]:
    m = (rca(values) >= 1).astype(precision)
    phi = np.ascontiguousarray(m.T @ m)
    out = np.empty_like(m)

    def run() -> None:
        m.T @ m
        np.matmul(m, phi, out=out)
        np.matmul(m, phi, out=out)

    return run


def peer(values: np.ndarray, check: bool) -> Callable[[], object]:
    import pandas as pd
    from ecomplexity import ecomplexity

    rows, columns = np.nonzero(values)
    data = pd.DataFrame({"t": 2020, "c": rows, "p": columns, "v": values[rows, columns]})
    names = {"time": "t", "loc": "c", "prod": "p", "val": "v"}

    def run() -> object:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            return ecomplexity(data, names, check_logsupermodularity=check, verbose=False)

    return run


def cpu_seconds(work: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def agreement(values: np.ndarray) -> float:
    return max(float(np.abs(a - b).max()) for a, b in zip(ours(values)[1:], reference(values)[1:], strict=True))


def compare(regions: int, activities: int, runs: int, peer_runs: int) -> None:
    values = table(regions, activities)
    present = presence(rca(values))
    print(f"\n{regions} x {activities}, {present.mean():.1%} present, {runs} runs")
    if regions <= 2000:
        print(
            f"  largest difference to the reference (ECI, PCI, proximity, density, COI, COG): {agreement(values):.1e}"
        )
    mine = cpu_seconds(lambda: ours(values), runs)
    floor = cpu_seconds(bound(values), runs)
    lower = cpu_seconds(bound(values, np.float32), runs)
    plain = cpu_seconds(lambda: reference(values), runs if regions <= 2000 else 1)
    print(f"  ours, full table          {mine * 1e3:10.1f} ms")
    print(f"  matrix-product bound      {floor * 1e3:10.1f} ms   ours / bound      {mine / floor:.2f}")
    print(f"  the same, single precision{lower * 1e3:9.1f} ms   ours / bound      {mine / lower:.2f}")
    print(f"  plain numpy reference     {plain * 1e3:10.1f} ms   ours / reference  {mine / plain:.2f}")
    index = complexity_index(present)
    kept = surroundings(discrete_proximity(present), index)
    one = cpu_seconds(lambda: [one_region(present[i], kept) for i in range(50)], 5) / 50
    print(f"  one region, kept proximity{one * 1e3:10.3f} ms   full table / one  {mine / one:.0f}")
    if peer_runs:
        for label, check in (("as called by default", True), ("without its check", False)):
            theirs = cpu_seconds(peer(values, check), peer_runs)
            print(f"  ecomplexity {label:<21}{theirs * 1e3:8.1f} ms theirs / ours     {theirs / mine:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 20000 x 5000 (minutes, about 6 GB)")
    parser.add_argument("--no-peer", action="store_true", help="leave ecomplexity out (about a minute)")
    chosen = parser.parse_args()
    for regions, activities, runs, peer_runs in (*SIZES, *((LARGE,) if chosen.large else ())):
        compare(regions, activities, runs, 0 if chosen.no_peer else peer_runs)


if __name__ == "__main__":
    main()
