"""Finds and fills the templates, and names goods and processes in the reader's language."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, get_args

import yaml
from markupsafe import Markup, escape

from lodeshift.catalogue import goods, recipes, technologies
from lodeshift.errors import LodeshiftError, UnknownIdError
from lodeshift.names import Language, Quality
from lodeshift.reporting.words import numbers

SECTIONS: Final = (
    "page",
    "plan",
    "power",
    "flows",
    "money",
    "sources",
    "terminal",
    "map",
    "border",
    "trace",
    "passport",
    "futures",
)
_HAN: Final = "\u4e00-\u9fff"
_SPACING: Final = (
    (re.compile(rf"(?<=[{_HAN}])(\**)(?=[A-Za-z0-9±−])"), r" \1"),
    (re.compile(rf"(?<=[A-Za-z0-9%])(\**)(?=[{_HAN}])"), r"\1 "),
    (re.compile(rf"(?<=[{_HAN}）」])(\**) +(\**)(?=[{_HAN}（「，。；、])"), r"\1\2"),
)
_UNITS: Final = re.compile(
    r"(?<=\d) (?=(?:kt|Mt|t|MW|GW|MWh|GWh|TWh|bn|m|µm|kg|h)\b)|(?<=\bbn) (?=CNY)|(?<=\d m) (?=CNY)"
)
_PROPER: Final = frozenset({"Acheson", "Siemens", "Kroll"})
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@cache
def templates(section: str) -> Mapping[str, Mapping[str, str]]:
    """Templates of one section: key -> language -> text with {fields}.

    Raises
    ------
    UnknownIdError : there is no such section.
    """
    if section not in SECTIONS:
        raise UnknownIdError("section of words", section, SECTIONS)
    text = resources.files("lodeshift.reporting.words").joinpath(f"{section}.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader))


def fields(template: str) -> frozenset[str]:
    """Names of the fields of a template."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a page says, in one language."""

    language: Language

    def has(self, key: str) -> bool:
        """True where a template of this name ("section.key") exists."""
        section, _, name = key.partition(".")
        return section in SECTIONS and name in templates(section)

    def text(self, key: str, **values: str) -> str:
        """The template "section.key" with its fields filled.

        Raises
        ------
        UnknownIdError : no such template. LodeshiftError : a field is missing.
        """
        section, _, name = key.partition(".")
        known = templates(section)
        if name not in known:
            raise UnknownIdError("text", key, (f"{section}.{k}" for k in known))
        template = known[name][self.language]
        missing = fields(template) - values.keys()
        if missing:
            raise LodeshiftError(f"text {key!r} lacks {', '.join(sorted(missing))}")
        return self.spaced(template.format(**values))

    def spaced(self, text: str) -> str:
        """Chinese text with the spacing of print: a blank between Chinese and Latin or figures, none between Chinese."""
        if self.language == "en":
            return text
        for pattern, to in _SPACING:
            text = pattern.sub(to, text)
        return text

    def rich(self, key: str, **values: str) -> Markup:
        """As `text`, escaped for HTML, with **strong** parts."""
        return strong(self.text(key, **values))

    def listed(self, items: Sequence[str]) -> str:
        """Items as a list in a sentence: "a, b and c", "a、b 和 c"."""
        if len(items) < 2:
            return "".join(items)
        comma, last = (", ", " and ") if self.language == "en" else ("、", "和")
        return self.spaced(comma.join(items[:-1]) + last + items[-1])

    def sentences(self, items: Sequence[str]) -> str:
        """Sentences one after the other."""
        return (" " if self.language == "en" else "").join(items)

    def good(self, commodity: str) -> str:
        """Name of a commodity."""
        known = goods.commodity(commodity)
        return self._short(known.name_en if self.language == "en" else known.name_zh)

    def good_in(self, commodity: str) -> str:
        """Name of a commodity inside a sentence."""
        return self.inside(self.good(commodity))

    def process_in(self, process: str) -> str:
        """Name of a process inside a sentence."""
        return self.inside(self.process(process))

    def process(self, process: str) -> str:
        """Name of a process, or of another technology."""
        if process in recipes.processes():
            known = recipes.process(process)
            return self._short(known.name_en if self.language == "en" else known.name_zh)
        technology = technologies.technology(process)
        return self._short(technology.name_en if self.language == "en" else technology.name_zh)

    def title(self, titles: Mapping[str, str]) -> str:
        """The title in this language, or in the one there is."""
        return titles.get(self.language) or next((t for t in titles.values() if t), "")

    def quality(self, quality: Quality) -> str:
        """A grade of data in words."""
        return self.text(f"page.quality_{quality}")

    def quantity(self, kind: str, value: float, digits: int = 3) -> str:
        """A number with its unit."""
        return numbers.quantity(kind, value, self.language, digits)

    def scale(self, kind: str, largest: float) -> numbers.Scale:
        """Divisor and unit for an axis or a column."""
        return numbers.scale(kind, largest, self.language)

    def price(self, value_cny: float, commodity: str) -> str:
        """A price per unit of a commodity."""
        return numbers.price(value_cny, goods.commodity(commodity).unit, self.language)

    def inside(self, name: str) -> str:
        """A name as it stands inside a sentence: a small first letter, but for abbreviations and element symbols."""
        first = name.replace("-", " ").split(" ")[0]
        return name[:1].lower() + name[1:] if len(first) > 2 and first[1:].islower() and first not in _PROPER else name

    def _short(self, name: str) -> str:
        """A catalogue name without what stands in brackets: the table keeps it, a label cannot."""
        for bracket in (" (", "（", "("):
            name = name.partition(bracket)[0]
        return self.spaced(name.replace(" um", " µm"))


def strong(text: str) -> Markup:
    """Escaped text in which **this** is strong, and numbers stay on one line with their units."""
    parts = _UNITS.sub("\u00a0", text).split("**")
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if i % 2 else escape(part) for i, part in enumerate(parts)
    )
