"""The question "what fits this city?": from a city and the catalogue (and a user's table) to one list and its JSON form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from lodeshift.catalogue import goods, places
from lodeshift.errors import InputError, Problem, check_range, did_you_mean
from lodeshift.match import inventory, listing
from lodeshift.match.delivered import CostTerms
from lodeshift.match.ground import Ground, comparable_places, ground
from lodeshift.match.market import Market, market
from lodeshift.match.ranking import CostTable, cost_table, targets
from lodeshift.match.space import SpaceOptions, activity_space
from lodeshift.match.table import TableColumns, read_table
from lodeshift.records.match import Candidate, Coverage, Match

LAST_DRAWS: Final = 5000


@dataclass(frozen=True, slots=True)
class RelatednessTable:
    """The user's region x industry table. `products`: product of an activity, where its name is no product id."""

    path: Path
    region: str
    activity: str
    value: str
    year: str | None = None
    products: Path | None = None


@dataclass(frozen=True, slots=True)
class MatchQuestion:
    """What the user asks. `products` empty: all. `weights`: texts "measure=number". `market`: coast, EU or a place."""

    city: str
    radius_km: float = 300.0
    products: tuple[str, ...] = ()
    market: str = "coast"
    year: int = 2024
    draws: int = 100
    seed: int = 0
    with_extraction: bool = False
    own_power: bool = True
    carbon_price_cny_per_t: float = 0.0
    weights: tuple[str, ...] = ()
    table: RelatednessTable | None = None
    blind: tuple[str, ...] = field(default_factory=tuple)


def answer_match(question: MatchQuestion) -> Match:
    """The one list for a city.

    Raises
    ------
    UnknownIdError : no place is called so.
    InputError : the place cannot be compared, a product no recipe makes, a weight or a table that cannot be used.
    """
    check_range("radius-km", question.radius_km, at_least=0.0, at_most=6000.0)
    check_range("draws", question.draws, at_least=0, at_most=LAST_DRAWS)
    check_range("carbon-price", question.carbon_price_cny_per_t, at_least=0.0)
    city = comparable(question.city)
    where = market(question.market, question.year)
    terms = CostTerms(carbon_price_cny_per_t=question.carbon_price_cny_per_t, own_power=question.own_power)
    base = ground()
    known = targets(base, question.with_extraction or bool(question.products))
    products = listing.checked_products(question.products, known)
    table = cost_table(base, products, where, terms, question.draws, question.seed)
    relatedness = _relatedness(question.table, city, products) if question.table else {}
    asked = listing.Asked(city, question.radius_km, relatedness, _weights(question.weights), question.blind)
    found = listing.candidates(base, table, where, terms, asked)
    return Match(
        city=city,
        market=where.name,
        radius_km=question.radius_km,
        draws=question.draws,
        coverage=_coverage(base, city, listing.not_costed(table, city), question),
        candidates=found,
        assumptions=_assumptions(terms, where),
    )


def comparable(text: str) -> str:
    """Id of a place that has the data to be compared.

    Raises `UnknownIdError` for a word that names no place, `InputError` with the reason for one without data.
    """
    place = places.find(text)
    kept, out = comparable_places()
    if place.id in kept:
        return place.id
    why = dict(out).get(place.id, f"a {place.kind}, no city")
    raise InputError(
        [Problem("places", None, place.id, why, "a city with tariff, wage and climate rows", "bring a case")]
    )


def full_table(question: MatchQuestion) -> CostTable:
    """Delivered cost of every product at every city with data."""
    base = ground()
    terms = CostTerms(carbon_price_cny_per_t=question.carbon_price_cny_per_t, own_power=question.own_power)
    products = listing.checked_products(question.products, targets(base, question.with_extraction))
    return cost_table(base, products, market(question.market, question.year), terms, question.draws, question.seed)


def cost_table_csv(table: CostTable) -> str:
    """The city x product table as CSV text: one row per pair that can be made, with rank and range over the draws."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["city", "product", "unit", "cost_low", "cost_central", "cost_high", "rank", "of", "rank_holds_share"]
    )
    for place in table.places:
        for product in table.products:
            rank = table.rank(product, place)
            if rank is not None:
                span = table.span(product, place)
                numbers = [f"{x:.6g}" for x in (span.low, span.central, span.high)]
                unit = f"CNY/{goods.commodity(product).unit}"
                writer.writerow([place, product, unit, *numbers, rank.rank, rank.of, f"{rank.holds_share:.2f}"])
    return out.getvalue()


def _weights(texts: Iterable[str]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    problems = []
    for text in texts:
        name, _, number = text.partition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError:
            problems.append(Problem("command line", None, "--weight", repr(text), "MEASURE=NUMBER, such as cost=2"))
    if problems:
        raise InputError(problems)
    return found


def _relatedness(table: RelatednessTable, city: str, products: Iterable[str]) -> Mapping[str, float]:
    """Percentile (0 to 1) of density among the activities absent from the city, for products the table names.

    An activity stands for a product when it bears its id or name, or the user's file says so. Present ones get 1.
    """
    named = _activity_of(table.products) if table.products else {}
    found = activity_space(read_table(table.path, TableColumns(table.region, table.activity, table.value, table.year))[-1],
                           SpaceOptions())  # fmt: skip
    row = _row_of(city, found.table.regions, table.path.name)
    density = found.outlook.density[row]
    absent = np.sort(density[found.rca[row] < 1])
    place = {activity: i for i, activity in enumerate(found.table.activities)}
    result = {}
    for product in products:
        names = (*named.get(product, ()), product, goods.commodity(product).name_en, goods.commodity(product).name_zh)
        columns = [place[name] for name in names if name in place]
        if columns:
            best = max(columns, key=lambda column: density[column])
            share = float(np.searchsorted(absent, density[best], side="right")) / max(1, len(absent))
            result[product] = 1.0 if found.rca[row, best] >= 1 else share
    if not result:
        hint = "name activities by product ids, or bring a file with the columns activity, product"
        problem = Problem(table.path.name, None, table.activity, "no activity that is a product", "at least one", hint)
        raise InputError([problem])
    return result


def _activity_of(path: Path) -> Mapping[str, tuple[str, ...]]:
    if not path.is_file():
        raise InputError(
            [Problem(str(path), None, "file", "no such file", "a CSV file with columns activity, product")]
        )
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    missing = {"activity", "product"} - set(reader.fieldnames or ())
    if missing:
        raise InputError(
            [Problem(path.name, 1, name, "no such column", "activity and product") for name in sorted(missing)]
        )
    found: dict[str, tuple[str, ...]] = {}
    problems = []
    for number, row in enumerate(reader, start=2):
        product = (row["product"] or "").strip()
        if product not in goods.commodities():
            close = did_you_mean(product, goods.commodities())
            problems.append(Problem(path.name, number, "product", repr(product), "a product id", " or ".join(close)))
        found[product] = (*found.get(product, ()), (row["activity"] or "").strip())
    if problems:
        raise InputError(problems)
    return found


def _row_of(city: str, regions: tuple[str, ...], file: str) -> int:
    for i, name in enumerate(regions):
        if name == city or name in (places.place(city).name_en, places.place(city).name_zh):
            return i
    close = did_you_mean(places.place(city).name_en, regions)
    hint = f"did you mean {' or '.join(close)}?" if close else ""
    raise InputError([Problem(file, None, "region", f"no region {city}", "the city's id or name", hint)])


def _coverage(base: Ground, city: str, not_costed: tuple[str, ...], question: MatchQuestion) -> Coverage:
    kinds = {place: {each.kind for each in inventory.inventory().get(place, ())} for place in base.places}
    deposits = sum("deposit" in found for found in kinds.values())
    firms = sum(bool(found & {"industry", "planned"}) for found in kinds.values())
    words = sum("resource" in found and not found & {"deposit", "industry", "planned"} for found in kinds.values())
    missing = []
    if question.table is None:
        missing.append("relatedness: no data, bring a region x industry table (--table)")
    if not kinds[city]:
        missing.append(f"no deposit, firm or resource row for {city}: only goods of neighbours and the market count")
    elif not kinds[city] & {"deposit", "industry", "planned"}:
        missing.append(f"no deposit or firm row for {city}: what it has rests on recalled words")
    if not_costed:
        missing.append(f"no cost without the ore: {', '.join(not_costed)}")
    return Coverage(
        compared=len(base.places),
        left_out=comparable_places()[1],
        estimated=base.estimated,
        with_deposits=deposits,
        with_firms=firms,
        with_words_only=words,
        evidence=inventory.inventory().get(city, ()),
        missing=tuple(missing),
    )


def _assumptions(terms: CostTerms, where: Market) -> tuple[tuple[str, str], ...]:
    own = "wind or PV up to the load, where it is cheaper" if terms.own_power else "none"
    return (
        ("money", "CNY of 2024 without VAT"),
        ("interest", f"{terms.rate:.0%} real, over the plant's life"),
        ("use of capacity", f"{terms.utilisation:.0%}"),
        ("carbon price at home", f"{terms.carbon_price_cny_per_t:g} CNY/t of direct CO2"),
        ("own power", own),
        ("market", f"{where.name}, rules of {where.year}"),
        ("own ore", "at the cost of mining it where a deposit row stands, else at the price at the mine's gate"),
    )


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
        "products": [_product(one) for one in answer.candidates],
    }


def _product(one: Candidate) -> dict[str, Any]:
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
        "rank_holds_share": one.rank.holds_share,
        "rank_exact_share": one.rank.exact_share,
        "rank_range": [one.rank.low, one.rank.high],
        "reasons": [{"kind": r.kind, "difference_cny": r.difference, "words": r.words} for r in one.reasons],
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
    yield f"{place.name_en} ({place.name_zh}): what fits, delivered to {answer.market}, within {answer.radius_km:g} km"
    yield (
        f"ranks among {cover.compared} cities with data ({cover.with_deposits} have deposit rows, {cover.with_firms} firm "
        f"rows, {cover.with_words_only} recalled words only); ranges over {answer.draws} shared draws"
    )
    shown = ""
    for number, one in enumerate(answer.candidates[:most] if answer.candidates else ()):
        if one.standing != shown:
            shown = one.standing
            yield ""
            yield f"{shown}"
            yield f"  {'product':<26}{'cost CNY':>12}{'5-95 %':>22}{'price':>11}{'rank':>10}{'holds':>7}  quadrant"
        yield _line(one)
        if number < 5:
            yield from _why(one)
    rest = len(answer.candidates) - most
    if rest > 0:
        yield f"... {rest} more products (--all or --json shows them)"
    for text in cover.missing:
        yield f"missing: {text}"


def _line(one: Candidate) -> str:
    unit = "" if one.unit == "t" else f" /{one.unit}"
    spread = f"{one.cost.low:,.0f}-{one.cost.high:,.0f}"
    rank = f"{one.rank.rank}/{one.rank.of}"
    score = "" if one.score is None else f"  score {one.score:.2f}"
    related = "" if one.relatedness is None else f"  related {one.relatedness:.0%}"
    return (
        f"  {one.product + unit:<26}{one.cost.central:>12,.0f}{spread:>22}{one.price:>11,.0f}{rank:>10}"
        f"{one.rank.holds_share:>7.0%}  {one.quadrant}{related}{score}"
    )


def _why(one: Candidate) -> Iterable[str]:
    yield "      chain: " + " > ".join(step.process for step in one.chain)
    for reason in one.reasons:
        yield f"      {reason.kind} {reason.difference:+,.0f} against the median city: {reason.words}"
    for gap in one.missing:
        where = f", nearest {places.place(gap.nearest).name_en} ({gap.distance_km:,.0f} km)" if gap.nearest else ""
        yield f"      missing: {gap.commodity}{where}; {gap.note}"
    if one.peers:
        yield "      peers: " + ", ".join(f"{places.place(p.place).name_en} [{p.row}]" for p in one.peers[:3])
