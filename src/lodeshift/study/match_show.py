"""How the answer to "what fits this city?" is told: as plain data for machines, as lines for a terminal, as a CSV table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lodeshift.catalogue import goods, places
from lodeshift.files.tables import csv_text
from lodeshift.matching.ranking import CostTable
from lodeshift.records.match import Candidate, Match


def table_to_csv(table: CostTable) -> str:
    """The city x product table as CSV text: one row per pair that can be made, with rank and range over the draws."""
    head = ("city", "product", "unit", "cost_low", "cost_central", "cost_high", "rank", "of", "rank_holds_share")
    return csv_text(head, _table_rows(table))


def _table_rows(table: CostTable) -> Iterator[tuple[object, ...]]:
    for place in table.places:
        for product in table.products:
            rank = table.rank(product, place)
            if rank is not None:
                span = table.span(product, place)
                numbers = (f"{x:.6g}" for x in (span.low, span.central, span.high))
                unit = f"CNY/{goods.commodity(product).unit}"
                yield (place, product, unit, *numbers, rank.rank, rank.of, f"{rank.holds_share:.2f}")


def match_to_json(answer: Match) -> dict[str, Any]:
    """The answer as plain data. Costs are per `unit` of the product (t for most goods)."""
    cover = answer.coverage
    return {
        "city": answer.city,
        "market": answer.market,
        "radius_km": answer.radius_km,
        "draws": answer.draws,
        "coverage": {
            "cities_compared": cover.compared,
            "left_out": [{"place": place, "why": why} for place, why in cover.left_out],
            "estimated": [{"place": place, "what": what} for place, what in cover.estimated],
            "with_deposit_rows": cover.with_deposits,
            "with_firm_rows": cover.with_firms,
            "with_recalled_words_only": cover.with_words_only,
            "evidence": [
                {"commodity": e.commodity, "kind": e.kind, "text": e.text, "quality": e.quality, "row": e.row}
                for e in cover.evidence
            ],
            "missing": list(cover.missing),
        },
        "assumptions": dict(answer.assumptions),
        "products": [_product(one, answer.draws) for one in answer.candidates],
    }


def _product(one: Candidate, draws: int) -> dict[str, Any]:
    return {
        "product": one.product,
        "unit": one.unit,
        "standing": one.standing,
        "feasible": one.feasible,
        "local_share": one.local_share,
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
            {"product": m.commodity, "nearest": m.nearest, "distance_km": m.distance_km, "note": m.note}
            for m in one.missing
        ],
        "cost_cny_per_t": {"low": one.cost.low, "central": one.cost.central, "high": one.cost.high},
        "cost_parts_cny": dict(one.cost_parts),
        "price_cny": one.price,
        "margin_cny": one.margin,
        "rank": one.rank.rank,
        "of": one.rank.of,
        "rank_holds_share": one.rank.holds_share if draws else None,
        "rank_exact_share": one.rank.exact_share if draws else None,
        "rank_range": [one.rank.low, one.rank.high],
        "cost_ore_at_worth_cny": one.cost_ore_at_worth,
        "rank_ore_at_worth": one.rank_ore_at_worth,
        "reasons": [{"kind": r.kind, "difference_cny": r.difference, "words": r.words} for r in one.reasons],
        "rest_difference_cny": one.rest_difference,
        "quadrant": one.quadrant,
        "relatedness": one.relatedness,
        "score": one.score,
        "peers": [
            {"place": p.place, "text": p.text, "row": p.row, "distance_km": p.distance_km, "alike": p.alike}
            for p in one.peers
        ],
    }  # fmt: skip


def match_to_text(answer: Match, most: int = 12) -> Iterable[str]:
    """The answer in lines for a terminal: the list by standing, then why for the first five, and what is missing."""
    place, cover = places.place(answer.city), answer.coverage
    listed = places.cities()
    of_list = len(listed) - sum(out in listed for out, _ in cover.left_out)
    yield f"{place.name_en} ({place.name_zh}): what fits, delivered to {answer.market}, within {answer.radius_km:g} km"
    yield (
        f"ranks among {cover.compared} places: {of_list} of the {len(listed)} cities and {cover.compared - of_list} others ({cover.with_deposits} have deposit rows, {cover.with_firms} firm "
        f"rows, {cover.with_words_only} recalled words only); "
        + (f"ranges over {answer.draws} shared draws" if answer.draws else "no draws, so no ranges")
    )
    shown = ""
    for number, one in enumerate(answer.candidates[:most] if answer.candidates else ()):
        if one.standing != shown:
            shown = one.standing
            yield ""
            yield f"{shown}"
            yield f"  {'product':<26}{'cost CNY':>12}{'5-95 %':>22}{'price':>11}{'rank':>10}{'holds':>7}  quadrant"
        yield _line(one, answer.draws)
        if number < 5:
            yield from _why(one)
    if any(one.cost.central > one.price for one in answer.candidates[:most]):
        yield (
            "above its price: a new plant would not earn its capital at the base price of 2024, wherever cheap stands "
            "only for the better half of the ranks"
        )
    rest = len(answer.candidates) - most
    if rest > 0:
        yield f"... {rest} more products (--all or --json shows them)"
    for text in cover.missing:
        yield f"missing: {text}"


def _line(one: Candidate, draws: int) -> str:
    unit = "" if one.unit == "t" else f" /{one.unit}"
    spread = f"{one.cost.low:,.0f}-{one.cost.high:,.0f}" if draws else "-"
    holds = f"{one.rank.holds_share:.0%}" if draws else "-"
    loses = "" if one.cost.central <= one.price else ", above its price"
    rank = f"{one.rank.rank}/{one.rank.of}"
    score = "" if one.score is None else f"  score {one.score:.2f}"
    related = "" if one.relatedness is None else f"  related {one.relatedness:.0%}"
    return (
        f"  {one.product + unit:<26}{one.cost.central:>12,.0f}{spread:>22}{one.price:>11,.0f}{rank:>10}"
        f"{holds:>7}  {one.quadrant}{loses}{related}{score}"
    )


def _why(one: Candidate) -> Iterable[str]:
    yield "      chain: " + " > ".join(step.process for step in one.chain)
    for reason in one.reasons:
        yield f"      {reason.kind} {reason.difference:+,.0f} against the median city: {reason.words}"
    steps = ", its own steps in place of bought goods" if len(one.chain) > 1 and one.rest_difference > 0 else ""
    yield f"      plant and labour {one.rest_difference:+,.0f}{steps}"
    if abs(one.cost_ore_at_worth - one.cost.central) > 1:
        worth = f"{one.cost_ore_at_worth:,.0f} CNY, rank {one.rank_ore_at_worth}/{one.rank.of}"
        yield f"      with mines' products at what they would fetch: {worth}"
    for gap in one.missing:
        where = f", nearest {places.place(gap.nearest).name_en} ({gap.distance_km:,.0f} km)" if gap.nearest else ""
        yield f"      missing: {gap.commodity}{where}; {gap.note}"
    if one.peers:
        yield "      peers: " + ", ".join(f"{places.place(p.place).name_en} [{p.row}]" for p in one.peers[:3])
