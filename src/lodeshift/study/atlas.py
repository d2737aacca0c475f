"""What the catalogue holds, as lists: cities, clusters, companies, deposits, processes, prices, margins, tables.

A list is data: its rows with all columns (for JSON and CSV), the columns that a terminal shows, the columns that its
filters look into, and what is said beside it: above all for how many places there are data. Weak figures (estimate,
recalled) are marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from lodeshift.catalogue import goods, indicators, industry, markets, places, prices, recipes, tables
from lodeshift.catalogue.geology import Deposit, deposits, tiers
from lodeshift.chain import margins
from lodeshift.errors import UnknownIdError
from lodeshift.names import WEAK_QUALITIES
from lodeshift.records.atlas import AtlasRow, Listing
from lodeshift.records.note import Fact, Note, note
from lodeshift.study.atlas_rows import Filters, base_prices, cells, has, known_word, mark, rounded, searched


@dataclass(frozen=True, slots=True)
class _List:
    """One list. `said` gives title and remarks for the rows found and the number of all rows.

    `filters`: columns one of whose cells must be the word that a filter asks for (a cell may hold several, ";" between).
    `within`: columns in whose text the word must stand. Names of columns stand in one text, blanks between.
    """

    rows: Callable[[], Iterable[AtlasRow]]
    shown: str
    said: Callable[[tuple[AtlasRow, ...], int], tuple[Note, ...]]
    filters: Mapping[str, str] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)


def _cities() -> Iterator[AtlasRow]:
    """The 262 resource-based cities with stage, resource, tier and headline figures."""
    for city in places.cities().values():
        tier, people = places.city_tier(city.id), _known(city.id, "population_census", 2020)
        yield {
            **cells(city, "id name_zh name_en"),
            "province": city.province_en,
            **cells(city, "level stage resource_type main_resources"),
            "tier": tier.tier if tier else None,
            "gdp_bn_cny": _known(city.id, "gdp", 2023),
            "population_k": None if people is None else round(people / 1000),
            "mining_share_of_jobs": _known(city.id, "employment_share_mining", 2020),
            **cells(city, "exhausted_batch lat lon tariff_grid quality source"),
        }


def _known(city: str, name: str, year: int) -> float | None:
    found = indicators.value(city, name, year)
    return found.value if found else None


def _cities_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    gdp, jobs = (sum(row[key] is not None for row in found) for key in ("gdp_bn_cny", "mining_share_of_jobs"))
    return (
        note("atlas.cities", value=len(found), of=every),
        note("atlas.cities_with_data", value=len(found), gdp=gdp, jobs=jobs),
        note("atlas.cities_recalled"),
    )


def _clusters() -> Iterator[AtlasRow]:
    """National advanced manufacturing clusters, of every round."""
    for each in industry.clusters():
        yield {
            **cells(each, "id round name_en name_zh cities"),
            "city_ids": ";".join(each.city_ids),
            "province": ";".join(each.provinces),
            **cells(each, "field confidence quality mark source note"),
        }


def _clusters_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    return (note("atlas.clusters"), *(said for each in industry.PUBLISHED for said in shares_of(each)))


def shares_of(round_: str) -> tuple[Note, Note]:
    """Region and tier shares of a round; an incomplete round tells how many of its clusters are known."""
    shares = industry.round_shares(round_)
    by = {name.replace("-", "_"): share for name, share in shares.by_region.items()}
    tiers = {f"tier_{name.replace('-', '_').replace(' ', '_')}": share for name, share in shares.by_tier.items()}
    known: dict[str, Fact] = {"known": shares.known, "published": shares.published}
    return (
        Note("atlas.cluster_regions", round_, more=tuple(sorted((known | by).items()))),
        Note("atlas.cluster_tiers", round_, more=tuple(sorted((known | tiers).items()))),
    )


def _companies() -> Iterator[AtlasRow]:
    """Firms, projects and their capacities, as announced."""
    columns = "company city_id province product commodity capacity unit year status investment_bn_cny quality mark"
    return (cells(each, f"{columns} source note") for each in industry.companies())


def _companies_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    return (
        note("atlas.companies", value=len(found), of=every),
        _cities_with("atlas.cities_with_firms", (each.city_id for each in industry.companies())),
        note("atlas.capacities_announced"),
    )


def _cities_with(kind: str, named: Iterable[str]) -> Note:
    """How many of the 262 cities are named."""
    return note(kind, value=len(places.cities().keys() & set(named)), of=len(places.cities()))


def deposit_row(each: Deposit) -> AtlasRow:
    """One deposit and substance as a row, book figures as printed."""
    return {
        **cells(each, "deposit city_id province substance commodity ore_flow quantity unit grade grade_unit ore_t"),
        **cells(each, "annual_output output_unit as_of basis"),
        "tiers": sum(tier.deposit == each.deposit for tier in tiers()),
        **cells(each, "quality mark source note"),
    }


def _deposits_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    of_cities = _cities_with("atlas.cities_with_deposits", (each.city_id for each in deposits()))
    return (note("atlas.deposits", value=len(found), of=every), of_cities)


def _processes() -> Iterator[AtlasRow]:
    """Recipes with their power, labour, direct CO2 and cash margin at the base prices of 2024."""
    for each in recipes.processes().values():
        margin = margins.margin(each.id)
        weak = sum(flow.amount.weak for flow in each.flows)
        yield {
            **cells(each, "id name_en name_zh chain main unit"),
            "mwh_per_unit": rounded(-each.amount("electricity"), 4),
            "jobs_per_unit": rounded(-each.amount("labour"), 5),
            "co2_t_per_unit": rounded(each.amount("co2_direct"), 4),
            "cash_margin_cny": rounded(margin.cash, 0),
            "after_capital_cny": rounded(margin.after_capital, 0),
            "weak_flows": f"{weak} of {len(each.flows)}",
            "commodity": ";".join(flow.commodity for flow in each.flows),
            "note": margin.note or each.note,
        }


def _processes_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    title = note("atlas.processes", value=len(found), of=every)
    return (title, note("atlas.weak_flows", year=prices.BASE_YEAR))


def _prices() -> Iterator[AtlasRow]:
    """Base prices of 2024, CNY without VAT; one row where buyer and seller see the same."""
    chains: dict[str, set[str]] = {}
    for process in recipes.processes().values():
        for flow in process.flows:
            chains.setdefault(flow.commodity, set()).add(process.chain)
    for name in goods.commodities():
        figures = base_prices(name)
        for role, figure in figures.items():
            yield {
                "commodity": name,
                "name_zh": goods.commodity(name).name_zh,
                "role": role,
                **cells(figure, "low central high unit year quality mark source note"),
                "chain": ";".join(sorted(chains.get(name, ()))),
            }


def _prices_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    weak = sum(row["quality"] in WEAK_QUALITIES for row in found)
    return (
        note("atlas.base_prices", value=len(found), year=prices.BASE_YEAR),
        note("atlas.weak_prices", value=weak, of=len(found), year=prices.BASE_YEAR),
    )


def _margins() -> Iterator[AtlasRow]:
    """Cash margin and margin after capital of every process and chain at base prices."""
    chain_of = {id: chain for chain, ids in recipes.chains().items() for id in ids}
    return ({**margin_row(each), "chain": chain_of.get(each.id, "")} for each in margins.margins())


def margin_row(each: margins.Margin) -> AtlasRow:
    """One margin as a row of whole yuan."""
    money = {
        **cells(each, "revenue byproducts goods power fuel_heat labour variable_om fixed_om"),
        "cash_margin": each.cash,
        "capital": each.capital,
        "margin_after_capital": each.after_capital,
        "cash_margin_at_330_power": each.cash_at_cheap_power,
        **cells(each, "value_added co2_at_full_allowance_price"),
    }
    return {
        "process_id": each.id,
        "main_commodity": each.main,
        "unit": f"CNY/{each.unit}",
        **{name: round(value) for name, value in money.items()},
        "cash_margin_share": round(each.cash_share, 3),
        "note": each.note,
    }


def _margins_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    negative = sum(each.cash < 0 for each in margins.margins())
    return (
        note("atlas.margins", year=prices.BASE_YEAR),
        note("atlas.negative_margins", value=negative, of=every, year=prices.BASE_YEAR),
        note("atlas.margins_count", value=margins.discount_rate()),
    )


GRADES: Final = "measured reported derived estimate recalled"
"""Grades that rows of tables bear, best first."""


def _tables() -> Iterator[AtlasRow]:
    """Every table of the catalogue with its rows and how far they can be trusted."""
    for name in tables.names():
        grades = Counter(row["quality"] for row in tables.read(name))
        weak = sum(grades[word] for word in WEAK_QUALITIES)
        by_grade = {word: grades[word] for word in GRADES.split()}
        yield {"table": name, "rows": grades.total(), **by_grade, "weak_share": round(weak / grades.total(), 2)}


def _markets() -> Iterator[AtlasRow]:
    """National market of a good: output, capacity, demand, how crowded it is, and the policy on new capacity."""
    for each in markets.markets().values():
        known = {name: each.newest(name) for name in ("output_china", "capacity_china", "capacity_announced")}
        demand = {f"demand_{year}": each.demand(year) for year in (2024, 2030, 2035)}
        figures = known | demand | {"mid_cycle_price": each.newest("mid_cycle_price")}
        weak = any(figure.weak for figure in figures.values() if figure)
        yield {
            "commodity": each.commodity,
            "unit": goods.commodity(each.commodity).unit,
            **{name: figure.central if figure else None for name, figure in figures.items()},
            "crowding_2030": rounded(each.crowding(2030), 2),
            "policy": each.policy,
            "mark": mark("estimate" if weak else "reported"),
        }


def _markets_said(found: tuple[AtlasRow, ...], every: int) -> tuple[Note, ...]:
    return (note("atlas.markets", value=len(found), of=every), note("atlas.crowding"))


LISTS: Final[Mapping[str, _List]] = {
    "cities": _List(
        _cities,
        "id name_zh province level stage resource_type tier gdp_bn_cny population_k mining_share_of_jobs",
        _cities_said,
        {"province": "province", "stage": "stage", "level": "level", "tier": "tier", "city": "id"},
        {"resource": "resource_type main_resources"},
    ),
    "clusters": _List(
        _clusters,
        "id name_en name_zh province field mark",
        _clusters_said,
        {"province": "province", "round": "round"},
        {"city": "cities city_ids name_zh"},
    ),
    "companies": _List(
        _companies,
        "company city_id product capacity unit year status mark",
        _companies_said,
        {"province": "province", "city": "city_id", "commodity": "commodity"},
    ),
    "deposits": _List(
        lambda: map(deposit_row, deposits()),
        "deposit city_id substance quantity unit grade grade_unit as_of tiers mark",
        _deposits_said,
        {"province": "province", "city": "city_id", "commodity": "commodity ore_flow"},
        {"resource": "substance"},
    ),
    "processes": _List(
        _processes,
        "id name_zh chain unit mwh_per_unit jobs_per_unit co2_t_per_unit cash_margin_cny weak_flows",
        _processes_said,
        {"chain": "chain", "commodity": "commodity"},
    ),
    "prices": _List(
        _prices,
        "commodity name_zh role low central high unit mark",
        _prices_said,
        {"chain": "chain", "commodity": "commodity"},
    ),
    "markets": _List(
        _markets,
        "commodity unit output_china capacity_china capacity_announced demand_2030 crowding_2030 policy mark",
        _markets_said,
        {"commodity": "commodity"},
    ),
    "margins": _List(
        _margins,
        "process_id unit revenue cash_margin cash_margin_share margin_after_capital note",
        _margins_said,
        {"chain": "chain"},
    ),
    "tables": _List(
        _tables,
        f"table rows {GRADES} weak_share",
        lambda found, every: (note("atlas.tables", value=len(found)), note("atlas.weak_explained")),
    ),
}
"""The lists by the word that asks for them."""


def listing(name: str, wanted: Filters) -> Listing:
    """One of `LISTS`.

    Raises
    ------
    UnknownIdError : no such list, a filter that it does not have, or a filter word that names nothing (close matches
        are given).
    InputError : a city name that several places bear.
    """
    if name not in LISTS:
        raise UnknownIdError("atlas list", name, LISTS)
    kind = LISTS[name]
    every = tuple(kind.rows())
    kept = every
    for asked in fields(wanted):
        word = getattr(wanted, asked.name)
        if word and asked.name != "search":
            kept = _kept(kind, name, asked.name, word, kept, every)
    found = searched(kept, wanted.search)
    title, *remarks = kind.said(found, len(every))
    return Listing(title, tuple(kind.shown.split()), found, tuple(remarks))


def _kept(
    kind: _List, name: str, asked: str, word: str, rows: tuple[AtlasRow, ...], every: tuple[AtlasRow, ...]
) -> tuple[AtlasRow, ...]:
    """The rows that a filter keeps."""
    if asked in kind.within:
        columns = kind.within[asked].split()
        return tuple(row for row in rows if has(" ".join(str(row[column]) for column in columns), word))
    if asked not in kind.filters:
        raise UnknownIdError(f"filter of {name}", asked, (*kind.filters, *kind.within, "search"))

    def borne(row: AtlasRow) -> set[str]:
        return {one for column in kind.filters[asked].split() for one in str(row[column] or "").split(";")} - {""}

    known = {one for row in every for one in borne(row)}
    meant = _MEANT[asked](word) if asked in _MEANT else known_word(asked, word, known)
    return tuple(row for row in rows if meant in borne(row))


_MEANT: Final[Mapping[str, Callable[[str], str]]] = {
    "city": lambda word: places.find(word).id,
    "commodity": lambda word: goods.commodity(word).id,
}
"""Filters whose word may be another name of what a cell holds, or stand in no row."""
