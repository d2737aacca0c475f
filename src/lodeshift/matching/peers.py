"""Cities that made the step: who makes a product or is at it, from firms' rows and national clusters."""

from __future__ import annotations

from functools import cache
from typing import Final

from lodeshift.catalogue import industry, places, siting
from lodeshift.chain import supply
from lodeshift.records.match import Peer

MOST: Final = 5


def peers(city: str, product: str, most: int = MOST) -> tuple[Peer, ...]:
    """Up to `most` places that make the product or build for it; those most like the city first, then the nearest.

    Firms and projects come with their row; members of a national cluster for the product come with the cluster's.
    """
    found: dict[str, Peer] = {}
    for place, text, row in (*_with_firms(product), *_in_clusters(product)):
        if place != city and place not in found:
            distance = places.great_circle_km(city, place)
            found[place] = Peer(place, text, row, distance, _alike(city, place))
    ordered = sorted(
        found.values(), key=lambda peer: (-len(peer.alike.split("; ")) if peer.alike else 0, peer.distance_km)
    )
    return tuple(ordered[:most])


@cache
def _with_firms(product: str) -> tuple[tuple[str, str, str], ...]:
    rows = [each for evidence in supply.inventory().values() for each in evidence]
    wanted = [each for each in rows if each.commodity == product and each.kind in ("industry", "planned")]
    wanted.sort(key=lambda each: each.kind == "planned")
    return tuple((each.place, each.text, each.row) for each in wanted)


@cache
def _in_clusters(product: str) -> tuple[tuple[str, str, str], ...]:
    found = []
    for cluster in industry.clusters():
        if product in siting.cluster_goods().get(cluster.id, ()):
            text = f"national cluster of {cluster.round}: {cluster.name_en}"
            found += [(place, text, cluster.row) for place in cluster.city_ids if place in places.places()]
    return tuple(found)


def _alike(city: str, other: str) -> str:
    """What two places share, in words; empty where nothing is known to be shared."""
    shared = []
    known = places.cities()
    if city in known and other in known:
        one, two = known[city], known[other]
        if one.resource_type == two.resource_type:
            shared.append(f"resource type {one.resource_type}")
        if one.stage == two.stage:
            shared.append(f"stage of 2013 {one.stage}")
    if places.place(city).province_en == places.place(other).province_en:
        shared.append(f"province {places.place(city).province_en}")
    return "; ".join(shared)
