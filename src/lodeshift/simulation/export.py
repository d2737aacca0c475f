"""Experiments as a table for other programs: one row per draw, factors first, outcomes after.

EMA Workbench: `experiments = df[factors]`, `outcomes = {c: df[c].values for c in outcomes}` (its own names of the two
things; a column `scenario` counts draws). SALib: `problem["names"]` = factor columns, `Y` = an outcome column.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from lodeshift.errors import InputError, LodeshiftError
from lodeshift.files.write import table, whole
from lodeshift.records.futures import Experiments

SCENARIO = "scenario"
"""Column that counts draws, as EMA Workbench names it."""


def write(path: Path, experiments: Experiments) -> None:
    """Write `.csv` or `.parquet` (needs the extra `frames`).

    Raises
    ------
    InputError : the name ends in something else.   LodeshiftError : pyarrow is not installed.
    """
    columns = {**experiments.factors, **experiments.outcomes}
    number = len(next(iter(columns.values()), ()))
    if path.suffix == ".csv":
        table(path, [SCENARIO, *columns], ([i, *(c[i] for c in columns.values())] for i in range(number)))
    elif path.suffix == ".parquet":
        _parquet(path, {SCENARIO: tuple(range(number)), **columns})
    else:
        raise InputError.one("file.name", str(path), None, "export", path.suffix or "no ending", ".csv or .parquet")


def _parquet(path: Path, columns: dict[str, tuple[float, ...]]) -> None:
    try:
        arrow = importlib.import_module("pyarrow")
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as missing:
        raise LodeshiftError(
            "Parquet needs pyarrow: pip install 'lodeshift[frames]', or export .csv", "no_parquet"
        ) from missing
    with whole(path) as draft:
        parquet.write_table(arrow.table({name: list(values) for name, values in columns.items()}), draft)
