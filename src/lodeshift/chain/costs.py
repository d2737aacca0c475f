"""What a process costs at a site apart from its goods: capital, O&M, labour, and how long it takes to build."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lodeshift.catalogue import recipes, technologies
from lodeshift.catalogue.conventions import convention
from lodeshift.errors import InputRangeError, UnitError
from lodeshift.names import ELECTRICITY
from lodeshift.records.figure import Figure
from lodeshift.units import conversion

ZERO_RATE: Final = 1e-15
"""Below this the annuity's formula divides two roundings; 1 / life is right to 1e-13."""

CostKey = tuple[str, str]
"""(technology id, metric)."""


def annuity_per_year(rate: float, life_years: float) -> float:
    """Share of an investment due each year at `rate` (fraction, >= 0) over `life_years` (> 0).

    Zero rate gives 1 / life. Any text on engineering economics; tested against the sum of discounted payments.
    """
    if life_years <= 0 or rate < 0:
        raise InputRangeError(f"annuity needs rate >= 0 and life > 0; found rate {rate!r}, life {life_years!r}")
    if rate < ZERO_RATE:
        return 1.0 / life_years
    return rate / -math.expm1(-life_years * math.log1p(rate))


@dataclass(frozen=True, slots=True)
class ProcessCost:
    """Cost of one process per unit of main product, in CNY of the base year without VAT.

    `capex` is per unit of yearly capacity; `fixed_om` per unit of capacity and year; `variable_om` per unit made.
    `figures` hold the rows used, by metric.
    """

    process: str
    capex: float
    fixed_om: float
    variable_om: float
    life_years: float
    build_years: float
    figures: Mapping[str, Figure]


def process_cost(process_id: str, overrides: Mapping[CostKey, Figure] | None = None) -> ProcessCost | None:
    """Cost of a process from the technology table; None where the catalogue has no capital cost for it.

    Raises
    ------
    UnknownIdError : no such process.
    UnitError : a capital cost stands in a unit that does not fit the process.
    """
    process = recipes.process(process_id)
    known = technologies.technologies().get(process_id)
    if known is None or "capex" not in known.metrics:
        return None
    metrics = dict(known.metrics)
    for (technology, metric), figure in (overrides or {}).items():
        if technology == process_id:
            metrics[metric] = figure
    capex = capex_per_annual_unit(metrics["capex"], process)
    variable = metrics["variable_om"]
    per_unit = variable.central * conversion(variable.unit, f"CNY/{process.unit}")
    return ProcessCost(
        process=process_id,
        capex=capex,
        fixed_om=metrics["fixed_om"].central * capex,
        variable_om=per_unit,
        life_years=_years(metrics["lifetime"]),
        build_years=_years(metrics["build_time"]),
        figures=metrics,
    )


def _years(figure: Figure) -> float:
    return figure.central * conversion(figure.unit, "year")


def capex_per_annual_unit(capex: Figure, process: recipes.Process) -> float:
    """Capital cost in CNY per unit of main product a year.

    Coal plants (CNY/kW) and electrolysers (CNY/kW_el) are turned at the full-load hours of `conventions.csv`.
    """
    wanted = f"CNY/({process.unit}/a)"
    if capex.unit == wanted:
        return capex.central
    if capex.unit == "CNY/kW" and process.main == ELECTRICITY:
        return capex.central * 1000.0 / convention("coal_power_hours").central
    if capex.unit == "CNY/kW_el":
        return capex.central * 1000.0 * -process.amount(ELECTRICITY) / convention("green_electrolyser_hours").central
    try:
        return capex.central * conversion(capex.unit, wanted)
    except UnitError as problem:
        raise UnitError(f"capex of {process.id} ({capex.row}) stands in {capex.unit}, expected {wanted}") from problem
