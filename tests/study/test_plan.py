"""From a case to a run: the old run of an unchanged case, anew when asked, nothing kept of a plan that does not exist."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from lodeshift.planning.solve_plan import plan_case
from lodeshift.records.note import InfeasibleError, Note
from lodeshift.runs import Run
from lodeshift.study import plan as room
from lodeshift.study.plan import PlanRequest, as_json, compare_hours, plan

Change = Callable[[str, str, str], None]


def quick(case: Path, **wishes: object) -> PlanRequest:
    return PlanRequest(case, variants=False, runs_folder=case.parent / "runs", **wishes)  # type: ignore[arg-type]


@pytest.fixture
def solves(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry per plan that was solved."""
    seen: list[object] = []
    real = plan_case

    def counted(case: object, wish: object) -> object:
        seen.append(wish)
        return real(case, wish)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "plan_case", counted)
    return seen


def test_an_unchanged_case_opens_its_old_run(tiny_case: Path, solves: list[object]) -> None:
    told: list[Note] = []
    first = plan(quick(tiny_case))
    again = plan(quick(tiny_case, on_progress=told.append))
    assert len(solves) == 1
    assert (first.opened, again.opened) == (False, True)
    assert again.path == first.path
    assert again.plan.objective_mcny == first.plan.objective_mcny
    assert told[0].kind == "planning.step_open"


def test_anew_when_asked_and_when_something_changed(tiny_case: Path, change_tiny: Change, solves: list[object]) -> None:
    first = plan(quick(tiny_case))
    fresh = plan(quick(tiny_case, fresh=True))
    other_hours = plan(quick(tiny_case, hours=48))
    change_tiny("goals", "10 kt/a", "11 kt/a")
    changed = plan(quick(tiny_case))
    assert len(solves) == 4
    assert fresh.path == first.path
    assert fresh.plan.objective_mcny == pytest.approx(first.plan.objective_mcny, rel=1e-9)
    assert len({first.path, other_hours.path, changed.path}) == 3
    assert changed.plan.objective_mcny > first.plan.objective_mcny


def test_hours_of_the_request_come_before_those_of_the_case(tiny_case: Path) -> None:
    assert plan(quick(tiny_case)).plan.slices.weight_h.size == 72
    assert plan(quick(tiny_case, hours=48)).plan.slices.weight_h.size == 48


def test_where_no_plan_exists_nothing_is_kept(tiny_case: Path, change_tiny: Change) -> None:
    change_tiny("paths", "people,,2026,5000", "people,,2026,300")
    with pytest.raises(InfeasibleError):
        plan(quick(tiny_case))
    assert not (tiny_case.parent / "runs").exists()


def test_the_error_of_coarse_hours_is_against_the_finer(tiny_case: Path) -> None:
    coarse, fine, error = compare_hours(quick(tiny_case, hours=24), 72)
    assert (error.hours, error.finer_hours) == (24, 72)
    expected = coarse.plan.objective_mcny / fine.plan.objective_mcny - 1
    assert error.error == pytest.approx(expected, rel=1e-6)


def test_accounts_in_json_add_up(tiny_run: Run) -> None:
    told = as_json(tiny_run)
    for account in ("region", "firm", "city"):
        assert [each["year"] for each in told["accounts"][account]] == [2027, 2030]
        for each in told["accounts"][account]:
            assert sum(each["items"].values()) == pytest.approx(each["total_mcny"])


def test_json_holds_no_number_that_json_cannot(tiny_run: Run) -> None:
    text = json.dumps(as_json(tiny_run), allow_nan=False)
    assert json.loads(text) == json.loads(json.dumps(as_json(tiny_run)))
