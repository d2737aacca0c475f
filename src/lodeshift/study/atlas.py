"""What the catalogue holds, as lists: cities, clusters, companies, deposits, processes, prices, margins.

Every list takes filters, keeps the full rows for JSON and CSV, names the columns that a terminal shows, and says
beside it for how many places there are data. Weak figures (estimate, recalled) are marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from lodeshift.catalogue import goods, indicators, industry, places, tables
from lodeshift.catalogue.geology import Deposit, deposits, tiers
from lodeshift.errors import UnknownIdError
from lodeshift.names import STAGES, WEAK_QUALITIES
from lodeshift.records.atlas import AtlasRow, Listing
from lodeshift.records.note import Fact, Note, note
from lodeshift.study.atlas_goods import margin_list, price_list, processes
from lodeshift.study.atlas_rows import Filters, city_id, has, known_word, mark, searched

LEVELS = ("prefecture", "county_city", "county", "district")


def cities(wanted: Filters) -> Listing:
    """The 262 resource-based cities with stage, resource, tier and headline figures."""
    every = places.cities().values()
    province = known_word("province", wanted.province, {each.province_en for each in every})
    stage = known_word("stage", wanted.stage, STAGES)
    level = known_word("level", wanted.level, LEVELS)
    tier = known_word("city tier", wanted.tier, places.TIERS)
    only = city_id(wanted.city)
    kept = [
        each
        for each in every
        if (not province or each.province_en == province)
        and (not stage or each.stage == stage)
        and (not level or each.level == level)
        and (not only or each.id == only)
        and (not wanted.resource or has(f"{each.resource_type} {each.main_resources}", wanted.resource))
    ]
    rows = [row for row in map(_city_row, kept) if not tier or row["tier"] == tier]
    found = searched(rows, wanted.search)
    counts = {key: sum(row[key] is not None for row in found) for key in ("gdp_bn_cny", "mining_share_of_jobs")}
    return Listing(
        title=note("atlas.cities", value=len(found), of=len(every)),
        columns=(
            "id",
            "name_zh",
            "province",
            "level",
            "stage",
            "resource_type",
            "tier",
            "gdp_bn_cny",
            "population_k",
            "mining_share_of_jobs",
        ),
        rows=found,
        remarks=(
            note(
                "atlas.cities_with_data",
                value=len(found),
                gdp=counts["gdp_bn_cny"],
                jobs=counts["mining_share_of_jobs"],
            ),
            note("atlas.cities_recalled"),
        ),
    )


def _city_row(city: places.City) -> AtlasRow:
    def known(name: str, year: int) -> float | None:
        found = indicators.value(city.id, name, year)
        return found.value if found else None

    tier = places.city_tier(city.id)
    people = known("population_census", 2020)
    return {
        "id": city.id,
        "name_zh": city.name_zh,
        "name_en": city.name_en,
        "province": city.province_en,
        "level": city.level,
        "stage": city.stage,
        "resource_type": city.resource_type,
        "main_resources": city.main_resources,
        "tier": tier.tier if tier else None,
        "gdp_bn_cny": known("gdp", 2023),
        "population_k": None if people is None else round(people / 1000),
        "mining_share_of_jobs": known("employment_share_mining", 2020),
        "exhausted_batch": city.exhausted_batch,
        "lat": city.lat,
        "lon": city.lon,
        "tariff_grid": city.tariff_grid,
        "quality": city.quality,
        "source": city.source,
    }


def clusters(wanted: Filters) -> Listing:
    """National advanced manufacturing clusters, with region and tier shares by round and how complete each round is."""
    every = industry.clusters()
    province = known_word("province", wanted.province, {name for each in every for name in each.provinces})
    round_ = known_word("round", wanted.round, industry.PUBLISHED)
    word = wanted.city.lower()
    kept = [
        each
        for each in every
        if (not province or province in each.provinces)
        and (not round_ or each.round == round_)
        and (not word or word in each.cities.lower() or word in each.city_ids or word in each.name_zh)
    ]
    rows = [
        {
            "id": each.id,
            "round": each.round,
            "name_en": each.name_en,
            "name_zh": each.name_zh,
            "cities": each.cities,
            "city_ids": ";".join(each.city_ids),
            "province": ";".join(each.provinces),
            "field": each.field,
            "confidence": each.confidence,
            "quality": each.quality,
            "mark": mark(each.quality),
            "source": each.source,
            "note": each.note,
        }
        for each in kept
    ]
    return Listing(
        title=note("atlas.clusters"),
        columns=("id", "name_en", "name_zh", "province", "field", "mark"),
        rows=searched(rows, wanted.search),
        remarks=tuple(said for each in industry.PUBLISHED for said in shares_of(each)),
    )


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


def companies(wanted: Filters) -> Listing:
    """Firms, projects and their capacities, as announced."""
    every = industry.companies()
    province = known_word("province", wanted.province, {each.province for each in every})
    city = city_id(wanted.city)
    good = goods.commodity(wanted.commodity).id if wanted.commodity else ""
    rows = [
        {
            "company": each.company,
            "city_id": each.city_id,
            "province": each.province,
            "product": each.product,
            "commodity": each.commodity,
            "capacity": each.capacity,
            "unit": each.unit,
            "year": each.year,
            "status": each.status,
            "investment_bn_cny": each.investment_bn_cny,
            "quality": each.quality,
            "mark": mark(each.quality),
            "source": each.source,
            "note": each.note,
        }
        for each in every
        if (not province or each.province == province)
        and (not city or each.city_id == city)
        and (not good or each.commodity == good)
    ]
    found = searched(rows, wanted.search)
    cities_with = len({each.city_id for each in every if each.city_id in places.cities()})
    return Listing(
        title=note("atlas.companies", value=len(found), of=len(every)),
        columns=("company", "city_id", "product", "capacity", "unit", "year", "status", "mark"),
        rows=found,
        remarks=(
            note("atlas.cities_with_firms", value=cities_with, of=len(places.cities())),
            note("atlas.capacities_announced"),
        ),
    )


def deposit_row(each: Deposit) -> AtlasRow:
    """One deposit and substance as a row."""
    return {
        "deposit": each.deposit,
        "city_id": each.city_id,
        "province": each.province,
        "substance": each.substance,
        "commodity": each.commodity,
        "quantity": each.quantity,
        "unit": each.unit,
        "grade": each.grade,
        "grade_unit": each.grade_unit,
        "ore_t": each.ore_t,
        "annual_output": each.annual_output,
        "output_unit": each.output_unit,
        "as_of": each.as_of,
        "basis": each.basis,
        "tiers": len([tier for tier in tiers() if tier.deposit == each.deposit]),
        "quality": each.quality,
        "mark": mark(each.quality),
        "source": each.source,
        "note": each.note,
    }


def deposits_list(wanted: Filters) -> Listing:
    """Deposits and fields, book figures as printed."""
    every = deposits()
    province = known_word("province", wanted.province, {each.province for each in every})
    city = city_id(wanted.city)
    good = goods.commodity(wanted.commodity).id if wanted.commodity else ""
    kept = [
        each
        for each in every
        if (not province or each.province == province)
        and (not city or each.city_id == city)
        and (not good or good in (each.commodity, each.ore_flow))
        and (not wanted.resource or has(each.substance, wanted.resource))
    ]
    found = searched(map(deposit_row, kept), wanted.search)
    of_cities = len({each.city_id for each in every if each.city_id in places.cities()})
    return Listing(
        title=note("atlas.deposits", value=len(found), of=len(every)),
        columns=(
            "deposit",
            "city_id",
            "substance",
            "quantity",
            "unit",
            "grade",
            "grade_unit",
            "as_of",
            "tiers",
            "mark",
        ),
        rows=found,
        remarks=(note("atlas.cities_with_deposits", value=of_cities, of=len(places.cities())),),
    )


def tables_list(wanted: Filters) -> Listing:
    """Every table of the catalogue with its rows and how far they can be trusted."""
    rows = []
    for name in tables.names():
        grades = Counter(row["quality"] for row in tables.read(name))
        weak = sum(grades[word] for word in WEAK_QUALITIES)
        rows.append(
            {
                "table": name,
                "rows": grades.total(),
                **{word: grades[word] for word in ("measured", "reported", "derived", "estimate", "recalled")},
                "weak_share": round(weak / grades.total(), 2),
            }
        )
    found = searched(rows, wanted.search)
    return Listing(
        title=note("atlas.tables", value=len(found)),
        columns=("table", "rows", "measured", "reported", "derived", "estimate", "recalled", "weak_share"),
        rows=found,
        remarks=(note("atlas.weak_explained"),),
    )


LISTS: Mapping[str, Callable[[Filters], Listing]] = {
    "cities": cities,
    "clusters": clusters,
    "companies": companies,
    "deposits": deposits_list,
    "processes": processes,
    "prices": price_list,
    "margins": margin_list,
    "tables": tables_list,
}
"""The lists by the word that asks for them."""


def listing(name: str, wanted: Filters) -> Listing:
    """One of `LISTS`.

    Raises
    ------
    UnknownIdError : no such list, or a filter word that names nothing (close matches are given).
    InputError : a city name that several places bear.
    """
    if name not in LISTS:
        raise UnknownIdError("atlas list", name, LISTS)
    return LISTS[name](wanted)
