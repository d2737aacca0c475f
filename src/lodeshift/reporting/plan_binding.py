"""Limits that bind, each once with the years in which it does, and units as they are said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from lodeshift.catalogue import goods
from lodeshift.records.note import Note
from lodeshift.records.plan import Binding, Plan
from lodeshift.reporting.words.texts import Words


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in the year in which it weighs most; `other_years` are those in which it binds as well."""

    binding: Binding
    other_years: tuple[str, ...]


def limits(plan: Plan) -> tuple[Limit, ...]:
    """Binding limits, the dearest first; the same limit of several years is told once."""
    groups: dict[Note, list[Binding]] = defaultdict(list)
    for binding in plan.binding:
        groups[replace(binding.note, year=None)].append(binding)
    found = []
    for group in groups.values():
        ranked = sorted(group, key=lambda b: -abs(b.marginal))
        years = sorted(str(b.note.year) for b in ranked[1:] if b.note.year is not None)
        found.append(Limit(ranked[0], tuple(years)))
    return tuple(sorted(found, key=lambda limit: -abs(limit.binding.marginal)))


def limit_unit(words: Words, binding: Binding) -> str:
    """The unit of a limit in words. "k/a" is a thousand units a year of the good that the limit names."""
    good = str(binding.note.facts.get("good", binding.note.subject))
    tonnes = good in goods.commodities() and goods.commodity(good).unit == "t"
    return unit_words(
        words, binding.unit.replace("k", "kt") if tonnes and binding.unit in ("k", "k/a") else binding.unit
    )


def unit_words(words: Words, unit: str) -> str:
    """A unit in words where it has some."""
    key = f"plan.unit_{unit}"
    return words.text(key) if words.has(key) else unit
