"""Writing: readable files, nothing overwritten unasked, nothing that a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from lodeshift.case import read, write
from lodeshift.case.models import TABLES, Case
from lodeshift.errors import InputError


def same(one: Case, other: Case) -> bool:
    return one.model_copy(update={"folder": ""}) == other.model_copy(update={"folder": ""})


def test_folder_round_trip(folder: Path, tmp_path: Path) -> None:
    case = read.load(folder)
    assert same(case, read.load(write.to_folder(case, tmp_path / "again")))


def test_header_lines_and_empty_columns(folder: Path, tmp_path: Path) -> None:
    again = write.to_folder(read.load(folder), tmp_path / "again", header="first line\n\nthird")
    assert (again / "case.yaml").read_text(encoding="utf-8").startswith("# first line\n#\n# third\nname: small\n")
    assert (again / "plants.csv").read_text(encoding="utf-8").splitlines()[0] == (
        "plant,site,process,capacity,status,on_line,source"
    )
    assert not (again / "scenarios.csv").exists()


def test_nothing_is_overwritten_unasked(folder: Path, tmp_path: Path) -> None:
    case = read.load(folder)
    with pytest.raises(InputError):
        write.to_folder(case, folder)
    book = write.to_workbook(case, tmp_path / "x.xlsx")
    with pytest.raises(InputError):
        write.to_workbook(case, book)
    with pytest.raises(InputError):
        write.to_workbook(case, tmp_path / "x.xls")


def test_overwriting_removes_tables_without_rows(folder: Path) -> None:
    case = read.load(folder).model_copy(update={"paths": ()})
    write.to_folder(case, folder, overwrite=True)
    assert not (folder / "paths.csv").exists()


def test_formulas_are_disarmed(folder: Path, tmp_path: Path) -> None:
    case = read.load(folder)
    site = case.sites[0].model_copy(update={"source": "=HYPERLINK(1)", "note": "+49 931"})
    case = case.model_copy(update={"sites": (site,)})
    again = write.to_folder(case, tmp_path / "again")
    assert "'=HYPERLINK(1)" in (again / "sites.csv").read_text(encoding="utf-8")
    book = write.to_workbook(case, tmp_path / "again.xlsx")
    sheet = openpyxl.load_workbook(book)["sites"]
    cells = [cell for cell in sheet[2] if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in cells)
    assert same(case, read.load(again))
    assert same(case, read.load(book))


def test_own_series_travel_along(folder: Path, tmp_path: Path) -> None:
    (folder / "wind-series.csv").write_text("0.1\n", encoding="utf-8")
    text = (folder / "power.csv").read_text(encoding="utf-8")
    text = text.replace("source\n", "series_file,source\n", 1).replace("1.5 GW,", "1.5 GW,wind-series.csv,")
    (folder / "power.csv").write_text(text.replace("battery,,", "battery,,,"), encoding="utf-8")
    again = write.to_folder(read.load(folder), tmp_path / "again")
    assert (again / "wind-series.csv").read_text(encoding="utf-8") == "0.1\n"


@pytest.mark.parametrize("name", TABLES)
def test_source_quality_note_stand_last(name: str) -> None:
    order = write.column_order(TABLES[name])
    assert order[-3:] == ["source", "quality", "note"]
    assert set(order) == set(TABLES[name].model_fields)
