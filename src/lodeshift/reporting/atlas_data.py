"""Lists and cards of the atlas as plain data for machines and as CSV, their texts in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lodeshift.files.tables import csv_text
from lodeshift.records.atlas import AtlasRow, Card, Listing
from lodeshift.records.note import Note
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

ENGLISH: Final = Words("en")


def listing_to_json(found: Listing) -> dict[str, Any]:
    """A list with its title, the number of its rows, what is said beside it, and all columns."""
    return {
        "title": tell(ENGLISH, found.title),
        "count": len(found.rows),
        "remarks": [tell(ENGLISH, said) for said in found.remarks],
        "rows": [_row(row) for row in found.rows],
    }


def card_to_json(card: Card) -> dict[str, Any]:
    """A card with its facts by name and the lists that hold rows."""
    lists = [listing_to_json(each) for each in card.lists if each.rows]
    return {
        "id": card.id,
        "kind": tell(ENGLISH, card.kind),
        "facts": {name.replace("_", " "): _cell(fact) for name, fact in card.facts.items()},
        "lists": [{name: each[name] for name in ("title", "rows", "remarks")} for each in lists],
    }


def listing_to_csv(found: Listing) -> str:
    """All columns of a list; nothing where it has no rows."""
    if not found.rows:
        return ""
    return csv_text(list(found.rows[0]), [list(_row(row).values()) for row in found.rows])


def _row(row: AtlasRow) -> dict[str, Any]:
    return {name: _cell(cell) for name, cell in row.items()}


def _cell(cell: object) -> Any:
    if isinstance(cell, Note):
        return tell(ENGLISH, cell)
    return dict(cell) if isinstance(cell, Mapping) else cell
