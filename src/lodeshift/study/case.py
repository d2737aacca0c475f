"""Begin a case of a city, check a case, and turn one form of it into the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lodeshift.case import read, weak, write
from lodeshift.case.amounts import Amounts, at_targets
from lodeshift.case.models import TABLES, Case
from lodeshift.case.weak import WeakFigure
from lodeshift.catalogue import recipes
from lodeshift.start.build import Start, begin

README = "README.md"


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
    weak: tuple[WeakFigure, ...]


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
    return Checked(case, _capacities(case), at_targets(case), weak.weak_figures(case))


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
        "measure": weak.MEASURE,
        "weak_figures": [_weak_json(each) for each in checked.weak],
    }


def _weak_json(each: WeakFigure) -> Mapping[str, Any]:
    return {"name": each.name, "effect_mcny": each.effect_mcny, "of": each.of, **asdict(each.figure)}


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
