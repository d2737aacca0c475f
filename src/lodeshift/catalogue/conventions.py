"""What the house takes where no source says it: sizes, hours and shares of a first case and of comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure


@cache
def conventions() -> Mapping[str, Figure]:
    """All rows by name."""
    return MappingProxyType({row["name"]: tables.figure(row) for row in tables.read("conventions")})


def convention(name: str) -> Figure:
    """One figure, in the unit of its row.

    Raises
    ------
    UnknownIdError : no row of this name.
    """
    if name not in conventions():
        raise UnknownIdError("convention", name, conventions())
    return conventions()[name]
