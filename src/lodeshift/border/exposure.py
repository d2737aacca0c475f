"""How a city's goods stand at the borders: in scope now, in the proposal, never; rebates and the battery rules beside it."""

from __future__ import annotations

from collections.abc import Iterable

from lodeshift.border.goods import find
from lodeshift.border.price import USUAL, Terms, border_cost
from lodeshift.catalogue import border_rules, goods
from lodeshift.names import ELECTRICITY
from lodeshift.records.border import Exposure
from lodeshift.records.note import note

_ORDER = {"now": 0, "proposal": 1, "never": 2}


def exposure(
    commodities: Iterable[str], year: int, destination: str = "EU", terms: Terms = USUAL
) -> tuple[Exposure, ...]:
    """Exposure of each commodity, those in scope first.

    `green_power_changes_bill` is True only where electricity is priced (cement, fertilisers, agglomerated ore) or
    where power replaces a direct emission (electrolytic hydrogen): for steel and aluminium it changes nothing today.

    Raises
    ------
    UnknownIdError : a word that is no commodity.
    """
    found = [_one(commodity, year, destination, terms) for commodity in dict.fromkeys(commodities)]
    return tuple(sorted(found, key=lambda each: (_ORDER[each.in_scope], -each.eur_per_t, each.commodity)))


def _one(commodity: str, year: int, destination: str, terms: Terms) -> Exposure:
    good = goods.commodity(commodity)
    own_factor_needed = commodity == ELECTRICITY and terms.see is None  # its default factors are not carried
    cost = border_cost(commodity, year, "domestic" if own_factor_needed else destination, terms)
    entry = find(cost.cn) if cost.in_scope == "now" else None
    indirect = entry is not None and entry.indirect_priced
    hydrogen = entry is not None and entry.sector == "hydrogen"
    battery = commodity in border_rules.batteries()
    notes = list(cost.notes)
    if own_factor_needed:
        notes.append(note("border.power_by_own_factor"))
    if hydrogen:
        notes.append(note("border.hydrogen_by_electrolysis"))
    elif entry is not None and not indirect:
        notes.append(note("border.green_changes_nothing"))
    if battery:
        notes.append(note("border.battery_regulation"))
    return Exposure(
        commodity=commodity,
        unit=good.unit,
        cn=cost.cn,
        in_scope=cost.in_scope,
        indirect_priced=indirect,
        green_power_changes_bill=indirect or hydrogen,
        eur_per_t=cost.eur_per_t,
        rebate_loss_cny_per_t=cost.rebate_loss_cny_per_t,
        battery_regulation=battery,
        notes=tuple(notes),
    )
