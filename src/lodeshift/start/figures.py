"""Assumptions and paths of a first case: the house's general estimates, completed by what is known of the place."""

from __future__ import annotations

from typing import Any, Final

from lodeshift.case.fields import ASSUMPTION_UNITS
from lodeshift.case.rows import Assumption, PathPoint
from lodeshift.catalogue import indicators, industry, places, policy, tables
from lodeshift.catalogue.conventions import convention
from lodeshift.records.figure import Figure
from lodeshift.start import energy

JOBS_YEARS: Final = (2026, 2030, 2035)
"""Years for which the share of the employed that a new trade may win is assumed."""


def assumptions(place: str, grid: str, own_load_mw: float = 0.0) -> tuple[list[Assumption], list[str]]:
    """One row for every figure that a plan may ask for, and what is missing (`own_load_mw`: load of the case's plants)."""
    rows = [
        Assumption.model_validate({name: cell for name, cell in row.items() if cell and name != tables.ROW})
        for row in tables.read("start_assumptions")
    ]
    rows.append(_profit_tax(places.place(place).province_en))
    connection, missing = energy.connection(place, own_load_mw)
    tariff, more = energy.tariff_figures(grid)
    rows += [_of_figure(item, figure) for item, figure in {**connection, **tariff}.items()]
    order = list(ASSUMPTION_UNITS)
    return sorted(rows, key=lambda row: order.index(row.item)), missing + more


def paths(place: str, jobs_now: float = 0.0) -> tuple[list[PathPoint], list[str]]:
    """Grid factor, carbon price, prices, demand, tariff, people; and what is missing (`jobs_now`: of the case's plants)."""
    factor, missing = energy.grid_factor(places.place(place).province_en)
    rows = [_point("grid_factor", 2022, factor, factor.unit, factor.source, factor.quality)]
    for row in tables.read("start_paths"):
        scaled = row["kind"] == "times_2022"
        scale = factor.central if scaled else 1.0
        low, central, high = (float(row[bound]) * scale for bound in ("low", "central", "high"))
        unit = factor.unit if scaled else row["unit"]
        figure = Figure(low, central, high, unit, "", "", row["source"], "estimate", row["note"])
        rows.append(_point(row["path"], int(row["year_of"]), figure, unit, row["source"], row["quality"]))
    people, more = _people(place, jobs_now)
    return rows + people, missing + more


def _people(place: str, jobs_now: float) -> tuple[list[PathPoint], list[str]]:
    employed = indicators.value(place, "employed")
    if employed is None:
        return [], ["people: no count of the employed; no limit on jobs is set (path `people`)"]
    by_year = {year: convention(f"start_jobs_share_{year}").central for year in JOBS_YEARS}
    shares = ", ".join(f"{share:.0%}" for share in by_year.values())
    source = f"own estimate: {jobs_now:,.0f} jobs of the plants listed, and {shares} of the employed of {employed.year}"
    rows = []
    for year, share in by_year.items():
        new = round(employed.value * share, -2)
        now = round(jobs_now, -1)
        figure = Figure(now + new / 2, now + new, now + new * 2, "job", str(employed.year), "", source, "estimate")
        rows.append(_point("people", year, figure, "job", f"{source} ({employed.source})", "estimate"))
    return rows, []


def _profit_tax(province: str) -> Assumption:
    standard, western = (policy.levers("corporate_income_tax_rate", where)[0] for where in ("China", "western"))
    here = western if province and industry.region_of(province) == "west" else standard
    return Assumption.model_validate(
        {
            "item": "profit_tax_rate",
            "low": western.value,
            "central": here.value,
            "high": standard.value,
            "unit": "1",
            "source": f"{here.place}, {here.year}: {here.source}" if here is western else here.source,
            "quality": here.quality,
        }
    )


def _of_figure(item: str, figure: Figure) -> Assumption:
    return Assumption.model_validate({"item": item, **_cells(figure), "unit": ASSUMPTION_UNITS[item]})


def _point(path: str, year: int, figure: Figure, unit: str, source: str, quality: str) -> PathPoint:
    unit = "t/MWh" if path == "grid_factor" else unit
    cells = {**_cells(figure), "unit": unit, "source": source, "quality": quality}
    return PathPoint.model_validate({"path": path, "year_of": year, **cells})


def _cells(figure: Figure) -> dict[str, Any]:
    return {
        "low": figure.low,
        "central": figure.central,
        "high": figure.high,
        "year": figure.year,
        "source": figure.source,
        "quality": figure.quality,
        "note": figure.note,
    }
