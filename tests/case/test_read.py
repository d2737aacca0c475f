"""Reading a folder or a workbook: what comes out, and everything that is wrong at once."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lodeshift.case import read, write
from lodeshift.errors import CaseError


def problems_of(path: Path) -> list[tuple[str, int | None, str]]:
    with pytest.raises(CaseError) as caught:
        read.load(path)
    return [(problem.file, problem.row, problem.field) for problem in caught.value.problems]


def test_the_small_case(folder: Path) -> None:
    case = read.load(folder)
    assert case.head.title_zh == "小案例"
    assert case.plants[0].capacity == 60_000
    assert case.processes[0].ramp_up == (0.5, 0.8)
    assert case.processes[1].ramp_up == (1.0,)
    sale = case.markets[1]
    assert (sale.price_cny, sale.volume) == (81_620, 350_000)
    assert sale.mode == ("rail_container", "sea_container_china_eu")
    assert sale.distance_km == (2240, 19_600)
    assert case.power[0].potential_mw == 1500
    assert case.needed("discount_rate").low == pytest.approx(0.05)
    assert case.needed("discount_rate").high == pytest.approx(0.08)
    assert case.needed("firm_mw_per_further_circuit").central == pytest.approx(700)
    assert case.path("grid_factor", 2022) == pytest.approx(0.4772)


def test_the_head_file_may_be_named(folder: Path) -> None:
    assert read.load(folder / "case.yaml").head.name == "small"


def test_all_problems_at_once(folder: Path) -> None:
    (folder / "plants.csv").write_text(
        "plant,site,process,capacity,status,on_line,source\n"
        "a,zone,copper_foil_6um,many,operating,2020,test\n"
        "b,zone,copper_foil,60 kt/a,operating,2020,test\n"
        "c,zone,lfp_synthesis,60 kt/a,operating,2020,test\n",
        encoding="utf-8",
    )
    (folder / "goals.csv").write_text(
        "goal,kind,subject,year,value,source\nfoil,output,copper_foil_6um,2031,100 MWh/a,\n", encoding="utf-8"
    )
    (folder / "case.yaml").write_text(
        "name: Small Case\ntitle_en: x\nhorizon: {planning_years: [2026]}\n", encoding="utf-8"
    )
    found = problems_of(folder)
    assert ("plants.csv", 2, "capacity") in found
    assert ("plants.csv", 3, "process") in found
    assert ("plants.csv", 4, "process") in found
    assert ("goals.csv", 2, "value") in found
    assert ("goals.csv", 2, "source") in found
    assert ("case.yaml", 1, "name") in found
    assert ("case.yaml", 3, "horizon.decision_year") in found


def test_a_cell_that_cannot_be_read_is_told_once(folder: Path) -> None:
    text = (folder / "plants.csv").read_text()
    (folder / "plants.csv").write_text(text.replace("60 kt/a", "60 MW"))
    assert "60 MW" in (folder / "plants.csv").read_text()
    assert [(file, field) for file, _, field in problems_of(folder)] == [("plants.csv", "capacity")]


def test_an_unreadable_table_is_told_alone(folder: Path) -> None:
    """Else every row of the other tables would miss its site."""
    (folder / "sites.csv").write_bytes(b"site,place\n\xff\xfe")
    assert problems_of(folder) == [("sites.csv", None, "file")]


def test_unknown_column_has_a_hint(broken: Any) -> None:
    problem = broken("plants", "capacity,status", "capasity,status")[0]
    assert (problem.row, problem.field, problem.hint) == (1, "capasity", "did you mean capacity?")


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="lodeshift new"):
        read.load(tmp_path / "nowhere")


def test_folder_without_head(folder: Path) -> None:
    (folder / "case.yaml").unlink()
    assert ("case.yaml", None, "file") in problems_of(folder)


def test_no_sites(folder: Path) -> None:
    (folder / "sites.csv").unlink()
    assert ("sites.csv", None, "table") in problems_of(folder)


def test_misspelt_table(folder: Path) -> None:
    (folder / "goals.csv").rename(folder / "goal.csv")
    assert ("goal.csv", None, "file") in problems_of(folder)


def test_other_files_are_left_alone(folder: Path) -> None:
    (folder / "hourly-wind.csv").write_text("0.1\n", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    assert read.load(folder).head.name == "small"


def test_wrong_encoding(folder: Path) -> None:
    (folder / "sites.csv").write_bytes("site,place,source\nzone,lanzhou-new-area,来源\n".encode("gb18030"))
    assert problems_of(folder)[0] == ("sites.csv", None, "file")


def test_byte_order_mark_is_read(folder: Path) -> None:
    text = (folder / "sites.csv").read_text(encoding="utf-8")
    (folder / "sites.csv").write_text("\ufeff" + text, encoding="utf-8")
    assert read.load(folder).sites[0].site == "zone"


def test_exit_code_of_a_bad_case(folder: Path) -> None:
    (folder / "sites.csv").unlink()
    with pytest.raises(CaseError) as caught:
        read.load(folder)
    assert caught.value.exit_code == 2


@pytest.fixture
def book(folder: Path, tmp_path: Path) -> Path:
    """The small case as a workbook."""
    return write.to_workbook(read.load(folder), tmp_path / "small.xlsx")


def edit(book: Path, sheet: str, cell: str, value: object) -> None:
    opened = openpyxl.load_workbook(book)
    opened[sheet][cell] = value
    opened.save(book)


def test_workbook_gives_the_same_case(folder: Path, book: Path) -> None:
    other = {"folder": ""}
    assert read.load(book).model_copy(update=other) == read.load(folder).model_copy(update=other)


def test_quantities_in_a_workbook(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["plants"]
    column = next(c.column_letter for c in sheet[1] if c.value == "capacity")
    edit(book, "plants", f"{column}2", "70 kt/a")
    assert read.load(book).plants[0].capacity == 70_000


def test_unknown_sheet(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened["goals"].title = "gaols"
    opened.save(book)
    with pytest.raises(CaseError, match="did you mean goals"):
        read.load(book)


def test_date_in_a_cell_is_told(book: Path) -> None:
    edit(book, "sites", "C2", datetime.date(2024, 1, 2))
    assert ("small.xlsx:sites", 2, "C2") in problems_of(book)


def test_formula_without_a_value_is_told(book: Path) -> None:
    edit(book, "plants", "E2", "=1+1")
    assert ("small.xlsx:plants", 2, "E2") in problems_of(book)


def test_workbook_without_head(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    del opened["case"]
    opened.save(book)
    assert ("small.xlsx", None, "case") in problems_of(book)


def test_head_sheet_with_a_key_twice(book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened["case"].append(["name", "again"])
    opened.save(book)
    assert any(field == "name" for _, _, field in problems_of(book))


def test_no_workbook_at_all(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_text("not a zip", encoding="utf-8")
    assert problems_of(file) == [("x.xlsx", None, "file")]


def test_files_of_any_size_are_not_read(folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 100)
    assert ("markets.csv", None, "file") in problems_of(folder)
    assert problems_of(book) == [("small.xlsx", None, "file")]
