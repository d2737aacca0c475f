"""A run as the subject of a simulation: the base year of its place with the run's plants, and the run's schedule."""

from __future__ import annotations

from pathlib import Path

from lodeshift import runs
from lodeshift.case.models import Case
from lodeshift.case.read import load as load_case
from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure
from lodeshift.records.note import note
from lodeshift.simulation.committed import schedule
from lodeshift.simulation.economy import economy
from lodeshift.standing.facts import facts
from lodeshift.study.subject import Subject, city_subject, is_run


def run_subject(text: str, folder: Path, site: str = "") -> Subject:
    """The run of that name or folder, at one of its places (default: the first).

    Raises
    ------
    UnknownIdError : no such run, or no such place in it.   InputError : no data for the place.
    """
    run = runs.load(text, folder)
    case = load_case(run.path / "inputs")
    by_place: dict[str, list[str]] = {}
    for each in case.sites:
        by_place.setdefault(each.place, []).append(each.site)
    wanted = site or next(iter(by_place))
    if wanted not in by_place:
        raise UnknownIdError("place of the run", wanted, by_place)
    found = schedule(run.plan, by_place[wanted])
    others = tuple(place for place in by_place if place != wanted)
    own = own_assumptions(case, by_place[wanted][0])
    assumed = usual().replaced(own)
    notes = [note("simulation.other_places", places=others)] if others else []
    notes += [note("simulation.case_assumptions", value=len(own))] if own else []
    base = economy(facts(wanted, assumed), assumed, found.existing)
    return Subject("run", run.name, dict(run.plan.title), base, found, (*notes, *base.notes))


def any_subject(text: str, folder: Path, site: str = "") -> Subject:
    """The run or the city that `text` means.

    Raises
    ------
    UnknownIdError : neither a city nor a run is called so, or the run has no such place.   InputError : no data.
    """
    return run_subject(text, folder, site) if is_run(text, folder) else city_subject(text, usual(), folder)


def own_assumptions(case: Case, site: str) -> dict[str, Figure]:
    """What the case itself states of what a simulation assumes: the items of its `assumptions.csv` that the table of
    assumptions knows too, for the site or the whole case."""
    stated = {name: case.assumption(name, site) for name in usual()}
    return {name: figure for name, figure in stated.items() if figure is not None}
