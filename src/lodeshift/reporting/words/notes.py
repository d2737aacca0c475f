"""Notes of the stages in words: the table `notes/<room>.yaml` holds one sentence per kind, in both languages.

A sentence names facts of its note as fields; what follows the colon says how a fact is told: {subject:process},
{subject:good}, {subject:technology}, {site:place}, {year:year}, {value:share}, {value:amount} (with the note's unit),
{value:price} (CNY per unit of the note's `unit`), {value:<kind of number>} ("money_mcny", "mass_t"), {why:word} (a word of the
same table, named by the fact), {from:text}, {subject:province} (the province of a place), {subject:region} (a province by its
English name), {value:whole}, {value:exact} (six digits, as acts and tables print them), {value:figure} (four), {value:tiny}
(6e-16), and {label:<vocabulary>} with a vocabulary of `names.yaml` ("stage", "industry"). {about:about} is a good, a chain or
a word of the plan ("all"). Without a colon text stays as it is and numbers keep three digits. A part in [[double brackets]]
is left out where the note lacks a fact of it. A fact that is a tuple is told as a list.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

import yaml

from lodeshift.catalogue import goods, places, recipes, technologies
from lodeshift.errors import LodeshiftError, UnknownIdError
from lodeshift.names import Language
from lodeshift.records.note import Fact, Note
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.texts import Words

_OPTIONAL: Final = re.compile(r"\[\[(.*?)\]\]")
PLAIN: Final = frozenset({"", "text", "year"})
NUMBERS: Final[Mapping[str, Callable[[float], str]]] = {
    "": numbers.plain,
    "text": numbers.plain,
    "figure": lambda value: numbers.plain(value, 4),
    "whole": numbers.whole,
    "exact": lambda value: numbers.plain(value, 6),
    "share": numbers.share,
    "year": lambda value: str(int(value)),
    "tiny": lambda value: f"{value:.0e}",
}
"""How a number is told that needs neither unit nor language."""
INSIDE: Final = frozenset({"good", "process", "technology", "word", "substance", "measure", "about"})
"""Names that begin small inside a sentence."""


@cache
def rooms() -> tuple[str, ...]:
    """Rooms whose notes have words."""
    folder = resources.files("lodeshift.reporting.words").joinpath("notes")
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")))


@cache
def sentences(room: str) -> Mapping[str, Mapping[Language, str]]:
    """Sentences of one room: key -> language -> text with fields.

    Raises
    ------
    UnknownIdError : no such room.
    """
    if room not in rooms():
        raise UnknownIdError("room of notes", room, rooms())
    text = resources.files("lodeshift.reporting.words").joinpath("notes", f"{room}.yaml").read_text(encoding="utf-8")
    return MappingProxyType(
        yaml.load(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader) or {}
    )


@cache
def vocabularies() -> Mapping[str, Mapping[str, Mapping[Language, str]]]:
    """Words for ids that no table of the catalogue names: vocabulary -> id -> language -> word."""
    text = resources.files("lodeshift.reporting.words").joinpath("names.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader))


def named(words: Words, vocabulary: str, id: str) -> str:
    """The word for an id of a vocabulary ("stage", "declining").

    Raises
    ------
    UnknownIdError : no such vocabulary, or no word for the id.
    """
    known = vocabularies()
    if vocabulary not in known:
        raise UnknownIdError("vocabulary", vocabulary, known)
    if id not in known[vocabulary]:
        raise UnknownIdError(vocabulary, id, known[vocabulary])
    return words.spaced(known[vocabulary][id][words.language])


def tell(words: Words, said: Note) -> str:
    """A note in words.

    Raises
    ------
    UnknownIdError : no sentence for its kind. LodeshiftError : the note lacks a fact that its sentence names.
    """
    room, _, key = said.kind.partition(".")
    known = sentences(room)
    if key not in known:
        raise UnknownIdError("kind of note", said.kind, (f"{room}.{k}" for k in known))
    facts = said.facts
    parts: list[str] = []
    template = _OPTIONAL.sub(lambda part: _kept(part[1], facts), known[key][words.language])
    for literal, field, how, _ in string.Formatter().parse(template):
        parts.append(literal)
        if field is None:
            continue
        if field not in facts:
            raise LodeshiftError(f"note {said.kind!r} lacks {field!r}")
        parts.append(_told(words, said, facts[field], how or "", starts=not "".join(parts)))
    return words.spaced("".join(parts))


def _kept(part: str, facts: Mapping[str, Fact]) -> str:
    return part if all(field in facts for _, field, _, _ in string.Formatter().parse(part) if field) else ""


def _told(words: Words, said: Note, fact: Fact, how: str, *, starts: bool) -> str:
    if isinstance(fact, tuple):
        return words.listed([_told(words, said, each, how, starts=starts and not i) for i, each in enumerate(fact)])
    if isinstance(fact, str):
        name = _name(words, said, fact, how)
        return words.inside(name) if how in INSIDE and not starts else name
    if how in NUMBERS:
        return NUMBERS[how](float(fact))
    if how == "amount":
        return f"{numbers.plain(float(fact))} {said.unit}".rstrip()
    if how == "price":
        return numbers.price(float(fact), said.unit, words.language)
    return words.quantity(how, float(fact))


def _name(words: Words, said: Note, id: str, how: str) -> str:
    """The name of an id as its sort of thing; a name of the user's case, which no table knows, stays as it is."""
    if how in PLAIN:
        return id
    if how == "good":
        return words.good(id) if id in goods.commodities() else id
    if how in ("process", "technology"):
        known = id in recipes.processes() or id in technologies.technologies()
        return words.process(id) if known else id
    if how == "place":
        return place_name(words, id)
    if how in ("province", "region"):
        return province_name(words, id if how == "region" else places.place(id).province_en)
    if how == "word":
        return tell(words, replace(said, kind=f"{said.kind.partition('.')[0]}.{id}"))
    if how == "about":
        key = next((k for k in (f"plan.about_{id}", f"plan.chain_{id}") if words.has(k)), "")
        return words.text(key) if key else _name(words, said, id, "good")
    if how in vocabularies():
        return named(words, how, id)
    raise LodeshiftError(f"the words of {said.kind!r} ask for {id!r} as {how!r}, which is no sort of name")


def province_name(words: Words, province_en: str) -> str:
    """Name of a province by its English one; a region abroad stays as it is."""
    known = places.provinces()
    if words.language == "en" or province_en not in known:
        return province_en
    return known[province_en].name_zh


def place_name(words: Words, id: str) -> str:
    """Name of a place or of a site that is a place of the catalogue; else the id."""
    known = places.places().get(id)
    if known is None:
        return id
    return known.name_en if words.language == "en" else known.name_zh
