"""A run as the subject of a simulation: the base year of its place with the run's plants, and the run's schedule."""

from __future__ import annotations

from pathlib import Path

from lodeshift import runs
from lodeshift.case.read import load as load_case
from lodeshift.errors import UnknownIdError
from lodeshift.simulation.committed import schedule
from lodeshift.simulation.economy import economy
from lodeshift.simulation.facts import facts
from lodeshift.study.subject import Subject


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
    others = ", ".join(place for place in by_place if place != wanted)
    notes = (f"the run's other places are not simulated here: {others}",) if others else ()
    base = economy(facts(wanted), found.existing)
    return Subject("run", run.name, dict(run.plan.title), base, found, (*notes, *base.notes))
