"""Rows and filters of the atlas: what a list is, how words are matched, how weak figures are marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lodeshift.catalogue import prices
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


def cells(record: Any, columns: str) -> dict[str, Any]:
    """The named fields of a record ("id name_zh ..."); "mark" is its quality as shown."""
    return {name: mark(str(record.quality)) if name == "mark" else getattr(record, name) for name in columns.split()}


def base_prices(commodity: str) -> dict[str, Figure]:
    """Base prices of a good by role; "both" where the buyer's and the seller's are one row."""
    roles: tuple[prices.Role, ...] = ("buy", "sell")
    found: dict[str, Figure] = {
        role: prices.base_price(commodity, role) for role in roles if prices.has_price(commodity, role)
    }
    one = len(found) == 2 and found["buy"].row == found["sell"].row
    return {"both": found["buy"]} if one else found


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


def rounded(value: float | None, digits: int) -> float | None:
    """The value rounded; None stays."""
    return None if value is None else round(value, digits)


def figure_row(item: str | Note, figure: Figure) -> AtlasRow:
    """A figure as a row that keeps its range, unit, year, region, source and quality."""
    return {"item": item, **cells(figure, "low central high unit year region quality mark note source row")}


def figure_list(title: Note, figures: Iterable[tuple[str | Note, Figure | None]]) -> Listing:
    """Figures by item as a list; those that are not known are left out."""
    rows = tuple(figure_row(item, figure) for item, figure in figures if figure is not None)
    return Listing(title, FIGURE_COLUMNS, rows)


def facts_of(**cells: str | Note) -> dict[str, str | Note]:
    """Facts of a card by name; blank ones are left out."""
    return {name: cell for name, cell in cells.items() if cell}


def plain_list(title: Note, rows: Iterable[AtlasRow], columns: str) -> Listing:
    """Rows as a list that shows these columns ("id name_zh ...")."""
    return Listing(title, tuple(columns.split()), tuple(rows))
