"""The question "what fits this city?": from a city and the catalogue (and a user's table) to one list and its JSON form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from lodeshift.catalogue import goods, places
from lodeshift.chain import supply
from lodeshift.errors import InputError, Problem, check_range, did_you_mean
from lodeshift.matching import listing
from lodeshift.matching.delivered import CostTerms
from lodeshift.matching.ground import Ground, comparable_places, ground
from lodeshift.matching.market import Market, market
from lodeshift.matching.ranking import CostTable, cost_table, targets
from lodeshift.matching.space import SpaceOptions, activity_space
from lodeshift.matching.table import TableColumns, read_table
from lodeshift.records.match import Coverage, Match
from lodeshift.study.match_show import table_to_csv

LAST_DRAWS: Final = 5000
ORE_AT_COST: Final = "at the cost of digging it where a deposit row stands, else at the price at the mine's gate"
ORE_AT_WORTH: Final = "at what the mine's product would fetch at the gate"


@dataclass(frozen=True, slots=True)
class RelatednessTable:
    """The user's region x industry table. `columns`: names of region, activity, value and, where it has one, year, with
    commas. `products`: a file that says which activity is which product, where names are no product ids."""

    path: Path
    columns: str = "region,activity,value"
    products: Path | None = None

    def named(self) -> TableColumns:
        """The columns. Raises `InputError` where there are not three or four names."""
        names = [name.strip() for name in self.columns.split(",")]
        if len(names) not in (3, 4) or not all(names):
            problem = Problem(
                "command line", None, "--table-columns", repr(self.columns), "region,activity,value[,year]"
            )
            raise InputError([problem])
        return TableColumns(names[0], names[1], names[2], names[3] if len(names) == 4 else None)


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
    ore_at_worth: bool = False
    carbon_price_cny_per_t: float = 0.0
    weights: tuple[str, ...] = ()
    table: RelatednessTable | None = None
    blind: tuple[str, ...] = field(default_factory=tuple)

    def terms(self) -> CostTerms:
        """The cost assumptions asked for."""
        return CostTerms(
            carbon_price_cny_per_t=self.carbon_price_cny_per_t,
            own_power=self.own_power,
            ore_at_worth=self.ore_at_worth,
        )


def answer_match(question: MatchQuestion) -> Match:
    """The one list for a city.

    Raises
    ------
    UnknownIdError : no place is called so.
    InputError : the place cannot be compared, a product no recipe makes, a weight or a table that cannot be used.
    """
    check_range("radius-km", question.radius_km, at_least=0.0, at_most=6000.0)
    check_range("draws", question.draws, at_least=0, at_most=LAST_DRAWS)
    check_range("seed", question.seed, at_least=0)
    check_range("carbon-price", question.carbon_price_cny_per_t, at_least=0.0)
    city = comparable(question.city)
    where = market(question.market, question.year)
    terms = question.terms()
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


def cost_table_csv(question: MatchQuestion) -> str:
    """Delivered cost of every product at every city with data, as CSV text."""
    return table_to_csv(full_table(question))


def full_table(question: MatchQuestion) -> CostTable:
    """Delivered cost of every product at every city with data."""
    base = ground()
    terms = question.terms()
    products = listing.checked_products(question.products, targets(base, question.with_extraction))
    return cost_table(base, products, market(question.market, question.year), terms, question.draws, question.seed)


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
    columns_of = table.named()
    found = activity_space(read_table(table.path, columns_of)[-1], SpaceOptions())
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
        problem = Problem(
            table.path.name, None, columns_of.activity, "no activity that is a product", "at least one", hint
        )
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
    kinds = {place: {each.kind for each in supply.inventory().get(place, ())} for place in base.places}
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
    missing += [f"{good}: dug here, but no recipe goes on from it" for good in supply.dead_ends(city)]
    if supply.words_without_recipe(city):
        missing.append(
            f"no recipe starts from what the city is known for: {supply.words_without_recipe(city)} (recalled)"
        )
    if not_costed:
        missing.append(f"no cost, an ore or a good that is not sold is not to be had: {', '.join(not_costed)}")
    return Coverage(
        compared=len(base.places),
        left_out=comparable_places()[1],
        estimated=base.estimated,
        with_deposits=deposits,
        with_firms=firms,
        with_words_only=words,
        evidence=supply.inventory().get(city, ()),
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
        ("own ore", ORE_AT_WORTH if terms.ore_at_worth else ORE_AT_COST),
    )
