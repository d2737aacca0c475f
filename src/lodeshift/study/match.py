"""The question "what fits this city?": from a city and the catalogue (and a user's table) to one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from lodeshift.catalogue import goods, places, prices
from lodeshift.chain import supply
from lodeshift.errors import InputError, Problem, check_range, did_you_mean
from lodeshift.files import tables
from lodeshift.matching import listing
from lodeshift.matching.delivered import CostTerms
from lodeshift.matching.ground import Ground, comparable_places, ground
from lodeshift.matching.market import Market, market
from lodeshift.matching.ranking import CostTable, cost_table, targets
from lodeshift.matching.space import SpaceOptions, activity_space
from lodeshift.matching.table import TableColumns, read_table
from lodeshift.records.match import Coverage, Match
from lodeshift.records.note import Note, note
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

LAST_DRAWS: Final = 5000


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
                "option.not_read",
                "command line",
                None,
                "--table-columns",
                repr(self.columns),
                "region,activity,value[,year]",
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
    why = next((said for said in out if said.site == place.id), note("matching.no_city", place.kind))
    raise InputError.one(
        "matching.not_comparable",
        "places",
        None,
        place.id,
        tell(Words("en"), why),
        "a city with tariff, wage and climate rows",
        "bring a case",
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


def table_to_csv(table: CostTable) -> str:
    """The city x product table as CSV text: one row per pair that can be made, with rank and range over the draws."""
    head = ("city", "product", "unit", "cost_low", "cost_central", "cost_high", "rank", "of", "rank_holds_share")
    return tables.csv_text(head, _table_rows(table))


def _table_rows(table: CostTable) -> Iterator[tuple[object, ...]]:
    for place in table.places:
        for product in table.products:
            rank = table.rank(product, place)
            if rank is not None:
                span = table.span(product, place)
                numbers = (f"{x:.6g}" for x in (span.low, span.central, span.high))
                unit = f"CNY/{goods.commodity(product).unit}"
                yield (place, product, unit, *numbers, rank.rank, rank.of, f"{rank.holds_share:.2f}")


def _weights(texts: Iterable[str]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    problems = []
    for text in texts:
        name, _, number = text.partition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError:
            problems.append(
                Problem(
                    "option.not_read", "command line", None, "--weight", repr(text), "MEASURE=NUMBER, such as cost=2"
                )
            )
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
            "matching.no_product",
            table.path.name,
            None,
            columns_of.activity,
            "no activity that is a product",
            "at least one",
            hint,
        )
        raise InputError([problem])
    return result


def _activity_of(path: Path) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    problems = []
    for row in tables.read_table(path, ("activity", "product"), "a CSV file with columns activity, product").rows:
        product = row.cells["product"]
        if product not in goods.commodities():
            close = " or ".join(did_you_mean(product, goods.commodities()))
            wanted = "the id of a product"
            problems.append(Problem("case.unknown_id", row.file, row.row, "product", repr(product), wanted, close))
        found[product] = (*found.get(product, ()), row.cells["activity"])
    if problems:
        raise InputError(problems)
    return found


def _row_of(city: str, regions: tuple[str, ...], file: str) -> int:
    for i, name in enumerate(regions):
        if name == city or name in (places.place(city).name_en, places.place(city).name_zh):
            return i
    close = did_you_mean(places.place(city).name_en, regions)
    hint = f"did you mean {' or '.join(close)}?" if close else ""
    raise InputError.one("matching.no_region", file, None, "region", f"no region {city}", "the city's id or name", hint)


def _coverage(base: Ground, city: str, not_costed: tuple[str, ...], question: MatchQuestion) -> Coverage:
    kinds = {place: {each.kind for each in supply.inventory().get(place, ())} for place in base.places}
    deposits = sum("deposit" in found for found in kinds.values())
    firms = sum(bool(found & {"industry", "planned"}) for found in kinds.values())
    words = sum("resource" in found and not found & {"deposit", "industry", "planned"} for found in kinds.values())
    missing = []
    if question.table is None:
        missing.append(note("matching.no_table"))
    if not kinds[city]:
        missing.append(note("matching.no_row", site=city))
    elif not kinds[city] & {"deposit", "industry", "planned"}:
        missing.append(note("matching.only_words", site=city))
    missing += [note("matching.dead_end", good) for good in supply.dead_ends(city)]
    if supply.words_without_recipe(city):
        missing.append(note("matching.words_without_recipe", supply.words_without_recipe(city)))
    if not_costed:
        missing.append(note("matching.not_costed", goods=not_costed))
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


def _assumptions(terms: CostTerms, where: Market) -> dict[str, Note]:
    return {
        "money": note("matching.in_money", year=prices.BASE_YEAR),
        "interest": note("matching.interest", value=terms.rate),
        "use of capacity": note("matching.utilisation", value=terms.utilisation),
        "carbon price at home": note("matching.carbon_price", value=terms.carbon_price_cny_per_t),
        "own power": note("matching.own_power") if terms.own_power else note("matching.no_own_power"),
        "market": note("matching.market_rules", where.name, year=where.year),
        "own ore": note("matching.ore_at_worth") if terms.ore_at_worth else note("matching.ore_at_cost"),
    }
