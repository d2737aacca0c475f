"""What stands, beside every answer about a city: the same numbers from the same record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lodeshift.case.read import load
from lodeshift.reporting.standing_data import block
from lodeshift.standing.whole import standing


def beside(by_site: Mapping[str, str]) -> dict[str, Any]:
    """The `standing` block of an answer: of the one place that it is about, or by site where there are several.

    Raises
    ------
    UnknownIdError : a site lies in no known place.
    """
    if len(set(by_site.values())) == 1:
        return block(standing(next(iter(by_site.values()))))
    return {site: block(standing(place)) for site, place in by_site.items()}


def places_of_run(folder: Path) -> dict[str, str]:
    """Place of each site of a run, from the case that lies in its folder."""
    return {site.site: site.place for site in load(folder / "inputs").sites}
