"""Questions that a sector asks of a plan: how much of a product the materials made here would suffice for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import tables


@dataclass(frozen=True, slots=True)
class MaterialOf:
    """`made` stands in for `material` of the process at `share` tonnes in one."""

    process: str
    material: str
    made: str
    share: float


@cache
def sector_questions() -> Mapping[str, tuple[MaterialOf, ...]]:
    """Rows of `sector_questions.csv` by question."""
    rows = tables.grouped(tables.read("sector_questions"), lambda row: row["question"])
    return MappingProxyType(
        {question: tuple(tables.record(MaterialOf, row) for row in found) for question, found in rows.items()}
    )
