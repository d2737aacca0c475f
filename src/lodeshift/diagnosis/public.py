"""The public figures of every place, put together for the rules: evidence per place and the development scores."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

import numpy as np

from lodeshift.catalogue import city_rules, indicators, places, tables
from lodeshift.diagnosis import diversity, employment
from lodeshift.diagnosis.dependence import share_of_industry
from lodeshift.diagnosis.development import Development, Values, development
from lodeshift.diagnosis.evidence import Evidence, derived, five_year_growth, row_list
from lodeshift.names import Quality
from lodeshift.records.diagnosis import ReserveLife
from lodeshift.records.figure import Figure
from lodeshift.records.note import note
from lodeshift.standing import reserves

GDP_FIRST: Final = 2020
GDP_LAST: Final = 2023
"""Both on the level base of the fourth economic census."""


@cache
def newest(place: str, indicator: str, year: int | None = None) -> Figure | None:
    """A figure of `city_indicators.csv`, of one year or the newest; None where there is none."""
    row = indicators.value(place, indicator, year)
    return None if row is None else employment.figure(row)


def series(place: str, indicator: str) -> tuple[Figure, ...]:
    """Rows of `city_series.csv` for one indicator by year, the better-graded one where a year has two."""
    best: dict[str, Figure] = {}
    for row in indicators.series(place):
        if row["indicator"] != indicator:
            continue
        figure = tables.figure(row)
        held = best.get(figure.year)
        if held is None or (held.weak and not figure.weak):
            best[figure.year] = figure
    return tuple(best[year] for year in sorted(best, key=int))


def evidence(place: str, life: ReserveLife) -> Evidence:
    """What the tables know about a place, for the rules; `life` is its reserve life."""
    level = places.cities()[place].level if place in places.cities() else places.place(place).kind
    found: dict[str, Figure] = {}
    jobs = employment.of(place)
    if jobs is not None:
        mining = float(jobs.shares[employment.MINING])
        parts = (jobs.mining, jobs.employed)
        year = str(indicators.CENSUS_YEAR)
        heads = note("diagnosis.census_heads")
        found["extraction_job_share"] = jobs.mining
        found["extraction_jobs"] = derived(mining * jobs.employed.central, "persons", year, parts, heads)
        quotient = mining / float(employment.national()[employment.MINING])
        found["extraction_quotient"] = derived(quotient, "", year, (jobs.mining,))
        found["extraction_share_of_industry"] = share_of_industry(jobs)
    found.update(_reserves(place, life))
    growth = _output_growth(place, life)
    if growth is not None:
        found["output_growth"] = growth
    return Evidence(place, "prefecture" if level.startswith("prefecture") else level, found)


def _reserves(place: str, life: ReserveLife) -> dict[str, Figure]:
    if life.city_years is None or life.depletion is None:
        return {}
    rows = row_list(tier.row for mineral in life.minerals for tier in mineral.tiers)
    quality: Quality = "recalled" if any(m.quality == "recalled" for m in life.minerals) else "estimate"
    source = "deposit_tiers.csv, base_prices.csv"
    low, central, high = life.city_years
    used = 100 * life.depletion
    found = {
        "reserve_life": Figure(
            low, central, high, "a", "2024", place, source, quality, "", rows, remark=note("diagnosis.at_largest_rates")
        ),
        "depletion": Figure(used, used, used, "%", "2024", place, source, quality, "", rows),
    }
    if life.national_share is not None:
        share = 100 * life.national_share
        cut = note("diagnosis.each_mineral_cut", value=city_rules.stage_cuts()["full_national_share_pct"], unit="%")
        found["national_output_share"] = Figure(
            share, share, share, "%", "2023", place, "national_output.csv", "recalled", "", rows, remark=cut
        )
    return found


def _output_growth(place: str, life: ReserveLife) -> Figure | None:
    """Growth of the output of the mineral with the most revenue, where two years 4 to 6 apart are printed."""
    working = [m for m in life.minerals if m.revenue_mcny > 0]
    if not working:
        return None
    main = max(working, key=lambda m: m.revenue_mcny)
    return five_year_growth(series(place, f"{main.product}_output"))


@cache
def reserve_life(place: str) -> ReserveLife:
    """Reserve life of a place on its own deposits."""
    return reserves.reserve_life(reserves.deposits_of(place), place)


def nominal_growth(place: str) -> Figure | None:
    """Nominal GDP growth 2020-2023, log %/a; None where a year is missing."""
    first, last = newest(place, "gdp", GDP_FIRST), newest(place, "gdp", GDP_LAST)
    if first is None or last is None or first.central <= 0 or last.central <= 0:
        return None
    value = 100 * math.log(last.central / first.central) / (GDP_LAST - GDP_FIRST)
    return derived(value, "%/a", f"{GDP_FIRST}-{GDP_LAST}", (first, last), note("diagnosis.current_prices"))


def gdp_per_head(place: str) -> Figure | None:
    """GDP of 2020 over the people of the census of 2020, CNY."""
    gdp, people = newest(place, "gdp", GDP_FIRST), newest(place, "population_census")
    if gdp is None or people is None or people.central <= 0:
        return None
    return derived(
        gdp.central * 1e9 / people.central, "CNY", str(GDP_FIRST), (gdp, people), note("diagnosis.current_prices")
    )


def population_change(place: str) -> Figure | None:
    """People 2010 to 2020 (census), %; the figure of 2010 is a yearbook count, registered people in a few."""
    first, last = newest(place, "population_2010"), newest(place, "population_census")
    if first is None or last is None or first.central <= 0:
        return None
    change = 100 * (last.central / first.central - 1)
    return derived(change, "%", "2010-2020", (first, last), note("diagnosis.yearbook_count_2010"))


@cache
def developments() -> Development:
    """SD of all resource-based cities (the comparison set: those with all four indicators)."""
    return development({city: _indicators(city) for city in places.cities()})


def _indicators(city: str) -> Values:
    jobs = employment.of(city)
    per_head, growth = gdp_per_head(city), nominal_growth(city)
    return np.array(
        [
            math.nan if per_head is None else per_head.central,
            math.nan if growth is None else growth.central,
            math.nan if jobs is None else 100 * jobs.extraction_share_of_industry,
            math.nan if jobs is None else diversity.effective_number(jobs.shares),
        ]
    )
