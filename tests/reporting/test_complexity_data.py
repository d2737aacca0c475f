"""A region x activity table as plain data."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from lodeshift.records.complexity import ActivityGain, ComplexityAnswer
from lodeshift.reporting.complexity_data import complexity_to_json, region_rows
from lodeshift.reporting.plain import plain
from lodeshift.study.complexity import ComplexityQuestion, answer_complexity


@pytest.fixture
def answer(tmp_path: Path) -> ComplexityAnswer:
    path = tmp_path / "jobs.csv"
    rows = [f"c{i},a{j},{1 + (i * j) % 7 + (j < i) * 5}" for i in range(9) for j in range(7)]
    path.write_text("city,industry,jobs\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return answer_complexity(ComplexityQuestion(path, "city", "industry", "jobs", draws=5))


def test_ranks_run_from_the_highest_index(answer: ComplexityAnswer) -> None:
    rows = sorted(region_rows(answer), key=lambda row: int(row["eci_rank"]))
    assert [row["eci_rank"] for row in rows] == list(range(1, 10))
    assert all(a["eci"] >= b["eci"] for a, b in itertools.pairwise(rows))


def test_texts_are_english_sentences(answer: ComplexityAnswer) -> None:
    found = complexity_to_json(answer, pairs=False)
    assert found["sign"]["rule"] == "ECI correlates positively with diversity"
    assert all(
        isinstance(text, str) and text for text in (*found["warnings"], *found["conventions"].values()) if text != 1.0
    )


def test_gains_are_told_by_name() -> None:
    assert plain([ActivityGain("mills", 0.5, 0.25, 1.0, 2.0)]) == [
        {"activity": "mills", "rca": 0.5, "density": 0.25, "cog": 1.0, "cog_atlas": 2.0}
    ]
