"""What the catalogue holds, as lists and cards: rows of cells, with notes for what is said beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lodeshift.records.note import Note

AtlasRow = Mapping[str, object]
"""A row by column: text, number, bool, note or None."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one kind. `columns` are those that a terminal prints; rows hold all."""

    title: Note
    columns: tuple[str, ...]
    rows: tuple[AtlasRow, ...]
    remarks: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one id: what sort of thing it is, its plain facts by name, and lists."""

    id: str
    kind: Note
    facts: Mapping[str, str | Note]
    lists: tuple[Listing, ...]
