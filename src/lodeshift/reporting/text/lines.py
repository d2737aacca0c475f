"""Lines of a terminal: how wide a text stands (a Chinese character takes two places), headings, wrapped sentences."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from typing import Final

WIDTH: Final = 110
"""Columns that sentences are wrapped to."""
PIPED: Final = 140
"""Columns of what is no terminal: no table of ours is folded there."""
_ATOM: Final = re.compile(r"[^\s\u2e80-\uffef]+|[\u2e80-\uffef]|\s+")
"""What a line may be broken between: words, blanks, and Chinese characters one by one."""


def width(text: str) -> int:
    """Columns that a text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def terminal_columns() -> int:
    """Columns of the terminal, or of a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED


def heading(text: str) -> list[str]:
    """A blank line and the heading of what follows."""
    return ["", text]


def wrapped(text: str, lead: str = "  ", most: int = WIDTH) -> list[str]:
    """Sentences in lines of at most `most` columns; the first begins with `lead`, the others stand under its end."""
    return [
        (lead if i == 0 else " " * width(lead)) + line
        for i, line in enumerate(folded(text, max(most - width(lead), 1)))
    ]


def folded(text: str, most: int) -> list[str]:
    """A text in lines of at most `most` columns, broken between words; a word that is wider is broken where it must."""
    lines, line = [], ""
    rest = _ATOM.findall(text)[::-1]
    while rest:
        atom = rest.pop()
        if width(line + atom.rstrip()) <= most:
            line = line + atom if line else atom.lstrip()
        elif line.strip():
            lines.append(line.rstrip())
            line = ""
            rest.append(atom.lstrip())
        else:
            cut = next(i for i in range(len(atom), 0, -1) if i == 1 or width(atom[:i]) <= most)
            lines.append(atom[:cut])
            rest.append(atom[cut:])
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
