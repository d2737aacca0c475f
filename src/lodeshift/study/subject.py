"""What a simulation is about: a city of the tables, or a run (`run_subject`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lodeshift.catalogue import places
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.errors import UnknownIdError
from lodeshift.records.note import Note
from lodeshift.simulation.committed import Schedule
from lodeshift.simulation.economy import Economy, economy
from lodeshift.standing.facts import facts

RUNS_FOLDER: Final = Path("runs")
_MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is simulated: a base year with its plants, and the plan's schedule where there is one."""

    kind: str
    id: str
    title: Mapping[str, str]
    economy: Economy
    schedule: Schedule | None
    notes: tuple[Note, ...]


def is_run(text: str, folder: Path = RUNS_FOLDER) -> bool:
    """Whether `text` is the folder of a run, or its name inside `folder`."""
    return (Path(text) / _MANIFEST).is_file() or (folder / text / _MANIFEST).is_file()


def city_subject(text: str, assumed: Assumptions, folder: Path = RUNS_FOLDER) -> Subject:
    """The city that `text` means (id, Chinese or English name).

    Raises
    ------
    UnknownIdError : neither a city nor a run in `folder` is called so.
    InputError : no data for the city (every missing figure is named).
    """
    try:
        place = places.find(text)
    except UnknownIdError as problem:
        known = [run.parent.name for run in folder.glob(f"*/{_MANIFEST}")]
        raise UnknownIdError("city or run", text, [*places.places(), *known]) from problem
    found = economy(facts(place.id, assumed), assumed)
    return Subject("city", place.id, {"en": place.name_en, "zh": place.name_zh}, found, None, found.notes)
