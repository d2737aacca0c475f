from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lodeshift.errors import InputError, InputRangeError, UnknownIdError
from lodeshift.records.note import note
from lodeshift.reporting.complexity_data import complexity_to_json
from lodeshift.reporting.plain import plain
from lodeshift.reporting.text.complexity import complexity_lines, gain_lines
from lodeshift.reporting.words.texts import Words
from lodeshift.study.complexity import (
    ComplexityQuestion,
    answer_complexity,
    gains_of,
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("complexity") / "jobs.csv"
    rng = np.random.default_rng(4)
    lines = ["city,industry,jobs,year,level"]
    skill, need = np.linspace(0, 1, 25), np.linspace(0, 1, 16)
    for year in (2010, 2015, 2020):
        for i in range(25):
            for j in range(16):
                jobs = np.exp(5 * (skill[i] - 0.5) * (need[j] - 0.5) + rng.normal(0, 0.4))
                lines.append(f"c{i:02d},i{j:02d},{jobs:.6f},{year},4")
    lines.append("c00,all,100,2020,2")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def question(file: Path, **changes: object) -> ComplexityQuestion:
    given: dict[str, object] = {"year": "year", "where": ("level=4",), "draws": 10, **changes}
    return ComplexityQuestion(file, "city", "industry", "jobs", **given)  # type: ignore[arg-type]


def test_json_keeps_the_contract(file: Path) -> None:
    answer = answer_complexity(question(file, pairs=True))
    found = complexity_to_json(answer, pairs=True)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert {"region", "diversity", "eci", "fitness", "coi", "coi_atlas"} <= found["regions"][0].keys()
    assert {"activity", "ubiquity", "pci"} <= found["activities"][0].keys()
    assert np.shape(found["rca"]) == np.shape(found["density"]) == np.shape(found["cog"]) == (25, 16)
    assert len(found["pairs"]) == 25 * 16
    assert found["pairs"][17]["cog"] == found["cog"][1][1]
    assert found["year"] == 2020 and found["years"] == [2010, 2015, 2020]
    row = found["regions"][3]
    assert row["eci_rank_low"] <= row["eci_rank_high"]


def test_a_back_test_that_cannot_be_made_is_told(file: Path) -> None:
    answer = answer_complexity(question(file, horizon=3, draws=0))
    assert note("matching.no_back_test", value=3, years=("2010", "2015", "2020")) in answer.warnings


def test_samples_in_which_all_regions_are_alike_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    pairs = ["A,x,10", "A,y,5", "A,z,1", "B,x,1", "B,y,8", "C,z,9", "C,w,4", "D,w,6", "D,x,2"]
    path.write_text("city,industry,jobs\n" + "\n".join(pairs) + "\n", encoding="utf-8")
    answer = answer_complexity(ComplexityQuestion(path, "city", "industry", "jobs", draws=100))
    assert answer.ranks is not None and answer.ranks.draws < 100


def test_pairs_only_when_asked(file: Path) -> None:
    found = complexity_to_json(answer_complexity(question(file)), pairs=False)
    assert not {"rca", "density", "cog", "pairs"} & found.keys()


def test_years_pin_the_sign_and_feed_the_back_test(file: Path) -> None:
    answer = answer_complexity(question(file, horizon=5))
    assert answer.complexity.index.sign_rule == note("matching.sign_by_year", year=2015)
    assert [(test.year, test.horizon) for test in answer.back_tests] == [(2010, 5), (2015, 5)]
    assert answer_complexity(question(file, at=2010)).complexity.table.year == 2010


def test_text_says_floor_sign_and_back_test(file: Path) -> None:
    text = "\n".join(complexity_lines(answer_complexity(question(file, draws=0, floor=1)), Words("en")))
    assert "size floor 1; 0 regions" in text
    assert "sign: ECI correlates" in text
    assert "back-test 2010 + 10" in text
    assert "5 more regions" in text


def test_one_region_equals_its_row_of_the_pairs(file: Path) -> None:
    answer = answer_complexity(question(file, pairs=True))
    table = {p["activity"]: p for p in complexity_to_json(answer, pairs=True)["pairs"] if p["region"] == "c07"}
    gains = gains_of(answer, "c07")
    for one in plain(gains):
        for name in ("rca", "density", "cog", "cog_atlas"):
            assert one[name] == pytest.approx(table[one["activity"]][name], abs=1e-12)
    lines = gain_lines("c07", gains, Words("en"))
    assert lines[0].startswith("c07") and len(lines) > 3
    with pytest.raises(UnknownIdError):
        gains_of(answer, "c77")


@pytest.mark.parametrize(
    ("changes", "error", "part"),
    [
        ({"where": ("level",)}, InputError, "COLUMN=TEXT"),
        ({"proximity": "discret"}, UnknownIdError, "discrete"),
        ({"at": 2011}, UnknownIdError, "2010"),
        ({"pin_region": "c99"}, UnknownIdError, "c"),
        ({"draws": -1}, InputRangeError, "bootstrap"),
        ({"neighbours": 99}, InputRangeError, "neighbours"),
    ],
)
def test_wrong_questions(file: Path, changes: dict[str, object], error: type[Exception], part: str) -> None:
    with pytest.raises(error, match=part):
        answer_complexity(question(file, **changes))


def test_pinned_region_is_above_the_mean(file: Path) -> None:
    for region in ("c00", "c24"):
        found = answer_complexity(question(file, pin_region=region)).complexity
        assert found.index.eci[found.table.regions.index(region)] > 0
