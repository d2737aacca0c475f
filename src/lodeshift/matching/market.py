"""From the gate to the market: freight, and for the EU also the lost export rebate and the border's carbon bill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import places
from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.chain import border, freight
from lodeshift.matching.ground import Ground

Matrix = NDArray[np.float64]
COAST: Final = "coast"
EU: Final = "EU"


@dataclass(frozen=True, slots=True)
class Market:
    """Where a product goes: "coast" (the nearest sea port of China), "EU", or a place id; and the year of the rules."""

    name: str = COAST
    year: int = BASE_YEAR


def market(name: str, year: int = BASE_YEAR) -> Market:
    """A market by name: "coast", "EU", or a place (id, Chinese or English name).

    Raises
    ------
    UnknownIdError, InputError : no place, or several, are called so.
    """
    if name.lower() in (COAST, EU.lower()):
        return Market(EU if name.lower() == EU.lower() else COAST, year)
    return Market(places.find(name).id, year)


@dataclass(frozen=True, slots=True)
class Outward:
    """Way to the market per unit of product, CNY: `freight` (products, places) and `dues` (products,), which are VAT
    that an export does not get back, export duty and the border's carbon certificates (zero at home)."""

    freight: Matrix
    dues: Matrix

    @property
    def total(self) -> Matrix:
        """Freight and dues, shape (products, places)."""
        found: Matrix = self.freight + self.dues[:, None]
        return found


def outward(ground: Ground, values: Matrix, products: Sequence[str], where: Market) -> Outward:
    """What it takes to bring one unit of each product from every place to the market.

    To the EU: freight by sea or rail, the lost rebate on the base price, export duty, and certificates of the carbon
    border mechanism at default values (zero before 2026 and for goods outside its Annex I).
    """
    kinds = [ground.haulage[ground.good(product)] or "box" for product in products]
    mass = np.array([ground.mass[ground.good(product)] for product in products])
    rates = ground.rates(values)
    if where.name == COAST:
        haul = {kind: freight.cost_per_tonne(kind, ground.to_port, rates) for kind in set(kinds)}
    elif where.name == EU:
        haul = {kind: freight.abroad_per_tonne(ground.places, kind, EU, rates) for kind in set(kinds)}
    else:
        way = freight.distances(ground.places, [where.name])
        haul = {kind: freight.cost_per_tonne(kind, way, rates)[:, 0] for kind in set(kinds)}
    carried: Matrix = np.array([haul[kind] * m for kind, m in zip(kinds, mass, strict=True)])
    if where.name != EU:
        return Outward(carried, np.zeros(len(products)))
    dues = [_dues(product, float(values[ground.price[ground.good(product)]]), where.year) for product in products]
    return Outward(carried, np.array(dues))


def _dues(product: str, price: float, year: int) -> float:
    taxes = border.lost_rebate_share(product, year) + border.export_duty_share(product, year)
    return price * taxes + border.border_cny_per_unit(product, year, EU)
