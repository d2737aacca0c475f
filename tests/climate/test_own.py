"""A user's own hourly series: read, or every problem told at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lodeshift.climate.own import read_csv
from lodeshift.errors import InputError

VALUES = np.round(np.abs(np.sin(np.arange(8760) / 7.0)), 4)


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_one_column_with_and_without_header(tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.csv", [str(v) for v in VALUES])
    headed = write(tmp_path / "headed.csv", ["cf", *(str(v) for v in VALUES)])
    assert np.array_equal(read_csv(plain), VALUES)
    assert np.array_equal(read_csv(headed), VALUES)


def test_named_column_beside_a_time_column_and_a_byte_order_mark(tmp_path: Path) -> None:
    lines = ["time,capacity_factor", *(f"h{h},{v}" for h, v in enumerate(VALUES))]
    path = tmp_path / "named.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    assert np.array_equal(read_csv(path), VALUES)


def test_all_problems_at_once_with_their_rows(tmp_path: Path) -> None:
    cells = [str(v) for v in VALUES[:-1]]
    cells[2], cells[10], cells[20] = "x", "55", "-0.1"
    cells[30] = "nan"
    with pytest.raises(InputError) as caught:
        read_csv(write(tmp_path / "bad.csv", ["capacity_factor", *cells]))
    problems = caught.value.problems
    assert [p.row for p in problems] == [None, 4, 12, 22, 32]
    assert problems[0].found == "8759"
    assert "per cent" in problems[2].hint
    assert all(p.file == "bad.csv" for p in problems)


def test_many_bad_values_are_counted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="8740 more bad values"):
        read_csv(write(tmp_path / "text.csv", ["capacity_factor", *["?"] * 8760]))


def test_a_leap_year_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="29 February"):
        read_csv(write(tmp_path / "leap.csv", ["0.5"] * 8784))


def test_columns_without_the_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a column named capacity_factor"):
        read_csv(write(tmp_path / "two.csv", ["time,wind", "0,0.5"]))
    with pytest.raises(InputError, match="2 columns, no header"):
        read_csv(write(tmp_path / "bare.csv", ["0,0.5"]))


def test_no_file_empty_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_csv(tmp_path / "absent.csv")
    with pytest.raises(InputError, match="no rows"):
        read_csv(write(tmp_path / "empty.csv", ["", "  "]))
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(InputError, match="not UTF-8"):
        read_csv(tmp_path / "binary.csv")
