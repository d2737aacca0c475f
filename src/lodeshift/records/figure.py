"""A number with what is known about it: range, unit, year, region, source, quality, and the row it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from lodeshift.names import WEAK_QUALITIES, Quality


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the catalogue or of a case.

    `low` <= `central` <= `high` span plausible values (not a confidence interval); all three are equal where
    only one number is known. `year` is text because some figures hold for a span ("2022-2025"). `row` names
    the table row that the figure comes from ("capex.csv:14"), so that a page can point at it.
    """

    low: float
    central: float
    high: float
    unit: str
    year: str
    region: str
    source: str
    quality: Quality
    note: str = ""
    row: str = ""

    @property
    def weak(self) -> bool:
        """True for estimated and recalled figures, which are marked wherever they are shown."""
        return self.quality in WEAK_QUALITIES
