"""Why a city wins or loses on a product: raw material, energy and location against the median of all cities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue.geology import ores
from lodeshift.matching.bill import MARKET, Bill
from lodeshift.matching.delivered import IMPOSSIBLE, PARTS, Costs, cost_to_make
from lodeshift.matching.ground import Ground
from lodeshift.records.match import Purchase, Reason, ReasonKind
from lodeshift.records.note import Note, note

Matrix = NDArray[np.float64]
OWN_KINDS: Final = ("none", "wind", "sun")
MOST_BOUGHT: Final = 2
"""Bought goods that are named, the dearest first."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the delivered cost of one product is made of, at every place where it can be made.

    `parts` (5, places) in the order of `delivered.PARTS`, freight to the market inside location; NaN elsewhere.
    """

    product: str
    parts: Matrix
    freight: Matrix
    dues: float


def made_of(ground: Ground, found: Costs, product: str, freight: Matrix, dues: float) -> Made:
    """Parts of the delivered cost of a product everywhere; `freight` (places,) and `dues` lead to the market."""
    cost, process = cost_to_make(ground, found.make, product)
    parts = found.parts[:, process, np.arange(len(ground.places))].copy()
    parts[PARTS.index("location")] += freight + dues
    parts[:, cost > IMPOSSIBLE] = np.nan
    return Made(product, parts, freight, dues)


def reasons(ground: Ground, found: Costs, place: int, made: Made, bill: Bill) -> tuple[tuple[Reason, ...], float]:
    """The three reasons, the one that moves the cost most first, and what plant and labour add to them.

    Negative differences are advantages. Each part is compared with the median city's; the rest is what remains of the
    difference between the whole costs. Where a city makes a good that others buy, raw material moves into the rest.
    """
    usual = np.nanmedian(made.parts, axis=1)
    said: dict[ReasonKind, tuple[Note, ...]] = {
        "raw material": _raw(bill),
        "energy": _energy(ground, found, place),
        "location": _location(ground, place, bill, made),
    }
    rows = []
    for kind, notes in said.items():
        i = PARTS.index(kind)
        rows.append(Reason(kind, float(made.parts[i, place] - usual[i]), notes))
    whole = made.parts.sum(axis=0)
    rest = float(whole[place] - np.nanmedian(whole)) - sum(row.difference for row in rows)
    return tuple(sorted(rows, key=lambda reason: -abs(reason.difference))), rest


def _raw(bill: Bill) -> tuple[Note, ...]:
    dug = [note("matching.own_ore", p.commodity) for p in bill.purchases if p.commodity in ores()]
    bought = [p for p in bill.purchases if p.unit != "MWh" and p.cost > 0][:MOST_BOUGHT]
    return (*dug, *(_bought(p) for p in bought)) or (note("matching.nothing_bought"),)


def _bought(p: Purchase) -> Note:
    if p.source != MARKET:
        return note("matching.bought_from", p.commodity, site=p.source, value=p.share)
    if p.distance_km > 0:
        return note("matching.bought_on_coast", p.commodity, value=p.share)
    return note("matching.bought_here", p.commodity, value=p.share)


def _energy(ground: Ground, found: Costs, place: int) -> tuple[Note, ...]:
    price, usual = float(found.power.best[place]), float(np.median(found.power.best))
    own = float(found.power.own_share[place])
    if own <= 0:
        return (note("matching.power_price", value=price, usual=usual),)
    kind = OWN_KINDS[int(found.power.own_kind[place])]
    return (note("matching.power_price_mixed", value=price, usual=usual, own=own, source=kind),)


def _location(ground: Ground, place: int, bill: Bill, made: Made) -> tuple[Note, ...]:
    freight, km = float(made.freight[place]), float(ground.to_port.straight[place])
    said = [note("matching.freight_out", value=freight, port=ground.port_of[place], km=km)]
    if made.dues > 0:
        said.append(note("matching.dues", value=made.dues))
    far = max((p for p in bill.purchases if p.distance_km > 0), key=lambda p: p.cost, default=None)
    if far is not None:
        key = "matching.comes_from_coast" if far.source == MARKET else "matching.comes_from_afar"
        said.append(note(key, far.commodity, site=far.source, value=far.distance_km))
    return tuple(said)
