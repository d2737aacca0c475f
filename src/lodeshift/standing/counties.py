"""Sectors of a place without a printed GDP: its census jobs times what a job makes in the prefectures of its province."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import places
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.errors import InputError
from lodeshift.standing.facts import CityFacts, census_jobs, facts
from lodeshift.standing.sectors import Printed

SECONDARY: Final = ("mining", "manufacturing", "utilities", "construction")


def estimated(place: str, assumed: Assumptions) -> Printed | None:
    """GDP and its shares of a place by its jobs, mcny of 2024; None without a census row or known prefectures.

    Raises
    ------
    UnknownIdError : no such place.
    """
    jobs = census_jobs(place, assumed)
    ratios = mcny_per_job(places.place(place).province_en, assumed)
    if jobs is None or ratios is None:
        return None
    added = {name: ratios[name] * each for name, each in by_group(jobs).items()}
    gdp = sum(added.values())
    return Printed(gdp, added["primary"] / gdp, added["secondary"] / gdp, jobs)


@cache
def mcny_per_job(province: str, assumed: Assumptions) -> Mapping[str, float] | None:
    """Value added per job of the three sectors over the resource prefectures of a province; None where none is known."""
    known = [each for id, city in places.cities().items() if city.province_en == province and city.level == "prefecture"
             and (each := _known(id, assumed)) is not None]  # fmt: skip
    if not known:
        return None
    jobs = [by_group(each.jobs) for each in known]
    shares = {
        "primary": [each.primary_share for each in known],
        "secondary": [each.secondary_share for each in known],
        "tertiary": [1.0 - each.primary_share - each.secondary_share for each in known],
    }
    return MappingProxyType(
        {
            name: sum(s * each.gdp for s, each in zip(of, known, strict=True)) / sum(j[name] for j in jobs)
            for name, of in shares.items()
        }
    )


def by_group(jobs: Mapping[str, float]) -> dict[str, float]:
    """Jobs of the census's sections in the three sectors."""
    secondary = sum(jobs[name] for name in SECONDARY)
    return {
        "primary": jobs["primary"],
        "secondary": secondary,
        "tertiary": sum(jobs.values()) - jobs["primary"] - secondary,
    }


def _known(id: str, assumed: Assumptions) -> CityFacts | None:
    try:
        return facts(id, assumed)
    except InputError:
        return None
