"""Where the city has been going, against its peers; levels on different census bases are shown, never joined.

The fourth economic census (2018) moved many city GDP levels, the fifth (2023) some again: a level belongs to a base,
growth between levels is taken inside one base only, and growth over a break is left to the real growth that the
bureau prints.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from lodeshift.catalogue import indicators, tables
from lodeshift.diagnosis import public
from lodeshift.diagnosis.evidence import derived
from lodeshift.files.tables import read_table
from lodeshift.names import EXTERNAL_DATA
from lodeshift.records.diagnosis import CensusBase, Comparison, Level, Trend
from lodeshift.records.figure import Figure
from lodeshift.records.note import note

FIRST_ON_FOURTH: Final = 2019
FIRST_ON_FIFTH: Final = 2024
SHOWN_APART: Final = ("gdp", "gdp_growth_real", "gdp_alt")


def base_of(year: int) -> CensusBase:
    """The census base of a GDP level printed for a year."""
    if year < FIRST_ON_FOURTH:
        return "before_fourth"
    return "fourth" if year < FIRST_ON_FIFTH else "after_fifth"


def trend(place: str, peers: Sequence[str], criteria: Sequence[str]) -> Trend:
    """Levels, real growth and comparisons of a place; every figure with its row, peers only where they have data."""
    return Trend(
        criteria=tuple(criteria),
        peers=tuple(peers),
        levels=gdp_levels(place),
        real_growth=public.series(place, "gdp_growth_real"),
        comparisons=tuple(_compare(name, of, place, peers) for name, of in MEASURES.items()),
        break_factor=census_break(place),
        also_known=_also_known(place),
    )


def gdp_levels(place: str) -> tuple[Level, ...]:
    """Printed GDP levels by year, bn CNY at current prices: yearbook rows first, pages where those have none."""
    found = {figure.year: figure for figure in public.series(place, "gdp")}
    for year in (public.GDP_FIRST, public.GDP_LAST):
        figure = public.newest(place, "gdp", year)
        if figure is not None:
            found[str(year)] = figure
    return tuple(Level(found[year], base_of(int(year))) for year in sorted(found, key=int))


def last_change(levels: Sequence[Level]) -> Figure | None:
    """Nominal change in % between the newest two levels of one base; weak, computed and bounding figures left out.

    None where there is no such pair.
    """
    sound = [level for level in levels if not level.figure.weak and not _soft(level.figure)]
    for earlier, later in zip(reversed(sound[:-1]), reversed(sound[1:]), strict=True):
        if earlier.base == later.base and earlier.figure.central > 0:
            value = 100 * (later.figure.central / earlier.figure.central - 1)
            span = f"{earlier.figure.year}-{later.figure.year}"
            return derived(value, "%", span, (earlier.figure, later.figure), note("diagnosis.current_prices"))
    return None


def _soft(figure: Figure) -> bool:
    return any(word in figure.note.lower() for word in ("bound", "forecast", "computed", "may pass"))


def secondary_change(place: str) -> Figure | None:
    """Change of industry and construction in GDP 2020-2023, percentage points."""
    first = public.newest(place, "secondary_share", public.GDP_FIRST)
    last = public.newest(place, "secondary_share", public.GDP_LAST)
    if first is None or last is None:
        return None
    return derived(last.central - first.central, "points", f"{public.GDP_FIRST}-{public.GDP_LAST}", (first, last))


def recent_population_change(place: str) -> Figure | None:
    """Resident people from the census of November 2020 to the end of 2023, % a year."""
    first, last = public.newest(place, "population_census"), public.newest(place, "population_resident", 2023)
    if first is None or last is None or first.central <= 0:
        return None
    years = 2023 + 1 - (2020 + 10 / 12)
    return derived(100 * float(np.log(last.central / first.central)) / years, "%/a", "2020-2023", (first, last))


def _newest(indicator: str) -> Callable[[str], Figure | None]:
    return lambda place: public.newest(place, indicator)


MEASURES: Final[dict[str, Callable[[str], Figure | None]]] = {
    "population_change_2010_2020": public.population_change,
    "population_change_2020_2023": recent_population_change,
    "nominal_growth_2020_2023": public.nominal_growth,
    "gdp_per_head_2020": public.gdp_per_head,
    "secondary_share_2023": lambda place: public.newest(place, "secondary_share", public.GDP_LAST),
    "secondary_change_2020_2023": secondary_change,
    "aged_65_2020": _newest("age_65_share"),
    "college_2020": _newest("college_share"),
    "mining_jobs_2020": _newest("employment_share_mining"),
}
"""What is compared; each function gives the figure of a place or None."""


@cache
def _measured(name: str, place: str) -> Figure | None:
    return MEASURES[name](place)


def _compare(name: str, of: Callable[[str], Figure | None], place: str, peers: Sequence[str]) -> Comparison:
    own = of(place)
    values = np.array([f.central for p in peers if (f := _measured(name, p)) is not None])
    if not values.size:
        return Comparison(name, own, 0, None, None, None, 0)
    lower, median, upper = (float(q) for q in np.percentile(values, [25, 50, 75]))
    below = 0 if own is None else int(np.count_nonzero(values < own.central))
    return Comparison(name, own, int(values.size), lower, median, upper, below)


def _also_known(place: str) -> tuple[tuple[str, Figure], ...]:
    """Other printed rows of the place, with their indicator's name."""
    return tuple(
        (row["indicator"], tables.figure(row))
        for row in indicators.series(place)
        if row["indicator"] not in SHOWN_APART
    )


@cache
def _breaks(folder: str) -> dict[str, float]:
    path = Path(folder) / "panel" / "census_break_2019.csv"
    if not path.is_file():
        return {}
    found = read_table(path, ("id", "break_factor"))
    return {row.cells["id"]: float(row.cells["break_factor"]) for row in found.rows}


def census_break(place: str) -> float | None:
    """How far the GDP level of 2019 lies from what growth would give (below 1 = revised down).

    The estimate does not ship: it is read from the folder named by LODESHIFT_EXTERNAL_DATA, else None.
    """
    folder = os.environ.get(EXTERNAL_DATA, "")
    return _breaks(folder).get(place) if folder else None
