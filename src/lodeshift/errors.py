"""Errors that lodeshift raises on purpose, and the exit code each one means.

LodeshiftError            exit 1   something else went wrong and we know what
├── InputError            exit 2   what the user gave cannot be used; carries every problem at once
│   ├── CaseError         exit 2   a case folder or workbook
│   └── UnknownIdError    exit 2   a word that names nothing; carries close matches
├── UnitError             exit 2   a quantity that cannot be read
├── InputRangeError       exit 2   a value outside its range
└── NotedError            exit 1   said without words, told at the door (records.note)
    └── InfeasibleError   exit 3   no plan meets all goals and limits; carries the clash

Every error and every problem has a `key`, the kind of thing that is wrong, and `facts` by name: what a page or another
language tells it from (`reporting.words.errors`). `str(error)` is the line of the terminal, in English.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self, TypeVar

FEW_WORDS = 8
"""So many known words are all named where none of them is close to the one found."""

_Thing = TypeVar("_Thing")
Fact = str | float | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where it stands, what was found, what was expected, what to do.

    `key` is its kind ("table.not_a_number") and names its sentence in every language; `more` holds facts that the sentence
    needs beside those of the fields, as (name, fact).
    """

    key: str
    file: str
    row: int | None
    field: str
    found: str
    expected: str
    hint: str = ""
    more: tuple[tuple[str, Fact], ...] = ()

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Everything its sentence may name, by field."""
        own: dict[str, Fact] = {
            "file": self.file, "field": self.field, "found": self.found, "expected": self.expected, "hint": self.hint,
        }  # fmt: skip
        return own | ({} if self.row is None else {"row": self.row}) | dict(self.more)

    def __str__(self) -> str:
        where = self.file if self.row is None else f"{self.file} row {self.row}"
        text = f"{where}, {self.field}: found {self.found}, expected {self.expected}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text


class LodeshiftError(Exception):
    """Base of all errors raised on purpose. Comes back from a worker process as it was raised there."""

    exit_code: ClassVar[int] = 1
    key: str = "fault"
    """Kind of error; a class has its own, a single error may have a narrower one."""

    def __init__(self, message: str = "", key: str = "", **facts: Fact) -> None:
        super().__init__(message)
        self.key = key or type(self).key
        self.facts: Mapping[str, Fact] = {"message": message, **facts}

    def __reduce__(self) -> tuple[object, ...]:
        # By default an exception is made again from its message, which is not what our errors are made from.
        return _as_raised, (type(self), self.args, self.__dict__)


def _as_raised(kind: type[LodeshiftError], arguments: tuple[object, ...], state: dict[str, object]) -> LodeshiftError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class InputError(LodeshiftError):
    """The input cannot be used. Holds every problem that was found, not only the first."""

    exit_code = 2
    key = "input"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {p}" for p in self.problems)
        super().__init__(f"{len(self.problems)} problem(s):\n{lines}")

    @classmethod
    def one(cls, key: str, file: str, row: int | None, field: str, found: str, expected: str, hint: str = "") -> Self:
        """The error of a single problem."""
        return cls([Problem(key, file, row, field, found, expected, hint)])


class Problems(list[Problem]):
    """Problems gathered about one file or command, to be told all at once."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file

    def problem(self, key: str, row: int | None, field: str, found: str, expected: str, hint: str = "") -> None:
        """One more."""
        self.append(Problem(key, self.file, row, field, found, expected, hint))

    def check(self) -> None:
        """Raise `InputError` with all of them, if there is any."""
        if self:
            raise InputError(self)


class CaseError(InputError):
    """A case folder or workbook cannot be used."""

    key = "case"


class UnknownIdError(LodeshiftError):
    """A word that names nothing we know."""

    exit_code = 2
    key = "unknown_id"

    def __init__(self, kind: str, found: str, known: Iterable[str]) -> None:
        self.kind, self.found = kind, found
        words = list(dict.fromkeys(known))
        self.suggestions = did_you_mean(found, words)
        hint = ""
        if self.suggestions:
            hint = f"\n    hint: did you mean {' or '.join(repr(s) for s in self.suggestions)}?"
        elif len(words) <= FEW_WORDS:
            hint = f"\n    hint: known are {', '.join(words)}" if words else "\n    hint: none is known"
        super().__init__(f"no {kind} is called {found!r}{hint}", kind=kind, found=found, close=self.suggestions)


class UnitError(LodeshiftError):
    """A quantity that cannot be read or converted."""

    exit_code = 2
    key = "unit"


class InputRangeError(LodeshiftError):
    """A value outside its range; names the value and the range."""

    exit_code = 2
    key = "range"


def named(kind: str, id: str, known: Mapping[str, _Thing]) -> _Thing:
    """What an id names among the known things of a kind.

    Raises
    ------
    UnknownIdError : it names none; close matches are given.
    """
    if id not in known:
        raise UnknownIdError(kind, id, known)
    return known[id]


def did_you_mean(found: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three different known words close to the one found, closest first."""
    return tuple(difflib.get_close_matches(found, list(dict.fromkeys(known)), n=3, cutoff=0.6))


def check_range(name: str, value: float, *, at_least: float = -float("inf"), at_most: float = float("inf")) -> None:
    """Raise `InputRangeError` when `value` is outside [at_least, at_most] or not a number."""
    if not at_least <= value <= at_most:
        said = f"{name} is {value!r}; it must lie between {at_least:g} and {at_most:g}"
        raise InputRangeError(said, "out_of_range", name=name, value=value, low=at_least, high=at_most)
