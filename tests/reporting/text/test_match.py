"""What fits a city, for the terminal, in both languages."""

from __future__ import annotations

import re

import pytest

from lodeshift.catalogue import places
from lodeshift.matching.ground import comparable_places
from lodeshift.records.match import Match
from lodeshift.reporting.text.match import match_lines
from lodeshift.reporting.words.texts import LANGUAGES, Words
from lodeshift.study.match import MatchQuestion, answer_match

ENGLISH = Words("en")


@pytest.fixture(scope="module")
def answer() -> Match:
    return answer_match(MatchQuestion("lanzhou-new-area", draws=3))


def test_text_tells_coverage_chain_reasons_and_gaps(answer: Match) -> None:
    text = " ".join(" ".join(match_lines(answer, ENGLISH)).split())
    compared = comparable_places()[0]
    listed = len(places.cities().keys() & set(compared))
    for part in (
        "Lanzhou New Area: what fits",
        f"{len(compared)} places: {listed} of the 262 cities and {len(compared) - listed} others",
        "made here",
        "chain: ",
        "raw material",
        "missing: relatedness",
        "more products",
    ):
        assert part in text
    assert "out of reach" not in text
    assert "out of reach" in "\n".join(match_lines(answer, ENGLISH, len(answer.candidates)))


@pytest.mark.parametrize("city", ["hegang", "datong-shanxi", "arxan", "lanzhou-new-area"])
def test_every_product_can_be_told_in_both_languages(city: str) -> None:
    found = answer_match(MatchQuestion(city, draws=0))
    for language in LANGUAGES:
        text = "\n".join(match_lines(found, Words(language), len(found.candidates)))
        assert not re.search(r"\b(None|nan|inf)\b", text)


def test_a_chinese_answer_keeps_no_english_sentence(answer: Match) -> None:
    lines = [line for line in match_lines(answer, Words("zh")) if not re.search(r"_|\.csv", line)]
    assert [line for line in lines if len(re.findall(r"\b[a-z]{4,}\b", line)) > 3] == []


def test_a_cost_above_the_price_is_marked_and_no_draws_are_told() -> None:
    dear = answer_match(MatchQuestion("hegang", draws=0, products=("steel",)))
    text = "\n".join(match_lines(dear, ENGLISH))
    assert dear.candidates[0].cost.central > dear.candidates[0].price.central
    assert ", above its price" in text and "would not earn its capital" in text
    assert "no draws, so no ranges" in text
    earns = answer_match(MatchQuestion("hegang", draws=0, products=("graphite_anode_natural",)))
    assert "above its price" not in "\n".join(match_lines(earns, ENGLISH))
