"""Which goods a border mechanism covers: CN codes, aggregated categories, what of their emissions is priced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from lodeshift.catalogue import border_rules, carbon, goods, tables
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.border import InScope

Sector = Literal["cement", "fertilisers", "iron_steel", "aluminium", "hydrogen", "electricity"]

_SHORT: Final = {"blastfurnace": "C", "dri": "D", "eaf": "E", "scrap": "E"}
"""Words for routes of carbon steel that are no part of their names."""
_USUAL_STEEL: Final = "carbonsteel"
_PER_CLINKER: Final = frozenset({"Cement clinker", "Cement"})
"""Aggregated categories of 2523 10, 21, 29 and 90, of which Art 4(5) counts actual values by clinker."""


@dataclass(frozen=True, slots=True)
class Good:
    """One CN code of Annex I of Regulation (EU) 2023/956.

    `indirect_priced` is False for Annex II goods, of which only direct emissions count. `per_clinker` where actual values
    count per tonne of clinker contained, not per tonne of good (Impl. Reg. 2025/2547 Art 4(5)).
    """

    cn: str
    sector: Sector
    category: str
    complex_good: bool
    precursors: tuple[str, ...]
    indirect_priced: bool
    per_clinker: bool
    name: str


def digits(cn: str) -> str:
    """The digits of a CN or TARIC code: "7208 10 00" gives "72081000"; 10-digit TARIC codes keep their first 8.

    Raises
    ------
    UnknownIdError : no 4, 6, 8 or 10 digits.
    """
    found = cn.replace(" ", "").replace(".", "")
    if not found.isdigit() or len(found) not in {4, 6, 8, 10}:
        raise UnknownIdError("CN code", cn, annex1())
    return found[:8]


def route_letter(route: str | None) -> str | None:
    """The letter of a production route given as letter or word ("C", "BF-BOF", "grey clinker").

    Raises
    ------
    UnknownIdError : the word names no route.
    """
    if route is None or not route.strip():
        return None
    word = route.strip().strip("()")
    if word.upper() in routes():
        return word.upper()
    plain = _letters(word)
    if plain not in _route_words():
        raise UnknownIdError("production route", route, [*routes(), *_route_words()])
    return _route_words()[plain]


@cache
def routes() -> Mapping[str, str]:
    """Name of each production route by its letter, as the benchmarks print them."""
    known = {row["route_marker"]: row["route"] for row in carbon.benchmarks() if row["route_marker"]}
    return MappingProxyType(dict(sorted(known.items())))


@cache
def _route_words() -> Mapping[str, str]:
    """Letter of a route by the words for it: its name, what of it no other route is called, without "carbon steel"."""
    plain = {letter: _letters(name) for letter, name in routes().items()}
    first = {letter: _letters(name.split(" ")[0]) for letter, name in routes().items()}
    alone = {word: letter for letter, word in first.items() if list(first.values()).count(word) == 1}
    usual = {name.removeprefix(_USUAL_STEEL): letter for letter, name in plain.items()}
    return MappingProxyType(alone | usual | {name: letter for letter, name in plain.items()} | _SHORT)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())


@cache
def annex1() -> Mapping[str, Good]:
    """Goods of Annex I by CN8 code."""
    called = {
        "cn": "cn_code",
        "category": "aggregated_category",
        "indirect_priced": "indirect_covered",
        "name": "short_name",
    }
    found = (
        tables.record(
            Good,
            row,
            called,
            precursors=tuple(part for part in row["relevant_precursors"].split("|") if part),
            per_clinker=row["aggregated_category"] in _PER_CLINKER,
        )
        for row in carbon.goods()
    )
    return MappingProxyType({good.cn: good for good in found})


@cache
def proposal() -> Mapping[str, str]:
    """Name by CN prefix (4, 6 or 8 digits) of the goods that the 2025-12 proposal would add; "ex" parts are marked."""
    return MappingProxyType(
        {
            row["cn_code"]: f"{'ex ' if row['partial_ex'] else ''}{row['short_name']}"
            for row in carbon.downstream_proposal()
            if row["group"] != "annex_viii_precursors"
        }
    )


@cache
def find(cn: str) -> Good | None:
    """The good of Annex I with this code; a 4- or 6-digit heading whose lines are priced alike stands for them all.

    Gives None for a code that is not covered.

    Raises
    ------
    UnknownIdError : not a CN code at all.
    InputError : a heading whose lines are priced differently; they are named.
    """
    code = digits(cn)
    known = annex1()
    if code in known:
        return known[code]
    if len(code) == 8:
        return None
    children = [good for line, good in known.items() if line.startswith(code)]
    if not children:
        return None
    first = children[0]
    if len({(good.category, good.indirect_priced) for good in children}) > 1:
        lines = ", ".join(good.cn for good in children[:8])
        raise InputError.one(
            "border.cn_too_short", "CN code", None, "cn", cn, "8 digits", f"the heading holds different goods: {lines}"
        )
    return first


def scope(cn: str, drafts: bool = True) -> InScope:
    """Where a code stands: "now" in Annex I, "proposal" in COM(2025) 989 (only with `drafts`), "never" in neither.

    Raises
    ------
    UnknownIdError : the code is in neither list and in no commodity of the catalogue either.
    """
    code = digits(cn)
    if find(cn) is not None:
        return "now"
    if drafts and in_proposal(code):
        return "proposal"
    if any(code.startswith(prefix) for prefix in _commodity_prefixes()) or code in _commodity_prefixes():
        return "never"
    hint = "it is in neither Annex I nor the proposal nor a code of our goods: a code that exists is no CBAM good"
    raise UnknownIdError("CN code", f"{cn} ({hint})", annex1())


def in_proposal(cn: str) -> str | None:
    """Name of the proposal's line that a code falls under; a heading of 4 or 6 digits of which only a part does counts too."""
    code = digits(cn)
    for prefix, name in proposal().items():
        if code.startswith(prefix):
            return name
        if prefix.startswith(code):
            return f"ex {name}"
    return None


@cache
def _commodity_prefixes() -> frozenset[str]:
    """Four- and six-digit prefixes of the goods that the catalogue knows."""
    found: set[str] = set()
    for good in goods.commodities().values():
        for part in good.hs6.replace("-", "/").split("/"):
            plain = part.replace(".", "").strip()
            if plain.isdigit():
                found.update({plain, plain[:6]})
    return frozenset(found)


def entered(commodity_or_cn: str) -> tuple[str, str | None, str | None]:
    """CN code, commodity id (None for a bare code) and default route under which a good enters a border.

    Raises
    ------
    UnknownIdError : neither a commodity nor a CN code.
    """
    if commodity_or_cn in goods.commodities():
        entry = border_rules.entries().get(commodity_or_cn)
        if entry is not None:
            return entry.cn_code, commodity_or_cn, entry.route
        first = goods.commodity(commodity_or_cn).hs6.split("/")[0].split("-")[0].replace(".", "").strip()
        return first, commodity_or_cn, None
    if not any(letter.isdigit() for letter in commodity_or_cn):
        raise UnknownIdError("commodity or CN code", commodity_or_cn, goods.commodities())
    return digits(commodity_or_cn), None, None
