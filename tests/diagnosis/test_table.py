"""The user's table: what is read, and that every problem is told at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lodeshift.diagnosis import table
from lodeshift.errors import InputError, Problem


def read(folder: Path, text: str, *, encoding: str = "utf-8") -> table.IndicatorTable:
    path = folder / "mine.csv"
    path.write_bytes(text.encode(encoding))
    return table.read(path)


def problems(folder: Path, text: str, *, encoding: str = "utf-8") -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(folder, text, encoding=encoding)
    return caught.value.problems


def test_names_in_any_language_become_ids_and_blanks_stay_missing(tmp_path: Path) -> None:
    text = "city,year,gdp:benefit:economy,g:benefit+signed,mining_jobs_persons\n鹤岗,2020,1.5,-2,\nBaotou,2020,,3,100\nElsewhere,2020,2,1,\n"
    found = read(tmp_path, "\ufeff" + text)
    assert found.cities == ("hegang", "baotou", "Elsewhere")
    assert found.columns[0] == table.Column("gdp", frozenset({"benefit"}), "economy")
    assert found.columns[2].roles == {"known"}
    assert np.isnan(found.values[1, 0])
    assert found.lines == (2, 3, 4)


def test_known_figures_carry_file_line_and_unit(tmp_path: Path) -> None:
    found = read(tmp_path, "city,year,mining_jobs_persons\nhegang,2021,90\nhegang,2016,100\n")
    first, last = found.known("hegang", "mining_jobs_persons")
    assert (first.year, first.central, first.unit, first.quality) == ("2016", 100, "persons", "user")
    assert last.row == "mine.csv:2 mining_jobs_persons"
    assert found.latest("hegang", "mining_jobs_persons") == last
    assert found.latest("baotou", "mining_jobs_persons") is None


def test_missing_columns_are_named(tmp_path: Path) -> None:
    assert [p.field for p in problems(tmp_path, "place,gdp:benefit\nx,1\n")] == ["city", "year", "place"]


def test_every_bad_cell_is_told_at_once(tmp_path: Path) -> None:
    text = 'city,year,gdp:benefit,pm25:cost\n,2020,1,1\nhegang,20x,1e400,-3\nbaotou,2020,"1,200",abc\nbaotou,2020,1,nan\nanshan,2020,1\n'
    found = problems(tmp_path, text)
    assert [(p.row, p.field) for p in found] == [
        (2, "city"),
        (3, "year"), (3, "gdp"), (3, "pm25"),
        (4, "gdp"), (4, "pm25"),
        (5, "pm25"),
        (6, "row"),
        (5, "city, year"),
    ]  # fmt: skip
    assert "+signed" in next(p.hint for p in found if p.found == "-3")
    assert "thousands separators" in next(p.hint for p in found if p.found == "'1,200'")
    assert "first in row 4" in found[-1].found


@pytest.mark.parametrize(
    ("header", "field", "hint"),
    [
        ("pm25", "pm25", "name:benefit"),
        ("pm25:costs", "pm25", "did you mean 'cost'?"),
        ("a:benefit+cost", "a", ""),
        ("a:input+output", "a", ""),
        ("mining_jobs_person", "mining_jobs_person", "did you mean 'mining_jobs_persons'?"),
        ("a:known", "a", ""),
        ("a:signed", "a", ""),
        (":benefit", "header", ""),
        ("a:benefit,a:cost", "a", ""),
        ("a:benefit,year", "year", ""),
    ],
)
def test_bad_headers(tmp_path: Path, header: str, field: str, hint: str) -> None:
    found = problems(tmp_path, f"city,year,{header}\nx,2020,1\n")
    assert found[0].field == field
    assert hint in found[0].hint


def test_header_and_cells_are_told_together(tmp_path: Path) -> None:
    found = problems(tmp_path, "city,year,pm25,gdp:benefit\nhegang,2020,x,-1\nhegang,2020,3,4\n")
    assert [(p.row, p.field) for p in found] == [(1, "pm25"), (2, "pm25"), (2, "gdp"), (3, "city, year")]


def test_empty_files_and_headers_alone(tmp_path: Path) -> None:
    assert problems(tmp_path, "")[0].found == "an empty file"
    assert problems(tmp_path, "city,year,a:benefit\n\n,,\n")[0].found == "only a header"
    assert problems(tmp_path, "city,year\nx,2020\n")[0].found == "no indicator column"


def test_one_city_in_one_year_cannot_be_scored_but_may_fill_in_figures(tmp_path: Path) -> None:
    assert problems(tmp_path, "city,year,a:benefit\nhegang,2020,1\n")[0].found == "one city in one year"
    assert read(tmp_path, "city,year,mining_jobs_persons\nhegang,2020,1\n").cities == ("hegang",)
    assert len(read(tmp_path, "city,year,a:benefit\nhegang,2020,1\nhegang,2021,2\n").years) == 2


def test_a_name_of_several_places_asks_for_the_id(tmp_path: Path) -> None:
    found = problems(tmp_path, "city,year,mining_jobs_persons\nYichun,2020,1\n")
    assert found[0].field == "city"
    assert "write the id" in found[0].hint


def test_other_encodings_and_absent_files_are_named(tmp_path: Path) -> None:
    assert "CSV UTF-8" in problems(tmp_path, "city,year,a:benefit\n鹤岗,2020,1\n", encoding="gb18030")[0].hint
    with pytest.raises(InputError, match="no such file"):
        table.read(tmp_path / "absent.csv")
