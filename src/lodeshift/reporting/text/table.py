"""A table in lines: columns as wide as their widest cell, numbers to the right, folded where the terminal is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lodeshift.reporting.text.lines import folded, width

GAP: Final = 2
"""Blanks between columns."""
KEEP_WHOLE: Final = 16
"""A column no wider than this is never folded."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and whether its cells are numbers (which stand at the right)."""

    head: str
    number: bool = False


def table(
    columns: Sequence[Column | str],
    rows: Sequence[Sequence[str]],
    *,
    title: str = "",
    indent: str = "",
    most: int | None = None,
) -> list[str]:
    """The lines of a table.

    Parameters
    ----------
    columns : headings; where all are blank there is no line of headings. Plain text is a column of text.
    rows : cells in the order of the columns.
    most : columns of the terminal; wider tables have their widest columns folded. None: never.
    """
    heads = [c if isinstance(c, Column) else Column(c) for c in columns]
    cells = [[c.head for c in heads], *([*row] for row in rows)] if any(c.head for c in heads) else [[*r] for r in rows]
    widths = [max((width(row[i]) for row in cells), default=0) for i in range(len(heads))]
    if most is not None:
        widths = _narrowed(widths, most - width(indent) - GAP * (len(widths) - 1))
    lines = [title] if title else []
    for row in cells:
        parts = [folded(cell, max(wide, 1)) for cell, wide in zip(row, widths, strict=True)]
        for at in range(max((len(part) for part in parts), default=0)):
            told = [part[at] if at < len(part) else "" for part in parts]
            padded = [_padded(t, wide, c.number) for t, wide, c in zip(told, widths, heads, strict=True)]
            lines.append((indent + (" " * GAP).join(padded)).rstrip())
    return lines


def _padded(text: str, wide: int, right: bool) -> str:
    blank = " " * (wide - width(text))
    return blank + text if right else text + blank


def _narrowed(widths: list[int], room: int) -> list[int]:
    """Widths that fit into `room`, the widest column giving first; columns that stay whole give only where all are."""
    found = list(widths)
    for floor in (KEEP_WHOLE, 4):
        while sum(found) > room and max(found, default=0) > floor:
            found[found.index(max(found))] -= 1
    return found
