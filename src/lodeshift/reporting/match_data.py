"""The answer to "what fits this city?" as plain data for machines, its texts in English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lodeshift.records.match import Candidate, Evidence, Match
from lodeshift.records.note import Note
from lodeshift.reporting.plain import picked, plain


def match_to_json(answer: Match) -> dict[str, Any]:
    """The answer as plain data. Costs are per `unit` of the product (t for most goods)."""
    cover = answer.coverage
    return {
        **picked(answer, "city market radius_km draws"),
        "coverage": {
            "cities_compared": cover.compared,
            "left_out": [{"place": said.site, "why": plain(said)} for said in cover.left_out],
            "estimated": [{"place": said.site, "what": plain(said)} for said in cover.estimated],
            "with_deposit_rows": cover.with_deposits,
            "with_firm_rows": cover.with_firms,
            "with_recalled_words_only": cover.with_words_only,
            "evidence": [_evidence(each) for each in cover.evidence],
            "missing": plain(cover.missing),
        },
        "assumptions": plain(answer.assumptions),
        "products": [_product(one, answer.draws) for one in answer.candidates],
    }


def _clauses(said: Iterable[Note]) -> str:
    return "; ".join(plain(each) for each in said)


def _evidence(each: Evidence) -> dict[str, Any]:
    text = _clauses([each.said] if each.with_ is None else [each.with_, each.said])
    return {"commodity": each.commodity, "kind": each.kind, "text": text, "quality": each.quality, "row": each.row}


def _product(one: Candidate, draws: int) -> dict[str, Any]:
    return {
        **picked(one, "product unit standing feasible local_share"),
        "chain": [{"process": step.process, "product": step.commodity, "amount": step.amount} for step in one.chain],
        "buys": [
            {"product": p.commodity, "amount": p.amount, "unit": p.unit, "from": p.source, "distance_km": p.distance_km,
             "near": p.near, "cost_cny": p.cost, "share": p.share}
            for p in one.purchases
        ],
        "sells": [
            {"product": s.commodity, "amount": s.amount, "unit": s.unit, "credit_cny": s.credit} for s in one.sales
        ],
        "missing": [
            {"product": m.commodity, "nearest": m.nearest, "distance_km": m.distance_km, "note": plain(m.note)}
            for m in one.missing
        ],
        "cost_cny_per_t": plain(one.cost),
        "cost_parts_cny": dict(one.cost_parts),
        "price_cny": one.price.central,
        "price_row": one.price.row,
        "margin_cny": one.margin,
        "rank": one.rank.rank,
        "of": one.rank.of,
        "rank_holds_share": one.rank.holds_share if draws else None,
        "rank_exact_share": one.rank.exact_share if draws else None,
        "rank_range": [one.rank.low, one.rank.high],
        "cost_ore_at_worth_cny": one.cost_ore_at_worth,
        "rank_ore_at_worth": one.rank_ore_at_worth,
        "reasons": [
            {"kind": r.kind, "difference_cny": r.difference, "words": _clauses(r.notes)} for r in one.reasons
        ],
        "rest_difference_cny": one.rest_difference,
        **picked(one, "quadrant relatedness score"),
        "peers": [
            {"place": p.place, "text": plain(p.said), "row": p.row, "distance_km": p.distance_km,
             "alike": _clauses(p.alike)}
            for p in one.peers
        ],
    }  # fmt: skip
