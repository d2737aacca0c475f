"""A run as the subject of a simulation: its plants stand, its builds come, its place is found."""

from __future__ import annotations

import pytest

from lodeshift.case.read import load
from lodeshift.case.rows import Assumption
from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import UnknownIdError
from lodeshift.runs import Run
from lodeshift.study.run_subject import any_subject, own_assumptions, run_subject


def test_a_run_is_found_by_folder_and_by_name(tiny_run: Run) -> None:
    by_folder = run_subject(str(tiny_run.path), tiny_run.path.parent)
    by_name = any_subject(tiny_run.path.name, tiny_run.path.parent)
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


def test_a_case_replaces_what_is_assumed(tiny_run: Run) -> None:
    """What the case states of the same name counts, in the table's unit; the rest stays."""
    case = load(tiny_run.path / "inputs")
    cells = {"central": 0.09, "low": 0.08, "high": 0.1, "unit": "1/a", "source": "own plan"}
    row = Assumption.model_validate({"item": "hurdle", **cells})
    own = own_assumptions(case.model_copy(update={"assumptions": (*case.assumptions, row)}), case.sites[0].site)
    assert own["hurdle"].central == 0.09 and own["hurdle"].row == "assumptions.csv:hurdle"
    stated = {each.item for each in case.assumptions} & set(usual())
    assert set(own) == stated | {"hurdle"}
    assumed = usual().replaced(own)
    assert assumed.central("hurdle") == 0.09 and assumed.central("friction") == usual().central("friction")
    found = run_subject(str(tiny_run.path), tiny_run.path.parent)
    for name in stated:
        assert found.economy.assumed.central(name) == own[name].central


def test_a_city_or_a_run_is_what_a_sweep_means(tiny_run: Run) -> None:
    assert any_subject("hegang", tiny_run.path.parent).kind == "city"
    with pytest.raises(UnknownIdError, match="city or run"):
        any_subject("hegan", tiny_run.path.parent)
