"""What a good pays when it leaves the country, per unit: the destination's carbon law, VAT not returned, export duty.

The carbon law itself is `border.price`; this room turns its tonnes into units of goods and years into arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.border.price import USUAL, Terms, border_cost
from lodeshift.catalogue import border_rules, goods, trade
from lodeshift.chain.freight import tonnes_per_unit
from lodeshift.names import ELECTRICITY

Array = NDArray[np.float64]
MID_YEAR: Final = (7, 1)


def destination_id(word: str) -> str:
    """Id of a destination, however it is spelled ("eu", "EU").

    Raises
    ------
    UnknownIdError : no such destination.
    """
    spelled = {known.lower(): known for known in border_rules.destinations()}
    return border_rules.destination(spelled.get(word.lower(), word)).id


def border_cny_per_unit(commodity: str, year: int, destination: str, terms: Terms = USUAL) -> float:
    """What a unit of a good pays under the carbon law of its destination, CNY; 0 where that law asks nothing of it.

    With the usual terms default values count, so that it pays the same whether it was made with green power or not;
    `terms` may bring verified emissions.

    Raises
    ------
    UnknownIdError, InputError, InputRangeError : as `border.price.border_cost`.
    """
    per_tonne = border_cost(commodity, year, destination_id(destination), terms).cny_per_t
    if not per_tonne or commodity == ELECTRICITY:  # electricity is counted by the MWh on both sides
        return per_tonne
    return per_tonne * tonnes_per_unit(goods.commodity(commodity).id)


def border_path_cny_per_unit(commodity: str, years: Sequence[int], destination: str, terms: Terms = USUAL) -> Array:
    """`border_cny_per_unit` of every year, shape (years,)."""
    return np.array([border_cny_per_unit(commodity, year, destination, terms) for year in years])


def lost_rebate_share(commodity: str, year: int, rebate: float | None = None) -> float:
    """Share of the price without VAT that stays with an exporter because export VAT is not fully returned.

    `vat_rate - export_rebate` in mid-year; `rebate` (a share) replaces the table's. A good of which the table knows
    nothing is taken to get nothing back, the dearer case.

    Source: VAT rules as in `vat_trade.csv`.
    """
    on = date(year, *MID_YEAR)
    if rebate is None:
        found = trade.export_rebate(commodity, on)
        rebate = 0.0 if found is None else found.central
    return max(0.0, trade.vat_rate(commodity, on) - rebate)


def export_duty_share(commodity: str, year: int) -> float:
    """Export duty as a share of the price in mid-year; 0 where the table has none."""
    found = trade.export_duty(commodity, date(year, *MID_YEAR))
    return 0.0 if found is None else found.central
