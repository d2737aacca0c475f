"""Power of a first case: wind and sun of the place, a battery, the tariff of its grid, and the circuits it would need."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from lodeshift.case.rows import Plant, PowerOption
from lodeshift.catalogue import places, power, recipes, technologies, weather
from lodeshift.catalogue.conventions import convention
from lodeshift.chain.power import circuit_at
from lodeshift.errors import UnknownIdError
from lodeshift.names import ELECTRICITY
from lodeshift.records.figure import Figure

TARIFF_ITEMS: Final = {"market_energy_price": "energy", "system_operation_fee": "system_operation_fee"}


def voltage(grid: str) -> str:
    """The highest voltage band of a grid's tariff."""
    bands = power.voltages(grid)
    return "220kV+" if "220kV+" in bands else bands[-1]


def options(place: str, site: str) -> list[PowerOption]:
    """Wind and PV near the place with the hours of its climate, and a battery."""
    normals = weather.normals(places.place(place).climate_place or place)
    known, circuit = power.grid_connection(place), circuit_at(place)
    line = technologies.technology(circuit.line).metric("capex")
    line_km = convention("start_line_length").central
    rows: list[dict[str, Any]] = []
    for kind, technology, hours in (
        ("wind", "wind_onshore", normals.wind_full_load_hours),
        ("pv", "pv_utility", normals.pv_full_load_hours),
    ):
        potential = known.get(f"local_{kind}_potential") or known.get(f"{kind}_potential")
        rows.append(
            {
                "option": f"{kind}-local",
                "kind": kind,
                "technology": technology,
                "potential_mw": (potential or convention(f"start_{kind}_potential")).central,
                "full_load_hours": hours.central,
                "line_km": line_km,
                "line_cost_cny_per_mw_km": line.central / circuit.line_mw,
                "losses": convention("start_line_losses").central,
                "source": f"potential: {potential.source if potential else 'own assumption'}; hours: {hours.source}; "
                f"line: single {circuit.kv:g} kV circuit {line.central / 1e6:g} m CNY/km over {circuit.line_mw:g} MW "
                f"(technology table), {line_km:g} km assumed",
                "quality": "estimate",
                "note": "before curtailment; potential and line to be replaced",
            }
        )
    rows.append(
        {
            "option": "battery",
            "kind": "battery",
            "potential_mw": convention("start_battery_potential").central,
            "source": "potential: own assumption; cost: catalogue rows battery_storage_energy and battery_storage_power",
            "quality": "estimate",
        }
    )
    return [PowerOption.model_validate({"site": site, "supply": "own", **row}) for row in rows]


def plant_load_mw(plants: Iterable[Plant]) -> float:
    """Mean load of the operating plants at full output over the hours of a continuous works."""
    operating = [plant for plant in plants if plant.status == "operating"]
    mwh = sum(plant.capacity * max(0.0, -recipes.process(plant.process).amount(ELECTRICITY)) for plant in operating)
    return mwh / convention("works_hours_at_load").central


def connection(place: str, own_load_mw: float = 0.0) -> tuple[dict[str, Figure], list[str]]:
    """Assumptions on circuits and the load that they carry already, and what is not known.

    Parameters
    ----------
    own_load_mw : load of the plants that the case lists itself; it is taken out of the place's peak.
    """
    circuit = circuit_at(place)
    rule = circuit.firm_mw
    peak = power.grid_connection(place).get("peak_load")
    missing = []
    if peak is None:
        other = replace(convention("start_load_of_others"), region="", note="", row="")
        gross = other.central + own_load_mw
        missing.append("peak load and connection of the place: no row; 100 MW of other load is assumed")
    else:
        gross, left = peak.central, convention("start_share_of_others").central
        low, central, high = (
            round(max(left * each, each - own_load_mw)) for each in (peak.low, peak.central, peak.high)
        )
        source = f"{peak.source}; peak of {peak.central:,.0f} MW less {own_load_mw:,.0f} MW of the plants listed here"
        other = _estimate(low, central, high, "MW", source)
        missing.append("other load on the circuits: estimated from the peak of the place less the plants of the case")
    circuits, more = math.ceil(gross / rule.central) + 1, convention("start_circuits_more")
    source = (
        f"derived: a peak of {gross:,.0f} MW must be N-1 secure, (n - 1) x {rule.central:g} MW at {circuit.kv:g} kV"
    )
    figures = {
        "firm_mw_per_further_circuit": rule,
        "background_peak_load": other,
        "existing_circuits": _estimate(circuits, circuits, circuits + 1, "circuit", source),
        "max_circuits": _estimate(
            circuits + more.low,
            circuits + more.central,
            circuits + more.high,
            "circuit",
            f"{more.source}; existing ones included",
        ),
    }
    return figures, missing


def tariff_figures(grid: str) -> tuple[dict[str, Figure], list[str]]:
    """Market energy price and system fee of the grid as assumptions, and the parts of the tariff that are not known."""
    tariff = power.tariff(grid, voltage(grid))
    found = {item: figure for item, part in TARIFF_ITEMS.items() if (figure := getattr(tariff, part)) is not None}
    missing = [f"tariff of {grid}: no row for {part.replace('_', ' ')}" for part in tariff.missing]
    return found, missing


def grid_factor(province: str) -> tuple[Figure, list[str]]:
    """Grid factor of 2022, of the country where the province has none."""
    try:
        return power.co2_factor(province, 2022), []
    except UnknownIdError:
        return power.co2_factor("China", 2022), [f"grid factor of {province}: no row; that of the country is used"]


def _estimate(low: float, central: float, high: float, unit: str, source: str) -> Figure:
    return Figure(low, central, high, unit, "2024", "", source, "estimate")
