"""The commands new, check and convert as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lodeshift.app.cli.main import app
from lodeshift.errors import CaseError

LANZHOU = str(Path(__file__).parents[3] / "cases" / "lanzhou-new-area")
runner = CliRunner()


def test_new_then_check(tmp_path: Path) -> None:
    made = runner.invoke(app, ["new", "tin-town", "--city", "个旧", "--folder", str(tmp_path)])
    assert made.exit_code == 0, made.output
    assert "missing, or assumed for now" in made.output
    checked = runner.invoke(app, ["check", str(tmp_path / "tin-town")])
    assert checked.exit_code == 0
    assert "tin_smelting" in checked.output


def test_new_with_a_process(tmp_path: Path) -> None:
    made = runner.invoke(
        app, ["new", "stone", "--city", "yunfu", "--process", "lfp_synthesis", "--folder", str(tmp_path), "--xlsx"]
    )
    assert made.exit_code == 0, made.output
    assert (tmp_path / "stone.xlsx").is_file()


def test_check_tells_what_it_holds_and_leans_on() -> None:
    told = runner.invoke(app, ["check", LANZHOU])
    assert told.exit_code == 0
    assert "兰州新区" in told.output
    assert "graphite_anode_synthetic: at least 600,000 t/a" in told.output
    assert "largest" not in told.stderr
    assert "goes to its high end" in told.output
    short, every = told.output, runner.invoke(app, ["check", LANZHOU, "--all"]).output
    assert len(every) > len(short)


def test_check_as_json() -> None:
    told = json.loads(runner.invoke(app, ["check", LANZHOU, "--json"]).output)
    assert told["status"] == "ok"
    assert told["holds"]["sites"] == 1


def test_problems_as_json(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("name: x\n", encoding="utf-8")
    told = runner.invoke(app, ["check", str(tmp_path), "--json"])
    assert told.exit_code == 2
    problems = json.loads(told.output)["problems"]
    assert {"key", "file", "row", "field", "found", "expected", "hint"} == set(problems[0])
    assert {"title_en", "horizon"} <= {problem["field"] for problem in problems}


def test_problems_without_json_reach_the_front_door(tmp_path: Path) -> None:
    told = runner.invoke(app, ["check", str(tmp_path)])
    assert isinstance(told.exception, CaseError)


@pytest.mark.parametrize("target", ["again", "again.xlsx"])
def test_convert(tmp_path: Path, target: str) -> None:
    told = runner.invoke(app, ["convert", LANZHOU, str(tmp_path / target)])
    assert told.exit_code == 0
    assert runner.invoke(app, ["check", str(tmp_path / target)]).exit_code == 0
