"""Who is specialised in what: size floor, revealed comparative advantage, presence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import InputError, check_range
from lodeshift.records.complexity import Matrix, RegionTable

PRESENT_FROM = 1.0
"""An activity counts as present in a region from this RCA on (Hidalgo, Hausmann 2009)."""
ROUNDING = 1e-12
"""A pair whose RCA is exactly one must not depend on the unit of the table or the order of its rows."""


def with_floor(table: RegionTable, floor: float) -> tuple[RegionTable, tuple[str, ...], tuple[str, ...]]:
    """The table without regions whose total is below `floor`, and without what is then empty.

    Small regions distort every value (a research station can top a ranking of countries), so the floor comes
    before RCA. Regions and activities whose total is zero are always dropped. Returns the table, the dropped
    regions and the dropped activities.

    Raises `InputError` when fewer than two regions or activities are left.
    """
    check_range("floor", floor, at_least=0.0)
    totals = table.values.sum(axis=1)
    rows = (totals >= floor) & (totals > 0)
    columns = table.values[rows].sum(axis=0) > 0
    for label, kept in (("regions", rows), ("activities", columns)):
        if kept.sum() < 2:
            found = f"{int(kept.sum())} {label} above the size floor of {floor:g}"
            raise InputError.one(
                "matching.too_few", table.source, None, label, found, "at least two", "lower the floor"
            )
    regions, no_regions = _split(table.regions, rows)
    activities, no_activities = _split(table.activities, columns)
    values = table.values if rows.all() and columns.all() else table.values[np.ix_(rows, columns)]
    return RegionTable(regions, activities, values, table.year, table.source), no_regions, no_activities


def _split(names: tuple[str, ...], kept: NDArray[np.bool_]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    yes = tuple(name for name, keep in zip(names, kept, strict=True) if keep)
    no = tuple(name for name, keep in zip(names, kept, strict=True) if not keep)
    return yes, no


def rca(values: Matrix) -> Matrix:
    """Revealed comparative advantage (Balassa 1965), also called location quotient.

    `values` (regions, activities) >= 0 with positive row and column sums. Result of the same shape:
    (x_cp / x_c) / (x_p / x), where x_c, x_p and x are the sums over activities, regions and both.
    """
    by_activity = values.sum(axis=0)
    scale = by_activity.sum() / by_activity
    result: Matrix = values / values.sum(axis=1, keepdims=True)
    result *= scale
    return result


def presence(advantage: Matrix) -> NDArray[np.bool_]:
    """True where RCA >= 1, up to rounding. Shape as `advantage`. Every region and every activity has at least one."""
    return advantage >= PRESENT_FROM - ROUNDING
