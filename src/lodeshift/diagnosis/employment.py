"""Jobs by industry of every place and of the whole country: census of 2020, the 19 sections of GB/T 4754."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np

from lodeshift.catalogue import indicators, places
from lodeshift.catalogue.indicators import Indicator
from lodeshift.diagnosis.diversity import Shares
from lodeshift.records.figure import Figure

PREFIX: Final = "employment_share_"
SECTIONS: Final[Mapping[str, str]] = {
    "primary": "primary",
    "mining": "secondary",
    "manufacturing": "secondary",
    "utilities": "secondary",
    "construction": "secondary",
    "trade": "tertiary",
    "transport": "tertiary",
    "hotels_catering": "tertiary",
    "it_services": "tertiary",
    "finance": "tertiary",
    "real_estate": "tertiary",
    "leasing_business": "tertiary",
    "research_technical": "tertiary",
    "environment": "tertiary",
    "resident_services": "tertiary",
    "education": "tertiary",
    "health_social": "tertiary",
    "culture": "tertiary",
    "public_administration": "tertiary",
}
"""Industry -> the sector it belongs to (the groups of related and unrelated variety)."""
MINING: Final = tuple(SECTIONS).index("mining")
INDUSTRY: Final = tuple(tuple(SECTIONS).index(name) for name in ("mining", "manufacturing", "utilities"))
COUNTED_TWICE: Final = frozenset({"laiwu"})
"""Laiwu became districts of Jinan in 2019 and stands in Jinan's row too."""


@dataclass(frozen=True, slots=True)
class Employment:
    """Jobs of one place: `shares` of the 19 sections (sum 1), heads, and the rows they come from."""

    place: str
    shares: Shares
    mining: Figure
    """Share in percent as printed, with its row."""
    employed: Figure
    rows: str

    @property
    def extraction_share_of_industry(self) -> float:
        """Mining over mining, manufacturing and utilities, fraction."""
        industry = float(self.shares[list(INDUSTRY)].sum())
        return float(self.shares[MINING]) / industry if industry > 0 else 0.0


def figure(row: Indicator, note: str = "") -> Figure:
    """One indicator as a figure."""
    text = " ".join(part for part in (row.base, note) if part)
    return Figure(
        row.value, row.value, row.value, row.unit, str(row.year), row.id, row.source, row.quality, text, row.row
    )


@cache
def of(place: str) -> Employment | None:
    """Employment of a place; None where the census table has no row for it."""
    found = {row.indicator: row for row in indicators.indicators(place) if row.year == indicators.CENSUS_YEAR}
    rows = [found.get(PREFIX + name) for name in SECTIONS]
    employed = found.get("employed")
    complete = [row for row in rows if row is not None]
    if employed is None or len(complete) < len(rows):
        return None
    values = np.array([row.value for row in complete])
    lines = sorted(int(row.row.partition(":")[2]) for row in complete)
    span = f"city_indicators.csv:{lines[0]}-{lines[-1]}"
    return Employment(place, values / values.sum(), figure(complete[MINING]), figure(employed), span)


@cache
def table() -> Mapping[str, Employment]:
    """Employment of every place that has it."""
    found = ((place, of(place)) for place in indicators.ids())
    return MappingProxyType({place: row for place, row in found if row is not None})


@cache
def country_places() -> tuple[str, ...]:
    """The prefecture-level places that make up the country once, without the smaller cities that lie inside them."""
    cities = places.cities()
    return tuple(
        place
        for place in table()
        if place not in COUNTED_TWICE and (place not in cities or cities[place].level == "prefecture")
    )


@cache
def national() -> Shares:
    """Shares of the country: all prefecture-level places weighted by their employed people."""
    rows = [table()[place] for place in country_places()]
    weights = np.array([row.employed.central for row in rows])
    total: Shares = weights @ np.stack([row.shares for row in rows]) / weights.sum()
    share: Shares = total / total.sum()
    return share
