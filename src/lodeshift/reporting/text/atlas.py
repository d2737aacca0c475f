"""Lists and cards of the atlas for the terminal."""

from __future__ import annotations

from typing import Final

from lodeshift.names import QUALITIES
from lodeshift.records.atlas import Card, Listing
from lodeshift.records.note import Note
from lodeshift.reporting.text import Column, table, terminal_columns, wrapped
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.texts import Words

GRADES: Final = frozenset({"mark", "quality"})
"""Columns that hold a grade of data, with the sign of weak ones before it."""

IN_CHINESE: Final = {"gdp_bn_cny": 10.0, "population_k": 0.1, "max_kt_a": 0.1, "ore_mt": 100.0}
"""What turns a column into the unit of its Chinese heading (亿元, 万人, 万吨)."""


def listing_lines(found: Listing, words: Words) -> list[str]:
    """A list: its title, the columns that a terminal shows, and what is said beside it."""
    say = Say(words, "atlas")
    heads = [
        Column(say.word("column", name), number=any(isinstance(row.get(name), int | float) for row in found.rows))
        for name in found.columns
    ]
    rows = [[_cell(say, name, row.get(name)) for name in found.columns] for row in found.rows]
    lines = table(heads, rows, title=say.note(found.title), most=terminal_columns())
    for remark in found.remarks:
        lines += wrapped(say.note(remark), "")
    return lines


def card_lines(card: Card, words: Words) -> list[str]:
    """What is known of one id: facts, then lists."""
    say = Say(words, "atlas")
    lines = [say("card", card.id, kind=say.note(card.kind))]
    for name, fact in card.facts.items():
        told = say.note(fact) if isinstance(fact, Note) else fact
        lines += wrapped(say("fact", name=say.word("fact", name), fact=told))
    for each in card.lists:
        if each.rows:
            lines += ["", *listing_lines(each, words)]
    return [*lines, ""]


def _cell(say: Say, column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Note):
        return say.note(value)
    if isinstance(value, bool):
        return say("yes" if value else "no")
    if say.words.language == "zh" and column in IN_CHINESE and isinstance(value, int | float):
        return _number(float(value) * IN_CHINESE[column])
    if isinstance(value, int):
        return numbers.whole(value) if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        return _number(value)
    text = str(value)
    if column in GRADES:
        grade = text.rpartition(" ")[2]
        return text.replace(grade, say.quality(grade)) if grade in QUALITIES else text
    return text


def _number(value: float) -> str:
    if value and abs(value) < 0.01:
        return f"{value:.3g}".replace("-", numbers.MINUS)
    if abs(value) >= 1e9:
        return f"{value:.4g}"
    return numbers.whole(value) if abs(value) >= 1000 else numbers.plain(value, 4)
