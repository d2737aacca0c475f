"""Amounts of goods and sizes of plants with the unit that suits them."""

from __future__ import annotations

from lodeshift.catalogue import goods, recipes
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.numbers import Scale


def amount_scale(telling: Telling, commodity: str, largest: float) -> Scale:
    """How amounts of a commodity up to `largest` are written."""
    known = goods.commodity(commodity)
    if known.tonnes_per_unit is not None:
        scale = telling.words.scale("mass_t", largest * known.tonnes_per_unit)
        return Scale(scale.divisor / known.tonnes_per_unit, scale.unit)
    return telling.words.scale("energy_mwh", largest) if known.unit == "MWh" else Scale(1.0, known.unit)


def amount(telling: Telling, commodity: str, value: float) -> str:
    """An amount of a commodity with its unit."""
    return _written(value, amount_scale(telling, commodity, value))


def capacity_scale(telling: Telling, name: str, largest: float) -> Scale:
    """How sizes of a process (per year), a power option or circuits are written."""
    words = telling.words
    if reading.is_process(name):
        process = recipes.process(name)
        factor = goods.commodity(process.main).tonnes_per_unit
        if factor is None:
            return Scale(1.0, words.text("plan.per_year", unit=process.unit))
        scale = words.scale("capacity_t_per_a", largest * factor)
        return Scale(scale.divisor / factor, scale.unit)
    if name == "circuits":
        return words.scale("circuits", largest)
    return words.scale("storage_mwh" if reading.is_store_energy(name) else "power_mw", largest)


def capacity(telling: Telling, name: str, value: float) -> str:
    """A size with its unit."""
    return _written(value, capacity_scale(telling, name, value))


def place(telling: Telling, name: str, size: float) -> tuple[int, int, str, float]:
    """Order of rows: processes by size, power by kind and option, circuits last."""
    if reading.is_process(name):
        return (0, 0, "", -size)
    kind = reading.power_kind(telling.plan, name)
    rank = reading.SUPPLY_KINDS.index(kind) if kind in reading.SUPPLY_KINDS else len(reading.SUPPLY_KINDS)
    return (2 if name == "circuits" else 1, rank, name, 0.0)


def _written(value: float, scale: Scale) -> str:
    return f"{numbers.plain(value / scale.divisor)} {scale.unit}".rstrip()
