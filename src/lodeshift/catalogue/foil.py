"""Physics and trade claims about copper foil and cells: areal masses, kilograms per kWh, what thinner foil gains."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure


@cache
def items() -> Mapping[tuple[str, str], Figure]:
    """All figures by (group, item), for example ("areal_mass", "copper foil 6 um")."""
    return MappingProxyType({(row["group"], row["item"]): tables.figure(row) for row in tables.read("foil_physics")})


def item(group: str, name: str) -> Figure:
    """One figure.

    Raises
    ------
    UnknownIdError : no such group or item.
    """
    known = items()
    if (group, name) not in known:
        raise UnknownIdError(f"foil figure of group {group!r}", name, {i for g, i in known if g == group})
    return known[group, name]
