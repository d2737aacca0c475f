"""Trend, index and efficiency as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.diagnosis import table, whole
from lodeshift.diagnosis.stage import Draws
from lodeshift.records.diagnosis import Diagnosis
from lodeshift.reporting.text.diagnosis_table import efficiency_lines, index_lines, trend_lines
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words.texts import LANGUAGES, Words

TEXT = """city,year,gdp:benefit:economy,pm25:cost:air,k:input,y:output
hegang,2020,10,40,2,2
baotou,2020,40,60,4,6
hegang,2021,12,30,2,3
baotou,2021,30,50,4,6
baotou,2022,,50,4,
"""


@pytest.fixture
def diagnosis(tmp_path: Path) -> Diagnosis:
    path = tmp_path / "mine.csv"
    path.write_text(TEXT, encoding="utf-8")
    return whole.diagnose("hegang", table.read(path), whole.Settings(draws=Draws(5)))


def test_the_index_tells_weights_places_and_what_holds_back(diagnosis: Diagnosis) -> None:
    assert diagnosis.index is not None
    text = "\n".join(index_lines(Say(Words("en"), "diagnosis"), diagnosis.index, "hegang"))
    assert "place 2 of 2 in your table" in text
    assert "held back by: gdp" in text
    assert "left out, a cell is blank: baotou 2022 (mine.csv:6)" in text


def test_efficiency_tells_the_productivity_from_year_to_year(diagnosis: Diagnosis) -> None:
    assert diagnosis.efficiency is not None
    text = "\n".join(efficiency_lines(Say(Words("en"), "diagnosis"), diagnosis.efficiency, "hegang"))
    assert "Malmquist 2020-2021: 1.5 = efficiency 1.5 x technology 1" in text
    assert "only 2 units for 2 inputs and outputs" in text


def test_all_parts_are_told_in_both_languages(diagnosis: Diagnosis) -> None:
    assert diagnosis.index is not None and diagnosis.efficiency is not None
    for language in LANGUAGES:
        say = Say(Words(language), "diagnosis")
        parts = (
            trend_lines(say, diagnosis.trend),
            index_lines(say, diagnosis.index, "hegang"),
            efficiency_lines(say, diagnosis.efficiency, "hegang"),
        )
        assert all(parts)


def test_quartiles_of_few_peers_are_not_told() -> None:
    found = whole.diagnose("yichun-heilongjiang", settings=whole.Settings(draws=Draws(5)))
    lines = trend_lines(Say(Words("en"), "diagnosis"), found.trend)
    assert lines[1].startswith("TREND AGAINST 1 PEER (")
    rows = [line for line in lines if line.endswith(" / 1")]
    assert rows and all(row.split()[-6] == "–" for row in rows)
