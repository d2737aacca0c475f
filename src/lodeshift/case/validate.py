"""From text rows to checked models: every cell that does not fit becomes a `Problem` with file, row and hint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lodeshift.case.cells import TextTable
from lodeshift.case.fields import Frozen, Ranged
from lodeshift.case.models import TABLES, Case, CaseHead
from lodeshift.case.strict_yaml import KeyPath, Tree
from lodeshift.errors import Fact, Problem, did_you_mean

RowModel = TypeVar("RowModel", bound=Frozen)


@dataclass(frozen=True, slots=True)
class Placed(Generic[RowModel]):
    """A checked row and where it stands."""

    file: str
    row: int
    value: RowModel

    def problem(self, key: str, column: str, found: str, expected: str, hint: str = "", **more: Fact) -> Problem:
        """A problem with one cell of this row."""
        return Problem(key, self.file, self.row, column, found, expected, hint, tuple(more.items()))


@dataclass(frozen=True, slots=True)
class Draft:
    """A case that is not whole yet: the rows that could be read. `head` is None where `case.yaml` could not be read."""

    head: CaseHead | None
    tables: Mapping[str, tuple[Placed[Any], ...]]
    folder: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """What a person calls the file of each table."""

    def rows(self, table: str) -> tuple[Placed[Any], ...]:
        return self.tables.get(table, ())

    def file(self, table: str) -> str:
        return self.files.get(table, f"{table}.csv")


def draft_of(case: Case) -> Draft:
    """The draft of a case that was made in code, with the rows it would have in a folder."""
    tables = {
        name: tuple(Placed(f"{name}.csv", i, row) for i, row in enumerate(getattr(case, name), start=2))
        for name in TABLES
    }
    return Draft(case.head, tables, case.folder)


def columns(model: type[BaseModel]) -> dict[str, bool]:
    """Columns of a table: name -> is it required (low and high of a range may be left out)."""
    optional = {"low", "high"} if issubclass(model, Ranged) else set()
    return {name: info.is_required() and name not in optional for name, info in model.model_fields.items()}


def rows_of(table: TextTable) -> tuple[tuple[Placed[Any], ...], list[Problem]]:
    """The rows of one table as models; rows that do not fit are left out and told."""
    model = TABLES[table.name]
    found, problems = [], []
    for row in table.rows:
        try:
            found.append(Placed(table.file, row.row, model.model_validate(dict(row.cells))))
        except ValidationError as error:
            problems += [_problem(table.file, row.row, each, model) for each in _told(error, row.cells, model)]
    return tuple(found), problems


def _told(error: ValidationError, cells: Mapping[str, str], model: type[BaseModel]) -> list[ErrorDetails]:
    """Errors worth telling: one per cell, and of a range with a missing central only that."""
    details = error.errors()
    if "central" in model.model_fields and "central" not in cells:
        details = [each for each in details if each["loc"] not in (("low",), ("high",))]
    return list({each["loc"]: each for each in reversed(details)}.values())[::-1]


def head_of(tree: Mapping[str, Tree], lines: Mapping[KeyPath, int], file: str) -> tuple[CaseHead | None, list[Problem]]:
    """The head of a case from its YAML tree (empty text counts as left out)."""
    try:
        return CaseHead.model_validate(_without_blanks(tree)), []
    except ValidationError as error:
        problems = []
        for each in error.errors():
            path = tuple(str(part) for part in each["loc"])
            line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)
            problems.append(_problem(file, line, each, CaseHead))
        return None, problems


def _without_blanks(tree: Tree | Mapping[str, Tree]) -> Any:
    if isinstance(tree, Mapping):
        return {key: _without_blanks(value) for key, value in tree.items() if value != ""}
    return [_without_blanks(each) for each in tree] if isinstance(tree, list) else tree


def _problem(file: str, row: int | None, error: ErrorDetails, model: type[BaseModel]) -> Problem:
    """One pydantic error in the house's words."""
    column = ".".join(str(part) for part in error["loc"] if part not in ("__root__",)) or "row"
    kind, context = error["type"], error.get("ctx", {})
    found = "nothing" if kind == "missing" else repr(error["input"])
    if not error["loc"]:
        found = "values that do not fit together"
    message = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    key, hint = "value.not_read", ""
    if kind == "missing":
        key, message = "value.missing", "a value"
    elif kind == "extra_forbidden":
        key, known = "yaml.unknown_key", _fields_at(model, error["loc"][:-1])
        close = did_you_mean(str(error["loc"][-1]), known)
        found, message = "an unknown key", f"one of {', '.join(known)}"
        hint = f"did you mean {' or '.join(close)}?" if close else ""
    elif kind == "literal_error":
        choices = [part.strip(" '") for part in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        close = did_you_mean(str(error["input"]), choices)
        key, message = "value.not_one_of", f"one of {', '.join(choices)}"
        hint = f"did you mean {' or '.join(close)}?" if close else ""
    elif kind == "string_pattern_mismatch":
        key, message = "value.pattern", "small letters a-z, digits and hyphens, beginning with a letter or digit"
    return Problem(key, file, row, column, found, message, hint)


def _fields_at(model: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    for part in path:
        annotation = model.model_fields[str(part)].annotation if str(part) in model.model_fields else None
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            model = annotation
    return list(model.model_fields)
