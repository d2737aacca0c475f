"""Power of a place: MW by type that stands, and TWh used a year."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import standing
from lodeshift.catalogue.standing import Gathered
from lodeshift.records.figure import Figure
from lodeshift.records.standing import StandingPower

REPEATS: Final = frozenset({"installed_power_all", "wind_and_pv", "hydro_wind_pv"})
"""Items that repeat rows by type; used only where none of those is known."""


def power_of(place: str) -> StandingPower:
    """What was read before what is recalled, then the newest row of each type."""
    rows = standing.gathered().get(place, ())
    known = _best(row for row in rows if row.kind == "standing_power")
    by_type = {item: figure for item, figure in known.items() if item not in REPEATS}
    used = _best(row for row in rows if row.kind == "power_use")
    return StandingPower(MappingProxyType(by_type or known), used.get("electricity"))


def _best(rows: Iterable[Gathered]) -> dict[str, Figure]:
    found: dict[str, Gathered] = {}
    for row in rows:
        before = found.get(row.item)
        if before is None or (not row.figure.weak, row.year) > (not before.figure.weak, before.year):
            found[row.item] = row
    return {item: row.figure for item, row in sorted(found.items())}
