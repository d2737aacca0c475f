"""Lists and cards of the atlas as plain data."""

from __future__ import annotations

import csv
import io

from lodeshift.records.atlas import Card, Listing
from lodeshift.records.note import note
from lodeshift.reporting.atlas_data import card_to_json, listing_to_csv, listing_to_json

ROWS = ({"item": note("atlas.price_to_buy"), "low": 1.5, "note": None}, {"item": "capex", "low": 2.0, "note": "x"})
LIST = Listing(note("atlas.tables", value=2), ("item", "low"), ROWS, (note("atlas.weak_explained"),))


def test_notes_are_told_in_english_and_numbers_stay() -> None:
    found = listing_to_json(LIST)
    assert (found["title"], found["count"]) == ("2 tables", 2)
    assert found["rows"][0] == {"item": "price to buy", "low": 1.5, "note": None}
    assert found["remarks"][0].startswith("≈ nobody")


def test_csv_has_all_columns_and_is_empty_without_rows() -> None:
    rows = list(csv.DictReader(io.StringIO(listing_to_csv(LIST))))
    assert rows[1] == {"item": "capex", "low": "2.0", "note": "x"}
    assert listing_to_csv(Listing(note("atlas.tables", value=0), (), ())) == ""


def test_a_card_names_its_facts_and_leaves_empty_lists_out() -> None:
    card = Card("tin", note("atlas.commodity"), {"VAT_2024": "13%"}, (LIST, Listing(note("atlas.routes"), (), ())))
    found = card_to_json(card)
    assert found["kind"] == "commodity" and found["facts"] == {"VAT 2024": "13%"}
    assert [each["title"] for each in found["lists"]] == ["2 tables"]
