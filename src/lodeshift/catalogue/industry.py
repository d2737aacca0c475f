"""Who makes what where: firms and projects, national manufacturing clusters, unicorn counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import places, tables
from lodeshift.names import Quality

PUBLISHED: Final = MappingProxyType({"2022": 45, "2024": 35})
"""How many clusters each round named (MIIT, November 2022 and December 2024); the list at hand of 2024 is shorter."""

UNRANKED: Final = "not ranked"
"""Key of `RoundShares.by_tier` for cities that the tier table does not hold."""


@dataclass(frozen=True, slots=True)
class Company:
    """A firm, a project or a total. `capacity` is what its `status` says: operating, output, planned, target ...

    `commodity` is an id of `goods` where the product is one, else "".
    """

    company: str
    city_id: str
    province: str
    product: str
    commodity: str
    capacity: float | None
    unit: str
    year: str
    status: str
    investment_bn_cny: float | None
    confidence: str
    source: str
    quality: Quality
    note: str
    row: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """A national advanced manufacturing cluster. `city_ids` are keys of `places.city_tier`."""

    id: str
    round: str
    name_zh: str
    name_en: str
    cities: str
    city_ids: tuple[str, ...]
    provinces: tuple[str, ...]
    field: str
    confidence: str
    source: str
    quality: Quality
    note: str
    row: str


@dataclass(frozen=True, slots=True)
class UnicornCount:
    """A count of unicorn firms by place and list; `value` is None where a figure was looked for and not found."""

    list_name: str
    year: str
    place: str
    city_id: str
    metric: str
    value: float | None
    unit: str
    source: str
    quality: Quality
    note: str


@cache
def companies() -> tuple[Company, ...]:
    """All firms and projects, in the order of the table."""
    return tables.records(Company, "companies", investment_bn_cny="investment_bn_yuan")


@cache
def clusters() -> tuple[Cluster, ...]:
    """All clusters at hand: 45 of 45 of 2022 and 29 of 35 of 2024."""
    return tables.records(Cluster, "clusters", provinces="province")


def region_of(province_en: str) -> str:
    """Economic region of a province: east, centre, west, north-east; "" for a word that is no province."""
    known = places.provinces()
    return known[province_en].region if province_en in known else ""


@dataclass(frozen=True, slots=True)
class RoundShares:
    """How one round's clusters spread. Shares count each cluster once, split evenly over its provinces or cities.

    `known` of `published` clusters are on the list at hand: a share of an incomplete round must be shown with both.
    `by_tier` is by city tier of 2019 (recalled), UNRANKED for cities outside it.
    """

    round: str
    known: int
    published: int
    by_region: Mapping[str, float]
    by_tier: Mapping[str, float]

    @property
    def coverage(self) -> str:
        """Words to stand beside any share: "29 of 35"."""
        return f"{self.known} of {self.published}"


def round_shares(round_: str) -> RoundShares:
    """Region and tier shares of a round ("2022" or "2024")."""
    members = [each for each in clusters() if each.round == round_]
    regions: dict[str, float] = dict.fromkeys((each.region for each in places.provinces().values()), 0.0)
    tiers: dict[str, float] = dict.fromkeys((*places.TIERS, UNRANKED), 0.0)
    for each in members:
        for province in each.provinces:
            regions[region_of(province)] += 1 / len(each.provinces)
        for id in each.city_ids:
            tier = places.city_tier(id)
            tiers[tier.tier if tier else UNRANKED] += 1 / len(each.city_ids)
    count = len(members)
    return RoundShares(
        round=round_,
        known=count,
        published=PUBLISHED[round_],
        by_region={region: share / count for region, share in regions.items()},
        by_tier={tier: share / count for tier, share in tiers.items()},
    )


@cache
def unicorns() -> tuple[UnicornCount, ...]:
    """Counts of unicorn firms, Hurun and Great Wall lists of 2023 and 2024."""
    return tables.records(UnicornCount, "unicorns", list_name="list")
