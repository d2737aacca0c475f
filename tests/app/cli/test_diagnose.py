"""`lodeshift diagnose` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lodeshift.app.cli.main import app
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.reporting import diagnosis_data as contract


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["diagnose", *arguments])


def test_one_city_in_words() -> None:
    found = call("鹤岗", "--draws", "20")
    assert found.exit_code == 0
    for part in (
        "EARLY WARNINGS",
        "STAGE",
        "RESOURCE-BASED",
        "DEPENDENCE",
        "RESERVE LIFE",
        "TREND",
        "MISSING",
        "DATA BEHIND",
    ):
        assert part in found.output
    assert "not the official one" in found.output
    assert found.output.index("label of 2013: declining") < found.output.index("our rule: declining")
    assert "what the rule lacks: no data for growth of extraction output" in found.output
    assert "worse than no rule" in found.output


def test_a_negative_seed_is_refused() -> None:
    assert call("hegang", "--seed", "-1").exit_code != 0


def test_one_city_as_json() -> None:
    data = json.loads(call("jinchang", "--json", "--draws", "20").output)
    assert set(contract.REQUIRED) <= set(data)
    assert data["stage"] is None
    assert data["stage_possible"] == ["declining", "mature"]


def test_a_place_off_the_list() -> None:
    found = call("lanzhou-new-area", "--draws", "5")
    assert found.exit_code == 0
    assert "not on the list" in found.output


def test_with_a_table(tmp_path: Path) -> None:
    start, kept = tmp_path / "start.csv", tmp_path / "kept.json"
    assert call("hegang", "--start-table", str(start)).exit_code == 0
    found = call("hegang", "--table", str(start), "--keep-bounds", str(kept), "--draws", "5")
    assert found.exit_code == 0
    assert "TRANSFORMATION INDEX" in found.output
    assert "held back by" in found.output
    assert kept.is_file()


def test_efficiency_in_words(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("city,year,k:input,y:output\nhegang,2020,2,2\nbaotou,2020,4,6\nhegang,2021,2,3\nbaotou,2021,4,6\n", encoding="utf-8")  # fmt: skip
    found = call("hegang", "--table", str(path), "--draws", "5")
    assert "CCR 1," in found.output
    assert "Malmquist 2020-2021: 1.5 = efficiency 1.5 x technology 1" in found.output
    assert "only 2 units for 2 inputs and outputs" in found.output


def test_bad_tables_and_names_end_with_code_2(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("city,year,a:benefit\nhegang,2020,x\nhegang,2020,-1\n", encoding="utf-8")
    bad = call("hegang", "--table", str(path)).exception
    assert isinstance(bad, InputError)
    assert bad.exit_code == 2
    assert len(bad.problems) == 3
    assert isinstance(call("hegangg").exception, UnknownIdError)


@pytest.mark.parametrize("arguments", [(), ("hegang", "--all"), ("hegang", "-o", "x.csv")])
def test_arguments_that_do_not_go_together(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).exit_code == 2


def test_all_cities(tmp_path: Path) -> None:
    found = call("--all", "--draws", "1")
    assert found.exit_code == 0
    assert found.output.count("\n") > 262
    assert "LABEL AND OUTCOME" in found.output
    assert call("--all", "--draws", "1", "-o", str(tmp_path / "all.csv")).exit_code == 0
    assert (tmp_path / "all.csv").stat().st_size > 10_000
    assert len(json.loads(call("--all", "--draws", "1", "--json").output)["cities"]) == 262


def test_a_forest_city_with_one_peer() -> None:
    told = call("yichun-heilongjiang", "--draws", "5").output
    assert "felling: census jobs in mining hold none of it" in told
    assert "TREND AGAINST 1 PEER (" in told and " / 1" in told
    assert "felling" not in call("hegang", "--draws", "5").output
