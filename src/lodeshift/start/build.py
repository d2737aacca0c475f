"""A first case of a place, made from the catalogue, with the list of what is missing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lodeshift import units
from lodeshift.case.models import NAME_PATTERN, Case, CaseHead, Horizon
from lodeshift.case.rows import CaseDeposit, Goal, ProcessChoice, Site
from lodeshift.catalogue import indicators, places, recipes, tables
from lodeshift.catalogue.conventions import convention
from lodeshift.chain.costs import process_cost
from lodeshift.errors import InputError, Problem
from lodeshift.names import WEAK_QUALITIES, Quality
from lodeshift.start import energy, figures, trade
from lodeshift.start.industry import Industry, jobs, of_place

YEARS: Final = (2026, 2028, 2030, 2035)


@dataclass(frozen=True, slots=True)
class Start:
    """A first case and what a person must still find or replace."""

    case: Case
    missing: tuple[str, ...]


def begin(name: str, city: str, processes: Iterable[str] = ()) -> Start:
    """Make the first case of a city or zone.

    Parameters
    ----------
    name : name of the case (small letters, digits, hyphens).
    city : id or name of a place of the catalogue.
    processes : processes to add to those that fit what the place has.

    Raises
    ------
    UnknownIdError : no such place or process.
    InputError : the name cannot be one; or the catalogue knows nothing that the place could start from; the message says what was looked for.
    """
    if re.fullmatch(NAME_PATTERN, name) is None:
        wanted = "small letters a-z, digits and hyphens, beginning with a letter or digit"
        raise InputError.one("start.name", "NAME", None, "name", repr(name), wanted, "the place to put it is --folder")
    place = places.find(city)
    if place.tariff_grid == "":
        raise InputError.one(
            "start.no_tariff_grid",
            "--city",
            None,
            place.id,
            f"a {place.kind} without a tariff grid",
            "a city or zone in China",
        )
    site = place.id
    found = of_place(place.id, site, processes)
    if not found.processes:
        raise InputError([_nothing(place.id, found)])
    assumed, missing = figures.assumptions(place.id, place.tariff_grid, energy.plant_load_mw(found.plants))
    points, more = figures.paths(place.id, jobs(found.plants))
    where, also = _site(place.id)
    case = Case(
        head=_head(name, place),
        sites=(where,),
        processes=tuple(_choice(found, site, id) for id in found.processes),
        plants=tuple(found.plants),
        deposits=tuple(
            CaseDeposit(site=site, deposit=each, source="deposit tiers of the catalogue", quality="estimate")
            for each in found.deposits
        ),
        markets=tuple(trade.markets(found, place.id, site)),
        power=tuple(energy.options(place.id, site)),
        goals=tuple(_example_goal(found, site)),
        assumptions=tuple(assumed),
        paths=tuple(points),
    )
    first = [
        "targets: the catalogue holds no plan of the city; goals.csv holds one example to be replaced, and the objective "
        "is max_npv until there are targets to meet at least cost",
        "market volumes: sales are held to what stands and three plants of the smallest sensible size",
    ]
    if found.plants:
        first.append("plants: capacities stand as the sources print them; check unit, product and year of each row")
    return Start(case, tuple(dict.fromkeys([*first, *found.missing, *also, *missing, *more])))


def _nothing(place: str, found: Industry) -> Problem:
    city = places.cities().get(place)
    what = f"main resources: {city.main_resources}" if city else "no main resources"
    hint = "name a process with --process (lodeshift atlas processes lists them)"
    if found.missing:
        hint = f"{'; '.join(found.missing)}; {hint}"
    return Problem(
        "start.nothing_to_start_from",
        "--city",
        None,
        place,
        f"no deposit, firm or process that fits ({what})",
        "something to start from",
        hint,
    )


def _head(name: str, place: places.Place) -> CaseHead:
    return CaseHead(
        name=name,
        title_en=f"{place.name_en}: a first case",
        title_zh=f"{place.name_zh}初步案例" if place.name_zh else "",
        about="Made from the catalogue; every row marked estimate or recalled is to be replaced by what is known here.",
        horizon=Horizon(planning_years=YEARS, last_years=5, decision_year=2026),
        objective="max_npv",
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """A figure of a place with its year and source."""

    value: float
    year: int
    source: str
    quality: Quality


def _site(place: str) -> tuple[Site, list[str]]:
    known = places.place(place)
    people = _figure(place, ("population_resident", "population_census"), "persons")
    gdp = _figure(place, ("gdp",), "mCNY")
    sources = [f"population {people.year}: {people.source}"] if people else []
    sources += [f"GDP {gdp.year}: {gdp.source}"] if gdp else []
    missing = [f"{what} of the place: no row" for what, each in (("population", people), ("GDP", gdp)) if each is None]
    weak = [each.quality for each in (people, gdp) if each and each.quality in WEAK_QUALITIES]
    return (
        Site(
            site=place,
            place=place,
            name_en=known.name_en,
            name_zh=known.name_zh,
            tariff_voltage=energy.voltage(known.tariff_grid),
            population=people.value if people else None,
            gdp_mcny=gdp.value if gdp else None,
            gdp_year=gdp.year if gdp else None,
            source="; ".join(sources) or "catalogue of places",
            quality=weak[0] if weak else "reported",
        ),
        missing,
    )


def _figure(place: str, names: tuple[str, ...], unit: str) -> _Known | None:
    """The newest figure of a place: from the indicators of all cities, else from the page series of some."""
    for name in names:
        found = indicators.value(place, name)
        if found is not None:
            return _Known(_in(found.value, found.unit, unit), found.year, found.source, found.quality)
        rows = [row for row in indicators.series(place) if row["indicator"] == name]
        if rows:
            row = max(rows, key=lambda each: int(each["year"]))
            value = _in(float(row["value"]), row["unit"], unit)
            return _Known(value, int(row["year"]), row["source"], tables.quality(row))
    return None


def _in(value: float, written: str, unit: str) -> float:
    """A value in the house's unit; "bn yuan, current prices" is cut to what units can be read."""
    return round(value * units.conversion(written.split(",", maxsplit=1)[0], unit), 3)


def _choice(found: Industry, site: str, process: str) -> ProcessChoice:
    return ProcessChoice(
        site=site,
        process=process,
        availability=convention("start_availability").central,
        ramp_up=(convention("start_first_year_use").central,),
        source=f"{found.why[process]}; availability and first-year use: own estimate",
        quality="estimate",
        note=recipes.process(process).note,
    )


def _example_goal(found: Industry, site: str) -> list[Goal]:
    """One plant of the smallest sensible size by the last planning year: of the product furthest down from a deposit of
    the place (of two, the one that costs least to build), else of the first process that fits."""
    sized = {id: size for id in found.processes if (size := trade.smallest_plant(id)) is not None}
    if not sized:
        return []
    chain = [id for id in sized if id in found.level]
    id = min(chain, key=lambda each: (-found.level[each], _capital(each, sized[each]))) if chain else next(iter(sized))
    process = recipes.process(id)
    return [
        Goal(
            goal=f"example-{process.main.replace('_', '-')}",
            kind="output",
            subject=process.main,
            site=site,
            year=YEARS[-1],
            value=sized[id],
            unit=f"{process.unit}/a",
            source="example: one plant of the smallest sensible size (technology table)",
            quality="estimate",
            note="to be replaced by the targets of the city",
        )
    ]


def _capital(id: str, size: float) -> float:
    cost = process_cost(id)
    return size * cost.capex if cost else math.inf
