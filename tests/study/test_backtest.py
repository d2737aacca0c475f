"""The backtest on a made-up panel: the contract, the rules, and where the panel is looked for."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.simulation.growth import growth, write

from lodeshift.errors import InputError
from lodeshift.names import EXTERNAL_DATA
from lodeshift.simulation.baselines import RULES, TO_BEAT
from lodeshift.study import backtest


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> backtest.Report:
    path = write(tmp_path_factory.mktemp("panel") / "mine.csv", growth(6))
    return backtest.backtest(backtest.Question(path, draws=100))


def test_the_json_form_has_errors_and_coverage_by_horizon(report: backtest.Report) -> None:
    data = json.loads(json.dumps(backtest.as_data(report)))
    assert data["panel"] == "mine.csv" and data["cities"] == 6
    assert data["origins"] == list(range(2008, 2021)) and data["rule_to_beat"] == TO_BEAT
    for target in ("real", "nominal"):
        part = data["targets"][target]
        assert set(part["error_pct"]) == {backtest.MODEL, backtest.MODEL_ALONE, *RULES}
        assert all(0 < v < 60 for errors in part["error_pct"].values() for v in errors.values())
        assert part["cells"] == {"1": 78, "3": 66, "5": 54}
        assert 0.4 < part["coverage_80_overall"] <= 1.0
        assert len(part["coverage_80"]) == 3 * (1 + len(data["stages"]))
        errors = part["error_pct"][backtest.MODEL]
        assert errors["1"] < errors["3"] < errors["5"]


def test_the_text_names_the_rule_to_beat_and_the_cleaning(report: backtest.Report) -> None:
    text = backtest.text(report)
    assert "6 cities of mine.csv; origins 2008-2020; 100 draws" in text
    assert "<- the rule to beat" in text and "80 % band" in text and "gaps filled" in text


def test_the_panel_is_given_or_found_or_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(EXTERNAL_DATA, raising=False)
    with pytest.raises(InputError, match=EXTERNAL_DATA):
        backtest.panel_file(None)
    monkeypatch.setenv(EXTERNAL_DATA, str(tmp_path))
    assert backtest.panel_file(None) == tmp_path / backtest.DEFAULT_PANEL
    assert backtest.panel_file(Path("x.csv")) == Path("x.csv")


def test_only_the_cities_of_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", growth(6))
    for text in ("c1\nc4\n", "name,id\nA,c1\nB,c4\n"):
        ids = tmp_path / "ids.csv"
        ids.write_text(text, encoding="utf-8")
        assert backtest._ids(ids) == ["c1", "c4"]
    found = backtest.backtest(backtest.Question(path, ids, draws=10))
    assert found.cities == 2
    with pytest.raises(InputError, match="no such file"):
        backtest.backtest(backtest.Question(path, tmp_path / "none.txt"))


def test_a_panel_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", growth(6))
    text = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.split(",")[1] > "2009" or line.startswith("id")
    ]
    path.write_text("\n".join(text), encoding="utf-8")
    with pytest.raises(InputError, match="growth from 1998 to 2010"):
        backtest.backtest(backtest.Question(path, draws=20))


def test_progress_is_told_origin_by_origin(tmp_path: Path) -> None:
    said: list[str] = []
    backtest.backtest(backtest.Question(write(tmp_path / "p.csv", growth(2)), draws=10, on_progress=said.append))
    assert len(said) == 4 * 13 and len(set(said)) == 4 * 13
    assert np.char.startswith(np.array(said), ("real growth")).sum() == 26
