"""Experiments as a table that csv readers (and EMA Workbench, SALib through them) read."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest

from lodeshift.errors import InputError, LodeshiftError
from lodeshift.records.futures import Experiments
from lodeshift.simulation import export

TABLE = Experiments({"price_coal": (1.5, 2.25), "delay": (0.1, 1.0 / 3.0)}, {"value": (10.0, -1e-7)})


def test_csv_has_one_row_per_draw_and_keeps_every_digit(tmp_path: Path) -> None:
    path = tmp_path / "draws.csv"
    export.write(path, TABLE)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["scenario", "price_coal", "delay", "value"]
    assert [int(row["scenario"]) for row in rows] == [0, 1]
    for name, values in {**TABLE.factors, **TABLE.outcomes}.items():
        assert tuple(float(row[name]) for row in rows) == values


def test_another_ending_is_refused(tmp_path: Path) -> None:
    for name in ("draws.xlsx", "draws"):
        with pytest.raises(InputError, match=r"\.csv or \.parquet"):
            export.write(tmp_path / name, TABLE)


def test_parquet_needs_pyarrow_and_holds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "draws.parquet"
    if importlib.util.find_spec("pyarrow") is None:
        with pytest.raises(LodeshiftError, match="frames"):
            export.write(path, TABLE)
        return
    export.write(path, TABLE)
    from pyarrow import parquet

    read = parquet.read_table(path).to_pydict()
    assert list(read) == ["scenario", "price_coal", "delay", "value"]
    assert tuple(read["delay"]) == TABLE.factors["delay"]
