"""Specific embedded emissions of simple and complex goods: a process's own share plus its precursors', one by one up the chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lodeshift.border import values
from lodeshift.border.goods import find
from lodeshift.errors import InputError, Problem, Problems, check_range
from lodeshift.records.border import SpecificEmissions
from lodeshift.records.note import Note, note


@dataclass(frozen=True, slots=True)
class Precursor:
    """One input material of a process, `mass_t` consumed with scrap and losses.

    Where its emissions come from, in this order: nothing if it is of EU origin or no CBAM good; `see` that a supplier
    gives; `made_by`, another production of the same list; else the default value of `cn` (the lawful fall-back), which
    is said in the answer.
    """

    name: str
    mass_t: float
    see: SpecificEmissions | None = None
    made_by: str | None = None
    cn: str | None = None
    eu_origin: bool = False
    country: str = "China"
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Production:
    """One production process: attributed emissions in t CO2e and its activity level in t of good (or of clinker, of N)."""

    id: str
    attributed_direct_t: float
    attributed_indirect_t: float
    activity_level_t: float
    precursors: tuple[Precursor, ...] = ()


@dataclass(frozen=True, slots=True)
class Embedded:
    """Result for one production: specific emissions, the part that came in with precursors, and what was assumed."""

    see: SpecificEmissions
    precursor_part: SpecificEmissions
    notes: tuple[Note, ...]


def precursor_sum(parts: Sequence[tuple[float, SpecificEmissions]]) -> SpecificEmissions:
    """Embedded emissions of precursors in t CO2e: sum of mass x specific emissions, direct and indirect apart; eq. 60."""
    return SpecificEmissions(
        sum(mass * see.direct for mass, see in parts), sum(mass * see.indirect for mass, see in parts)
    )


def per_tonne_of_good(see: float, content: float) -> float:
    """Emissions per t of good from those per t of clinker or nitrogen contained: times the content (t/t); eq. 64-66."""
    check_range("content", content, at_least=0, at_most=1)
    return see * content


def embedded(
    productions: Mapping[str, Production], good: str, *, year: int = 2026, as_of: dt.date | None = None
) -> Embedded:
    """Specific embedded emissions of the production `good`, precursors followed recursively (eq. 57-62).

    Raises
    ------
    InputError : all problems at once: an unknown production, a negative mass, an activity level of zero, a loop of
        precursors (named in full), a precursor with neither supplier value nor code.
    """
    problems = check_productions(productions, good)
    if problems:
        raise InputError(problems)
    return _embedded(productions, good, year, as_of, {})


def _embedded(
    productions: Mapping[str, Production],
    good: str,
    year: int,
    as_of: dt.date | None,
    done: dict[str, Embedded],
) -> Embedded:
    if good in done:
        return done[good]
    made = productions[good]
    parts: list[tuple[float, SpecificEmissions]] = []
    notes: list[Note] = []
    for each in made.precursors:
        if each.made_by is not None and each.see is None and not each.eu_origin:
            inner = _embedded(productions, each.made_by, year, as_of, done)
            see, said = inner.see, inner.notes
        else:
            see, said = _given(each, year, as_of)
        parts.append((each.mass_t, see))
        notes.extend(each for each in said if each not in notes)
    brought = precursor_sum(parts)
    level = made.activity_level_t
    done[good] = Embedded(
        see=SpecificEmissions(
            (made.attributed_direct_t + brought.direct) / level, (made.attributed_indirect_t + brought.indirect) / level
        ),
        precursor_part=SpecificEmissions(brought.direct / level, brought.indirect / level),
        notes=tuple(notes),
    )
    return done[good]


def _given(each: Precursor, year: int, as_of: dt.date | None) -> tuple[SpecificEmissions, tuple[Note, ...]]:
    """Specific emissions of a precursor that is not followed further, and what has to be said about it."""
    nothing = SpecificEmissions(0.0, 0.0)
    if each.eu_origin:
        return nothing, (note("border.precursor_of_eu", each.name),)
    if each.see is not None:
        return each.see, ()
    if each.cn is None or find(each.cn) is None:
        return nothing, (note("border.precursor_outside", each.name),)
    found = values.default_value(each.cn, year, country=each.country, route=each.route, as_of=as_of)
    share = found.marked / found.total if found.total else 1.0
    said = note("border.precursor_by_default", each.name, value=found.marked, country=found.country)
    return SpecificEmissions(found.direct * share, found.indirect * share), (said,)


def check_productions(productions: Mapping[str, Production], good: str) -> list[Problem]:
    """Everything wrong with a set of productions, seen from one good."""
    problems = Problems("productions")
    if good not in productions:
        problems.problem("border.unknown_good", None, "good", good, f"one of {', '.join(productions) or 'none'}")
        return problems
    for made in productions.values():
        if not made.activity_level_t > 0:
            problems.problem(
                "value.out_of_range", None, f"{made.id} activity level", repr(made.activity_level_t), "> 0"
            )
        for each in made.precursors:
            if not each.mass_t >= 0:
                problems.problem("value.out_of_range", None, f"{made.id} {each.name} mass", repr(each.mass_t), ">= 0")
            if each.made_by is not None and each.made_by not in productions:
                found = f"made by {each.made_by}"
                problems.problem(
                    "border.unknown_precursor", None, f"{made.id} {each.name}", found, "a production of the list"
                )
    if not problems:
        loop = _loop(productions, good, ())
        if loop:
            hint = "a good cannot carry itself; give the supplier's value at one place of the ring"
            problems.problem("border.ring", None, "precursors", " -> ".join(loop), "no ring", hint)
    return problems


def _loop(productions: Mapping[str, Production], good: str, path: tuple[str, ...]) -> tuple[str, ...]:
    if good in path:
        return (*path[path.index(good) :], good)
    for each in productions[good].precursors:
        if each.made_by is not None and each.see is None and not each.eu_origin:
            found = _loop(productions, each.made_by, (*path, good))
            if found:
                return found
    return ()
