"""Cells as text and as numbers, and texts that no spreadsheet runs."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.files import cells


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20))
def test_escape_comes_back(text: str) -> None:
    assert cells.unescaped(cells.escaped(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2 is low", "@sum", "'=x", "\tx"])
def test_risky_texts_are_escaped(text: str) -> None:
    assert cells.escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "it's", "'quoted'", "a=b"])
def test_harmless_texts_stay(text: str) -> None:
    assert cells.escaped(text) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (True, "true"), (3.0, "3"), (0.1, "0.1"), (7, "7"), ("x", "x"), (1e300, "1e+300")]
)
def test_workbook_values_as_text(value: object, text: str) -> None:
    assert cells.as_text(value) == text


@pytest.mark.parametrize("value", [datetime.date(2024, 1, 2), datetime.time(1), datetime.datetime(2024, 1, 2)])
def test_dates_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="date"):
        cells.as_text(value)


@pytest.mark.parametrize(("text", "number"), [("1", 1.0), (" 2.5e3 ", 2500.0), ("-0", 0.0)])
def test_numbers(text: str, number: float) -> None:
    assert cells.number_of(text) == number


@pytest.mark.parametrize("text", ["", "many", "1,000", "1_000", "nan", "inf", "1e999", "5 t"])
def test_what_is_no_number(text: str) -> None:
    assert cells.number_of(text) is None
