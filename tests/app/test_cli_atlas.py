"""`lodeshift atlas` on the command line."""

import csv
import io
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from lodeshift.app.cli.main import app
from lodeshift.errors import UnknownIdError

RUN = CliRunner()


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


def out(*words: str) -> str:
    result = RUN.invoke(app, ["atlas", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_cities_as_table_json_and_csv() -> None:
    table = out("cities", "--province", "Gansu", "--stage", "declining")
    assert "白银市" in table and "兰州" not in table
    answer = json.loads(out("cities", "--province", "Gansu", "--stage", "declining", "--json"))
    rows = list(csv.DictReader(io.StringIO(out("cities", "--province", "Gansu", "--stage", "declining", "--csv"))))
    assert answer["count"] == len(answer["rows"]) == len(rows)
    assert [row["id"] for row in rows] == [row["id"] for row in answer["rows"]]
    assert all(row["source"] and row["quality"] for row in rows)


@pytest.mark.parametrize(
    "name", ["cities", "clusters", "companies", "deposits", "processes", "prices", "margins", "tables"]
)
def test_every_list_prints_in_all_three_ways(name: str) -> None:
    assert len(out(name).splitlines()) > 5
    answer = json.loads(out(name, "--json"))
    assert len(list(csv.DictReader(io.StringIO(out(name, "--csv"))))) == answer["count"]


def test_clusters_say_how_many_are_known() -> None:
    text = out("clusters", "--round", "2024")
    assert "29 of 35" in text and "45 of 45" in text and "≈ recalled" in text


def test_table_lines_fit_what_is_no_terminal() -> None:
    from lodeshift.reporting.text import terminal_columns, width

    assert all(width(line) <= terminal_columns() for line in out("prices", "--chain", "copper").splitlines())


def test_weak_figures_are_marked() -> None:
    assert "≈ estimate" in out("prices", "--commodity", "nickel")
    assert "≈ recalled" in out("show", "baotou")


def test_show_as_text_and_json() -> None:
    text = out("show", "Jinchuan")
    assert "Tiers that a plan can draw on" in text
    cards = json.loads(out("show", "copper_foil_6um", "--json"))
    assert [card["kind"] for card in cards] == ["commodity", "process"]


def test_no_row_gives_an_empty_table_and_no_csv() -> None:
    assert out("cities", "--search", "no such words", "--csv") == ""
    assert json.loads(out("cities", "--search", "no such words", "--json"))["rows"] == []


def test_unknown_words_exit_with_two_and_a_hint() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'mature'"):
        RUN.invoke(app, ["atlas", "cities", "--stage", "mtaure"], catch_exceptions=False)
    code = "from lodeshift.app.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, "atlas", "show", "baotuo"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "baotou" in done.stderr and done.stdout == ""


@pytest.mark.parametrize("words", [["show"], ["cities", "baotou"]])
def test_an_id_goes_with_show(words: list[str]) -> None:
    assert RUN.invoke(app, ["atlas", *words]).exit_code == 2


def test_the_atlas_needs_no_numpy() -> None:
    code = (
        "import sys; sys.argv = ['lodeshift', 'atlas', 'cities', '--csv']; from lodeshift.app.cli import main\n"
        "try: main.run()\nexcept SystemExit: pass\nassert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
