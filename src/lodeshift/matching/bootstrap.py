"""How firm a rank is: regions are drawn again with replacement, and every region is ranked in every sample."""

from __future__ import annotations

import numpy as np

from lodeshift.errors import InputError, check_range
from lodeshift.matching.complexity import complexity_index
from lodeshift.records.complexity import ComplexityIndex, Matrix, RankIntervals, Vector


def rank_intervals(
    values: Matrix, index: ComplexityIndex, rng: np.random.Generator, draws: int = 100, level: float = 0.9
) -> RankIntervals:
    """Interval of each region's ECI rank over `draws` samples of regions (1 = highest ECI).

    `values` (regions, activities), positive row and column sums. Each sample gives every region a number of times
    it counts; RCA, presence, ubiquity and PCI are worked out anew from the sample, and ECI of every region, drawn
    or not, from that PCI. The sign of each sample follows `index`. A sample in which all drawn regions are alike is
    left out; `draws` of the result counts those kept.
    """
    check_range("draws", draws, at_least=2)
    check_range("level", level, at_least=0.0, at_most=1.0)
    regions = len(values)
    share = values / values.sum(axis=1, keepdims=True)
    ranks = []
    for child in rng.spawn(draws):
        counted = child.multinomial(regions, np.full(regions, 1.0 / regions)).astype(np.float64)
        eci = _sample_eci(values, share, counted, index)
        if eci is not None:
            ranks.append(_ranks(eci))
    table = np.array(ranks) if ranks else np.full((1, regions), np.nan)
    ranked = np.isfinite(table).sum(axis=0)
    tail = (1.0 - level) / 2.0
    low, high = np.full(regions, np.nan), np.full(regions, np.nan)
    some = ranked > 0
    low[some], high[some] = np.nanquantile(table[:, some], [tail, 1.0 - tail], axis=0, method="inverted_cdf")
    return RankIntervals(low, high, ranked.astype(np.int64), len(ranks), level)


def _sample_eci(values: Matrix, share: Matrix, counted: Vector, index: ComplexityIndex) -> Vector | None:
    by_activity = counted @ values
    in_sample = np.flatnonzero(by_activity > 0)
    reference = by_activity[in_sample] / by_activity.sum()
    present = share[:, in_sample] >= reference
    rows = np.flatnonzero(present.any(axis=1))
    present = present[rows]
    used = counted[rows] @ present > 0
    present = present[:, used]
    with_any = present.any(axis=1)
    rows, present = rows[with_any], present[with_any]
    if min(present.shape) < 2:
        return None
    try:
        sample = complexity_index(present, counted[rows])
    except InputError:  # all regions of this sample are alike: it says nothing about ranks
        return None
    eci = np.full(len(values), np.nan)
    eci[rows] = sample.eci if np.corrcoef(sample.eci, index.eci[rows])[0, 1] >= 0 else -sample.eci
    return eci


def _ranks(eci: Vector) -> Vector:
    ranks = np.full(len(eci), np.nan)
    known = np.flatnonzero(np.isfinite(eci))
    ranks[known[np.argsort(-eci[known], kind="stable")]] = np.arange(1, len(known) + 1)
    return ranks
