"""The Lanzhou case as numbers: years, goals, limits, money on carbon, warnings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lodeshift.case.models import Case, Override
from lodeshift.case.read import load
from lodeshift.errors import InputError, InputRangeError
from lodeshift.planning.prepare import Prepared, prepare
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture(scope="module")
def case() -> Case:
    return load(CASES / "lanzhou-new-area")


@pytest.fixture(scope="module")
def prepared(case: Case) -> Prepared:
    return prepare(case, 48)


def test_the_horizon_is_the_case_s(prepared: Prepared, case: Case) -> None:
    assert prepared.inputs.horizon.years == case.head.horizon.planning_years
    assert prepared.inputs.horizon.represented[-1] == case.head.horizon.last_years
    assert prepared.inputs.slices.weight_h.sum() == pytest.approx(8760.0)


def test_output_goals_are_counted_in_thousands(prepared: Prepared) -> None:
    goal = next(g for g in prepared.inputs.goals if g.id == "anode-2035")
    assert (goal.value, goal.shown) == (600.0, 600e3)


def test_limits_follow_their_paths(prepared: Prepared, case: Case) -> None:
    limits = prepared.inputs.limits["lanzhou-new-area"]
    assert limits.people.tolist() == [case.path("people", y) for y in prepared.inputs.horizon.years]
    assert np.all(np.isfinite(limits.water_m3))


def test_no_carbon_is_paid_where_nothing_is_covered(prepared: Prepared) -> None:
    assert not prepared.inputs.carbon_price_mcny_per_kt.any()


def test_least_cost_counts_targets_against_home_and_npv_does_not(case: Case, prepared: Prepared) -> None:
    sold = [m for m in prepared.inputs.markets if m.kind == "sell" and m.commodity == "lfp_cathode"]
    assert all(m.reference_price is not None for m in sold)
    npv = prepare(case, 48, "max_npv").inputs
    assert all(m.reference_price is None for m in npv.markets)


def test_every_figure_used_is_on_the_trail_with_its_source(prepared: Prepared) -> None:
    told = {tell(Words("en"), u.label) for u in prepared.used}
    assert {
        "Discount rate",
        "Electrolytic Li copper foil 6 µm: investment",
        "Tariff: energy",
        "Firm MW per further circuit",
    } <= told
    assert all(u.figure.source and u.figure.row for u in prepared.used)


def test_rows_at_the_catalogue_s_prices_are_counted(prepared: Prepared, case: Case) -> None:
    (said,) = (w for w in prepared.warnings if w.kind == "planning.catalogue_prices")
    stated = sum(row.price_cny is not None for row in case.markets)
    assert (said.value, said.facts["of"]) == (len(case.markets) - stated, len(case.markets))


def test_announced_plants_are_warned_of_and_not_counted(prepared: Prepared, case: Case) -> None:
    assert any(w.kind == "planning.announced_plants" and "hongyu" in str(w.facts["plants"]) for w in prepared.warnings)
    counted = {e.name for p in prepared.inputs.processes for e in p.existing}
    assert counted == {p.plant for p in case.plants if p.status != "announced"}


def test_a_goal_outside_the_planning_years_is_refused(case: Case) -> None:
    goal = case.goals[0].model_copy(update={"year": 2027})
    with pytest.raises(InputError, match="2027"):
        prepare(case.model_copy(update={"goals": (goal,)}), 48)


def test_hours_that_no_slices_can_have_are_refused(case: Case) -> None:
    with pytest.raises(InputRangeError, match="hours is 1000"):
        prepare(case, 1000)


def test_an_own_base_price_values_goods_inside_the_plan(case: Case, prepared: Prepared) -> None:
    own = Override(table="base_prices", id="copper_foil_6um", item="sell", low=9e4, central=9e4, high=9e4, unit="CNY/t",
                   source="test")  # fmt: skip
    changed = prepare(case.model_copy(update={"overrides": (*case.overrides, own)}), 48).inputs
    assert changed.cny_per_unit["copper_foil_6um"] == 9e4
    assert prepared.inputs.cny_per_unit["copper_foil_6um"] == 81_620


def test_sales_that_nothing_bounds_are_warned_of(case: Case) -> None:
    free = tuple(m.model_copy(update={"volume": None}) for m in case.markets)
    found = prepare(case.model_copy(update={"markets": free}), 48, "max_npv")
    assert any(w.kind == "planning.boundless_sales" and "lfp_cathode" in str(w.facts["goods"]) for w in found.warnings)
