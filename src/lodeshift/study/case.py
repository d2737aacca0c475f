"""Begin a case of a city, check a case, and turn one form of it into the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lodeshift.case import read, write
from lodeshift.case.amounts import Amounts, at_targets
from lodeshift.case.models import TABLES, Case
from lodeshift.catalogue import recipes
from lodeshift.planning.at_targets import WeakAtTargets, weak_at_targets
from lodeshift.records.note import note
from lodeshift.reporting.words.notes import place_name, tell
from lodeshift.reporting.words.texts import Words
from lodeshift.start.build import Start, begin

README = "README.md"
MOST_NAMED = 3
"""Things that a weak figure multiplies, told in one line."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A first case as it was written."""

    path: Path
    start: Start


@dataclass(frozen=True, slots=True)
class Capacity:
    """Capacity of one process at one site by status, in `unit` a year."""

    site: str
    process: str
    unit: str
    operating: float
    committed: float
    announced: float


@dataclass(frozen=True, slots=True)
class Checked:
    """What a sound case holds and which weak figures it leans on."""

    case: Case
    capacities: tuple[Capacity, ...]
    amounts: Amounts | None
    weak: tuple[WeakAtTargets, ...]


def new(
    name: str, city: str, folder: str | Path = ".", processes: Iterable[str] = (), *, workbook: bool = False
) -> Begun:
    """Write a first case of a city: a folder (or workbook) called `name` in `folder`, with a list of what is missing.

    Raises
    ------
    UnknownIdError : no such city or process.   InputError : nothing to start from, or a case stands there already.
    """
    start = begin(name, city, processes)
    if workbook:
        return Begun(write.to_workbook(start.case, Path(folder) / f"{name}.xlsx"), start)
    beside = {README: _readme(start)}
    return Begun(write.to_folder(start.case, Path(folder) / name, header=_header(start), beside=beside), start)


def check(path: str | Path) -> Checked:
    """Read a case and tell what it holds.

    Raises
    ------
    CaseError : every problem of the case at once.
    """
    case = read.load(path)
    targets = at_targets(case)
    return Checked(case, _capacities(case), targets, weak_at_targets(case, targets))


def convert(path: str | Path, target: str | Path, *, overwrite: bool = False) -> Path:
    """Write a case in the other form: a folder, or a workbook where `target` ends in .xlsx.

    Raises
    ------
    CaseError : the case has problems.   InputError : something stands at the target.
    """
    case = read.load(path)
    if Path(target).suffix.lower() == ".xlsx":
        return write.to_workbook(case, target, overwrite=overwrite)
    return write.to_folder(case, target, overwrite=overwrite)


def as_json(checked: Checked) -> dict[str, Any]:
    """The answer of `check` for machines."""
    case = checked.case
    return {
        "status": "ok",
        "case": case.head.name,
        "title_en": case.head.title_en,
        "title_zh": case.head.title_zh,
        "base_year": case.head.base_year,
        "objective": case.head.objective,
        "planning_years": list(case.head.horizon.planning_years),
        "holds": {name: len(getattr(case, name)) for name in TABLES},
        "capacities": [asdict(each) for each in checked.capacities],
        "goals": [goal.model_dump() for goal in case.goals],
        "power_at_targets_mwh": None if checked.amounts is None else checked.amounts.power_mwh,
        "measure": measure(),
        "weak_figures": [
            {"name": name_of(checked, each), "effect_mcny": each.effect_mcny, "of": of(each), **asdict(each.figure)}
            for each in checked.weak
        ],
    }


def measure() -> str:
    """What the effects of `check` are, in words."""
    return tell(Words("en"), note("planning.measure_at_targets"))


def name_of(checked: Checked, each: WeakAtTargets) -> str:
    """A weak figure in words, with its site where the case has several."""
    words = Words("en")
    told = tell(words, each.label)
    several = len(checked.case.sites) > 1 and each.site
    return words.text("sources.at_site", name=told, site=place_name(words, each.site)) if several else told


def of(each: WeakAtTargets) -> str:
    """What a weak figure multiplies, in words: the first few things."""
    words = Words("en")
    told = [tell(words, note(f"planning.driver_{d.kind}", d.subject.split("/")[-1])) for d in each.drivers[:MOST_NAMED]]
    return words.listed(list(dict.fromkeys(told)))


def _capacities(case: Case) -> tuple[Capacity, ...]:
    found = []
    for row in case.processes:
        plants = [plant for plant in case.plants if (plant.site, plant.process) == (row.site, row.process)]
        by_status = {
            status: sum(plant.capacity for plant in plants if plant.status == status)
            for status in ("operating", "committed", "announced")
        }
        found.append(Capacity(row.site, row.process, recipes.process(row.process).unit, **by_status))
    return tuple(found)


def _header(start: Start) -> str:
    site = start.case.sites[0]
    return "\n".join(
        (
            f"{site.name_en} ({site.name_zh}): a first case, made from the catalogue.",
            "Money is constant yuan of the base year without VAT. The tables beside this file hold the rest;",
            "README.md lists what is missing. Every row marked estimate or recalled is to be replaced by what is known here.",
        )
    )


def _readme(start: Start) -> str:
    site = start.case.sites[0]
    missing = "\n".join(f"- {each}" for each in start.missing)
    return f"""# {site.name_en}: a first case

Made by `lodeshift new` from the catalogue. It runs, but it is a beginning: rows whose `quality` is `estimate` or
`recalled` are the house's assumptions, not facts of the place.

Check it with `lodeshift check`, which also tells which of these figures matter most. Columns and units: docs/case.md.

## What is missing

{missing}
"""
