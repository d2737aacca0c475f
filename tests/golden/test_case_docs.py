"""docs/case.md names every table, column, item, path and kind of goal, with its unit."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lodeshift.case import fields
from lodeshift.case.models import TABLES, CaseHead, Horizon

TEXT = (Path(__file__).parents[2] / "docs" / "case.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    return TEXT.split(f"## {name}.csv\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_explained(name: str) -> None:
    text = section(name)
    for column in set(TABLES[name].model_fields) - {"source", "quality", "note"}:
        assert f"| `{column}` |" in text, column


@pytest.mark.parametrize("name", TABLES)
def test_examples_use_known_columns(name: str) -> None:
    example = section(name).split("```csv\n")[1].split("```")[0]
    rows = list(csv.reader(example.strip().splitlines()))
    assert set(rows[0]) <= set(TABLES[name].model_fields)
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("units", [fields.ASSUMPTION_UNITS, fields.PATH_UNITS, fields.GOAL_UNITS])
def test_every_word_stands_with_its_unit(units: dict[str, str]) -> None:
    for word, unit in units.items():
        assert f"| `{word}` | {unit.replace('{unit}', 'unit of the commodity')} |" in TEXT, word


def test_every_key_of_the_head_is_explained() -> None:
    for key in (*CaseHead.model_fields, *Horizon.model_fields):
        assert f"| `{key}` |" in TEXT, key
