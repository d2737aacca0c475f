from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lodeshift.app.cli.main import app
from lodeshift.errors import InputError, UnknownIdError

RUN = CliRunner()


def test_match_prints_json_and_text() -> None:
    arguments = ["match", "包头", "--product", "ndfeb_magnet", "--draws", "2"]
    answer = RUN.invoke(app, [*arguments, "--json"])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["products"][0]["rank"] == 1
    assert "ndfeb_magnet" in RUN.invoke(app, arguments).stdout


def test_match_writes_the_cost_table(tmp_path: Path) -> None:
    path = tmp_path / "costs.csv"
    RUN.invoke(app, ["match", "baotou", "--product", "tin", "--draws", "0", "--cost-table", str(path)])
    assert path.read_text(encoding="utf-8").count("\n") == 305


def test_match_refuses_what_it_does_not_know() -> None:
    assert isinstance(RUN.invoke(app, ["match", "atlantis"]).exception, UnknownIdError)


def test_complexity_end_to_end(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    rows = [f"c{i},a{j},{1 + (i * j) % 7 + (j < i) * 5}" for i in range(9) for j in range(7)]
    path.write_text("city,industry,jobs\n" + "\n".join(rows) + "\n", encoding="utf-8")
    columns = ["--region", "city", "--activity", "industry", "--value", "jobs", "--bootstrap", "5"]
    answer = RUN.invoke(app, ["complexity", str(path), *columns, "--pairs", "--json"])
    assert answer.exit_code == 0
    found = json.loads(answer.stdout)
    assert len(found["regions"]) == 9 and len(found["cog"]) == 9
    assert "size floor 0" in RUN.invoke(app, ["complexity", str(path), *columns]).stdout


@pytest.mark.parametrize("text", ["", "city,industry,jobs\n", "city,industry,jobs\na,b,-1\nc,d,x\n"])
def test_complexity_refuses_bad_tables(tmp_path: Path, text: str) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text(text, encoding="utf-8")
    answer = RUN.invoke(app, ["complexity", str(path), "--region", "city", "--activity", "industry", "--value", "jobs"])
    assert isinstance(answer.exception, InputError)
