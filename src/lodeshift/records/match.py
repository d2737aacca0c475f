"""What a city could make: evidence of what it has, what it reaches, what it costs delivered, and how it ranks.

Money is CNY of 2024 without VAT. "Per unit" is per unit of the product's own measure (t for most goods).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lodeshift.names import Quality
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note

EvidenceKind = Literal["deposit", "resource", "industry", "byproduct", "planned"]
"""deposit: a row of the deposit table. resource: a word of the city's recalled list. industry: a firm that produces.
byproduct: comes with a producing industry or mine. planned: a project or target, which supplies nothing yet."""

Standing = Literal["made here", "rooted", "within reach", "footloose", "out of reach"]
"""made here: a firm of the city makes it. rooted: at least half of its inputs by value come from within the radius.
within reach: a chain from within the radius exists, but the cheapest way buys elsewhere. footloose: every input is a
market good, any city could make it. out of reach: a link is missing within the radius."""

ReasonKind = Literal["raw material", "energy", "location"]
Quadrant = Literal["near and cheap", "near but dear", "far but cheap", "far and dear"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row that says that a place has a commodity: `said` tells the row, `with_` of a by-product what it comes with."""

    place: str
    commodity: str
    kind: EvidenceKind
    said: Note
    quality: Quality
    row: str
    with_: Note | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A number with the range it takes over the draws (5 to 95 %)."""

    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: `process` run `amount` times per unit of the product, giving `commodity`."""

    process: str
    commodity: str
    amount: float


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something bought for one unit of the product. `source` is a place id, or "market" for the coast.

    `cost` is CNY per unit of product, freight included; `share` of the delivered cost; `near` tells whether the
    source lies within the radius.
    """

    commodity: str
    amount: float
    unit: str
    source: str
    distance_km: float
    near: bool
    cost: float
    share: float


@dataclass(frozen=True, slots=True)
class Sale:
    """A by-product sold at the gate, per unit of product; `credit` CNY (negative: its handling costs money)."""

    commodity: str
    amount: float
    unit: str
    credit: float


@dataclass(frozen=True, slots=True)
class MissingLink:
    """A carrier that nobody within the radius has, and where the nearest known one stands ("" where none is known)."""

    commodity: str
    nearest: str
    distance_km: float | None
    note: Note


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the city wins (negative difference) or loses against the median city, CNY per unit of product."""

    kind: ReasonKind
    difference: float
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """Place among the cities with data by delivered cost, 1 = cheapest.

    `holds_share`: share of the shared draws in which the city has this rank or a better one; `exact_share`: exactly
    this one; `low`, `high`: 5 and 95 % of its rank over the draws.
    """

    rank: int
    of: int
    holds_share: float
    exact_share: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Peer:
    """A city that makes the product or is at it: evidence row, and what it has in common with the city asked about."""

    place: str
    said: Note
    row: str
    distance_km: float
    alike: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One product for one city. Costs are per `unit` of product, delivered to the market named in `Match`.

    `local_share`: share of the inputs' value (energy, water and labour left out) that comes from within the radius.
    `cost_parts` by name add up to the central cost. `price` is the base price with its row, `margin` price less central cost.
    `cost_ore_at_worth`, `rank_ore_at_worth`: the same with every mine's product at what it would fetch instead of
    what it costs to dig. `rest_difference`: what plant and labour add to the three reasons.
    `relatedness` is the density percentile in the user's table, None without one. `score` only with the user's weights.
    """

    product: str
    unit: str
    standing: Standing
    feasible: bool
    local_share: float
    chain: tuple[Link, ...]
    purchases: tuple[Purchase, ...]
    sales: tuple[Sale, ...]
    missing: tuple[MissingLink, ...]
    cost: Span
    cost_parts: tuple[tuple[str, float], ...]
    price: Figure
    margin: float
    rank: Rank
    cost_ore_at_worth: float
    rank_ore_at_worth: int
    reasons: tuple[Reason, ...]
    rest_difference: float
    quadrant: Quadrant
    relatedness: float | None
    peers: tuple[Peer, ...]
    score: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """From how many places and which rows the answer comes.

    `compared`: cities ranked. `left_out`: why a place is. `estimated`: what was filled in at a place. The counts tell
    how many of the compared places have deposit rows, firm rows, and only a recalled word.
    """

    compared: int
    left_out: tuple[Note, ...]
    estimated: tuple[Note, ...]
    with_deposits: int
    with_firms: int
    with_words_only: int
    evidence: tuple[Evidence, ...]
    missing: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The answer for one city: its candidates, best first."""

    city: str
    market: str
    radius_km: float
    draws: int
    coverage: Coverage
    candidates: tuple[Candidate, ...]
    assumptions: Mapping[str, Note]
