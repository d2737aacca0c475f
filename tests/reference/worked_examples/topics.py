"""Worked examples of CBAM arithmetic: which rule a topic asks for, and whether the engine gives what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.reference.worked_examples import topic_bills, topic_emissions, topic_goods
from tests.reference.worked_examples.quantities import Inputs, Quantity, number_of, plain_unit, truth_of
from tests.reference.worked_examples.topic_emissions import Results

from lodeshift.errors import InputError, LodeshiftError, Problem, UnitError
from lodeshift.units import conversion

Rule = Callable[[Inputs], Results]

TOPICS: Final[tuple[tuple[str, str, Rule], ...]] = (
    # name, words by which a topic is recognised (first match counts, so the narrow ones stand first), rule
    ("bill", r"^(default|actual) values?\b", topic_bills.bill),
    ("carbon price paid abroad", r"carbon price|deduction for|price paid|international credit|paris", topic_bills.paid_abroad),
    ("imported electricity", r"import\w* electricity|2716|electricity import", topic_bills.electricity),
    ("de minimis", r"de minimis|50 t\b|threshold|exempt", topic_bills.de_minimis),
    ("mark-up", r"^(default )?mark.?up", topic_bills.mark_up),
    ("downstream good", r"downstream|split by mass|plant.level|allocat\w* by mass|shared by mass", topic_goods.downstream),
    ("installation totals", r"installation total|installation.level|plant totals", topic_emissions.installation),
    ("free allocation", r"\bsefa\b|\bsfa\b|specific (embedded )?free allocation", topic_bills.free_allocation),
    ("attributed direct", r"attribut\w* direct|waste gas|heat (in|out|import|export)", topic_emissions.attribution),
    ("carbon balance", r"mass balance|carbon balance", topic_emissions.mass_balance),
    ("fluorine gases", r"\bpfc\b|overvoltage|slope method|anode effect|\bcf4\b", topic_emissions.fluorine),
    ("greenhouse gas", r"\bn2o\b|nitrous", topic_emissions.gas),
    ("functional unit", r"per t clinker|functional unit|per t(onne)?( of)? (n\b|nitrogen)|clinker to per t", topic_goods.functional_unit),
    ("what is priced", r"annex ii|indirect (not )?priced|indirect (is |are )?not|direct only", topic_goods.priced_scope),
    ("precursor sum", r"precursor\w* (embedded|emissions|sum)|sum of precursors|embedded emissions of precursor", topic_goods.precursors),
    ("bill", r"default value end|end to end|default value|column [ab]|actual value|benchmark|certificate|one.line|negative|obligation|pays", topic_bills.bill),
    ("complex good", r"complex|simple good|precursor|recursi", topic_goods.complex_good),
    ("combustion", r"combust|fuel|biomass", topic_emissions.combustion),
    ("process emissions", r"process emission|carbonate|conversion factor", topic_emissions.combustion),
    ("indirect", r"indirect", topic_emissions.indirect),
)  # fmt: skip


_COLUMNS: Final = ("example_id", "topic", "role", "name", "value", "unit")
_ROLES: Final = frozenset({"input", "expected"})
_EXTRA: Final = "cells beyond the last column"
_TOLERANCE: Final = 1e-6
"""Absolute tolerance where a row gives none."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One number that an example expects, with its absolute tolerance."""

    name: str
    value: float
    unit: str
    tolerance: float
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: its inputs and what they should give."""

    id: str
    sector: str
    topic: str
    inputs: tuple[Quantity, ...]
    expected: tuple[Expected, ...]
    note: str = ""
    file: str = "examples"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One expected number of a worked example beside what the engine gives."""

    example: str
    topic: str
    name: str
    expected: float
    found: float | None
    tolerance: float
    unit: str
    passed: bool
    message: str = ""

    @property
    def difference(self) -> float | None:
        """found - expected; None where the example could not be computed."""
        return None if self.found is None else self.found - self.expected


def rule_of(topic: str) -> tuple[str, Rule] | None:
    """Name and rule that a topic's words ask for; None where they ask for none that is known."""
    said = topic.lower()
    for name, pattern, rule in TOPICS:
        if re.search(pattern, said):
            return name, rule
    return None


def examples(rows: Iterable[Mapping[str, str]], file: str = "examples") -> tuple[Example, ...]:
    """Examples from the rows of a table with example_id, topic, role, name, value, unit, tolerance_abs (line 2 first).

    Spaces around names and values do not count; sector, tolerance (1e-6), source and note may be missing; the rows of
    an example may stand anywhere.

    Raises
    ------
    InputError : every row with a missing column, an unknown role or an unreadable number, and every unknown topic.
    """
    problems: list[Problem] = []
    groups: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for line, raw in enumerate(rows, start=2):
        row = _clean(raw)
        if row and not any(row.values()):  # an empty line of a spreadsheet
            continue
        missing = [key for key in _COLUMNS if key not in row]
        if missing:
            found = ", ".join(row) or "nothing"
            problems.append(
                Problem(
                    "border.example",
                    file,
                    line,
                    ", ".join(missing),
                    f"only {found}",
                    "the columns of the example table",
                )
            )
            if not groups and len(problems) >= 3:
                break  # another kind of table: no need to name each row
            continue
        problems.extend(_row_problems(row, file, line))
        if row["example_id"] and row["role"] in _ROLES:
            groups.setdefault(row["example_id"], []).append((line, row))
    found_examples = [_example(id, lines, file, problems) for id, lines in groups.items()]
    for each in found_examples:
        problems.extend(_example_problems(each, groups[each.id], file))
    if problems:
        raise InputError(problems)
    return tuple(found_examples)


def _clean(raw: Mapping[str, str]) -> dict[str, str]:
    """A row without spaces around names and values, its role in small letters; cells beyond the last column kept aside."""
    row = {
        key.strip().lower(): value.strip() for key, value in raw.items() if isinstance(key, str) and value is not None
    }
    extra = [value for key, value in raw.items() if not isinstance(key, str)]
    if any(str(cell).strip(" []'\"") for cell in extra):
        row[_EXTRA] = str(extra[0])
    if "role" in row:
        row["role"] = row["role"].lower()
    return row


def _row_problems(row: Mapping[str, str], file: str, line: int) -> list[Problem]:
    problems = []
    if not row["example_id"]:
        problems.append(
            Problem("border.example", file, line, "example_id", "nothing", "a name that joins the rows of one example")
        )
    if row["role"] not in _ROLES:
        problems.append(Problem("border.example", file, line, "role", repr(row["role"]), "input or expected"))
    if _EXTRA in row:
        hint = "a text with a comma needs quotation marks"
        problems.append(Problem("border.example", file, line, "cells", row[_EXTRA], "no more cells than columns", hint))
    if row["role"] == "input" and number_of(row["value"]) is None:
        unit = plain_unit(row["unit"])
        if not row["value"]:
            problems.append(Problem("border.example", file, line, row["name"], "no value", "a value"))
        elif unit not in {"", "1"} and Quantity(row["name"], "", unit).dimension is not None:
            problems.append(
                Problem(
                    "border.example", file, line, row["name"], repr(row["value"]), f"a finite number in {row['unit']}"
                )
            )
    return problems


def _example_problems(each: Example, lines: Sequence[tuple[int, Mapping[str, str]]], file: str) -> list[Problem]:
    problems = []
    if rule_of(each.topic) is None:
        known = "; ".join(name for name, _, _ in TOPICS)
        problems.append(
            Problem("border.example", file, lines[0][0], "topic", repr(each.topic), f"a topic about {known}")
        )
    if not any(row["role"] == "expected" for _, row in lines):
        problems.append(
            Problem("border.example", file, lines[0][0], each.id, "nothing expected", "a row with role expected")
        )
    seen: dict[tuple[str, str], int] = {}
    for line, row in lines:
        key = (row["role"], row["name"])
        if key in seen:
            hint = "give the second one a name of its own, such as fuel_2"
            problems.append(
                Problem(
                    "border.example", file, line, f"{each.id} {row['name']}", f"also in row {seen[key]}", "once", hint
                )
            )
        seen.setdefault(key, line)
    return problems


def _example(id: str, lines: Sequence[tuple[int, Mapping[str, str]]], file: str, problems: list[Problem]) -> Example:
    first = lines[0][1]
    inputs, expected = [], []
    for line, row in lines:
        if row["role"] == "input":
            inputs.append(Quantity(row["name"], row["value"], row["unit"], line))
            continue
        value = number_of(row["value"])
        if value is None:
            value = truth_of(row["value"])
        said = row.get("tolerance_abs") or ""
        tolerance = number_of(said) if said else _TOLERANCE
        if value is None:
            problems.append(
                Problem("border.example", file, line, row["name"], repr(row["value"]), "a finite number, or yes or no")
            )
        elif tolerance is None or tolerance < 0:
            problems.append(
                Problem(
                    "border.example",
                    file,
                    line,
                    f"{row['name']} tolerance_abs",
                    repr(said),
                    "a number >= 0, or nothing",
                )
            )
        else:
            expected.append(Expected(row["name"], value, row["unit"], tolerance, line))
    return Example(
        id, first.get("sector") or "any", first["topic"], tuple(inputs), tuple(expected), first.get("note") or "", file
    )


def check(each: Example) -> tuple[CheckLine, ...]:
    """Compute one example by the rule of its topic and set every expected number beside what was found."""
    asked = rule_of(each.topic)
    given = Inputs(
        example=each.id,
        topic=each.topic,
        sector=each.sector,
        note=each.note,
        wanted=tuple(one.name for one in each.expected),
        quantities=each.inputs,
        file=each.file,
    )
    try:
        results = asked[1](given) if asked is not None else {}
    except LodeshiftError as problem:
        return tuple(_line(each, one, None, str(problem)) for one in each.expected)
    lines = []
    for one in each.expected:
        if one.name not in results:
            said = f"the rule gives {', '.join(results)}" if results else f"no rule for topic {each.topic!r}"
            lines.append(_line(each, one, None, said))
            continue
        value, unit = results[one.name]
        hint = f"inputs not used: {', '.join(given.unused)}" if given.unused else ""
        lines.append(_line(each, one, *_converted(value, unit, one.unit, hint)))
    return tuple(lines)


def _converted(value: float, unit: str, to: str, hint: str) -> tuple[float | None, str]:
    """The value in the unit that is expected; "bool" and "code" count as plain numbers."""
    source, target = plain_unit(unit) or "1", plain_unit(to) or "1"
    if source == target or {source, target} <= {"1", "code", "t", "tCO2", "tCO2e"}:  # one certificate is one t CO2e
        return value, hint
    try:
        return value * conversion(source, target), hint
    except UnitError as problem:
        return None, str(problem)


def _line(each: Example, one: Expected, found: float | None, message: str) -> CheckLine:
    passed = found is not None and abs(found - one.value) <= one.tolerance + 1e-12 * abs(one.value)
    return CheckLine(
        each.id, each.topic, one.name, one.value, found, one.tolerance, one.unit, passed, "" if passed else message
    )
