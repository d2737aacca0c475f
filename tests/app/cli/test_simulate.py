"""`lodeshift simulate`, `sweep`, `backtest`: contract, words, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.simulation.growth import growth, write
from typer.testing import CliRunner

from lodeshift.app.cli import main
from lodeshift.app.cli.main import app
from lodeshift.errors import InputError
from lodeshift.names import EXTERNAL_DATA

RUN = CliRunner()
FEW = ["--draws", "30", "--fast"]


def test_json_holds_the_contract() -> None:
    answer = RUN.invoke(app, ["simulate", "金昌", *FEW, "--seed", "0", "--lever", "investment_grant=10%", "--json"])
    assert answer.exit_code == 0
    data = json.loads(answer.stdout)
    assert data["city"] == "jinchang" and data["draws"] == 30 and data["seed"] == 0
    for key in ("years", "quantiles", "probability_declining", "levers", "regret", "boxes", "timing"):
        assert key in data
    assert data["levers"][0]["name"] == "investment_grant" and data["levers"][0]["value"] == pytest.approx(0.1)
    assert set(data["quantiles"]["gdp"]) >= {"0.1", "0.5", "0.9"}


def test_text_and_export(tmp_path: Path) -> None:
    path = tmp_path / "draws.csv"
    answer = RUN.invoke(app, ["simulate", "hegang", *FEW, "--until", "2030", "--export", str(path)])
    assert answer.exit_code == 0
    assert "Hegang: 30 futures to 2030" in answer.stdout
    assert len(path.read_text(encoding="utf-8").splitlines()) == 31
    assert str(path) in answer.stderr


def test_options_for_one_path_and_single_precision() -> None:
    answer = RUN.invoke(app, ["simulate", "hegang", "--draws", "3", "--calm", "--float32", "--json"])
    data = json.loads(answer.stdout)
    assert data["precision"] == "float32"
    gdp = data["quantiles"]["gdp"]
    assert gdp["0.01"] == gdp["0.99"]


def test_without_a_subject_the_cities_without_data_are_named() -> None:
    lacking = json.loads(RUN.invoke(app, ["simulate", "--json"]).stdout)["without_data"]
    assert lacking and all(words.startswith("no data: ") for words in lacking.values())
    head, *lines = RUN.invoke(app, ["simulate"]).stdout.splitlines()
    assert head.startswith(f"{len(lacking)} resource-based cities") and len(lines) == len(lacking)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hegan"], "did you mean 'hegang'"),
        (["hegang", "--lever", "profit_tx=0.1"], "did you mean 'profit_tax'"),
        (["hegang", "--lever", "profit_tax=3"], "from 0 to 0.5"),
        (["hegang", "--lever", "profit_tax"], "found nothing"),
        (["hegang", "--draws", "0"], "draws is 0"),
        (["hegang", "--until", "2020"], "until is 2020"),
        (["luquan"], "no data"),
    ],
)
def test_wrong_questions_exit_with_2_and_a_hint(
    arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["lodeshift", "simulate", *arguments])
    with pytest.raises(SystemExit) as ended:
        main.run()
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_sweep_prints_json_writes_a_table_and_resumes(tmp_path: Path) -> None:
    spec = tmp_path / "sweep.yaml"
    spec.write_text("cases: [hegang]\ndraws: 10\nuntil: 2028\n", encoding="utf-8")
    arguments = ["sweep", str(spec), "-o", str(tmp_path / "fans.csv"), "--json"]
    first, again = RUN.invoke(app, arguments), RUN.invoke(app, arguments)
    assert first.exit_code == again.exit_code == 0
    assert json.loads(first.stdout) == json.loads(again.stdout)
    assert "1 of 1 (1 from the store" in again.stderr
    assert (tmp_path / "fans.csv").read_text(encoding="utf-8").startswith("case,scenario,levers,indicator,year")


def test_backtest_prints_json_and_asks_for_a_panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "panel.csv", growth(2))
    answer = RUN.invoke(app, ["backtest", "--panel", str(path), "--draws", "10", "--json"])
    assert answer.exit_code == 0
    assert set(json.loads(answer.stdout)["targets"]) == {"real", "nominal"}
    monkeypatch.delenv(EXTERNAL_DATA, raising=False)
    assert isinstance(RUN.invoke(app, ["backtest"]).exception, InputError)
