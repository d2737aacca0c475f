"""The record of a place as it stands, put together once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import assumptions, goods, indicators, places
from lodeshift.catalogue.indicators import CENSUS_YEAR
from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.errors import InputError
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note
from lodeshift.records.standing import Standing, StandingEmissions, StandingGood, StandingWork, Unmapped
from lodeshift.standing.counties import estimated
from lodeshift.standing.facts import census_jobs, facts
from lodeshift.standing.firms import with_firms
from lodeshift.standing.goods import goods_of, unmapped_of
from lodeshift.standing.mines import mines_of, reserve_life_years, without_tier
from lodeshift.standing.power import power_of
from lodeshift.standing.sectors import Printed, Split, split
from lodeshift.standing.works import works_of

MONEY: Final = ("budget_revenue", "budget_expenditure", "government_debt")


@dataclass(frozen=True, slots=True)
class _Economy:
    """What statistics print, as far as known; `estimated` where GDP is the census's jobs times the province's ratios."""

    gdp: Figure | None
    jobs: Mapping[str, float] | None
    split: Split | None
    estimated: bool = False


@cache
def standing(place: str) -> Standing:
    """A place of the catalogue as it stands in its base year: that of its newest GDP.

    Raises
    ------
    UnknownIdError : no such place.
    """
    id = places.find(place).id
    gathered, conflicts = goods_of(id)
    made, differ = with_firms(id, gathered)
    works = works_of(id, made)
    mines, over = mines_of(id, made)
    power = power_of(id)
    economy = _economy(id, works)
    dug = [work for work in works if work.digs]
    counted = 1.0 if economy.split is None else economy.split.counted
    money = {name: each for name in MONEY if (each := _figure(id, name)) is not None}
    life = reserve_life_years(mines)
    return Standing(
        place=id,
        base_year=BASE_YEAR if economy.gdp is None else int(economy.gdp.year),
        goods=made,
        unmapped=unmapped_of(id),
        mines=mines,
        works=works,
        sectors=() if economy.split is None else economy.split.sectors,
        gdp_mcny=economy.gdp,
        population=_people(id),
        mining_jobs=_mining_jobs(id, economy.jobs),
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
            *differ,
            *over,
            *(note("standing.no_tier", good, site=id) for good in without_tier(works, mines)),
            *(_below_cost(work, id) for work in works if work.margin_cny_per_unit < 0),
            *_missing(id, made, unmapped_of(id), life),
            *([] if works else [note("standing.no_emissions", site=id), note("standing.no_read_share", site=id)]),
            *([] if dug else [note("standing.no_mines", site=id)]),
            *([] if power.twh is not None else [note("standing.no_power_use", site=id)]),
            *([] if power.mw else [note("standing.no_power_plants", site=id)]),
            *([] if money else [note("standing.no_money", site=id)]),
        ),
    )


def _below_cost(work: StandingWork, id: str) -> Note:
    """What runs though its sales do not pay its avoidable cost: a commitment with its support per unit, tonnes, jobs."""
    figure = work.good.figure
    return note(
        "standing.below_cost", work.good.commodity, site=id, value=figure.central, unit=figure.unit,
        jobs=work.jobs, support=-work.margin_cny_per_unit, per=goods.commodity(work.good.commodity).unit,
    )  # fmt: skip


def _figure(id: str, name: str) -> Figure | None:
    """The newest figure of a place; money in million yuan."""
    found = indicators.newest(id, name)
    if found is None:
        return None
    scale, unit = {"bn CNY": (1e3, "m CNY"), "million persons": (1e6, "persons")}.get(found.unit, (1.0, found.unit))
    value = found.value * scale
    return Figure(value, value, value, unit, str(found.year), id, found.source, found.quality, found.base, found.row)


def _people(id: str) -> Figure | None:
    """The newest count; of one year the census's."""
    counts = [each for name in ("population_census", "population_resident") if (each := _figure(id, name)) is not None]
    return max(counts, key=lambda each: int(each.year), default=None)


def _economy(id: str, works: tuple[StandingWork, ...]) -> _Economy:
    """A place without its own figures takes those that census and province give; the sum is then no print."""
    assumed = assumptions.usual()
    gdp, jobs = _figure(id, "gdp"), census_jobs(id, assumed)
    try:
        known = facts(id, assumed)
    except InputError:
        printed = estimated(id, assumed)
        if printed is None:
            return _Economy(gdp, jobs, None)
        if gdp is not None:
            printed = replace(printed, gdp_mcny=gdp.central)
        return _Economy(gdp, jobs, split(printed, works, assumed), estimated=True)
    level = known.gdp if gdp is None else gdp.central
    printed = Printed(level, known.primary_share, known.secondary_share, known.jobs)
    return _Economy(gdp, known.jobs, split(printed, works, assumed))


def _mining_jobs(id: str, jobs: Mapping[str, float] | None) -> Figure | None:
    """People in mining: the census's, carried with the place's people; a zone's are those of its own mines, here none."""
    if jobs is None:
        return None
    rows = [each for name in ("employment_share_mining", "employed") if (each := indicators.value(id, name))]
    source = rows[0].source if rows else ""
    return Figure(
        jobs["mining"], jobs["mining"], jobs["mining"], "persons", str(BASE_YEAR), id, source, "estimate", "",
        ", ".join(each.row for each in rows),
    )  # fmt: skip


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
    if economy.estimated:
        yield note("standing.sectors_estimated", site=id)
    if economy.jobs is None:
        yield note("standing.no_mining_jobs", site=id)
    else:
        yield note("standing.census_carried", site=id, year=CENSUS_YEAR, to=BASE_YEAR)
    if economy.split is None:
        yield note("standing.no_sectors", site=id)
        yield note("standing.no_share", site=id)
    elif economy.split.counted < 1.0:
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
