"""Rows and filters of the atlas: what a list is, how words are matched, how weak figures are marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lodeshift.catalogue import places
from lodeshift.errors import UnknownIdError
from lodeshift.names import WEAK_QUALITIES
from lodeshift.records.atlas import AtlasRow, Listing
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note

FIGURE_COLUMNS = ("item", "low", "central", "high", "unit", "year", "mark", "note")
"""What is shown of a figure."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; an empty word keeps all. `search` looks into every cell, case aside."""

    province: str = ""
    stage: str = ""
    level: str = ""
    resource: str = ""
    tier: str = ""
    city: str = ""
    chain: str = ""
    commodity: str = ""
    round: str = ""
    search: str = ""


def mark(quality: str) -> str:
    """The quality as shown: weak ones (estimate, recalled) carry a sign."""
    return f"≈ {quality}" if quality in WEAK_QUALITIES else quality


def has(cell: str, word: str) -> bool:
    """True where the word stands in the cell, case aside."""
    return word.lower() in cell.lower()


def searched(rows: Iterable[AtlasRow], word: str) -> tuple[AtlasRow, ...]:
    """Rows with the word in any cell; all where the word is empty."""
    return tuple(row for row in rows if not word or any(has(str(cell), word) for cell in row.values()))


def known_word(kind: str, word: str, known: Iterable[str]) -> str:
    """The known word that is meant, case aside; "" stays; an unknown one is an error with close matches."""
    if not word:
        return ""
    words = {each.lower(): each for each in known if each}
    if word.lower() not in words:
        raise UnknownIdError(kind, word, words.values())
    return words[word.lower()]


def city_id(word: str) -> str:
    """Id of the place that a name or id means; "" stays "".

    Raises
    ------
    UnknownIdError : no such place.   InputError : several places bear the name.
    """
    return places.find(word).id if word else ""


def rounded(value: float | None, digits: int) -> float | None:
    """The value rounded; None stays."""
    return None if value is None else round(value, digits)


def figure_row(item: str | Note, figure: Figure) -> AtlasRow:
    """A figure as a row that keeps its range, unit, year, region, source and quality."""
    return {
        "item": item,
        "low": figure.low,
        "central": figure.central,
        "high": figure.high,
        "unit": figure.unit,
        "year": figure.year,
        "region": figure.region,
        "quality": figure.quality,
        "mark": mark(figure.quality),
        "note": figure.note,
        "source": figure.source,
        "row": figure.row,
    }


def figure_list(title: Note, figures: Iterable[tuple[str | Note, Figure | None]]) -> Listing:
    """Figures by item as a list; those that are not known are left out."""
    rows = tuple(figure_row(item, figure) for item, figure in figures if figure is not None)
    return Listing(title, FIGURE_COLUMNS, rows)


def facts_of(**cells: str | Note) -> dict[str, str | Note]:
    """Facts of a card by name; blank ones are left out."""
    return {name: cell for name, cell in cells.items() if cell}


def plain_list(title: Note, rows: tuple[AtlasRow, ...], *columns: str) -> Listing:
    """Rows as a list that shows these columns."""
    return Listing(title, columns, rows)
