"""Names that terminal, page and JSON give to what futures hold: indicators, limits of a box, units, what failing means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lodeshift.records.futures import Box, Limit, Sensitivity
from lodeshift.records.note import Fact, Note, note
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

FANS: Final[Mapping[str, tuple[str, float]]] = {
    "gdp": ("bn", 1e-3),
    "income": ("bn", 1e-3),
    "value_added_resource": ("bn", 1e-3),
    "value_added_materials": ("bn", 1e-3),
    "employment": ("thousand", 1e-3),
    "jobs_resource": ("thousand", 1e-3),
    "population": ("thousand", 1e-3),
    "city_balance": ("bn", 1e-3),
    "city_debt": ("bn", 1e-3),
    "emissions": ("mt", 1e-6),
    "reserve_life": ("years", 1.0),
}
"""Fans that are shown, in order: the unit they are told in, and its factor."""
NO_ORE_YEARS: Final = 199.0
"""A reserve life from here on says that there is no ore to run out."""
_RELATIVE: Final = frozenset({"base", "today"})


def short(value: float) -> str:
    """A number as a table shows it: no digits behind the point from a hundred on."""
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 1 else f"{value:.2f}"


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{100 * share:.0f} %"


def two_digits(value: float) -> str:
    """Two significant digits or so, as people write them: 70,000; 1.2; 0.035."""
    size = abs(value)
    if size >= 100:
        step = 10.0 ** (len(f"{size:.0f}") - 2)
        return f"{round(value / step) * step:,.0f}"
    return f"{value:.2g}"


def unit_words(words: Words, unit: str) -> str:
    """A unit, or what a number without one is told over."""
    return tell(words, note(f"simulation.unit_{unit}")) if unit in _RELATIVE else unit


def indicator_unit(words: Words, indicator: str) -> str:
    """In what an indicator's fan is told: "mcny, prices of the base year"."""
    head = indicator.split(" of ", maxsplit=1)[0]
    return tell(words, note(f"simulation.in_{head}"))


def limit_words(words: Words, limit: Limit) -> str:
    """One side of a box: "the delay of building is over 2 a"."""
    unit = "" if limit.unit == "1" else f" {unit_words(words, limit.unit)}"
    ends = {"low": limit.low, "high": limit.high}
    told: dict[str, Fact] = {end: two_digits(value) for end, value in ends.items() if value is not None}
    told |= {"what": tell(words, limit.what), "in_unit": unit}
    key = "between" if None not in ends.values() else "under" if limit.low is None else "over"
    return tell(words, Note(f"simulation.limit_{key}", more=tuple(sorted(told.items()))))


def box_words(words: Words, box: Box) -> str:
    """The futures of a box: "fails when the mean price of coal stays under 600 CNY/t"."""
    limits = tuple(limit_words(words, limit) for limit in box.limits)
    return tell(words, note("simulation.fails_when", limits=limits))


def box_sentence(words: Words, box: Box) -> str:
    """As `box_words`, as a sentence of its own."""
    told = box_words(words, box)
    return f"{told[:1].upper()}{told[1:]}{'.' if words.language == 'en' else '。'}"


def spread_words(words: Words, each: Sensitivity) -> str:
    """The group of shocks and unknowns of a sensitivity."""
    return tell(words, each.what)
