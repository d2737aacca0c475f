"""Run folders: written whole or not at all, found again by what decided them, opened as they were."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lodeshift import runs
from lodeshift.case import read
from lodeshift.errors import InputError, LodeshiftError, UnknownIdError
from lodeshift.records.plan import Plan, UsedFigure
from lodeshift.runs import origin, store

Sources = tuple[UsedFigure, ...]
KEY = "0123456789ab"


@pytest.fixture
def saved(tmp_path: Path, tiny_case: Path, plan: Plan, sources: Sources) -> runs.Run:
    """The small plan as a run in `runs`."""
    return runs.save(tmp_path / "runs", read.load(tiny_case), plan, sources, KEY, "lodeshift plan tiny")


def test_a_run_is_opened_as_it_was_saved(saved: runs.Run, plan: Plan, sources: Sources) -> None:
    found = runs.load(saved.path)
    assert (found.name, found.opened, saved.opened) == (f"tiny-{KEY}", True, False)
    assert found.sources == sources
    assert found.manifest == saved.manifest
    assert np.isnan(found.plan.green[0].kgco2_per_kg["foil"]["scope1"])
    plain = replace(found.plan, slices=plan.slices, power=(), green=())
    assert plain == replace(plan, power=(), green=())
    assert found.plan.slices.weight_h.tolist() == plan.slices.weight_h.tolist()
    assert found.plan.power[0].supply_mw["grid"].tolist() == [0.1, 0.2]


def test_the_manifest_tells_what_made_the_run(saved: runs.Run) -> None:
    told = json.loads((saved.path / "manifest.json").read_text(encoding="utf-8"))
    assert told["command"] == "lodeshift plan tiny"
    assert (told["case"], told["key"], told["objective"], told["hours"], told["seed"]) == (
        "tiny", KEY, "least_cost", 2, 1,
    )  # fmt: skip
    assert set(told["packages"]) == {"numpy", "scipy", "highspy", "pydantic"}
    assert told["lodeshift"] and told["python"] and told["created"].endswith("+00:00")


def test_the_inputs_of_a_run_are_its_case_again(saved: runs.Run, tiny_case: Path) -> None:
    again, case = read.load(saved.path / "inputs"), read.load(tiny_case)
    assert runs.run_key(again, 72, "least_cost", True) == runs.run_key(case, 72, "least_cost", True)


def test_a_run_is_found_by_name_inside_its_folder(saved: runs.Run, tmp_path: Path) -> None:
    assert runs.load(saved.name, tmp_path / "runs").path == saved.path
    assert runs.find(tmp_path / "runs", "tiny", KEY) == saved.path
    assert runs.find(tmp_path / "runs", "tiny", "another") is None


def test_an_unknown_run_is_told_with_close_names(saved: runs.Run, tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError, match=f"did you mean 'tiny-{KEY}'"):
        runs.load("tiny-0123456789aa", tmp_path / "runs")
    with pytest.raises(UnknownIdError, match="no run is called"):
        runs.load(tmp_path / "nowhere")


def test_a_name_cannot_leave_the_folder(saved: runs.Run, tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError):
        runs.load(f"../runs/{saved.name}", tmp_path / "runs")


@pytest.mark.parametrize("step", ["write_tables", "encode", "np.savez_compressed"])
@pytest.mark.parametrize("kind", [OSError, KeyboardInterrupt])
def test_a_broken_off_write_leaves_nothing(
    step: str, kind: type[BaseException], tmp_path: Path, tiny_case: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise kind

    name, _, inner = step.partition(".")
    monkeypatch.setattr(getattr(store, name) if inner else store, inner or name, broken)
    (tmp_path / "runs").mkdir()
    with pytest.raises(kind):
        runs.save(tmp_path / "runs", read.load(tiny_case), plan, (), KEY)
    assert list((tmp_path / "runs").iterdir()) == []
    assert runs.listed(tmp_path / "runs") == ()


def test_a_broken_off_write_leaves_the_older_run(
    saved: runs.Run, tmp_path: Path, tiny_case: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store, "write_tables", full)
    with pytest.raises(OSError, match="no space left"):
        runs.save(tmp_path / "runs", read.load(tiny_case), replace(plan, objective_mcny=1.0), (), KEY)
    assert runs.load(saved.path).plan.objective_mcny == plan.objective_mcny
    assert [each.name for each in (tmp_path / "runs").iterdir()] == [saved.name]


def test_the_older_run_comes_back_where_the_new_one_cannot_take_its_place(
    saved: runs.Run, tmp_path: Path, tiny_case: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name.endswith(".part"):
            raise OSError("refused")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="refused"):
        runs.save(tmp_path / "runs", read.load(tiny_case), replace(plan, objective_mcny=1.0), (), KEY)
    assert runs.load(saved.path).plan.objective_mcny == plan.objective_mcny
    assert [each.name for each in (tmp_path / "runs").iterdir()] == [saved.name]


def test_a_run_of_the_same_name_is_replaced(saved: runs.Run, tmp_path: Path, tiny_case: Path, plan: Plan) -> None:
    runs.save(tmp_path / "runs", read.load(tiny_case), replace(plan, objective_mcny=1.0), (), KEY)
    assert runs.load(saved.path).plan.objective_mcny == 1.0
    assert [each.name for each in (tmp_path / "runs").iterdir()] == [saved.name]


def test_runs_are_listed_newest_first_without_half_written_ones(
    saved: runs.Run, tmp_path: Path, tiny_case: Path, plan: Plan
) -> None:
    other = runs.save(tmp_path / "runs", read.load(tiny_case), plan, (), "ba9876543210")
    manifest = other.path / "manifest.json"
    manifest.write_text(json.dumps(dict(other.manifest) | {"created": "2999-01-01T00:00:00+00:00"}), encoding="utf-8")
    left = tmp_path / "runs" / f".tiny-x.{os.getpid()}.part"
    left.mkdir()
    (left / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "runs" / "notes").mkdir()
    assert [each["run"] for each in runs.listed(tmp_path / "runs")] == [other.name, saved.name]
    assert runs.listed(tmp_path / "nowhere") == ()


def test_a_run_of_another_schema_is_refused(saved: runs.Run) -> None:
    manifest = saved.path / "manifest.json"
    manifest.write_text(json.dumps(dict(saved.manifest) | {"schema": 0}), encoding="utf-8")
    with pytest.raises(InputError, match="schema: found schema 0, expected 3\n    hint: plan it again"):
        runs.load(saved.path)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("manifest.json", "{"),
        ("manifest.json", "[]"),
        ("plan.json", "{"),
        ("plan.json", "{}"),
        ("arrays.npz", "no archive"),
        ("sources.json", '[["a"]]'),
    ],
)
def test_a_run_that_cannot_be_read_is_told_with_its_folder(saved: runs.Run, file: str, text: str) -> None:
    (saved.path / file).write_text(text, encoding="utf-8")
    with pytest.raises(LodeshiftError, match=f"run .*{saved.name} cannot be read"):
        runs.load(saved.path)
    if file == "manifest.json":
        with pytest.raises(LodeshiftError, match="cannot be read"):
            runs.listed(saved.path.parent)


def test_a_run_of_other_code_is_not_found_again_and_says_so_when_opened(
    saved: runs.Run, tiny_case: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    case = read.load(tiny_case)
    today = runs.run_key(case, 72, "least_cost", True)
    assert not runs.load(saved.path).by_other_code
    assert not caplog.records
    monkeypatch.setattr(origin, "today", lambda: "a table has changed")
    assert runs.run_key(case, 72, "least_cost", True) != today
    assert runs.load(saved.path).by_other_code
    assert "plan the case again" in caplog.text


def test_the_key_is_of_what_decides_a_plan(tiny_case: Path, change_tiny: Callable[[str, str, str], None]) -> None:
    def key(hours: int = 72, objective: str = "least_cost", variants: bool = True) -> str:
        return runs.run_key(read.load(tiny_case), hours, objective, variants)

    first = key()
    assert key() == first
    assert len({first, key(hours=168), key(objective="max_npv"), key(variants=False)}) == 4
    change_tiny("goals", "10 kt/a", "10000 t/a")
    assert key() == first, "the same amount in another unit decides the same plan"
    change_tiny("goals", "10000 t/a", "11 kt/a")
    assert key() != first


def test_the_key_is_not_of_the_folder(tiny_case: Path, tmp_path: Path) -> None:
    before = runs.run_key(read.load(tiny_case), 72, "least_cost", True)
    moved = tiny_case.rename(tmp_path / "moved")
    assert runs.run_key(read.load(moved), 72, "least_cost", True) == before


def test_the_key_holds_the_users_own_series_and_our_tables(
    tiny_case: Path, change_tiny: Callable[[str, str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    change_tiny("power", "potential_mw,charge_from", "potential_mw,series_file,charge_from")
    change_tiny("power", "wind,300 MW,,", "wind,300 MW,wind.csv,,")
    change_tiny("power", "pv,300 MW,,", "pv,300 MW,,,")
    change_tiny("power", "battery,,green", "battery,,,green")
    series = tiny_case / "wind.csv"
    series.write_text("capacity_factor\n" + "0.3\n" * 8760, encoding="utf-8")
    case = read.load(tiny_case)
    first = runs.run_key(case, 72, "least_cost", True)
    series.write_text("capacity_factor\n" + "0.4\n" * 8760, encoding="utf-8")
    second = runs.run_key(case, 72, "least_cost", True)
    monkeypatch.setattr(origin, "today", lambda: "changed")
    assert len({first, second, runs.run_key(case, 72, "least_cost", True)}) == 3
