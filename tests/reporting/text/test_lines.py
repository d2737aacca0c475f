"""Lines of a terminal: places that characters take, and where lines are broken."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.reporting.text import lines


@pytest.mark.parametrize(("text", "places"), [("", 0), ("kt", 2), ("万吨", 4), ("6 µm", 4), ("e\u0301", 1)])
def test_a_chinese_character_takes_two_places(text: str, places: int) -> None:
    assert lines.width(text) == places


def test_sentences_stand_under_each_other() -> None:
    assert lines.wrapped("one two three four", "  - ", 12) == ["  - one two", "    three", "    four"]
    assert lines.wrapped("", "  ! ") == ["  ! "]


def test_chinese_is_broken_between_characters_and_a_long_word_where_it_must() -> None:
    assert lines.folded("按无风无光时校核", 6) == ["按无风", "无光时", "校核"]
    assert lines.folded("wind-hexi-line-330kV x", 8) == ["wind-hex", "i-line-3", "30kV x"]


@given(st.text(alphabet=st.sampled_from("ab 风光-，"), max_size=60), st.integers(2, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, most: int) -> None:
    found = lines.folded(text, most)
    assert all(lines.width(line) <= most for line in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_pipe_has_room_for_every_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert lines.terminal_columns() == lines.PIPED


def test_a_heading_has_air_above() -> None:
    assert lines.heading("RESERVE LIFE") == ["", "RESERVE LIFE"]
