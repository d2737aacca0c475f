"""What a run was made by: one hash of the sources and tables that decide a plan."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOMS: Final = (
    "names.py", "units.py", "errors.py", "records", "files", "program", "catalogue", "climate", "border", "case", "chain",
    "planning", "runs", "study/plan.py",
)  # fmt: skip
"""Everything a plan passes through on its way from the case to the run folder."""
KINDS: Final = frozenset({".py", ".csv", ".yaml"})
_HOUSE: Final = Path(__file__).parents[1]


def parts(root: Path = _HOUSE) -> Iterator[Path]:
    """Sources and bundled tables of the rooms that make a plan, in an order that does not depend on the disk."""
    for room in ROOMS:
        found: Iterable[Path] = [root / room] if (root / room).is_file() else (root / room).rglob("*")
        yield from sorted(path for path in found if path.suffix in KINDS)


def stamp(root: Path = _HOUSE) -> str:
    """Hash of names and contents of `parts`: another one means that today's plan may be another.

    Line ends do not count (a checkout may change them).
    """
    digest = hashlib.sha256()
    for path in parts(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


@cache
def today() -> str:
    """The stamp of the program that runs."""
    return stamp()
