"""Cities that made the step: who makes a product or is at it, from firms' rows and national clusters."""

from __future__ import annotations

from functools import cache
from typing import Final

from lodeshift.catalogue import industry, places, siting
from lodeshift.chain import supply
from lodeshift.records.match import Peer
from lodeshift.records.note import Note, note

MOST: Final = 5


def peers(city: str, product: str, most: int = MOST) -> tuple[Peer, ...]:
    """Up to `most` places that make the product or build for it; those most like the city first, then the nearest.

    Firms and projects come with their row; members of a national cluster for the product come with the cluster's.
    """
    found: dict[str, Peer] = {}
    for place, said, row in (*_with_firms(product), *_in_clusters(product)):
        if place != city and place not in found:
            distance = places.great_circle_km(city, place)
            found[place] = Peer(place, said, row, distance, _alike(city, place))
    ordered = sorted(found.values(), key=lambda peer: (-len(peer.alike), peer.distance_km))
    return tuple(ordered[:most])


@cache
def _with_firms(product: str) -> tuple[tuple[str, Note, str], ...]:
    rows = [each for evidence in supply.inventory().values() for each in evidence]
    wanted = [each for each in rows if each.commodity == product and each.kind in ("industry", "planned")]
    wanted.sort(key=lambda each: each.kind == "planned")
    return tuple((each.place, each.said, each.row) for each in wanted)


@cache
def _in_clusters(product: str) -> tuple[tuple[str, Note, str], ...]:
    found = []
    for cluster in industry.clusters():
        if product in siting.cluster_goods().get(cluster.id, ()):
            said = note("matching.cluster", name_en=cluster.name_en, name_zh=cluster.name_zh, round=cluster.round)
            found += [(place, said, cluster.row) for place in cluster.city_ids if place in places.places()]
    return tuple(found)


def _alike(city: str, other: str) -> tuple[Note, ...]:
    """What two places are known to share."""
    shared = []
    known = places.cities()
    if city in known and other in known:
        one, two = known[city], known[other]
        if one.resource_type == two.resource_type:
            shared.append(note("matching.same_resource", one.resource_type))
        if one.stage == two.stage:
            shared.append(note("matching.same_stage", one.stage))
    if places.place(city).province_en == places.place(other).province_en:
        shared.append(note("matching.same_province", city))
    return tuple(shared)
