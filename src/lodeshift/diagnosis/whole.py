"""The diagnosis of one place, put together from its parts; what is missing and for how many cities data exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from lodeshift.catalogue import places
from lodeshift.diagnosis import early_warnings, peers, public, trend
from lodeshift.diagnosis.dependence import dependence
from lodeshift.diagnosis.development import INDICATORS, NOT_AVAILABLE
from lodeshift.diagnosis.efficiency import efficiency
from lodeshift.diagnosis.evidence import COLUMNS, Evidence, columns_of, with_table
from lodeshift.diagnosis.identify import identify
from lodeshift.diagnosis.stage import Draws, StageCuts, find_stage, usual_cuts
from lodeshift.diagnosis.table import IndicatorTable
from lodeshift.diagnosis.transformation import IndexSettings, transformation_index
from lodeshift.errors import InputError
from lodeshift.records.diagnosis import Confusion, Coverage, Dependence, Diagnosis, Missing, ReserveLife, StageFinding
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note
from lodeshift.standing import reserves


@dataclass(frozen=True, slots=True)
class Settings:
    """How to diagnose: whom to compare with, cut-offs, draws, and how the index is made."""

    peers: tuple[str, ...] = peers.DEFAULT
    plan_cuts_pct: Mapping[str, float] = field(default_factory=dict)
    stage_cuts: StageCuts = field(default_factory=usual_cuts)
    draws: Draws = field(default_factory=Draws)
    index: IndexSettings = field(default_factory=IndexSettings)


def diagnose(
    place: str,
    table: IndicatorTable | None = None,
    settings: Settings | None = None,
    *,
    deposits: Mapping[str, float] | None = None,
    also: tuple[tuple[str, Figure], ...] = (),
    confusions: tuple[Confusion, ...] = (),
) -> Diagnosis:
    """Where a place stands.

    Parameters
    ----------
    place : id of a city of the plan or of another place of the catalogue.
    table : the user's own figures; they take the place of public ones in the rules.
    deposits : tiered deposits to count, each with a factor on its rates; without them those of the city.
    also : further figures to show beside the trend, by name (a case's own).

    Raises
    ------
    UnknownIdError : no such place or deposit.
    InputError : the table does not hold the place, or cannot be used.
    """
    chosen = settings or Settings()
    where = places.place(place)
    city = places.cities().get(place)
    if table is not None and place not in table.cities:
        found = ", ".join(dict.fromkeys(table.cities))
        raise InputError.one(
            "diagnosis.city_not_in_table",
            table.file,
            None,
            "city",
            found,
            f"rows of {place}, the city that is diagnosed",
        )
    life = public.reserve_life(place) if deposits is None else reserves.reserve_life(deposits, place)
    evidence = public.evidence(place, life)
    if table is not None:
        evidence = with_table(evidence, table)
    hangs_on = dependence(place, table)
    alike = peers.peers(place, chosen.peers)
    moves = trend.trend(place, alike, chosen.peers)
    moves = replace(moves, also_known=(*also, *moves.also_known))
    stage = None if city is None else find_stage(evidence, public.developments(), chosen.stage_cuts, chosen.draws)
    return Diagnosis(
        city=place,
        name_en=where.name_en,
        name_zh=where.name_zh,
        on_list=city is not None,
        label_2013=None if city is None else city.stage,
        exhausted_batch="" if city is None else city.exhausted_batch,
        about=about(place),
        rules=identify(evidence, chosen.plan_cuts_pct),
        stage=stage,
        dependence=hangs_on,
        reserves=life,
        trend=moves,
        index=None if table is None else transformation_index(table, chosen.index),
        efficiency=None if table is None else efficiency(table),
        warnings=early_warnings.warnings(place, evidence, hangs_on, life, moves),
        missing=_missing(place, evidence, stage, hangs_on, life, table),
        coverage=coverage(),
        confusions=confusions,
    )


def about(place: str) -> Note:
    """What the place is, whether it is on the list of 2013, and where it lies."""
    where = places.place(place)
    city = places.cities().get(place)
    if city is not None:
        return note(
            "diagnosis.about_exhausted_city" if city.exhausted_batch else "diagnosis.about_city",
            place,
            level=city.level,
            label=city.stage,
            batch=city.exhausted_batch,
            resource=city.resource_type,
            main=city.main_resources,
        )
    if where.within:
        return note("diagnosis.about_place_within", place, sort=where.kind, within=where.within)
    return note("diagnosis.about_place", place, sort=where.kind)


def _missing(
    place: str,
    evidence: Evidence,
    stage: StageFinding | None,
    hangs_on: Dependence,
    life: ReserveLife,
    table: IndicatorTable | None,
) -> tuple[Missing, ...]:
    return (
        *_missing_parts(hangs_on, life),
        *_missing_measures(evidence, stage),
        *_missing_public(place),
        *_missing_for_scores(stage, table),
    )


def _missing_parts(hangs_on: Dependence, life: ReserveLife) -> Iterator[Missing]:
    if hangs_on.employment is None:
        need, bring = note("diagnosis.need_dependence"), columns_of("extraction_job_share")
        yield Missing(note("diagnosis.lacks_census_row"), need, bring)
    if hangs_on.value_added is None:
        need, bring = note("diagnosis.need_value_added"), note("diagnosis.bring_sectors")
        yield Missing(note("diagnosis.lacks_sector_shares"), need, bring)
    if life.city_years is None:
        columns = (*COLUMNS["reserve_life"], *COLUMNS["depletion"])
        need, bring = note("diagnosis.need_reserves"), note("diagnosis.bring_reserves", columns=columns)
        yield Missing(note("diagnosis.lacks_tiers"), need, bring)


def _missing_measures(evidence: Evidence, stage: StageFinding | None) -> Iterator[Missing]:
    rules = ("extraction_output_share", "wide_output_share", "extraction_output", "resource_market_share")
    wanted = dict.fromkeys(rules, "diagnosis.need_rules")
    if stage is not None:
        wanted |= dict.fromkeys(("output_growth", "jobs_growth"), "diagnosis.need_stage")
    for name, need in wanted.items():
        if evidence.get(name) is None:
            yield Missing(note("diagnosis.measure", name), note(need), columns_of(name))


def _missing_public(place: str) -> Iterator[Missing]:
    if public.nominal_growth(place) is None:
        need, bring = note("diagnosis.need_trend_and_score"), note("diagnosis.bring_gdp")
        yield Missing(note("diagnosis.lacks_gdp"), need, bring)
    if public.population_change(place) is None:
        yield Missing(
            note("diagnosis.lacks_people_2010"), note("diagnosis.need_trend"), note("diagnosis.bring_census_2010")
        )
    if place in places.cities() and places.city(place).resource_type == "forestry":
        bring = note("diagnosis.bring_felling", columns=COLUMNS["extraction_job_share"])
        yield Missing(note("diagnosis.lacks_felling"), note("diagnosis.need_stage_and_rules"), bring)


def _missing_for_scores(stage: StageFinding | None, table: IndicatorTable | None) -> Iterator[Missing]:
    if stage is not None:
        what = note("diagnosis.lacks_indicators", names=NOT_AVAILABLE)
        known = note("diagnosis.need_score", known=len(INDICATORS), of=len(INDICATORS) + len(NOT_AVAILABLE))
        yield Missing(what, known, note("diagnosis.bring_own_index"))
    if table is None:
        yield Missing(note("diagnosis.lacks_table"), note("diagnosis.need_index"), note("diagnosis.bring_table"))


@cache
def coverage() -> tuple[Coverage, ...]:
    """For how many of the cities each kind of figure exists, and in which table."""
    cities = tuple(places.cities())

    def line(what: str, rows: str, has: Callable[[str], bool]) -> Coverage:
        return Coverage(what, sum(has(city) for city in cities), len(cities), rows)

    def output_growth(city: str) -> bool:
        return public.evidence(city, public.reserve_life(city)).get("output_growth") is not None

    return (
        line("jobs", "city_indicators.csv employment_share_*", lambda c: dependence(c).employment is not None),
        line("gdp", "city_indicators.csv gdp", lambda c: public.nominal_growth(c) is not None),
        line("people", "city_indicators.csv population_*", lambda c: public.population_change(c) is not None),
        line("indicators", "city_indicators.csv", lambda c: c in public.developments().complete),
        line("tiers", "deposit_tiers.csv", lambda c: bool(reserves.deposits_of(c))),
        line("books", "deposits.csv", lambda c: bool(public.reserve_life(c).book)),
        line("output_growth", "city_series.csv *_output", output_growth),
        line("jobs_growth", "", lambda _: False),
    )
