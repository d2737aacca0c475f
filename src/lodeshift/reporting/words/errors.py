"""Errors in words, in either language, from their keys and facts alone; the table is `notes/errors.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lodeshift.errors import Fact, InputError, LodeshiftError, Problem, UnknownIdError
from lodeshift.records.note import InfeasibleError, Note, NotedError
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

ROOM: Final = "errors"


def tell_problem(words: Words, problem: Problem) -> str:
    """One problem of an input: where it stands and what is wrong.

    Raises
    ------
    UnknownIdError : its kind has no words.   LodeshiftError : it lacks a fact that its sentence names.
    """
    where = _tell(words, "at_file" if problem.row is None else "at_row", problem.facts)
    colon = ": " if words.language == "en" else "："
    return where + colon + _tell(words, problem.key, problem.facts)


def tell_error(words: Words, error: LodeshiftError) -> str:
    """An error with all its problems, or all members of a clash with what each would have to give, one a line.

    Raises
    ------
    UnknownIdError : its kind has no words.   LodeshiftError : it lacks a fact that its sentence names.
    """
    if isinstance(error, InputError):
        head = _tell(words, error.key, {"number": len(error.problems)})
        return "\n".join([head, *(f"  - {tell_problem(words, each)}" for each in error.problems)])
    if isinstance(error, NotedError):
        members = error.clash if isinstance(error, InfeasibleError) else ()
        gives = (f"{tell(words, m)}: {tell(words, replace(m, kind='planning.gives'))}" for m in members)
        return "\n  - ".join([tell(words, error.why), *gives])
    if isinstance(error, UnknownIdError) and error.suggestions:
        return _tell(words, "unknown_id_close", error.facts)
    return _tell(words, error.key, error.facts)


def _tell(words: Words, key: str, facts: Mapping[str, Fact]) -> str:
    return tell(words, Note(f"{ROOM}.{key}", more=tuple(facts.items())))
