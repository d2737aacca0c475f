"""What a process costs at a site apart from its goods: capital, O&M, labour, and how long it takes to build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lodeshift.catalogue import recipes, technologies
from lodeshift.catalogue.margins import USE_HOURS, annuity_per_year
from lodeshift.errors import UnitError
from lodeshift.names import ELECTRICITY
from lodeshift.records.figure import Figure
from lodeshift.units import conversion

__all__ = ["CostKey", "ProcessCost", "annuity_per_year", "capex_per_annual_unit", "process_cost"]

COAL_POWER_HOURS: Final = USE_HOURS["coal_power"]
"""Full-load hours that turn CNY/kW of a coal plant into CNY per MWh a year (as in the margin table)."""
ELECTROLYSER_HOURS: Final = USE_HOURS["electrolyser_alkaline"]
"""Full-load hours that turn CNY/kW of an electrolyser into CNY per tonne a year (as in the margin table)."""

CostKey = tuple[str, str]
"""(technology id, metric)."""


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

    Coal plants (CNY/kW) and electrolysers (CNY/kW_el) are turned at the full-load hours named in this module.
    """
    wanted = f"CNY/({process.unit}/a)"
    if capex.unit == wanted:
        return capex.central
    if capex.unit == "CNY/kW" and process.main == ELECTRICITY:
        return capex.central * 1000.0 / COAL_POWER_HOURS
    if capex.unit == "CNY/kW_el":
        return capex.central * 1000.0 * -process.amount(ELECTRICITY) / ELECTROLYSER_HOURS
    try:
        return capex.central * conversion(capex.unit, wanted)
    except UnitError as problem:
        raise UnitError(f"capex of {process.id} ({capex.row}) stands in {capex.unit}, expected {wanted}") from problem
