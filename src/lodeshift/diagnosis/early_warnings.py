"""Early warnings: rules that fire on one figure each. Every warning tells figure, rule, mark of the rule and row.

Cut-offs marked P are our proposals; S and M are from sources (seen, from memory). A figure that is missing fires
nothing: what could not be tested stands in the list of what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from lodeshift.diagnosis import employment, public
from lodeshift.diagnosis import trend as trends
from lodeshift.diagnosis.evidence import Evidence, row_list
from lodeshift.names import Quality
from lodeshift.records.diagnosis import Dependence, EarlyWarning, MineralReserve, ReserveLife, Trend
from lodeshift.records.figure import Figure


@dataclass(frozen=True, slots=True)
class WarningCuts:
    """When a warning fires."""

    population_decade_pct: float = -10.0
    population_year_pct: float = -1.0
    aged_points_over_country: float = 2.0
    mining_jobs_pct: float = 10.0
    mining_in_industry_pct: float = 50.0
    second_leg_share_of_country: float = 1 / 3
    second_leg_quotient: float = 2.0
    tier_empty_years: float = 15.0
    tier_output_share: float = 0.25
    depletion: float = 0.7
    sector_swing_points: float = 8.0
    one_sector: float = 0.6
    own_feed: float = 0.6
    peers_needed: int = 5


CUTS: Final = WarningCuts()


def warnings(
    place: str, evidence: Evidence, dependence: Dependence, life: ReserveLife, trend: Trend
) -> tuple[EarlyWarning, ...]:
    """All warnings that fire for a place, reserves first."""
    found = [
        *_reserves(life),
        *_feed(life),
        *_output(evidence),
        *_jobs(dependence),
        *_sector(dependence),
        *_people(place),
        *_economy(place, trend),
    ]
    return tuple(found)


def _fired(key: str, text: str, figure: Figure, rule: str, mark: str) -> EarlyWarning:
    weak = f" [{figure.quality}]" if figure.weak else ""
    return EarlyWarning(key, text + weak, figure.central, figure.unit, figure.year, rule, mark, figure.row)


def _reserves(life: ReserveLife) -> Iterator[EarlyWarning]:
    for mineral in life.minerals:
        rows = row_list(tier.row for tier in mineral.tiers)
        yield from _emptying(mineral, rows)
        if mineral.depletion >= CUTS.depletion:
            figure = _own(100 * mineral.depletion, "%", mineral, rows)
            yield _fired(
                "mostly_extracted",
                f"{mineral.mineral}: {figure.central:.0f} % is out of the ground, of all that was lifted and still pays to lift",
                figure,
                "extracted / (extracted + still paying) >= 70 %, the mark of the exhausted-city list",
                "S",
            )
        for tier in mineral.tiers:
            if tier.in_work and tier.pays is False:
                figure = _own(tier.cost_cny_per_t, "CNY/t", mineral, tier.row)
                yield _fired(
                    "mined_at_a_loss",
                    f"{mineral.mineral}, {tier.name}: cash cost {tier.cost_cny_per_t:,.0f} CNY/t against a price of "
                    f"{tier.price_cny_per_t or 0:,.0f}",
                    figure,
                    "a tier in work costs more than the base price",
                    "P",
                )


def _emptying(mineral: MineralReserve, rows: str) -> Iterator[EarlyWarning]:
    years, share = mineral.first_empty_years, mineral.first_empty_share
    if years is None or share is None or years >= CUTS.tier_empty_years or share < CUTS.tier_output_share:
        return
    figure = _own(years, "a", mineral, rows)
    yield _fired(
        "tier_in_work_runs_out",
        f"{mineral.mineral}: the tier that gives {share:.0%} of today's output is empty in {years:.0f} years at its largest rate",
        figure,
        f"a tier in work with at least {CUTS.tier_output_share:.0%} of output lasts under {CUTS.tier_empty_years:.0f} years",
        "P",
    )


def _feed(life: ReserveLife) -> Iterator[EarlyWarning]:
    """Plants that are larger than the mine: printed capacity on own and bought feed against what the mine gives."""
    for mineral in life.minerals:
        for book in life.book:
            if book.substance != mineral.mineral or book.plant_capacity_t is None or not mineral.contained_t:
                continue
            share = mineral.contained_t / book.plant_capacity_t
            if share < CUTS.own_feed:
                rows = row_list([book.figure.row, *(tier.row for tier in mineral.tiers)])
                figure = _own(100 * share, "%", mineral, rows)
                yield _fired(
                    "lives_on_bought_feed",
                    f"{mineral.mineral}: the mine gives at most {share:.0%} of what the works can refine "
                    f"({mineral.contained_t:,.0f} t of {book.plant_capacity_t:,.0f} t a year); the rest is bought",
                    figure,
                    f"own ore covers under {CUTS.own_feed:.0%} of printed refining capacity",
                    "P",
                )


def _sector(dependence: Dependence) -> Iterator[EarlyWarning]:
    added = dependence.value_added
    if added is None or added.largest_share < CUTS.one_sector:
        return
    share = 100 * added.largest_share
    figure = Figure(share, share, share, "%", str(added.year), "", added.source, "reported", "", added.row)
    text = f"{share:.0f} % of GDP comes from one sector ({added.largest})"
    yield _fired("one_sector", text, figure, f"largest of three sectors >= {CUTS.one_sector:.0%} of GDP", "P")


def _own(value: float, unit: str, mineral: MineralReserve, rows: str) -> Figure:
    quality: Quality = "recalled" if mineral.quality == "recalled" else "estimate"
    return Figure(value, value, value, unit, "2024", "", "deposit_tiers.csv", quality, "", rows)


def _output(evidence: Evidence) -> Iterator[EarlyWarning]:
    growth = evidence.get("output_growth")
    if growth is not None and growth.central < 0:
        text = f"extraction output fell by {-growth.central:.1f} % a year ({growth.year})"
        yield _fired("output_falls", text, growth, "extraction output falls over five years", "P")


def _jobs(dependence: Dependence) -> Iterator[EarlyWarning]:
    share, of_industry = dependence.extraction_share, dependence.extraction_share_of_industry
    if share is None or of_industry is None or dependence.employment is None:
        return
    if share.central >= CUTS.mining_jobs_pct:
        text = f"{share.central:.1f} % of all jobs are in mining (country: {_country('mining'):.1f} %)"
        yield _fired("jobs_hang_on_mining", text, share, "extraction in jobs >= 10 % (rule R-old, later form)", "S")
    if of_industry.central >= CUTS.mining_in_industry_pct:
        text = f"{of_industry.central:.0f} % of the jobs in mining, manufacturing and utilities are in mining"
        yield _fired("industry_is_mining", text, of_industry, "mining >= half of industrial jobs", "P")
    shares = {name: value for name, value, _ in dependence.employment.quotients}
    factories, country = 100 * shares["manufacturing"], _country("manufacturing")
    if (
        dependence.extraction_quotient or 0
    ) >= CUTS.second_leg_quotient and factories < country * CUTS.second_leg_share_of_country:
        figure = Figure(
            factories,
            factories,
            factories,
            "%",
            share.year,
            "",
            share.source,
            share.quality,
            "",
            dependence.employment.row,
        )
        text = f"only {factories:.1f} % of jobs are in manufacturing (country: {country:.1f} %): no second leg beside the mines"
        yield _fired(
            "no_second_leg",
            text,
            figure,
            "mining quotient >= 2 and manufacturing under a third of the country's share",
            "P",
        )


def _country(industry: str) -> float:
    return 100 * float(employment.national()[tuple(employment.SECTIONS).index(industry)])


def _people(place: str) -> Iterator[EarlyWarning]:
    decade = public.population_change(place)
    if decade is not None and decade.central <= CUTS.population_decade_pct:
        text = f"{-decade.central:.1f} % fewer people in 2020 than in 2010"
        yield _fired("people_left", text, decade, "population 2010-2020 down by 10 % or more", "P")
    recent = trends.recent_population_change(place)
    if recent is not None and recent.central <= CUTS.population_year_pct:
        text = f"people leave at {-recent.central:.1f} % a year since 2020"
        yield _fired("people_leave", text, recent, "population 2020-2023 down by 1 % a year or more", "P")
    aged = public.newest(place, "age_65_share")
    country = _country_aged()
    if aged is not None and aged.central >= country + CUTS.aged_points_over_country:
        text = f"{aged.central:.1f} % of the people are 65 or older (country: {country:.1f} %)"
        yield _fired("aged", text, aged, "65 and above at least 2 points over the country", "P")


@cache
def _country_aged() -> float:
    """People aged 65 and above in the whole country, %: the prefecture-level places weighted by their people."""
    pairs = []
    for place in employment.country_places():
        share, people = public.newest(place, "age_65_share"), public.newest(place, "population_census")
        if share is not None and people is not None:
            pairs.append((share.central, people.central))
    return sum(share * people for share, people in pairs) / sum(people for _, people in pairs)


def _economy(place: str, trend: Trend) -> Iterator[EarlyWarning]:
    change = trends.last_change(trend.levels)
    if change is not None and change.central < 0:
        text = f"GDP fell by {-change.central:.1f} % at current prices ({change.year})"
        yield _fired("gdp_fell", text, change, "GDP at current prices below the level before, same census base", "P")
    swing = trends.secondary_change(place)
    if swing is not None and abs(swing.central) >= CUTS.sector_swing_points:
        way = "rose" if swing.central > 0 else "fell"
        text = (
            f"industry and construction {way} by {abs(swing.central):.1f} points of GDP in three years: "
            "look whether prices or volumes moved"
        )
        yield _fired("sector_swings", text, swing, "secondary share 2020-2023 moved by 8 points or more", "P")
    for comparison in trend.comparisons:
        figure, low = comparison.figure, comparison.lower_quartile
        behind = comparison.measure == "nominal GDP growth 2020-2023" and comparison.peers >= CUTS.peers_needed
        if behind and figure is not None and low is not None and figure.central < low:
            text = (
                f"nominal GDP grew by {figure.central:.1f} % a year 2020-2023, below the lower quartile "
                f"({low:.1f} %) of {comparison.peers} peers"
            )
            yield _fired(
                "behind_its_peers", text, figure, "nominal growth below the lower quartile of 5 or more peers", "P"
            )
