"""The diagnosis of one place, put together from its parts; what is missing and for how many cities data exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from lodeshift.catalogue import places
from lodeshift.diagnosis import early_warnings, peers, public, reserves, trend
from lodeshift.diagnosis.dependence import dependence
from lodeshift.diagnosis.development import NOT_AVAILABLE
from lodeshift.diagnosis.efficiency import efficiency
from lodeshift.diagnosis.evidence import LABELS, TABLE_COLUMNS, Evidence, with_table
from lodeshift.diagnosis.identify import PlanCuts, identify
from lodeshift.diagnosis.stage import Draws, StageCuts, find_stage
from lodeshift.diagnosis.table import IndicatorTable
from lodeshift.diagnosis.transformation import IndexSettings, transformation_index
from lodeshift.errors import InputError
from lodeshift.records.diagnosis import Confusion, Coverage, Dependence, Diagnosis, Missing, ReserveLife, StageFinding
from lodeshift.records.figure import Figure

LEVELS: Final = {"county_city": "county-level city"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How to diagnose: whom to compare with, cut-offs, draws, and how the index is made."""

    peers: tuple[str, ...] = peers.DEFAULT
    plan_cuts: PlanCuts = field(default_factory=PlanCuts)
    stage_cuts: StageCuts = field(default_factory=StageCuts)
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
        rules=identify(evidence, chosen.plan_cuts),
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


def about(place: str) -> str:
    """One line: what the place is, whether it is on the list of 2013, and where it lies."""
    where = places.place(place)
    city = places.cities().get(place)
    if city is not None:
        batch = f", on the list of exhausted cities (batch {city.exhausted_batch})" if city.exhausted_batch else ""
        return (
            f"{LEVELS.get(city.level, city.level)} in {city.province_en}; on the list of 2013 as {city.stage}{batch}; "
            f"resource {city.resource_type.replace('_', ' and ')} ({city.main_resources}; recalled)"
        )
    kind = ", ".join(filter(None, (where.kind, where.province_en)))
    text = f"{kind}: not on the list of 262 resource-based cities of 2013, so it has no label and no stage"
    return f"{text}; it lies in {places.place(where.within).name_en}" if where.within else text


def _missing(
    place: str,
    evidence: Evidence,
    stage: StageFinding | None,
    hangs_on: Dependence,
    life: ReserveLife,
    table: IndicatorTable | None,
) -> tuple[Missing, ...]:
    found = []
    if hangs_on.employment is None:
        found.append(
            Missing("census row of the place", "dependence, rules on jobs", TABLE_COLUMNS["extraction_job_share"])
        )
    if hangs_on.value_added is None:
        found.append(
            Missing("sector shares of GDP", "diversity of value added", "GDP by sector from the local bulletin")
        )
    if life.city_years is None:
        found.append(
            Missing("tiers of the place's deposits", "reserve life, resource security", "reserve_life_years and depletion_pct, or a case with deposits")
        )  # fmt: skip
    wanted = ["extraction_output_share", "wide_output_share", "extraction_output", "resource_market_share"]
    if stage is not None:
        wanted += ["output_growth", "jobs_growth"]
    uses = {"output_growth": "stage", "jobs_growth": "stage"}
    for name in wanted:
        if evidence.get(name) is None:
            found.append(
                Missing(LABELS[name], uses.get(name, "rules of identification"), f"column {TABLE_COLUMNS[name]}")
            )  # fmt: skip
    if public.nominal_growth(place) is None:
        found.append(Missing("GDP of 2020 and 2023", "trend, development score", "GDP by year from the local bulletin"))
    if public.population_change(place) is None:
        found.append(Missing("people of 2010", "trend", "the census of 2010"))
    if place in places.cities() and places.city(place).resource_type == "forestry":
        found.append(
            Missing("felling: census jobs in mining hold none of it, so the rules on extraction say little here", "stage, rules of identification", f"column {TABLE_COLUMNS['extraction_job_share']}, felling in it")
        )  # fmt: skip
    if stage is not None:
        found.append(
            Missing(", ".join(NOT_AVAILABLE), "development score SD (4 of its 8 indicators are public)", "a table of your own for the index")
        )  # fmt: skip
    if table is None:
        found.append(
            Missing("a table of indicators by city and year", "transformation index, coupling, efficiency", "--table FILE (docs/diagnose.md)")
        )  # fmt: skip
    return tuple(found)


@cache
def coverage() -> tuple[Coverage, ...]:
    """For how many of the 262 cities each kind of figure exists, and in which table."""
    cities = tuple(places.cities())
    n = len(cities)

    def lines(what: str, has: Sequence[bool], rows: str) -> Coverage:
        return Coverage(what, sum(has), n, rows)

    return (
        lines("jobs by industry (census 2020)", [dependence(c).employment is not None for c in cities], "city_indicators.csv employment_share_*"),
        lines("GDP 2020 and 2023", [public.nominal_growth(c) is not None for c in cities], "city_indicators.csv gdp"),
        lines("people 2010 and 2020", [public.population_change(c) is not None for c in cities], "city_indicators.csv population_*"),
        lines("all four public indicators of SD", [c in public.developments().complete for c in cities], "city_indicators.csv"),
        lines("deposits with grade tiers", [bool(reserves.deposits_of(c)) for c in cities], "deposit_tiers.csv"),
        lines("book reserves", [bool(public.reserve_life(c).book) for c in cities], "deposits.csv"),
        lines("five-year growth of extraction output", [public.evidence(c, public.reserve_life(c)).get("output_growth") is not None for c in cities], "city_series.csv *_output"),
        lines("growth of mining jobs", [False for _ in cities], "none: one census only"),
    )  # fmt: skip
