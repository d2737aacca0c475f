"""A table to begin with: the public figures of a city and its peers in the format of `table`, to be filled up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lodeshift.catalogue.indicators import CENSUS_YEAR
from lodeshift.diagnosis import diversity, employment, public
from lodeshift.files.tables import csv_text
from lodeshift.records.figure import Figure


def _value(of: Callable[[str], Figure | None]) -> Callable[[str], float | None]:
    def value(place: str) -> float | None:
        figure = of(place)
        return None if figure is None else figure.central

    return value


def _newest(indicator: str) -> Callable[[str], float | None]:
    return _value(lambda place: public.newest(place, indicator, CENSUS_YEAR))


def _effective_number(place: str) -> float | None:
    jobs = employment.of(place)
    return None if jobs is None else diversity.effective_number(jobs.shares)


def _mining_share(place: str) -> float | None:
    jobs = employment.of(place)
    return None if jobs is None else 100 * jobs.extraction_share_of_industry


COLUMNS: Final[dict[str, Callable[[str], float | None]]] = {
    "gdp_per_head_yuan:benefit:economy": _value(public.gdp_per_head),
    "gdp_growth_nominal_2020_23_pct:benefit+signed:economy": _value(public.nominal_growth),
    "effective_number_of_industries:benefit:structure": _effective_number,
    "mining_share_of_industrial_jobs_pct:cost:structure": _mining_share,
    "college_share_pct:benefit:people": _newest("college_share"),
    "age_65_share_pct:cost:people": _newest("age_65_share"),
    "population_change_2010_20_pct:benefit+signed:people": _value(public.population_change),
}
"""Header of each column -> figure of a place."""


def starter(place: str, peers: Sequence[str]) -> str:
    """CSV text with one row per place for 2020; a figure that is missing is a blank cell.

    Places without any of the figures are left out, except the place itself.
    """
    rows = []
    for each in (place, *peers):
        values = [of(each) for of in COLUMNS.values()]
        if each == place or any(value is not None for value in values):
            rows.append([each, CENSUS_YEAR, *("" if value is None else f"{value:.6g}" for value in values)])
    return csv_text(["city", "year", *COLUMNS], rows)
