"""Every note that the code makes in these rooms has words, and every word of their tables is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lodeshift
from lodeshift.reporting.words import notes

SOURCE = Path(lodeshift.__file__).parent
ROOMS = {
    "diagnosis": ("diagnosis", "standing", "reporting", "study"),
    "matching": ("matching", "chain", "reporting", "study"),
    "planning": ("planning", "chain", "reporting", "study"),
    "atlas": ("study", "reporting"),
}
"""Rooms of notes, and the folders of the code that make or tell them."""


def code_of(room: str) -> str:
    """The code that speaks of a room."""
    files = (file for folder in ROOMS[room] for file in sorted((SOURCE / folder).rglob("*.py")))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("room", ROOMS)
def test_every_kind_that_is_written_out_has_words(room: str) -> None:
    kinds = set(re.findall(rf'"{room}\.([a-z0-9_]+)"', code_of(room)))
    assert len(kinds) > 20
    problems = {key.partition(".")[2] for key in notes.sentences("errors") if key.startswith(f"{room}.")}
    assert kinds - problems <= notes.sentences(room).keys()


@pytest.mark.parametrize("room", ROOMS)
def test_no_word_is_left_over(room: str) -> None:
    """A key stands in the code in full, or begins as an f-string does that makes it from a vocabulary."""
    code, sentences = code_of(room), notes.sentences(room)
    begun = set(re.findall(r'f"(?:\w+\.)?(\w+_)\{', code))
    unused = [
        key
        for key in sentences
        if not re.search(rf'"(?:{room}\.)?{re.escape(key)}"', code)
        and not any(key.startswith(beginning) for beginning in begun)
    ]
    assert unused == []
