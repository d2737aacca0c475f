"""The JSON contract of `diagnose`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lodeshift.diagnosis import overview, table, whole
from lodeshift.diagnosis.stage import Draws
from lodeshift.reporting import diagnosis_data as contract

PLACES = ("hegang", "jinchang", "gejiu", "wansheng", "lanzhou", "lanzhou-new-area", "golmud", "rotterdam")


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_has_every_key_and_is_plain_json(place: str) -> None:
    data = contract.as_data(whole.diagnose(place))
    assert set(contract.REQUIRED) <= set(data)
    text = json.dumps(data, allow_nan=False, ensure_ascii=False)
    assert json.loads(text) == data


def test_types_of_the_contract() -> None:
    data = contract.as_data(whole.diagnose("hegang", confusions=overview.confusions()))
    assert data["city"] == "hegang"
    assert data["label_2013"] == "declining"
    assert data["stage"] == "declining"
    assert sum(data["stage_probability"].values()) == pytest.approx(1)
    assert set(data["stage_probability"]) == {"growing", "mature", "declining", "regenerative", "undecided"}
    margin = data["margins"]["extraction_share_of_industry"]
    assert margin["margin"] == pytest.approx(margin["cut_off"] - margin["value"])
    assert margin["passed"] is False
    assert data["reserve_life_years"]["minerals"]["coal"]["central"] == pytest.approx(20.3, abs=0.1)
    assert data["dependence"]["employment"]["effective_number"] > 1
    assert {"warning", "text", "value", "unit", "year", "rule", "mark", "row"} == set(data["warnings"][0])
    assert {"what", "needed_for", "bring"} == set(data["missing"][0])
    assert {"what", "cities", "of", "rows"} == set(data["coverage"][0])
    assert data["trend"]["levels"][0]["base"]
    assert data["confusion"][0]["cities"] == 44


def test_without_data_there_are_nulls_not_zeros() -> None:
    data = contract.as_data(whole.diagnose("lanzhou-new-area"))
    assert data["label_2013"] is None
    assert data["stage"] is None
    assert data["stage_probability"] == {}
    assert data["margins"] == {}
    assert data["reserve_life_years"] == {"city": None, "minerals": {}}
    assert data["dependence"]["employment"] is None
    assert data["missing"]


def test_index_and_efficiency_are_in_the_answer_where_there_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("city,year,a:benefit,k:input,y:output\nhegang,2020,1,2,3\nbaotou,2020,2,3,4\n", encoding="utf-8")
    data = contract.as_data(whole.diagnose("hegang", table.read(path)))
    assert data["index"]["bounds"]["low"] == [1]
    assert data["efficiency"]["units"][0]["ccr"] == pytest.approx(1)
    json.dumps(data, allow_nan=False)


def test_the_table_of_all_as_data() -> None:
    data = contract.overview_data(overview.overview(Draws(1)))
    assert len(data["cities"]) == 262
    assert json.loads(json.dumps(data, allow_nan=False)) == data
