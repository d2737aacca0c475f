"""What the stages call their limits, account lines and figures, told in the reader's language.

A stage names things in its own fixed phrases with ids in them ("capacity of lfp_synthesis at x in 2030"). The table
`phrases.yaml` holds each phrase once, with its words in both languages; ids become names of the catalogue. A phrase
that the table does not know is told as the stage wrote it.
"""

from __future__ import annotations

import re
import string
from functools import cache
from importlib import resources
from typing import Final

import yaml

from lodeshift.catalogue import goods, places, recipes, technologies
from lodeshift.reporting.words.texts import Words

_ID: Final = r"[a-z0-9_]+"
_FIELDS: Final = {
    "process": _ID,
    "commodity": _ID,
    "technology": _ID,
    "chain": _ID,
    "year": r"\d{4}",
    "site": r"[a-z0-9-]+",
}


@cache
def _table() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    text = resources.files("lodeshift.reporting.words").joinpath("phrases.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
    return tuple((_pattern(phrase), words) for phrase, words in found.items())


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = []
    for literal, field, _, _ in string.Formatter().parse(phrase):
        parts.append(re.escape(literal))
        if field:
            parts.append(f"(?P<{field}>{_FIELDS.get(field, '.+?')})")
    return re.compile("".join(parts))


def tell(words: Words, phrase: str) -> str:
    """A stage's phrase in words."""
    for pattern, told in _table():
        match = pattern.fullmatch(phrase)
        if match is None:
            continue
        template = told[words.language]
        named = {
            field: _name(words, field, value, starts=template.startswith(f"{{{field}}}"))
            for field, value in match.groupdict().items()
        }
        if None not in named.values():
            return words.spaced(template.format(**named))
    return phrase[:1].upper() + phrase[1:]


def _name(words: Words, field: str, value: str, *, starts: bool) -> str | None:
    """The name of an id, or None where there is no such id (another phrase may fit)."""
    if field == "commodity":
        name = words.good(value) if value in goods.commodities() else None
    elif field in ("process", "technology"):
        known = value in recipes.processes() or (field == "technology" and value in technologies.technologies())
        name = words.process(value) if known else None
    elif field == "chain":
        name = words.text(f"plan.chain_{value}") if words.has(f"plan.chain_{value}") else value
    else:
        return site_name(words, value) if field in ("site", "name") else value.partition("/")[0]
    return name if name is None or starts else words.inside(name)


def site_name(words: Words, site: str) -> str:
    """Name of a site whose id is a place of the catalogue; else the id."""
    known = places.places().get(site)
    if known is None:
        return site
    return known.name_en if words.language == "en" else known.name_zh
