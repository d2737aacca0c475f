"""What fits a city, as plain data: the contract of `match --json`."""

from __future__ import annotations

import json

import pytest

from lodeshift.records.match import Match
from lodeshift.reporting.match_data import match_to_json
from lodeshift.study.match import MatchQuestion, answer_match


@pytest.fixture(scope="module")
def answer() -> Match:
    return answer_match(MatchQuestion("lanzhou-new-area", draws=3))


def test_json_keeps_the_contract(answer: Match) -> None:
    found = match_to_json(answer)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert {"city", "coverage", "products"} <= found.keys()
    for row in found["products"]:
        assert {
            "product",
            "feasible",
            "chain",
            "buys",
            "missing",
            "cost_cny_per_t",
            "rank",
            "of",
            "reasons",
        } <= row.keys()
        cost = row["cost_cny_per_t"]
        assert cost["low"] <= cost["central"] <= cost["high"]
        assert 1 <= row["rank"] <= row["of"] == 304
        assert {reason["kind"] for reason in row["reasons"]} == {"raw material", "energy", "location"}


def test_every_text_is_a_sentence_in_english(answer: Match) -> None:
    found = match_to_json(answer)
    texts = [said["why"] for said in found["coverage"]["left_out"]]
    texts += [said["what"] for said in found["coverage"]["estimated"]]
    texts += [each["text"] for each in found["coverage"]["evidence"]] + found["coverage"]["missing"]
    texts += list(found["assumptions"].values())
    for row in found["products"]:
        texts += [reason["words"] for reason in row["reasons"]] + [gap["note"] for gap in row["missing"]]
        texts += [peer["text"] for peer in row["peers"]]
    assert all(isinstance(text, str) and text for text in texts)
    assert found["assumptions"]["interest"] == "8% real, over the plant's life"
    assert {said["place"] for said in found["coverage"]["left_out"]} == {"qusum", "xian"}


def test_without_draws_no_range_and_no_share_is_told() -> None:
    bare = answer_match(MatchQuestion("hegang", draws=0, products=("steel", "graphite_anode_natural")))
    for row in match_to_json(bare)["products"]:
        assert row["rank_holds_share"] is None and row["rank_exact_share"] is None
