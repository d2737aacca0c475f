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
    found: dict[str, list[MaterialOf]] = {}
    for row in tables.read("sector_questions"):
        each = MaterialOf(row["process"], row["material"], row["made"], tables.needed(row, "share"))
        found.setdefault(row["question"], []).append(each)
    return MappingProxyType({question: tuple(rows) for question, rows in found.items()})
