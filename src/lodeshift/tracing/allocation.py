"""How the burden of a process with several outputs is shared out: by value, mass, energy, to the main product, or by credit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lodeshift.catalogue import goods, recipes, upstream
from lodeshift.catalogue.prices import has_price
from lodeshift.chain.network import NOT_GOODS, FlowKey, flows
from lodeshift.chain.prices import price_at
from lodeshift.errors import InputError
from lodeshift.records.figure import Figure
from lodeshift.records.footprint import Allocated, Sharing

CHOSEN: Final = "chosen"
"""The reason of an allocation that the user chose."""


def co_products(process: recipes.Process) -> tuple[str, ...]:
    """By-products other than emissions, each once."""
    left_out = {process.main, *NOT_GOODS}
    return tuple(dict.fromkeys(flow.commodity for flow in process.outputs if flow.commodity not in left_out))


def yield_of(process_id: str, commodity: str, amounts: Mapping[FlowKey, Figure] | None = None) -> float:
    """What a process gives of a commodity, units per unit of its main product; `amounts` are a case's own flows."""
    given = (flow for flow in flows(process_id, amounts) if flow.commodity == commodity and flow.direction != "in")
    return sum(flow.figure.central for flow in given)


def _weight(process: str, commodity: str, amount: float, method: Sharing) -> float:
    """What an output counts by: CNY, t or GJ per unit of activity; never negative.

    Raises
    ------
    InputError : the output has no price, mass or heating value where the method needs one.
    """
    if method == "value":
        if not has_price(commodity, "sell"):
            return 0.0  # what has no price is no product: wastes and residues carry nothing
        return max(0.0, price_at(commodity, role="sell").central) * amount
    if method == "mass":
        tonnes = goods.commodity(commodity).tonnes_per_unit
        if tonnes is None:
            raise InputError.one(
                "tracing.not_by_mass", "recipes.csv", None, process, f"{commodity} is not counted by mass", "value"
            )
        return tonnes * amount
    value = upstream.heating_value(commodity)
    if value is None:
        hint = "share it by value or mass"
        raise InputError.one(
            "tracing.no_heating_value",
            "recipes.csv",
            None,
            process,
            f"{commodity} has no heating value",
            "a fuel",
            hint,
        )
    return value.central * amount


def shares(
    process_id: str,
    chosen: Mapping[str, Sharing] | None = None,
    amounts: Mapping[FlowKey, Figure] | None = None,
) -> Allocated:
    """How a process is shared out: as `chosen` says, else by the catalogue's choice; `amounts` are a case's own flows.

    Wastes (tailings, slag) carry nothing and are not credited; their treatment is not counted.

    Raises
    ------
    UnknownIdError : no such process.
    InputError : the method does not fit the outputs.
    """
    process = recipes.process(process_id)
    usual = upstream.allocation(process_id)
    method: Sharing = (chosen or {}).get(process_id, usual.method)
    reason = usual.reason if method == usual.method else CHOSEN
    outputs = {each: yield_of(process_id, each, amounts) for each in (process.main, *co_products(process))}

    def weight(commodity: str, by: Sharing) -> float:
        return _weight(process_id, commodity, outputs[commodity], by)

    wastes = frozenset(
        commodity
        for commodity in outputs
        if commodity != process.main
        and goods.commodity(commodity).kind == "waste"
        and weight(commodity, "value") <= 0.0
    )
    useful = tuple(commodity for commodity in outputs if commodity not in wastes)
    if method in {"main", "system_expansion"} or len(useful) == 1:
        credited = tuple(each for each in useful[1:] if method == "system_expansion")
        return Allocated(process_id, method, {process.main: 1.0}, credited, reason)
    weights = {commodity: weight(commodity, method) for commodity in useful}
    total = sum(weights.values())
    if total <= 0.0:
        return Allocated(process_id, "main", {process.main: 1.0}, (), "no_price")
    share = {commodity: weight / total for commodity, weight in weights.items()}
    return Allocated(process_id, method, share, (), reason)
