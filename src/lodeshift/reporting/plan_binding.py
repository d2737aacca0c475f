"""Limits that bind, each once with the years in which it does, and units as they are said."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from lodeshift.catalogue import goods, recipes
from lodeshift.records.plan import Binding, Plan
from lodeshift.reporting.words import phrases
from lodeshift.reporting.words.texts import Words

_YEAR: Final = re.compile(r"(?:in|up to) (\d{4})$")


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in the year in which it weighs most; `other_years` are those in which it binds as well."""

    binding: Binding
    other_years: tuple[str, ...]


def limits(plan: Plan) -> tuple[Limit, ...]:
    """Binding limits, the dearest first; the same limit of several years is told once."""
    groups: dict[str, list[Binding]] = defaultdict(list)
    for binding in plan.binding:
        groups[_YEAR.sub("", binding.words)].append(binding)
    found = []
    for group in groups.values():
        ranked = sorted(group, key=lambda b: -abs(b.marginal))
        years = sorted(year for b in ranked[1:] for year in _YEAR.findall(b.words))
        found.append(Limit(ranked[0], tuple(years)))
    return tuple(sorted(found, key=lambda limit: -abs(limit.binding.marginal)))


def unit_words(words: Words, unit: str, phrase: str = "") -> str:
    """The unit of a limit in words. "k/a" is a thousand units a year of the commodity or process that the phrase names."""
    ids = phrases.fields_of(phrase)
    commodity = ids.get("commodity", "")
    if not commodity and ids.get("process") in recipes.processes():
        commodity = recipes.process(ids["process"]).main
    if unit in ("k", "k/a") and commodity in goods.commodities() and goods.commodity(commodity).unit == "t":
        unit = unit.replace("k", "kt")
    key = f"plan.unit_{unit}"
    return words.text(key) if words.has(key) else unit
