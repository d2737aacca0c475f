"""What the tables know about a city: people, jobs, value added, growth, and what stands there. Or what is missing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from lodeshift.catalogue import indicators, macro, places
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.errors import InputError, Problem
from lodeshift.names import WEAK_QUALITIES
from lodeshift.records.note import Note, note

_SERVICES: Final = [
    "construction",
    "trade",
    "transport",
    "hotels_catering",
    "it_services",
    "finance",
    "real_estate",
    "leasing_business",
    "research_technical",
    "environment",
    "resident_services",
    "education",
    "health_social",
    "culture",
    "public_administration",
]
_PUBLIC: Final = ("education", "health_social", "public_administration", "environment")
_INDUSTRY: Final = ("mining", "manufacturing", "utilities")
_GOOD_SERIES: Final = ("reported", "derived", "measured")


@dataclass(frozen=True, slots=True)
class CityFacts:
    """A city's base year. Money in mcny of 2024; `jobs` by census sector (2020 shares); growth in logs per year.

    `sources` are the table rows read ("city_indicators.csv:120"); `weak` those of them that are estimated or recalled;
    `notes` say what was derived or assumed, `public_share` is that of service jobs which follow people: schools,
    hospitals, offices, parks.
    """

    id: str
    name_en: str
    name_zh: str
    province: str
    stage: str
    resource_words: str
    gdp: float
    secondary_share: float
    primary_share: float
    population: float
    jobs: Mapping[str, float]
    age_65_share: float
    growth: float
    national_growth: float
    drift: float
    public_share: float
    sources: tuple[str, ...]
    weak: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def service_jobs(self) -> float:
        """Jobs outside farms and industry (construction is with services: it serves the city)."""
        return sum(self.jobs[sector] for sector in _SERVICES)


class _Reader:
    """Reads figures of one city and remembers which rows, and what was missing."""

    def __init__(self, id: str, assumed: Assumptions) -> None:
        self.id = id
        self.assumed = assumed
        self.sources: list[str] = []
        self.weak: list[str] = []
        self.notes: list[Note] = []
        self.missing: list[Problem] = []

    def value(self, indicator: str, place: str = "", *, needed: bool = True) -> float | None:
        found = indicators.value(place or self.id, indicator)
        if found is None:
            if needed:
                self.lacks(indicator, "city_indicators.csv")
            return None
        self._used(found.row, found.quality)
        return found.value

    def series(self, indicator: str) -> tuple[int, float] | None:
        rows = [r for r in indicators.series(self.id) if r["indicator"] == indicator and int(r["year"]) <= BASE_YEAR]
        if not rows:
            return None
        row = max(rows, key=lambda r: (int(r["year"]), r["quality"] in _GOOD_SERIES))
        self._used(row["_row"], row["quality"])
        return int(row["year"]), float(row["value"])

    def lacks(self, indicator: str, table: str) -> None:
        self.missing.append(Problem("simulation.no_data", table, None, indicator, "no data", f"a row for {self.id}"))

    def _used(self, row: str, quality: str) -> None:
        self.sources.append(row)
        if quality in WEAK_QUALITIES or quality == "low":
            self.weak.append(row)


def _deflated(value: float, year: int) -> float:
    levels = macro.series("gdp_deflator_index_2005")
    return value * levels[BASE_YEAR].central / levels[year].central


def _national_growth(year: int) -> float:
    return math.log1p(macro.value("gdp_real_growth", year).central / 100.0)


def _gdp(read: _Reader) -> tuple[float, float]:
    """GDP of the base year in mcny and the growth rate last seen (log per year)."""
    levels = [i for i in indicators.indicators(read.id) if i.indicator == "gdp"]
    newest = max(levels, key=lambda i: i.year, default=None)
    known = read.series("gdp")
    if newest is None and known is None:
        read.lacks("gdp", "city_indicators.csv")
        return math.nan, math.nan
    if known is None or (newest is not None and newest.year >= known[0]):
        read.value("gdp")
        assert newest is not None
        year, billion = newest.year, newest.value
    else:
        year, billion = known
    level = _deflated(billion * 1000.0, year)
    if year < BASE_YEAR:
        level *= math.exp(sum(_national_growth(y) for y in range(year + 1, BASE_YEAR + 1)))
        read.notes.append(note("simulation.gdp_carried", year=year, value=billion * 1000.0, to=BASE_YEAR))
    return level, _own_growth(read, levels)


def _own_growth(read: _Reader, levels: list[indicators.Indicator]) -> float:
    """Real growth last printed, else from the last two levels and the country's price level."""
    printed = read.series("gdp_growth_real")
    if printed is not None and printed[0] >= BASE_YEAR - 2:
        read.notes.append(note("simulation.growth_printed", year=printed[0], value=printed[1] / 100.0))
        return math.log1p(printed[1] / 100.0)
    series = [(int(r["year"]), float(r["value"])) for r in indicators.series(read.id) if r["indicator"] == "gdp"]
    points = sorted({**dict(series), **{i.year: i.value for i in levels}}.items())
    points = [p for p in points if p[0] <= BASE_YEAR][-2:]
    if len(points) < 2:
        read.notes.append(note("simulation.growth_unknown"))
        return _national_growth(BASE_YEAR)
    (first, start), (last, end) = points
    rate = math.log(_deflated(end, last) / _deflated(start, first)) / (last - first)
    read.notes.append(note("simulation.growth_from_levels", value=rate, first=first, last=last))
    return rate


def _jobs(read: _Reader, population: float) -> dict[str, float]:
    """Jobs by census sector; a zone without a census takes the shares of the place it lies in."""
    place = read.id
    if indicators.value(read.id, "employed") is None:
        within = places.place(read.id).within if read.id in places.places() else ""
        if not within or indicators.value(within, "employed") is None:
            read.lacks("employed", "city_indicators.csv")
            return {}
        place = within
        read.notes.append(note("simulation.census_of_surroundings", site=within))
    employed = read.value("employed", place) or math.nan
    if place != read.id:
        employed = population * read.assumed.central("zone_jobs_per_head")
    else:
        employed *= math.exp(_steady_change(read) * (BASE_YEAR - indicators.CENSUS_YEAR))
    sectors = ("primary", *_INDUSTRY, *_SERVICES)
    shares = {s: read.value(f"employment_share_{s}", place) or 0.0 for s in sectors}
    if place != read.id:  # a zone's mines, where it has any, stand on the tables of deposits
        shares |= {"manufacturing": shares["manufacturing"] + shares["mining"], "mining": 0.0}
    whole = sum(shares.values())
    return {sector: employed * share / whole for sector, share in shares.items()}


def _people(read: _Reader) -> float:
    """People of the base year: the newest count, carried on at the change between the two censuses."""
    counts = [i for i in indicators.indicators(read.id) if i.indicator in ("population_resident", "population_census")]
    newest = max(counts, key=lambda i: i.year, default=None)
    printed = read.series("population_resident")
    if newest is None and printed is None:
        read.lacks("population_census", "city_indicators.csv")
        return math.nan
    if printed is not None and (newest is None or printed[0] > newest.year):
        year, count = printed[0], printed[1] * 1e6
    else:
        assert newest is not None
        year, count = newest.year, newest.value
        read.value(newest.indicator)
    change = _steady_change(read)
    if change == 0.0 or year >= BASE_YEAR:
        return count
    read.notes.append(note("simulation.people_carried", year=year, value=count, to=BASE_YEAR))
    return count * math.exp(change * (BASE_YEAR - year))


def _drift(read: _Reader) -> float:
    """Yearly net migration between the censuses of 2010 and 2020, log of people less births and deaths.

    Without a census of 2010: the mean of cities of the stage that have one.
    """
    central = read.assumed.central
    country, largest = central("age_65_share"), central("largest_steady_change")
    natural = central("natural_change_2010s") + central("natural_change_by_age") * (_age_65(read) - country)
    change = census_change(read.id)
    if change is not None and abs(change) <= largest:
        return change - natural
    stage = places.cities()[read.id].stage if read.id in places.cities() else ""
    counted = [census_change(id) for id, city in places.cities().items() if city.stage == stage]
    others = [c for c in counted if c is not None and abs(c) <= largest]
    if change is None:
        read.notes.append(note("simulation.no_census_of_2010"))
    else:
        read.notes.append(note("simulation.boundaries_moved", value=change))
    if not others:
        read.notes.append(note("simulation.no_drift"))
        return 0.0
    read.notes.append(note("simulation.drift_of_peers", value=len(others), stage=f"stage_{stage}"))
    return sum(others) / len(others) - natural


def _age_65(read: _Reader) -> float:
    """Percent of people over 65; the country's where the tables have none."""
    own = read.value("age_65_share", needed=False)
    return read.assumed.central("age_65_share") if own is None else own


def _steady_change(read: _Reader) -> float:
    """Log change of people per year between the censuses; 0 where it is not known or boundaries moved."""
    change = census_change(read.id)
    return change if change is not None and abs(change) <= read.assumed.central("largest_steady_change") else 0.0


@cache
def census_change(id: str) -> float | None:
    """Log change of people per year between the censuses of 2010 and 2020; None where one is missing."""
    before, after = indicators.value(id, "population_2010"), indicators.value(id, "population_census")
    return math.log(after.value / before.value) / 10.0 if before and after else None


@cache
def facts(id: str, assumed: Assumptions) -> CityFacts:
    """The base year of a city or zone.

    Raises
    ------
    UnknownIdError : no such place.
    InputError : the tables lack what a simulation needs; every missing figure is named ("no data").
    """
    place = places.place(id)
    city = places.cities().get(id)
    read = _Reader(id, assumed)
    gdp, growth = _gdp(read)
    population = _people(read)
    secondary = _share(read, "secondary_share", gdp)
    primary = _share(read, "primary_share", gdp)
    jobs = _jobs(read, population) if math.isfinite(population) else {}
    if read.missing:
        raise InputError(read.missing)
    drift = _drift(read)
    return CityFacts(
        id=id,
        name_en=place.name_en,
        name_zh=place.name_zh,
        province=place.province_en,
        stage=city.stage if city else "",
        resource_words=city.main_resources if city else "",
        gdp=gdp,
        secondary_share=secondary,
        primary_share=primary,
        population=population,
        jobs=jobs,
        age_65_share=_age_65(read),
        growth=growth,
        national_growth=_national_growth(BASE_YEAR),
        drift=drift,
        public_share=_public_share(jobs, assumed),
        sources=tuple(dict.fromkeys(read.sources)),
        weak=tuple(dict.fromkeys(read.weak)),
        notes=tuple(read.notes),
    )


@cache
def census_jobs(id: str, assumed: Assumptions) -> Mapping[str, float] | None:
    """Jobs by census section, carried to the base year; None where the census has no row of the place."""
    read = _Reader(id, assumed)
    people = _people(read)
    return (_jobs(read, people) or None) if math.isfinite(people) else None


def _public_share(jobs: Mapping[str, float], assumed: Assumptions) -> float:
    services = sum(jobs[sector] for sector in _SERVICES)
    public = sum(jobs[sector] for sector in _PUBLIC)
    return public / services if services else assumed.central("public_share_usual")


def _share(read: _Reader, indicator: str, gdp: float) -> float:
    printed = read.series(indicator)
    if printed is not None:
        return printed[1] / 100.0
    found = indicators.value(read.id, indicator)
    if found is not None:
        return (read.value(indicator) or 0.0) / 100.0
    if places.cities().get(read.id) is None and math.isfinite(gdp):
        value = read.assumed.central(f"zone_{indicator}")
        read.notes.append(note(f"simulation.no_{indicator}", value=value))
        return value
    read.lacks(indicator, "city_indicators.csv")
    return math.nan


@cache
def coverage(assumed: Assumptions) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """Resource-based cities that can be simulated, and for the others the figures that are missing."""
    good: list[str] = []
    lacking: dict[str, tuple[str, ...]] = {}
    for id in places.cities():
        try:
            facts(id, assumed)
        except InputError as error:
            lacking[id] = tuple(dict.fromkeys(p.field for p in error.problems))
        else:
            good.append(id)
    return tuple(good), lacking
