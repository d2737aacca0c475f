"""A small plan made by hand, with every kind of field: arrays, blanks, years as keys, nested records."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.records import plan as record
from lodeshift.records.figure import Figure
from lodeshift.records.note import note

FIGURE = Figure(1.0, 2.0, 3.0, "CNY/t", "2024", "CN", "test", "estimate", "a note", "capex.csv:3")
PRICE = note("planning.figure_price", "copper_cathode")


def _totals() -> record.PowerTotals:
    return record.PowerTotals(1000.0, 400.0, 200.0, 0.0, 400.0, 10.0, 0.2, 0.4, 3, 3, 4)


def _site_year() -> record.SiteYear:
    return record.SiteYear(
        built={"copper_foil_6um": 5e3, "wind": 10.0},
        capacity={"copper_foil_6um": 2e4},
        activity={"copper_foil_6um": 1.5e4},
        output_t={"copper_foil_6um": 1.5e4},
        green_output_t={},
        sales_mcny=1200.0,
        value_added_mcny=100.0,
        jobs=210.0,
        emissions_t=0.0,
        emissions_power_t=12.5,
        water_m3=2e5,
        waste_t=0.0,
        investment_mcny=300.0,
        power=_totals(),
    )


@pytest.fixture
def plan() -> record.Plan:
    """Two slices, one site, one year."""
    slices = record.Slices(np.array([0, 12]), 12, np.array([4380.0, 4380.0]), np.array([1, 7]))
    series = np.array([0.1, 0.2])
    return record.Plan(
        case="tiny",
        title={"en": "A tiny cluster", "zh": "小集群"},
        objective="least_cost",
        objective_mcny=12_502.887_696_157_677,
        base_year=2024,
        discount_rate=0.08,
        slices=slices,
        years=(record.PlanYear(2030, 5.0, {"zone": _site_year()}),),
        power=(
            record.SitePower("zone", 2030, {"grid": series}, {"foil": series}, {}, np.zeros(2), series, series),
        ),
        flows=(record.Flow(2030, "zone", "copper_foil_6um", "copper_cathode", -1.512e4),),
        trades=(record.Trade(2030, "zone", "copper_foil_6um", "sell", "cells", 1.5e4, 81_620.0, 0.0, 0.0, 2024),),
        accounts=(record.AccountItem(record.AccountLine("firm", "sold", "copper_foil_6um"), 2030, 1200.0), record.AccountItem(record.AccountLine("firm", "bought electricity"), 2030, -60.0)),
        goals={
            "foil": record.GoalResult(4e4, 4e4, "t/a", 0.25, 2030, "output", "copper_foil_6um", "zone", "min"),
            "sales": record.GoalResult(1.0, 2.0, "mCNY/a", 0.0, 2030, "sales", "", "", "max"),
        },
        break_even={"copper_foil_6um": 87_200.0},
        prices_today={"copper_foil_6um": 81_620.0},
        binding=(record.Binding(note("planning.limit_potential", "wind", site="zone", year=2030), 0.5, "MW"),),
        weak=(record.WeakFigure(PRICE, "zone", FIGURE, 300.0, 70.0),),
        warnings=(note("planning.mean_hours", value=12.0), note("planning.boundless_sales", goods=("copper_cathode",))),
        solver={"method": "simplex", "status": "optimal", "gap": 0.0, "build_s": 0.1, "solve_s": 0.2, "total_s": 0.3},
        green=(
            record.GreenVariant(0.6, 1.0, 2.0, 3.0, 4.0, 5.0, 3, {"foil": 1.0}, {"foil": {"scope1": float("nan")}}),
        ),
        alternative=record.Alternative("max_npv", -5.0, {2030: {"copper_foil_6um": 0.0}}, {2030: {}}),
        answers=record.Answers(circuits=record.Circuits(330.0, 3)),
    )  # fmt: skip


@pytest.fixture
def sources() -> tuple[record.UsedFigure, ...]:
    """Figures that the plan rests on."""
    return (record.UsedFigure(PRICE, "zone", FIGURE, "cost"), record.UsedFigure(PRICE, "", FIGURE, "cost"))
