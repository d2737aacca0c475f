"""The question "where do we stand?": a city, a case or all of them, with the user's table where there is one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from lodeshift.case import read as case_read
from lodeshift.catalogue import places
from lodeshift.diagnosis import coupling, identify, index, overview, peers, stage, starter, table, whole
from lodeshift.diagnosis.transformation import IndexSettings
from lodeshift.errors import InputError, Problem, UnknownIdError
from lodeshift.files import write
from lodeshift.files.tables import csv_text
from lodeshift.files.texts import json_of
from lodeshift.names import Language
from lodeshift.records.diagnosis import Diagnosis
from lodeshift.records.figure import Figure
from lodeshift.records.overview import Overview, OverviewRow
from lodeshift.records.scores import Bounds
from lodeshift.reporting import diagnosis_data, overview_map
from lodeshift.reporting.plain import plain
from lodeshift.study.standing import beside


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asks, in the user's words.

    `subject`: a city (id, Chinese or English name) or a case (folder or workbook). `peers`: criteria with commas.
    `plan_cuts`: "structure=10,employment=5" in percent. `bounds`: a JSON file of an earlier index to score on.
    """

    subject: str
    table: Path | None = None
    peers: str = "resource,stage"
    plan_cuts: str = ""
    weighting: str = "entropy_min_max"
    shift: float = 0.0
    coupling_form: str = "geometric"
    bounds: Path | None = None
    seed: int = stage.Draws().seed
    draws: int = stage.Draws().number


def diagnose(question: Question) -> tuple[Diagnosis, ...]:
    """One diagnosis for a city; for a case one per site, drawing on the deposits that the case names there.

    Raises
    ------
    InputError, UnknownIdError : the subject, the table or an option cannot be used.
    """
    settings = _settings(question)
    read = None if question.table is None else table.read(question.table)
    confusions = overview.confusions()
    found = []
    for each in _subjects(question.subject):
        found.append(
            whole.diagnose(each.place, read, settings, deposits=each.deposits, also=each.figures, confusions=confusions)
        )
    return tuple(found)


def as_data(diagnoses: Sequence[Diagnosis]) -> Any:
    """JSON form: one object, or a list for a case with several sites."""
    data = [{**diagnosis_data.as_data(each), "standing": beside({each.city: each.city})} for each in diagnoses]
    return data[0] if len(data) == 1 else data


def all_cities(seed: int = stage.Draws().seed, draws: int = stage.Draws().number) -> Overview:
    """The table of all 262 cities with confusion tables, outcomes and coverage.

    Raises
    ------
    InputError : fewer than one draw.
    """
    _check_draws(draws, seed)
    return overview.overview(stage.Draws(number=draws, seed=seed))


def overview_data(found: Overview) -> dict[str, Any]:
    """JSON form of the table of all."""
    return diagnosis_data.overview_data(found)


def start_table(subject: str, criteria: str, path: Path) -> None:
    """Write a table of public figures of a city and its peers, for the user to fill up.

    Raises
    ------
    UnknownIdError, InputError : no such place or criterion.
    """
    place = places.find(subject).id
    write.text(path, starter.starter(place, peers.peers(place, _criteria(criteria))))


def write_overview(found: Overview, path: Path, *, shown: str = "label", language: Language = "en") -> None:
    """The table of all cities as a map page (.html), CSV (.csv) or JSON (.json).

    `shown` says what the map's colours mean: label, class, mining, people or warnings.

    Raises
    ------
    InputError : another ending. UnknownIdError : no such map.
    """
    ending = path.suffix.lower()
    if ending == ".json":
        text = json.dumps(diagnosis_data.overview_data(found), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    elif ending == ".csv":
        text = overview_csv(found)
    elif ending in (".html", ".htm"):
        text = overview_map.render(found, shown, language)
    else:
        raise InputError.one(
            "file.name", "command line", None, "--out", path.name, "a name ending in .html, .csv or .json"
        )
    write.text(path, text)


def overview_csv(found: Overview) -> str:
    """One line per city; blank where there is no data; several values in a cell are joined by a semicolon."""
    names = [each.name for each in fields(OverviewRow)]
    return "\ufeff" + csv_text(names, ([_cell(getattr(row, name)) for name in names] for row in found.rows))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(str(item) for item in value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def keep_bounds(diagnoses: Sequence[Diagnosis], path: Path) -> None:
    """Write bounds and weights of the index as JSON, to score later tables on the same scale.

    Raises
    ------
    InputError : there is no index to keep (no table, or no benefit and cost columns).
    """
    result = next((d.index for d in diagnoses if d.index is not None), None)
    if result is None:
        raise InputError.one(
            "diagnosis.no_index",
            "command line",
            None,
            "--keep-bounds",
            "no index",
            "a --table with benefit or cost columns",
        )
    write.as_json(path, plain(result.bounds))


def read_bounds(path: Path) -> Bounds:
    """Bounds and weights kept by `keep_bounds`.

    Raises
    ------
    InputError : not such a file.
    """
    expected = "a file written by --keep-bounds"
    data = json_of(path, expected)
    try:
        kept = Bounds(
            tuple(str(name) for name in data["names"]),
            tuple(bool(flag) for flag in data["benefit"]),
            tuple(float(value) for value in data["low"]),
            tuple(float(value) for value in data["high"]),
            tuple(float(value) for value in data["weights"]),
            str(data["weighting"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError.one("file.content", path.name, None, "content", str(error), expected) from error
    if len({len(kept.names), len(kept.benefit), len(kept.low), len(kept.high), len(kept.weights)}) != 1:
        raise InputError.one("file.content", path.name, None, "content", "lists of different length", expected)
    return kept


@dataclass(frozen=True, slots=True)
class _Subject:
    place: str
    deposits: dict[str, float] | None = None
    """Tiered deposits with the factor on their rates; None for the city's own."""
    figures: tuple[tuple[str, Figure], ...] = ()


def _subjects(subject: str) -> list[_Subject]:
    """What the user names: one place, or the sites of a case with their deposits and figures."""
    path = Path(subject)
    if not _looks_like_case(path, subject):
        return [_Subject(places.find(subject).id)]
    case = case_read.load(path)
    found = []
    for site in case.sites:
        drawn = {d.deposit: d.max_rate_factor for d in case.deposits if d.site == site.site}
        gdp_year = str(site.gdp_year or "")
        stated = (
            ("population_case", site.population, "persons", ""),
            ("gdp_case", site.gdp_mcny, "m CNY", gdp_year),
        )
        figures = tuple(
            (name, Figure(value, value, value, unit, year, site.place, site.source, site.quality, "", f"sites.csv:{site.site}"))
            for name, value, unit, year in stated
            if value is not None
        )  # fmt: skip
        found.append(_Subject(site.place, drawn or None, figures))
    return found


def _looks_like_case(path: Path, subject: str) -> bool:
    if path.suffix.lower() in (".xlsx", ".yaml", ".yml") or "/" in subject or "\\" in subject:
        return True
    return path.is_dir() and (path / case_read.HEAD_FILE).is_file()


def _settings(question: Question) -> whole.Settings:
    weightings: dict[str, index.Weighting] = {name: name for name in get_args(index.Weighting)}
    forms: dict[str, coupling.Form] = {name: name for name in get_args(coupling.Form)}
    if question.weighting not in weightings:
        raise UnknownIdError("weighting", question.weighting, weightings)
    if question.coupling_form not in forms:
        raise UnknownIdError("form of coupling", question.coupling_form, forms)
    _check_draws(question.draws, question.seed)
    return whole.Settings(
        peers=_criteria(question.peers),
        plan_cuts_pct=_plan_cuts(question.plan_cuts),
        draws=stage.Draws(number=question.draws, seed=question.seed),
        index=IndexSettings(
            weighting=weightings[question.weighting],
            shift=question.shift,
            coupling_form=forms[question.coupling_form],
            kept=None if question.bounds is None else read_bounds(question.bounds),
        ),
    )


def _check_draws(draws: int, seed: int) -> None:
    if seed < 0:
        raise InputError.one("value.out_of_range", "command line", None, "--seed", str(seed), "a whole number >= 0")
    if draws < 1:
        raise InputError.one("value.out_of_range", "command line", None, "--draws", str(draws), "a whole number >= 1")


def _criteria(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _plan_cuts(text: str) -> dict[str, float]:
    """Cut-offs in percent by test, from "structure=10,forest-cutting=5"."""
    tests = {test.replace(" ", "-"): test for test in identify.own_tests()}
    values: dict[str, float] = {}
    problems = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, number = part.partition("=")
        try:
            values[tests[name.strip()]] = float(number)
        except (KeyError, ValueError):
            expected = f"test=percent with a test out of {', '.join(tests)}"
            problems.append(Problem("option.not_read", "command line", None, "--r2013", repr(part), expected))
    if problems:
        raise InputError(problems)
    return values
