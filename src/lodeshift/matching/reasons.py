"""Why a city wins or loses on a product: raw material, energy and location against the median of all cities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import places
from lodeshift.catalogue.geology import ores
from lodeshift.matching.bill import MARKET, Bill
from lodeshift.matching.delivered import NOT_TO_BE_HAD, PARTS, Costs, cost_to_make
from lodeshift.matching.ground import Ground
from lodeshift.records.match import Reason, ReasonKind

Matrix = NDArray[np.float64]
OWN_KINDS: Final = ("none", "wind", "sun")


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
    parts[:, cost > NOT_TO_BE_HAD / 10] = np.nan
    return Made(product, parts, freight, dues)


def reasons(ground: Ground, found: Costs, place: int, made: Made, bill: Bill) -> tuple[tuple[Reason, ...], float]:
    """The three reasons, the one that moves the cost most first, and what plant and labour add to them.

    Negative differences are advantages. Each part is compared with the median city's; the rest is what remains of the
    difference between the whole costs. Where a city makes a good that others buy, raw material moves into the rest.
    """
    usual = np.nanmedian(made.parts, axis=1)
    words = {
        "raw material": _raw_words(bill),
        "energy": _energy_words(ground, found, place),
        "location": _location_words(ground, place, bill, made),
    }
    rows = []
    for kind in get_args(ReasonKind):
        i = PARTS.index(kind)
        rows.append(Reason(kind, float(made.parts[i, place] - usual[i]), words[kind]))
    whole = made.parts.sum(axis=0)
    rest = float(whole[place] - np.nanmedian(whole)) - sum(row.difference for row in rows)
    return tuple(sorted(rows, key=lambda reason: -abs(reason.difference))), rest


def _name(place_id: str) -> str:
    return "the coast" if place_id == MARKET else places.place(place_id).name_en


def _raw_words(bill: Bill) -> str:
    dug = [f"own {p.commodity}" for p in bill.purchases if p.commodity in ores()]
    bought = [p for p in bill.purchases if p.unit != "MWh" and p.cost > 0][:2]
    if not bought:
        return ", ".join(dug) or "no bought material"
    return ", ".join(dug + [f"{p.commodity} from {_name(p.source)} ({p.share:.0%} of the cost)" for p in bought])


def _energy_words(ground: Ground, found: Costs, place: int) -> str:
    price, usual = found.power.best[place], float(np.median(found.power.best))
    own = found.power.own_share[place]
    kind = OWN_KINDS[int(found.power.own_kind[place])]
    mixed = f", {own:.0%} of it own {kind}" if own > 0 else ""
    return f"power at {price:,.0f} CNY/MWh{mixed} (median city {usual:,.0f})"


def _location_words(ground: Ground, place: int, bill: Bill, made: Made) -> str:
    port = places.place(ground.port_of[place]).name_en
    km = float(ground.to_port.straight[place])
    far = max((p for p in bill.purchases if p.distance_km > 0), key=lambda p: p.cost, default=None)
    inward = "" if far is None else f"; {far.commodity} comes {far.distance_km:,.0f} km from {_name(far.source)}"
    dues = f" and {made.dues:,.0f} of VAT not returned, duty and border" if made.dues > 0 else ""
    return f"{made.freight[place]:,.0f} CNY of freight to the market{dues} ({port} is {km:,.0f} km away){inward}"
