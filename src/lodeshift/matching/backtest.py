"""Does relatedness foretell entry? Density at one year against what had appeared some years later."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from lodeshift.errors import InputError, check_range
from lodeshift.matching.proximity import density, discrete_proximity
from lodeshift.matching.rca import presence, rca, with_floor
from lodeshift.records.complexity import BackTest, RegionTable, Vector


def entry_auc(score: Vector, entered: NDArray[np.bool_]) -> float | None:
    """Area under the ROC curve: chance that an entry scores above a non-entry, ties counting half (Mann-Whitney).

    None where there are no entries or nothing else.
    """
    entries = int(entered.sum())
    others = len(entered) - entries
    if entries == 0 or others == 0:
        return None
    ranks = rankdata(score)
    return float((ranks[entered].sum() - entries * (entries + 1) / 2) / (entries * others))


def back_test(before: RegionTable, after: RegionTable, floor: float = 0.0) -> BackTest:
    """Entry by `after` (RCA >= 1) of what was absent at `before` (RCA < 1), against density at `before`.

    Only regions and activities that stand in both years above the floor are looked at. Proximity and density use
    `before` alone, so nothing of the later year leaks in. Raises `InputError` when a year is missing, when the
    tables do not name the same regions and activities, or when `after` is not later.
    """
    if before.year is None or after.year is None or after.year <= before.year:
        found = f"years {before.year} and {after.year}"
        raise InputError.one("matching.two_years", after.source, None, "year", found, "two years, the second later")
    then, *_ = with_floor(before, floor)
    now, *_ = with_floor(after, floor)
    present = presence(rca(then.values))
    near = density(present, discrete_proximity(present))
    rows, later_rows = _shared(then.regions, now.regions)
    columns, later_columns = _shared(then.activities, now.activities)
    candidate = ~present[np.ix_(rows, columns)]
    entered = presence(rca(now.values))[np.ix_(later_rows, later_columns)] & candidate
    score = near[np.ix_(rows, columns)]
    ubiquity = np.broadcast_to(present.sum(axis=0)[columns].astype(np.float64), score.shape)
    within = [entry_auc(score[i, mask], entered[i, mask]) for i, mask in enumerate(candidate)]
    known = [auc for auc in within if auc is not None]
    return BackTest(
        year=before.year,
        horizon=after.year - before.year,
        candidates=int(candidate.sum()),
        entries=int(entered.sum()),
        auc=entry_auc(score[candidate], entered[candidate]),
        auc_within_regions=float(np.mean(known)) if known else None,
        regions_within=len(known),
        auc_ubiquity=entry_auc(ubiquity[candidate], entered[candidate]),
    )


def back_tests(tables: tuple[RegionTable, ...], horizon: int | None = None, floor: float = 0.0) -> tuple[BackTest, ...]:
    """A back-test for every pair of years `horizon` apart (the whole span of the tables where none is given)."""
    years = {table.year: table for table in tables if table.year is not None}
    if len(years) < 2:
        return ()
    span = max(years) - min(years) if horizon is None else horizon
    check_range("horizon", span, at_least=1)
    return tuple(back_test(years[y], years[y + span], floor) for y in sorted(years) if y + span in years)


def _shared(then: tuple[str, ...], now: tuple[str, ...]) -> tuple[list[int], list[int]]:
    later = {name: i for i, name in enumerate(now)}
    pairs = [(i, later[name]) for i, name in enumerate(then) if name in later]
    if not pairs:
        raise InputError.one(
            "matching.nothing_in_common",
            "table",
            None,
            "names",
            "no region or activity in both years",
            "the same names",
        )
    return [i for i, _ in pairs], [j for _, j in pairs]
