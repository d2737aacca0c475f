"""Errors in both languages: every kind that the house raises has its words, and every word is of a kind that is raised."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import lodeshift
from lodeshift.errors import (
    CaseError,
    InputRangeError,
    LodeshiftError,
    Problem,
    UnitError,
    UnknownIdError,
    check_range,
)
from lodeshift.names import Language
from lodeshift.records.note import InfeasibleError, NotedError, note
from lodeshift.reporting.words import notes
from lodeshift.reporting.words.errors import ROOM, tell_error, tell_problem
from lodeshift.reporting.words.texts import Words
from lodeshift.units import conversion, parse

SOURCE = Path(lodeshift.__file__).parent
FRAMES = frozenset({"at_row", "at_file", "unknown_id_close"})
"""Words that no error is called after: where it stands, and what comes close."""
NAMED_BY_KIND = frozenset({"value.missing", "yaml.unknown_key", "value.not_one_of", "value.pattern", "value.not_read"})
"""Kinds that one call makes, by what the model of a row says."""
OF_PROBLEM = frozenset({"file", "field", "found", "expected", "hint", "row"})


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


@cache
def made() -> dict[str, str]:
    """Key of every problem that the sources make -> where."""
    found = {}
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in {"Problem", "problem", "one"} and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and "." in str(first.value):
                    found[str(first.value)] = f"{file.relative_to(SOURCE)}:{node.lineno}"
    return found


def _tree(kind: type[LodeshiftError]) -> Iterator[type[LodeshiftError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _tree(each)


def texts() -> Iterator[tuple[str, Language, str]]:
    for key, told in notes.sentences(ROOM).items():
        for language, text in told.items():
            yield key, language, text


def test_every_kind_of_problem_has_words_and_every_word_its_problem() -> None:
    known = {key for key in notes.sentences(ROOM) if "." in key}
    assert len(made()) > 90
    assert {key: place for key, place in made().items() if key not in known} == {}
    assert known - set(made()) - NAMED_BY_KIND == set()


def test_problems_are_made_with_a_key_in_the_text() -> None:
    """A key that is computed could not be looked for; those that pass one on are named."""
    passing = {"errors.py", "case/validate.py", "catalogue/tables.py"}
    wrong = []
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Problem", "InputError.one", "CaseError.one"}:
                first = node.args[0] if node.args else None
                if not isinstance(first, ast.Constant) and file.relative_to(SOURCE).as_posix() not in passing:
                    wrong.append(f"{file.relative_to(SOURCE)}:{node.lineno}")
    assert wrong == []


def test_every_narrower_key_of_an_error_has_words_and_every_word_its_error() -> None:
    kinds = {"LodeshiftError", "UnitError", "InputRangeError"}
    used = {
        str(node.args[1].value)
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) in kinds and len(node.args) > 1
        if isinstance(node.args[1], ast.Constant)
    }
    of_classes = {kind.key for kind in _tree(LodeshiftError)}
    assert len(used) > 10
    assert used | of_classes | FRAMES == {key for key in notes.sentences(ROOM) if "." not in key}


def test_every_class_of_error_has_words() -> None:
    assert {kind.key for kind in _tree(LodeshiftError)} <= set(notes.sentences(ROOM))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_problem_is_told_with_its_place(language: Language) -> None:
    problem = Problem("table.not_a_number", "plants.csv", 4, "capacity", "'many'", "a number")
    told = tell_problem(Words(language), problem)
    assert (
        told
        == {
            "en": "plants.csv row 4, capacity: 'many' is no number",
            "zh": "plants.csv 第 4 行，capacity：'many' 不是数字",
        }[language]
    )
    whole = Problem("file.missing", "plants.csv", None, "file", "no such file", "a CSV file")
    assert "4" not in tell_problem(Words(language), whole)


def test_problems_with_names_are_told_in_the_reader_s_language() -> None:
    more = (("commodity", "copper_cathode"), ("site", "hegang"))
    problem = Problem("case.no_way_out", "markets.csv", None, "commodity", "no way out", "a row", "", more)
    assert "鹤岗" in tell_problem(Words("zh"), problem)
    assert "Copper cathode" not in tell_problem(Words("zh"), problem)


def errors() -> list[LodeshiftError]:
    found: list[LodeshiftError] = [
        LodeshiftError("said"), UnknownIdError("city", "lanzou", ["lanzhou"]), UnknownIdError("city", "x", []),
        InfeasibleError(note("planning.unbounded")), InputRangeError("said"), UnitError("said"),
        CaseError([Problem("table.empty_cell", "a.csv", 2, "b", "an empty cell", "a number")]),
    ]  # fmt: skip
    for attempt in (
        lambda: check_range("share", 2.0, at_most=1.0), lambda: conversion("tC", "t"), lambda: parse("1,5 t", "t"),
        lambda: parse("lots", "t"), lambda: parse("5 fen", "t"), lambda: parse("5 t/", "t"), lambda: parse("9e999 t", "t"),
        lambda: parse("1 t, 2 t", "t"),
    ):  # fmt: skip
        with pytest.raises(LodeshiftError) as caught:
            attempt()
        found.append(caught.value)
    return found


@pytest.mark.parametrize("error", errors(), ids=lambda error: str(error.key))
def test_an_error_is_told_in_both_languages(error: LodeshiftError) -> None:
    english, chinese = (tell_error(Words(language), error) for language in ("en", "zh"))
    assert english and chinese and english != chinese
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


def test_sentences_of_problems_name_only_what_every_problem_has() -> None:
    """But for facts that the call itself gives by name."""
    given = {"case.no_way_to_get": {"commodity", "site"}, "case.no_way_out": {"commodity", "site"}}
    for key, language, text in texts():
        if "." not in key:
            continue
        fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert fields <= (OF_PROBLEM - {"row"}) | given.get(key, set()), f"{key} {language}"


def test_a_clash_is_told_member_by_member() -> None:
    people = note("planning.limit_people", site="hegang", year=2030, gives=40.0, bound=260.0, given_unit="jobs")
    told = tell_error(Words("en"), InfeasibleError(note("planning.cannot_hold"), (people,)))
    assert told.splitlines()[1] == "  - People for the plants of Hegang in 2030: would have to give 40 jobs of 260"
    assert "60 s" in tell_error(Words("en"), NotedError(note("planning.time_limit", value=60.0)))
