"""What the state does: taxes, transfers, export rules, targets of the 2013 plan."""

from __future__ import annotations

from dataclasses import dataclass

from lodeshift.catalogue import tables
from lodeshift.names import Quality


@dataclass(frozen=True, slots=True)
class Lever:
    """One rule or figure. `text` is the value as written ("<0.5", "23 -> 8"); `value` is None where it is no number."""

    lever: str
    place: str
    year: str
    text: str
    value: float | None
    unit: str
    source: str
    quality: Quality
    note: str
    row: str


def levers(lever: str = "", place: str = "") -> tuple[Lever, ...]:
    """All rows whose lever and place contain the given words (empty words take all)."""
    return tuple(
        tables.record(Lever, row)
        for row in tables.read("policy")
        if lever.lower() in row["lever"].lower() and place.lower() in row["place"].lower()
    )
