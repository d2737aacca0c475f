from __future__ import annotations

import json

import pytest

from lodeshift.records.match import Match
from lodeshift.study.match import MatchQuestion, answer_match
from lodeshift.study.match_show import match_to_json, match_to_text


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
        assert 1 <= row["rank"] <= row["of"] == 272
        assert {reason["kind"] for reason in row["reasons"]} == {"raw material", "energy", "location"}


def test_without_draws_no_range_and_no_share_is_told() -> None:
    bare = answer_match(MatchQuestion("hegang", draws=0, products=("steel", "graphite_anode_natural")))
    for row in match_to_json(bare)["products"]:
        assert row["rank_holds_share"] is None and row["rank_exact_share"] is None
    assert "no draws, so no ranges" in "\n".join(match_to_text(bare))


def test_a_cost_above_the_price_is_marked() -> None:
    dear = answer_match(MatchQuestion("hegang", draws=0, products=("steel",)))
    text = "\n".join(match_to_text(dear))
    assert dear.candidates[0].cost.central > dear.candidates[0].price
    assert ", above its price" in text and "would not earn its capital" in text
    earns = answer_match(MatchQuestion("hegang", draws=0, products=("graphite_anode_natural",)))
    assert "above its price" not in "\n".join(match_to_text(earns))


def test_text_tells_coverage_chain_reasons_and_gaps(answer: Match) -> None:
    text = "\n".join(match_to_text(answer))
    for part in (
        "Lanzhou New Area (兰州新区)",
        "272 places: 261 of the 262 cities and 11 others",
        "made here",
        "chain: ",
        "raw material",
        "missing: relatedness",
    ):
        assert part in text
    assert "more products" in text
    assert "out of reach" not in text
    assert "out of reach" in "\n".join(match_to_text(answer, len(answer.candidates)))
