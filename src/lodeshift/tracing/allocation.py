"""How the burden of a process with several outputs is shared out: by value, mass, energy, to the main product, or by credit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lodeshift.catalogue import goods, prices, recipes, upstream
from lodeshift.catalogue.upstream import Method
from lodeshift.errors import InputError
from lodeshift.names import CO2, LABOUR

EMISSIONS = frozenset({CO2, "ch4_direct"})


@dataclass(frozen=True, slots=True)
class Shares:
    """Share of a process's burden that one unit of activity puts on each output (sums to 1), and outputs credited instead.

    `credits` are outputs that replace the same good made elsewhere (system expansion); they carry no share.
    """

    process: str
    method: Method
    share: Mapping[str, float]
    credits: tuple[str, ...]
    words: str


def co_products(process: recipes.Process) -> tuple[str, ...]:
    """By-products other than emissions, each once."""
    found = [flow.commodity for flow in process.outputs if flow.commodity not in EMISSIONS]
    return tuple(dict.fromkeys(commodity for commodity in found if commodity not in {process.main, LABOUR}))


def _output(process: recipes.Process, commodity: str) -> float:
    return sum(flow.amount.central for flow in process.outputs if flow.commodity == commodity)


def _weight(process: recipes.Process, commodity: str, method: Method) -> float:
    """What an output counts by: CNY, t or GJ per unit of activity; never negative.

    Raises
    ------
    InputError : the output has no price, mass or heating value where the method needs one.
    """
    amount = _output(process, commodity)
    if method == "value":
        if not prices.has_price(commodity, "sell"):
            return 0.0  # what has no price is no product: wastes and residues carry nothing
        return max(0.0, prices.base_price(commodity, "sell").central) * amount
    if method == "mass":
        tonnes = goods.commodity(commodity).tonnes_per_unit
        if tonnes is None:
            raise InputError.one(
                "tracing.not_by_mass", "recipes.csv", None, process.id, f"{commodity} is not counted by mass", "value"
            )
        return tonnes * amount
    if commodity not in upstream.ENERGY_GJ:
        hint = "share it by value or mass"
        raise InputError.one(
            "tracing.no_heating_value",
            "recipes.csv",
            None,
            process.id,
            f"{commodity} has no heating value",
            "a fuel",
            hint,
        )
    return upstream.ENERGY_GJ[commodity] * amount


def shares(process_id: str, chosen: Mapping[str, Method] | None = None) -> Shares:
    """How a process is shared out: as `chosen` says, else by the catalogue's choice.

    Wastes (tailings, slag) carry nothing and are not credited; their treatment is not counted.

    Raises
    ------
    UnknownIdError : no such process.
    InputError : the method does not fit the outputs.
    """
    process = recipes.process(process_id)
    usual = upstream.allocation(process_id)
    method: Method = (chosen or {}).get(process_id, usual.method)
    reason = usual.reason if method == usual.method else "chosen by the user"
    outputs = (process.main, *co_products(process))
    wastes = frozenset(
        commodity
        for commodity in outputs[1:]
        if goods.commodity(commodity).kind == "waste" and _weight(process, commodity, "value") <= 0.0
    )
    useful = tuple(commodity for commodity in outputs if commodity not in wastes)
    if method in {"main", "system_expansion"} or len(useful) == 1:
        credited = tuple(each for each in useful[1:] if method == "system_expansion")
        return Shares(process_id, method, {process.main: 1.0}, credited, f"{process_id}: {method}; {reason}")
    weights = {commodity: _weight(process, commodity, method) for commodity in useful}
    total = sum(weights.values())
    if total <= 0.0:
        return Shares(process_id, "main", {process.main: 1.0}, (), f"{process_id}: no output has a price; main product")
    share = {commodity: weight / total for commodity, weight in weights.items()}
    parts = ", ".join(f"{commodity} {part:.0%}" for commodity, part in share.items())
    return Shares(process_id, method, share, (), f"{process_id}: by {method} ({parts}); {reason}")
