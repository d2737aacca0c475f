"""Filters and marks of the atlas."""

import pytest

from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.atlas import AtlasRow
from lodeshift.study.atlas_rows import city_id, has, known_word, mark, rounded, searched


def test_weak_qualities_are_marked_and_others_are_not() -> None:
    assert [mark(word) for word in ("measured", "reported", "derived")] == ["measured", "reported", "derived"]
    assert [mark(word) for word in ("estimate", "recalled")] == ["≈ estimate", "≈ recalled"]


def test_words_are_matched_case_aside() -> None:
    assert known_word("province", "gansu", ["Gansu", "Hebei"]) == "Gansu"
    assert known_word("province", "", ["Gansu"]) == ""
    with pytest.raises(UnknownIdError, match="did you mean 'Gansu'"):
        known_word("province", "Gansuu", ["Gansu", "Hebei"])
    assert has("Copper foil", "FOIL") and not has("Copper", "foil")


def test_search_looks_into_every_cell() -> None:
    rows: list[AtlasRow] = [{"a": "Copper", "b": 3}, {"a": "tin", "b": None}]
    assert searched(rows, "copp") == (rows[0],)
    assert searched(rows, "3") == (rows[0],)
    assert searched(rows, "") == tuple(rows)


def test_city_words() -> None:
    assert city_id("") == ""
    assert city_id("包头") == "baotou"
    with pytest.raises(InputError):
        city_id("Yichun")
    assert rounded(None, 2) is None and rounded(1.236, 2) == 1.24
