"""Early warnings: rules that fire on one figure each. Every warning tells figure, rule, mark of the rule and row.

Cut-offs stand in `warning_rules.csv`; those marked P are our proposals, S and M are from sources (seen, from memory). A
figure that is missing fires nothing: what could not be tested stands in the list of what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from lodeshift.catalogue import city_rules
from lodeshift.diagnosis import employment, public
from lodeshift.diagnosis import trend as trends
from lodeshift.diagnosis.evidence import Evidence, row_list
from lodeshift.names import Quality
from lodeshift.records.diagnosis import Dependence, EarlyWarning, MineralReserve, ReserveLife, Trend
from lodeshift.records.figure import Figure
from lodeshift.records.note import Fact, Note


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


def _cuts(warning: str) -> Mapping[str, float]:
    return city_rules.warnings()[warning].cuts


def _fired(warning: str, figure: Figure, **facts: Fact) -> EarlyWarning:
    """A warning with the figure it fires on; `facts` are what its sentence tells beside the figure."""
    told: dict[str, Fact] = {**facts, "when": figure.year}
    said = Note(
        f"diagnosis.warning_{warning}", value=figure.central, unit=figure.unit, more=tuple(sorted(told.items()))
    )
    rule = Note(f"diagnosis.rule_{warning}", more=tuple(sorted(_cuts(warning).items())))
    return EarlyWarning(warning, figure, said, rule, city_rules.warnings()[warning].mark)


def _reserves(life: ReserveLife) -> Iterator[EarlyWarning]:
    for mineral in life.minerals:
        rows = row_list(tier.row for tier in mineral.tiers)
        yield from _emptying(mineral, rows)
        if mineral.depletion >= _cuts("mostly_extracted")["percent"] / 100:
            figure = _own(100 * mineral.depletion, "%", mineral, rows)
            yield _fired("mostly_extracted", figure, mineral=mineral.mineral)
        for tier in mineral.tiers:
            if tier.in_work and tier.pays is False and tier.price_cny_per_t is not None:
                figure = _own(tier.cost_cny_per_t, "CNY/t", mineral, tier.row)
                yield _fired(
                    "mined_at_a_loss", figure, mineral=mineral.mineral, tier=tier.name, price=tier.price_cny_per_t
                )


def _emptying(mineral: MineralReserve, rows: str) -> Iterator[EarlyWarning]:
    years, share, cuts = mineral.first_empty_years, mineral.first_empty_share, _cuts("tier_in_work_runs_out")
    if years is not None and share is not None and years < cuts["years"] and share >= cuts["share"]:
        figure = _own(years, "a", mineral, rows)
        yield _fired("tier_in_work_runs_out", figure, mineral=mineral.mineral, share=share)


def _feed(life: ReserveLife) -> Iterator[EarlyWarning]:
    """Plants that are larger than the mine: printed capacity on own and bought feed against what the mine gives."""
    for mineral in life.minerals:
        for book in life.book:
            if book.substance != mineral.mineral or book.plant_capacity_t is None or not mineral.contained_t:
                continue
            share = mineral.contained_t / book.plant_capacity_t
            if share < _cuts("lives_on_bought_feed")["share"]:
                rows = row_list([book.row, *(tier.row for tier in mineral.tiers)])
                yield _fired(
                    "lives_on_bought_feed",
                    _own(100 * share, "%", mineral, rows),
                    mineral=mineral.mineral,
                    mined=mineral.contained_t,
                    capacity=book.plant_capacity_t,
                )


def _sector(dependence: Dependence) -> Iterator[EarlyWarning]:
    added = dependence.value_added
    if added is not None and added.largest_share >= _cuts("one_sector")["share"]:
        share = 100 * added.largest_share
        figure = Figure(share, share, share, "%", str(added.year), "", added.source, "reported", "", added.row)
        yield _fired("one_sector", figure, industry=added.largest)


def _own(value: float, unit: str, mineral: MineralReserve, rows: str) -> Figure:
    quality: Quality = "recalled" if mineral.quality == "recalled" else "estimate"
    return Figure(value, value, value, unit, "2024", "", "deposit_tiers.csv", quality, "", rows)


def _output(evidence: Evidence) -> Iterator[EarlyWarning]:
    growth = evidence.get("output_growth")
    if growth is not None and growth.central < _cuts("output_falls")["percent_a"]:
        yield _fired("output_falls", growth, fall=-growth.central)


def _jobs(dependence: Dependence) -> Iterator[EarlyWarning]:
    share, of_industry = dependence.extraction_share, dependence.extraction_share_of_industry
    if share is None or of_industry is None or dependence.employment is None:
        return
    if share.central >= _cuts("jobs_hang_on_mining")["percent"]:
        yield _fired("jobs_hang_on_mining", share, country=_country("mining"))
    if of_industry.central >= _cuts("industry_is_mining")["percent"]:
        yield _fired("industry_is_mining", of_industry)
    factories = next(100 * each.share for each in dependence.employment.quotients if each.industry == "manufacturing")
    country, cuts = _country("manufacturing"), _cuts("no_second_leg")
    quotient = dependence.extraction_quotient
    if quotient is not None and quotient >= cuts["quotient"] and factories < country * cuts["share_of_country"]:
        figure = Figure(
            factories, factories, factories, "%", share.year, "", share.source, share.quality, "",
            dependence.employment.row,
        )  # fmt: skip
        yield _fired("no_second_leg", figure, country=country)


def _country(industry: str) -> float:
    return 100 * float(employment.national()[tuple(employment.SECTIONS).index(industry)])


def _people(place: str) -> Iterator[EarlyWarning]:
    decade = public.population_change(place)
    if decade is not None and decade.central <= _cuts("people_left")["percent"]:
        yield _fired("people_left", decade, fall=-decade.central)
    recent = trends.recent_population_change(place)
    if recent is not None and recent.central <= _cuts("people_leave")["percent_a"]:
        yield _fired("people_leave", recent, fall=-recent.central)
    aged, country = public.newest(place, "age_65_share"), _country_aged()
    if aged is not None and aged.central >= country + _cuts("aged")["points"]:
        yield _fired("aged", aged, country=country)


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
    if change is not None and change.central < _cuts("gdp_fell")["percent"]:
        yield _fired("gdp_fell", change, fall=-change.central)
    swing = trends.secondary_change(place)
    if swing is not None and abs(swing.central) >= _cuts("sector_swings")["points"]:
        yield _fired("sector_swings", swing, way="rose" if swing.central > 0 else "fell", points=abs(swing.central))
    for comparison in trend.comparisons:
        figure, low = comparison.figure, comparison.lower_quartile
        enough = comparison.peers >= _cuts("behind_its_peers")["peers"]
        growth = enough and comparison.measure == "nominal_growth_2020_2023"
        if growth and figure is not None and low is not None and figure.central < low:
            yield _fired("behind_its_peers", figure, lower_quartile=low, compared=comparison.peers)
