"""A run as the subject of a simulation: its plants stand, its builds come, its place is found."""

from __future__ import annotations

import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.runs import Run
from lodeshift.study.run_subject import run_subject
from lodeshift.study.subject import subject_of


def test_a_run_is_found_by_folder_and_by_name(tiny_run: Run) -> None:
    by_folder = run_subject(str(tiny_run.path), tiny_run.path.parent)
    by_name = subject_of(tiny_run.path.name, tiny_run.path.parent)
    assert by_folder.kind == by_name.kind == "run"
    assert by_folder.id == by_name.id == tiny_run.name
    assert by_folder.title == dict(tiny_run.plan.title)


def test_what_the_plan_builds_is_its_schedule(tiny_run: Run) -> None:
    found = run_subject(str(tiny_run.path), tiny_run.path.parent)
    assert found.schedule is not None
    chains = {site.plant.process for site in found.economy.sites}
    assert {build.process for build in found.schedule.builds} <= chains
    built = sum(build.amount for build in found.schedule.builds)
    planned = sum(
        amount
        for year in tiny_run.plan.years
        for site in year.sites.values()
        for process, amount in site.built.items()
        if process in chains
    )
    assert built == pytest.approx(planned)


def test_a_place_that_the_run_does_not_have_is_refused(tiny_run: Run) -> None:
    with pytest.raises(UnknownIdError, match="place of the run"):
        run_subject(str(tiny_run.path), tiny_run.path.parent, "hegang")
