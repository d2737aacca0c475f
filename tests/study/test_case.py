"""The glue: begin, check, convert."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lodeshift.case import read
from lodeshift.errors import CaseError, InputError
from lodeshift.study import case as study

LANZHOU = Path(__file__).parents[2] / "cases" / "lanzhou-new-area"


def test_new_writes_a_folder_with_a_list_of_what_is_missing(tmp_path: Path) -> None:
    begun = study.new("tin-town", "gejiu", tmp_path)
    assert begun.path == tmp_path / "tin-town"
    assert (begun.path / "case.yaml").read_text(encoding="utf-8").startswith("# Gejiu (个旧市): a first case")
    readme = (begun.path / "README.md").read_text(encoding="utf-8")
    assert all(each in readme for each in begun.start.missing)
    assert study.check(begun.path).case.head.name == "tin-town"
    with pytest.raises(InputError):
        study.new("tin-town", "gejiu", tmp_path)


def test_new_as_a_workbook(tmp_path: Path) -> None:
    begun = study.new("tin-town", "gejiu", tmp_path, workbook=True)
    assert begun.path.suffix == ".xlsx"
    assert study.check(begun.path).case.sites[0].place == "gejiu"


def test_check_of_lanzhou() -> None:
    checked = study.check(LANZHOU)
    foil = {each.process: each for each in checked.capacities}
    assert foil["copper_foil_6um"].operating + foil["copper_foil_4p5um"].operating == 150_000
    assert foil["anode_finishing"].operating == 150_000
    assert foil["anode_finishing"].committed == 100_000
    told = study.as_json(checked)
    assert json.loads(json.dumps(told)) == told
    assert told["weak_figures"][0]["effect_mcny"] >= told["weak_figures"][1]["effect_mcny"]


def test_convert_there_and_back(tmp_path: Path) -> None:
    book = study.convert(LANZHOU, tmp_path / "x.xlsx")
    folder = study.convert(book, tmp_path / "x")
    one, other = read.load(LANZHOU), read.load(folder)
    assert one.model_copy(update={"folder": ""}) == other.model_copy(update={"folder": ""})


def test_check_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        study.check(tmp_path)
