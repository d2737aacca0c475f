"""The record of a place as it stands, put together once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import assumptions, indicators, places
from lodeshift.errors import InputError
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note
from lodeshift.records.standing import Standing, StandingEmissions, StandingGood, StandingWork, Unmapped
from lodeshift.standing.facts import BASE_YEAR, CityFacts, facts
from lodeshift.standing.goods import goods_of, unmapped_of
from lodeshift.standing.mines import mines_of, reserve_life_years, without_tier
from lodeshift.standing.power import power_of
from lodeshift.standing.sectors import Printed, Split, split
from lodeshift.standing.works import works_of

MONEY: Final = ("budget_revenue", "budget_expenditure", "government_debt")
CENSUS_YEAR: Final = 2020


@dataclass(frozen=True, slots=True)
class _Economy:
    """What statistics print, as far as known."""

    gdp: Figure | None
    known: CityFacts | None
    split: Split | None


@cache
def standing(place: str) -> Standing:
    """A place of the catalogue as it stands in its base year: that of its newest GDP.

    Raises
    ------
    UnknownIdError : no such place.
    """
    id = places.find(place).id
    goods, conflicts = goods_of(id)
    works = works_of(id, goods)
    mines, over = mines_of(id, goods)
    power = power_of(id)
    economy = _economy(id, works)
    dug = [work for work in works if work.digs]
    counted = 1.0 if economy.split is None else economy.split.counted
    money = {name: each for name in MONEY if (each := _figure(id, name)) is not None}
    life = reserve_life_years(mines)
    return Standing(
        place=id,
        base_year=BASE_YEAR if economy.gdp is None else int(economy.gdp.year),
        goods=goods,
        unmapped=unmapped_of(id),
        mines=mines,
        works=works,
        sectors=() if economy.split is None else economy.split.sectors,
        gdp_mcny=economy.gdp,
        population=_figure(id, "population_resident") or _figure(id, "population_census"),
        mining_jobs=_mining_jobs(id, economy.known),
        mining_value_added_mcny=counted * sum(max(w.value_added_mcny, 0.0) for w in dug) if dug else None,
        power=power,
        emissions=_emissions(works),
        reserve_life_years=life,
        money=MappingProxyType(money),
        modelled_share_of_industry=None if economy.split is None else min(1.0, economy.split.modelled_over_industry),
        read_share=_read_share(works),
        gaps=(
            *_economy_gaps(id, economy),
            *conflicts,
            *over,
            *(note("standing.no_tier", good, site=id) for good in without_tier(works, mines)),
            *_missing(id, goods, unmapped_of(id), life),
            *([] if power.twh is not None else [note("standing.no_power_use", site=id)]),
            *([] if power.mw else [note("standing.no_power_plants", site=id)]),
            *([] if money else [note("standing.no_money", site=id)]),
        ),
    )


def _figure(id: str, name: str) -> Figure | None:
    """The newest figure of a place; money in million yuan."""
    found = indicators.newest(id, name)
    if found is None:
        return None
    scale, unit = {"bn CNY": (1e3, "m CNY"), "million persons": (1e6, "persons")}.get(found.unit, (1.0, found.unit))
    value = found.value * scale
    return Figure(value, value, value, unit, str(found.year), id, found.source, found.quality, found.base, found.row)


def _economy(id: str, works: tuple[StandingWork, ...]) -> _Economy:
    gdp = _figure(id, "gdp")
    try:
        known = facts(id, assumptions.usual())
    except InputError:
        return _Economy(gdp, None, None)
    if gdp is None:
        return _Economy(None, known, None)
    printed = Printed(gdp.central, known.primary_share, known.secondary_share, known.jobs)
    return _Economy(gdp, known, split(printed, works, assumptions.usual()))


def _mining_jobs(id: str, known: CityFacts | None) -> Figure | None:
    """People in mining: the census's, carried with the city's people where both are known."""
    share, employed = (indicators.value(id, name) for name in ("employment_share_mining", "employed"))
    if share is None or employed is None:
        return None
    if known is not None:
        jobs, year = known.jobs["mining"], str(BASE_YEAR)
    else:
        jobs, year = employed.value * share.value / 100.0, str(share.year)
    return Figure(jobs, jobs, jobs, "persons", year, id, share.source, "estimate", "", f"{employed.row}, {share.row}")


def _emissions(works: tuple[StandingWork, ...]) -> StandingEmissions:
    if not works:
        return StandingEmissions(None, None, ())
    return StandingEmissions(
        sum(work.co2_t for work in works),
        sum(work.ch4_co2e_t for work in works),
        tuple(work.good.commodity for work in works),
    )


def _read_share(works: tuple[StandingWork, ...]) -> float | None:
    """Share of the works' output by value that rests on figures that were read."""
    whole = sum(work.revenue_mcny for work in works)
    return sum(work.revenue_mcny for work in works if work.good.read) / whole if whole > 0 else None


def _economy_gaps(id: str, economy: _Economy) -> Iterable[Note]:
    if economy.gdp is None:
        yield note("standing.no_gdp", site=id)
    if economy.known is None:
        yield note("standing.no_census", site=id)
    else:
        yield note("standing.census_carried", site=id, year=CENSUS_YEAR, to=BASE_YEAR)
    if economy.split is not None and economy.split.counted < 1.0:
        yield note("standing.over_statistics", site=id, value=economy.split.modelled_over_industry)


def _missing(
    id: str, goods: tuple[StandingGood, ...], unmapped: tuple[Unmapped, ...], life: float | None
) -> Iterable[Note]:
    if not goods:
        yield note("standing.no_outputs", site=id)
    left_out = tuple(each.item.replace("_", " ") for each in unmapped if not each.inside)
    if left_out:
        yield note("standing.no_recipe", site=id, items=left_out)
    if life is None:
        yield note("standing.no_life", site=id)
