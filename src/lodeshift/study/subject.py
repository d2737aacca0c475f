"""What a simulation is about: a city of the tables, or a run. Runs are read only when one is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from lodeshift.catalogue import places
from lodeshift.errors import UnknownIdError
from lodeshift.simulation.committed import Schedule
from lodeshift.simulation.economy import Economy, economy
from lodeshift.simulation.facts import facts

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
    notes: tuple[str, ...]


def subject_of(text: str, folder: Path = RUNS_FOLDER, site: str = "") -> Subject:
    """The city (id, Chinese or English name) or run (folder, or name inside `folder`) that `text` means.

    Raises
    ------
    UnknownIdError : neither a city nor a run is called so; or the run has no place called `site`.
    InputError : no data for the city (every missing figure is named).
    """
    if (Path(text) / _MANIFEST).is_file() or (folder / text / _MANIFEST).is_file():
        reader = importlib.import_module("lodeshift.study.run_subject")  # cases and runs are slow to import
        return cast(Subject, reader.run_subject(text, folder, site))
    try:
        place = places.find(text)
    except UnknownIdError as problem:
        known = [run.parent.name for run in folder.glob(f"*/{_MANIFEST}")]
        raise UnknownIdError("city or run", text, [*places.places(), *known]) from problem
    found = economy(facts(place.id))
    return Subject("city", place.id, {"en": place.name_en, "zh": place.name_zh}, found, None, found.notes)
