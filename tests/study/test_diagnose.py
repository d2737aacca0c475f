"""The question "where do we stand?" from words to answers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from lodeshift.errors import CaseError, InputError, UnknownIdError
from lodeshift.records.scores import Bounds
from lodeshift.study import diagnose as study

CASE = Path(__file__).parents[2] / "cases" / "lanzhou-new-area"
TABLE = "city,year,a:benefit:x,b:cost:y\nhegang,2020,1,5\nbaotou,2020,3,4\nhegang,2021,2,3\n"


@pytest.mark.parametrize("name", ["hegang", "Hegang", "鹤岗", "鹤岗市"])
def test_a_city_by_id_or_name(name: str) -> None:
    (found,) = study.diagnose(study.Question(name, draws=10))
    assert found.city == "hegang"
    assert found.confusions


def test_a_case_gives_one_answer_per_site() -> None:
    (found,) = study.diagnose(study.Question(str(CASE), draws=10))
    assert found.city == "lanzhou-new-area"
    assert dict(found.trend.also_known)["gdp_case"].central == 44_800
    assert study.as_data((found,))["city"] == "lanzhou-new-area"
    assert [each["city"] for each in study.as_data((found, found))] == ["lanzhou-new-area"] * 2


def test_a_case_that_is_not_there_is_a_case_error_and_a_city_that_is_not_there_gets_a_hint(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        study.diagnose(study.Question(str(tmp_path / "nowhere")))
    with pytest.raises(UnknownIdError, match="hegang"):
        study.diagnose(study.Question("hegan"))


def test_options_are_checked() -> None:
    with pytest.raises(UnknownIdError, match="entropy_min_max"):
        study.diagnose(study.Question("hegang", weighting="entropy_minmax"))
    with pytest.raises(UnknownIdError, match="geometric"):
        study.diagnose(study.Question("hegang", coupling_form="geometrical"))
    with pytest.raises(InputError, match="--draws"):
        study.diagnose(study.Question("hegang", draws=0))
    with pytest.raises(InputError) as caught:
        study.diagnose(study.Question("hegang", plan_cuts="structure=x,jobs=3"))
    assert [p.found for p in caught.value.problems] == ["'structure=x'", "'jobs=3'"]


def test_cut_offs_in_words() -> None:
    assert study._plan_cuts("structure=10, forest-potential=2") == {"structure": 10, "forest potential": 2}


def test_kept_bounds_come_back_and_score_the_same(tmp_path: Path) -> None:
    path, kept = tmp_path / "t.csv", tmp_path / "kept.json"
    path.write_text(TABLE, encoding="utf-8")
    first = study.diagnose(study.Question("hegang", table=path, draws=10))
    study.keep_bounds(first, kept)
    bounds = study.read_bounds(kept)
    assert isinstance(bounds, Bounds)
    assert first[0].index is not None
    assert bounds == first[0].index.bounds
    path.write_text(TABLE + "anshan,2021,30,1\n", encoding="utf-8")
    (again,) = study.diagnose(study.Question("hegang", table=path, bounds=kept, draws=10))
    assert again.index is not None
    assert again.index.scores[:3] == first[0].index.scores


def test_there_must_be_an_index_to_keep(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no index"):
        study.keep_bounds(study.diagnose(study.Question("hegang", draws=1)), tmp_path / "kept.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"names": ["a"], "benefit": [true], "low": ["x"]}'])
def test_files_that_hold_no_bounds_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kept.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="--keep-bounds"):
        study.read_bounds(path)
    with pytest.raises(InputError, match="no such file"):
        study.read_bounds(tmp_path / "absent.json")


def test_lists_of_different_length_are_no_bounds(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    data = {"names": ["a", "b"], "benefit": [True], "low": [0], "high": [1], "weights": [1], "weighting": "equal"}
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError, match="different length"):
        study.read_bounds(path)


def test_the_table_of_all_as_files(tmp_path: Path) -> None:
    found = study.all_cities(draws=1)
    study.write_overview(found, tmp_path / "all.json")
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["cities"]) == 262
    study.write_overview(found, tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 262
    hegang = next(row for row in rows if row["city"] == "hegang")
    assert hegang["stage"] == "declining"
    assert "people_left" in hegang["warnings"].split(";")
    assert next(row for row in rows if row["city"] == "wansheng")["mining_share"] == ""
    study.write_overview(found, tmp_path / "all.html", shown="class", language="zh")
    assert "262" in (tmp_path / "all.html").read_text(encoding="utf-8")
    with pytest.raises(InputError, match=r"all\.txt"):
        study.write_overview(found, tmp_path / "all.txt")


def test_the_table_to_begin_with(tmp_path: Path) -> None:
    study.start_table("鹤岗", "resource,stage", tmp_path / "start.csv")
    (found,) = study.diagnose(study.Question("hegang", table=tmp_path / "start.csv", draws=10))
    assert found.index is not None
    assert len({score.city for score in found.index.scores}) > 10
