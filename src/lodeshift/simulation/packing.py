"""Where the compiled equations find a field: fields that share a shape lie in one array.

A bundle of fifty arrays becomes a few, which compile fast and stay close together in cache. Constants of a group are
stacked (field, ...). The state is flat, lane by lane: row r of a field stands at ((r * fields + field) * lanes), so
that the compiler knows how far two fields lie apart and needs no test for overlap.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from lodeshift.simulation.layout import City, Firms, Floats, Levers, Markets, State

BUNDLES = {"firms": Firms, "city": City, "markets": Markets, "levers": Levers, "state": State}
"""Bundles by the name that equations give them."""


class Place(NamedTuple):
    """Group of a field, its number in the group, how many fields the group has."""

    group: int
    number: int
    members: int


@cache
def places(bundle: str) -> dict[str, Place]:
    """Field -> place. Groups are the shapes named in `layout`, in order of appearance."""
    shapes = {
        field: getattr(hint, "__forward_arg__", str(hint)) for field, hint in BUNDLES[bundle].__annotations__.items()
    }
    groups = list(dict.fromkeys(shapes.values()))
    members = {shape: [field for field, other in shapes.items() if other == shape] for shape in groups}
    return {
        field: Place(groups.index(shape), members[shape].index(field), len(members[shape]))
        for field, shape in shapes.items()
    }


def pack(bundle: str, fields: Any, real: type[np.floating[Any]]) -> tuple[Floats, ...]:
    """The arrays of a bundle of constants, one per shape, floats in precision `real`."""
    groups: dict[int, list[Any]] = {}
    for field, place in places(bundle).items():
        groups.setdefault(place.group, []).append(getattr(fields, field))
    stacked = (np.stack(members) for members in groups.values())
    return tuple(np.ascontiguousarray(a if a.dtype.kind == "i" else a.astype(real)) for a in stacked)


def empty_state(sizes: dict[str, int], lanes: int, real: type[np.floating[Any]]) -> tuple[Floats, ...]:
    """Flat arrays for a block's state; `sizes` gives the rows of every shape of `State`."""
    found = places("state")
    shapes = {
        place.group: (sizes[State.__annotations__[field].__forward_arg__], place.members)
        for field, place in found.items()
    }
    return tuple(np.zeros(rows * members * lanes, real) for rows, members in shapes.values())
