"""Weak figures before a plan: at the targets' amounts, by closed forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.case.amounts import at_targets
from lodeshift.case.models import Case
from lodeshift.case.read import load
from lodeshift.catalogue import technologies
from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.at_targets import WeakAtTargets, weak_at_targets
from lodeshift.planning.horizon import standing
from lodeshift.planning.prepare import prepare

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture(scope="module")
def case() -> Case:
    return load(CASES / "lanzhou-new-area")


@pytest.fixture(scope="module")
def found(case: Case) -> dict[str, WeakAtTargets]:
    return {each.figure.row: each for each in weak_at_targets(case, at_targets(case))}


def test_only_weak_ones_largest_first_and_those_without_effect_last(found: dict[str, WeakAtTargets]) -> None:
    effects = [each.effect_mcny for each in found.values()]
    assert all(each.figure.weak and each.drivers for each in found.values())
    known = [abs(effect) for effect in effects if effect is not None]
    assert known == sorted(known, reverse=True) and known[0] > 0
    assert effects[len(known) :] == [None] * (len(effects) - len(known))


def test_capital_counts_with_the_yearly_cost_of_new_capacity(case: Case, found: dict[str, WeakAtTargets]) -> None:
    metrics = technologies.technology("copper_foil_4p5um").metrics
    targets = at_targets(case)
    assert targets is not None
    built = targets.built["lanzhou-new-area", "copper_foil_4p5um"]
    rate = case.needed("discount_rate").central
    inputs = prepare(case, 24).inputs
    there, _ = standing(
        inputs.horizon, next(p.existing for p in inputs.processes if p.id == "copper_foil_4p5um"), (1.0,)
    )
    in_all = built + float(there[-1]) * 1000.0
    a_year = built * annuity_per_year(rate, metrics["lifetime"].central) + in_all * metrics["fixed_om"].central
    capex = metrics["capex"]
    assert built > 0
    assert found[capex.row].effect_mcny == pytest.approx((capex.high - capex.central) * a_year / 1e6)


def test_what_only_a_plan_decides_has_no_effect_yet(found: dict[str, WeakAtTargets]) -> None:
    assert found["assumptions.csv:firm_mw_per_further_circuit"].effect_mcny is None
    assert found["assumptions.csv:discount_rate"].effect_mcny is not None
    wind = technologies.technology("wind_onshore").metric("capex").row
    assert found[wind].effect_mcny is None


def test_without_targets_there_are_figures_but_no_effects(case: Case) -> None:
    bare = case.model_copy(update={"goals": ()})
    assert {each.effect_mcny for each in weak_at_targets(bare, at_targets(bare))} == {None}
