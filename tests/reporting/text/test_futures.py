"""Futures in a terminal, in both languages."""

from __future__ import annotations

import pytest

from lodeshift.names import Language
from lodeshift.records.futures import Futures
from lodeshift.reporting.text.futures import futures_lines, lacking_lines
from lodeshift.reporting.text.lines import WIDTH, width
from lodeshift.reporting.words.texts import Words
from lodeshift.study.simulate import Question, simulate


@pytest.fixture(scope="module")
def found() -> Futures:
    return simulate(Question("hegang", draws=64, levers=("permit_time=0.3",), until=2032, discover=False))


@pytest.mark.parametrize(("language", "name"), [("en", "Hegang"), ("zh", "鹤岗市")])
def test_the_answer_is_told_in_lines_that_fit(found: Futures, language: Language, name: str) -> None:
    lines = futures_lines(Words(language), found)
    assert lines[0].startswith(name) and "2032" in lines[0]
    assert all(width(line) <= 1.3 * WIDTH for line in lines)
    middle = found.alternatives["levers"].fans["gdp"].quantiles["0.5"][-1] / 1000
    assert any(f"{middle:.1f} (" in line for line in lines)


def test_cities_without_data_are_listed() -> None:
    lines = lacking_lines(Words("en"), {"x": ("gdp", "employed")})
    assert lines == ["1 resource-based cities cannot be simulated from the tables:", "x: no data: gdp, employed"]
