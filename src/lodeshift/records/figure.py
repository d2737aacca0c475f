"""A number with what is known about it: range, unit, year, region, source, quality, and the row it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lodeshift.names import WEAK_QUALITIES, Quality
from lodeshift.records.note import Note

Span = Literal["p10_p90", "min_max"]
"""What low and high are: the 10th and 90th percentile (unless a row says otherwise), or the smallest and largest seen,
taken as the 2nd and 98th."""
Matter = Literal["cost", "amount", "time", "transfer", "tonnes", "rule"]
"""How a figure reaches the objective of a plan: by a cost, by an amount that a balance or limit counts (worth its marginal
price). Others have no effect in proportion and are told apart: when something can stand, money that only changes hands
between firm and city, tonnes of CO2 that no limit counts, a rule that is taken whole."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the catalogue or of a case.

    `central` is the median; `low` and `high` are percentiles as `span` says, equal to `central` where only one number is
    known (`chain.figures` turns the three into a distribution). `year` is text because some figures hold for a span ("2022-2025"). `row` names
    the table row that the figure comes from ("capex.csv:14"), so that a page can point at it. `note` is the cell of that row;
    `remark` is what is to be said of a figure that was computed.
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
    span: Span = "p10_p90"
    remark: Note | None = None

    @property
    def weak(self) -> bool:
        """True for estimated and recalled figures, which are marked wherever they are shown."""
        return self.quality in WEAK_QUALITIES
