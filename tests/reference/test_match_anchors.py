"""What these cities are known for must stand among their first five, or in the list of contradictions of docs/match.md.

Two looks: with all rows, and blind to the city's own firms that make the very product (so that only ores, other firms
and neighbours speak); blind, the place is that among products of the same standing. Run with -s to see the evidence.
"""

from __future__ import annotations

import sys

import pytest

from lodeshift.records.match import Candidate
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words
from lodeshift.study.match import MatchQuestion, answer_match

FIRST = 5
ANCHORS = (
    ("baotou", "ndfeb_magnet"),
    ("yichun-jiangxi", "lithium_carbonate"),
    ("haixi", "lithium_carbonate"),
    ("hegang", "graphite_anode_natural"),
    ("jinchang", "ncm_precursor"),
    ("lanzhou-new-area", "copper_foil_6um"),
    ("lanzhou-new-area", "graphite_anode_synthetic"),
    ("zhengzhou", "diamond_grit"),
    ("shangqiu", "diamond_grit"),
    ("nanyang", "diamond_grit"),
    ("gejiu", "tin"),
)
CONTRADICTIONS_BLIND = {
    # the cost of capital, power and labour is the same or higher in Henan; nothing in the recipe is tied to the place
    ("zhengzhou", "diamond_grit"): "footloose",
    ("shangqiu", "diamond_grit"): "footloose",
    ("nanyang", "diamond_grit"): "footloose",
    # copper stands at Baiyin and Jinchang, but foil's other costs rank behind ten more products of the zone
    ("lanzhou-new-area", "copper_foil_6um"): "rooted",
}


def place_in_list(city: str, product: str, blind: bool) -> tuple[int, Candidate]:
    answer = answer_match(MatchQuestion(city, draws=0, blind=(product,) if blind else ()))
    found = next(one for one in answer.candidates if one.product == product)
    among = [one for one in answer.candidates if not blind or one.standing == found.standing]
    position = 1 + [one.product for one in among].index(product)
    told = [
        f"{city} {product}{' (blind)' if blind else ''}: {position} of the list, {found.standing}, cost "
        f"{found.cost.central:,.0f} CNY, rank {found.rank.rank}/{found.rank.of} "
        f"({found.rank_ore_at_worth} with ore at its worth), local share {found.local_share:.2f}"
    ]
    english = Words("en")
    for reason in found.reasons:
        why = "; ".join(tell(english, said) for said in reason.notes)
        told.append(f"    {reason.kind} {reason.difference:+,.0f}: {why}")
    chain = {*(step.commodity for step in found.chain), *(p.commodity for p in found.purchases)}
    wanted = chain - {product} if blind else chain
    rows = [each for each in answer.coverage.evidence if each.commodity in wanted]
    told += [f"    [{each.row}] {tell(english, each.said)} ({each.quality})" for each in rows]
    sys.stdout.write("\n" + "\n".join(told) + "\n")
    return position, found


@pytest.mark.parametrize(("city", "product"), ANCHORS)
def test_among_the_first_five(city: str, product: str) -> None:
    position, found = place_in_list(city, product, blind=False)
    assert position <= FIRST
    assert found.feasible


@pytest.mark.parametrize(("city", "product"), ANCHORS)
def test_blind_to_the_product_s_own_firms(city: str, product: str) -> None:
    position, found = place_in_list(city, product, blind=True)
    if (city, product) in CONTRADICTIONS_BLIND:
        assert found.standing == CONTRADICTIONS_BLIND[city, product]
        assert position > FIRST
    else:
        assert position <= FIRST
        assert found.standing == "rooted"
