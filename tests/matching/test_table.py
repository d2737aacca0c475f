from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from lodeshift.errors import InputError
from lodeshift.matching.table import TableColumns, read_table

COLUMNS = TableColumns("city", "industry", "jobs")
GOOD = "city,industry,jobs\nHegang,coal,10\nHegang,graphite,2\nBaotou,steel,8\nBaotou,coal,1\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, columns: TableColumns = COLUMNS) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_table(write(folder, text), columns)
    return [str(problem) for problem in caught.value.problems]


def test_absent_pairs_are_zero_and_names_are_sorted(tmp_path: Path) -> None:
    (table,) = read_table(write(tmp_path, GOOD), COLUMNS)
    assert table.regions == ("Baotou", "Hegang")
    assert table.activities == ("coal", "graphite", "steel")
    np.testing.assert_array_equal(table.values, [[1, 0, 8], [10, 2, 0]])
    assert table.year is None


def test_years_share_names_and_come_oldest_first(tmp_path: Path) -> None:
    text = "city,industry,jobs,year\na,x,1,2020\nb,y,1,2020\na,x,1,2010\nc,y,2,2010\n"
    early, late = read_table(write(tmp_path, text), TableColumns("city", "industry", "jobs", "year"))
    assert (early.year, late.year) == (2010, 2020)
    assert early.regions == late.regions == ("a", "b", "c")
    assert late.values[2].sum() == 0


def test_filter_gzip_and_byte_order_mark(tmp_path: Path) -> None:
    text = "\ufefflevel," + GOOD.replace("\n", "\n4,").removesuffix("4,") + "2,Hegang,coal,99\n"
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    (table,) = read_table(path, TableColumns("city", "industry", "jobs", where={"level": "4"}))
    assert table.values.sum() == 21


def test_what_gzip_did_not_pack_is_told(tmp_path: Path) -> None:
    whole = gzip.compress(GOOD.encode())
    for content in (GOOD.encode(), whole[:-9], whole[:20]):
        path = tmp_path / "table.csv.gz"
        path.write_bytes(content)
        with pytest.raises(InputError, match="gzip"):
            read_table(path, COLUMNS)


def test_totals_that_no_number_can_hold_are_told(tmp_path: Path) -> None:
    for size in ("1e308", "1e-300"):
        (problem,) = problems(tmp_path, f"city,industry,jobs\na,x,{size}\na,y,{size}\nb,y,{size}\n")
        assert "another unit" in problem


def test_semicolons_and_endless_cells_are_told(tmp_path: Path) -> None:
    assert "commas" in problems(tmp_path, "city;industry;jobs\na;x;1\n")[0]
    assert "field" in problems(tmp_path, GOOD + "a," + "x" * 200_000 + ",1\n")[0]


def test_every_wrong_cell_is_told_with_its_row(tmp_path: Path) -> None:
    text = (
        'city,industry,jobs\nHegang,coal,-1\nBaotou,steel,many\n,coal,3\nBaotou,coal,\nA,b,nan\nA,c,"1,200"\nA,d,1_0\n'
    )
    told = problems(tmp_path, text)
    assert len(told) == 7
    for row, part in (
        (2, "-1"),
        (3, "'many'"),
        (4, "city"),
        (5, "an empty cell"),
        (6, "nan"),
        (7, "1,200"),
        (8, "1_0"),
    ):
        assert any(f"row {row}," in line and part in line for line in told), (row, told)


def test_duplicate_pairs_name_both_rows(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, GOOD + "Hegang,coal,4\n")
    assert "row 6" in told and "first in row 2" in told and "Hegang x coal" in told


def test_same_pair_in_two_years_is_no_duplicate(tmp_path: Path) -> None:
    text = "city,industry,jobs,year\na,x,1,2020\nb,y,1,2020\na,x,1,2010\nb,y,2,2010\n"
    assert len(read_table(write(tmp_path, text), TableColumns("city", "industry", "jobs", "year"))) == 2


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "an empty file"),
        ("city,industry,jobs\n", "no data rows"),
        ("city,industry,jobs\na,x,1\na,y,2\n", "only 'a'"),
        ("city,industry,jobs\na,x,1\nb,x,2\n", "only 'x'"),
        ("city,industry,jobs\na,x,0\nb,y,0\n", "only zeros"),
        ("city,industry,jobs\na,x\nb,y,0\n", "2 cells"),
        ("city,industry,jobs,jobs\na,x,1,1\n", "the column more than once"),
    ],
)
def test_tables_that_cannot_be_used(tmp_path: Path, text: str, part: str) -> None:
    assert any(part in line for line in problems(tmp_path, text))


def test_missing_columns_are_told_together_with_a_suggestion(tmp_path: Path) -> None:
    told = problems(tmp_path, GOOD, TableColumns("city", "industri", "workers"))
    assert len(told) == 2
    assert "did you mean 'industry'" in told[0]
    assert "city, industry, jobs" in told[1]


def test_missing_file_and_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "none.csv", COLUMNS)
    path = tmp_path / "gbk.csv"
    path.write_bytes("city,industry,jobs\n鹤岗,煤,1\n".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        read_table(path, COLUMNS)


def test_a_year_that_is_text_is_told(tmp_path: Path) -> None:
    text = "city,industry,jobs,year\na,x,1,2020\nb,y,1,last\n"
    (told,) = problems(tmp_path, text, TableColumns("city", "industry", "jobs", "year"))
    assert "row 3, year" in told and "'last'" in told


def test_a_file_that_is_wrong_everywhere_is_counted_not_listed(tmp_path: Path) -> None:
    told = problems(tmp_path, "city,industry,jobs\n" + "".join(f"a,{i},x\n" for i in range(90)))
    assert len(told) == 51
    assert "40 more" in told[-1]
