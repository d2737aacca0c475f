"""Whom to compare a city with: the other cities of the plan that share what the user names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lodeshift.catalogue import indicators, industry, places
from lodeshift.catalogue.places import City
from lodeshift.errors import InputError, Problem

SIZE_FACTOR: Final = 2.0
"""Alike in size: between half and twice the people of the 2020 census."""
DEFAULT: Final = ("resource", "stage")


def population(place: str) -> float | None:
    """People of the census of 2020."""
    row = indicators.value(place, "population_census")
    return None if row is None else row.value


def _alike_in_size(a: City, b: City) -> bool:
    first, second = population(a.id), population(b.id)
    return first is not None and second is not None and 1 / SIZE_FACTOR <= first / second <= SIZE_FACTOR


CRITERIA: Final[dict[str, Callable[[City, City], bool]]] = {
    "resource": lambda a, b: a.resource_type == b.resource_type,
    "stage": lambda a, b: a.stage == b.stage,
    "size": _alike_in_size,
    "region": lambda a, b: industry.region_of(a.province_en) == industry.region_of(b.province_en),
    "province": lambda a, b: a.province_en == b.province_en,
}


def peers(city: str, criteria: Sequence[str] = DEFAULT) -> tuple[str, ...]:
    """Cities of the plan at the same level (prefecture, county, ...) that meet all criteria, without the city itself.

    A place that is not on the list has no stage and no resource type there, and so no peers.

    Raises
    ------
    InputError : a criterion is unknown; all that are are named.
    """
    unknown = [name for name in criteria if name not in CRITERIA]
    if unknown:
        known = ", ".join(CRITERIA)
        raise InputError(
            [
                Problem("option.not_one_of", "command line", None, "--peers", name, f"some of {known}")
                for name in unknown
            ]
        )
    cities = places.cities()
    if city not in cities:
        return ()
    own = cities[city]
    alike = [CRITERIA[name] for name in criteria]
    return tuple(
        other.id
        for other in cities.values()
        if other.id != city and other.level == own.level and all(same(own, other) for same in alike)
    )
