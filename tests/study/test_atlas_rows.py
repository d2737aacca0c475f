"""Filters and marks of the atlas."""

import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.records.atlas import AtlasRow
from lodeshift.records.figure import Figure
from lodeshift.study.atlas_rows import base_prices, cells, has, known_word, mark, rounded, searched


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


def test_numbers_are_rounded_where_there_are_any() -> None:
    assert rounded(None, 2) is None and rounded(1.236, 2) == 1.24


def test_cells_are_fields_by_name_in_the_order_asked() -> None:
    figure = Figure(1.0, 2.0, 3.0, "t", "2024", "CN", "somebody", "estimate")
    assert list(cells(figure, "unit low mark").items()) == [("unit", "t"), ("low", 1.0), ("mark", "≈ estimate")]


def test_one_price_row_for_buyer_and_seller_is_told_once() -> None:
    assert [list(base_prices(good)) for good in ("copper_foil_6um", "electricity", "labour")] == [
        ["both"],
        ["buy", "sell"],
        ["buy"],
    ]
