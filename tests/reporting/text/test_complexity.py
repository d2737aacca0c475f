"""A region x activity table for the terminal, in both languages."""

from __future__ import annotations

from pathlib import Path

from lodeshift.records.complexity import ActivityGain
from lodeshift.reporting.text.complexity import complexity_lines, gain_lines
from lodeshift.reporting.words.texts import Words
from lodeshift.study.complexity import ComplexityQuestion, answer_complexity


def test_two_years_are_told_with_sign_and_back_test(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    rows = [
        f"c{i},a{j},{1 + (i * j + year) % 7 + (j < i) * 5},{year}"
        for year in (2010, 2020)
        for i in range(9)
        for j in range(7)
    ]
    path.write_text("city,industry,jobs,year\n" + "\n".join(rows) + "\n", encoding="utf-8")
    answer = answer_complexity(ComplexityQuestion(path, "city", "industry", "jobs", year="year", draws=5))
    english = "\n".join(complexity_lines(answer, Words("en"), most=4))
    assert "jobs.csv, 2020: 9 regions x 7 activities" in english
    assert "sign: ECI correlates positively with that of 2010" in english
    assert "back-test 2010 + 10:" in english
    assert "5 more regions" in english
    chinese = "\n".join(complexity_lines(answer, Words("zh")))
    assert "9 个地区" in chinese and "回测 2010 + 10" in chinese


def test_only_absent_activities_are_gains() -> None:
    gains = [ActivityGain("mills", 0.5, 0.25, 1.0, 2.0), ActivityGain("mines", 1.5, 0.5, 0.0, 0.0)]
    lines = gain_lines("hegang", gains, Words("en"))
    assert any("mills" in line for line in lines)
    assert not any("mines" in line for line in lines)
