"""Words of the futures page: both languages say everything, with the same places to fill."""

from __future__ import annotations

import string

import pytest

from lodeshift.reporting.futures_words import FACTORS, FANS, WORDS
from lodeshift.simulation import rows
from lodeshift.simulation.levers import LEVERS

ONE_LANGUAGE_ONLY = {"failure_zh", "notes_zh"}


def fields(text: str) -> set[str]:
    """Names of the places to fill."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(set(WORDS) - ONE_LANGUAGE_ONLY))
def test_both_languages_fill_the_same_places(key: str) -> None:
    english, chinese = WORDS[key]
    assert english and chinese and fields(english) == fields(chinese)


def test_every_fan_is_an_indicator() -> None:
    assert set(FANS) <= {name for name, _ in rows.INDICATORS}


def test_every_lever_has_its_words() -> None:
    assert {f"lever_{name}" for name in LEVERS} <= set(WORDS)


def test_factors_are_told_in_chinese() -> None:
    assert all(not word.isascii() for word in FACTORS.values())
