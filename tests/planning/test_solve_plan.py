"""From the Lanzhou case to a record: the answer, the clash when there is none, the books as a guard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lodeshift.case.models import Case, PathPoint
from lodeshift.case.read import load
from lodeshift.planning import solve_plan
from lodeshift.planning.accounts import discounted
from lodeshift.planning.solve_plan import BooksError, Solved, Wish, plan_case, policy_of
from lodeshift.records.note import InfeasibleError, Note, NotedError, note

CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture(scope="module")
def case() -> Case:
    return load(CASES / "lanzhou-new-area")


@pytest.fixture(scope="module")
def solved(case: Case) -> Solved:
    return plan_case(case, Wish(hours=72))


def test_targets_are_met(solved: Solved) -> None:
    for goal in solved.plan.goals.values():
        if goal.kind == "output":
            assert goal.reached >= goal.target * (1 - 1e-6)


def test_the_full_build_out_has_the_size_of_the_quick_model(solved: Solved) -> None:
    """About 12 TWh, 3 to 7 circuits, break-even prices within 5 % of the quick LP of the case notes."""
    last = solved.plan.years[-1].sites["lanzhou-new-area"]
    assert last.power.demand_mwh == pytest.approx(12e6, rel=0.08)
    assert last.power.circuits_low <= last.power.circuits <= last.power.circuits_high
    quick = {
        "copper_foil_6um": 88_900,
        "copper_foil_4p5um": 97_200,
        "graphite_anode_synthetic": 24_400,
        "lfp_cathode": 36_100,
    }
    for product, price in quick.items():
        assert solved.plan.break_even[product] == pytest.approx(price, rel=0.05)


def test_most_were_sold_below_full_cost_in_2024(solved: Solved) -> None:
    plan = solved.plan
    assert all(plan.break_even[p] > plan.prices_today[p] for p in plan.break_even)


def test_lfp_limits_the_cell_chain(solved: Solved) -> None:
    assert solved.plan.answers.chains["cell_chain"].limits == "lfp_cathode"


def test_every_figure_has_a_source(solved: Solved) -> None:
    assert len(solved.sources) > 150
    assert all(used.figure.source and used.figure.unit for used in solved.sources)


def test_weak_figures_come_by_effect(solved: Solved) -> None:
    effects = [w.effect_mcny_per_year for w in solved.plan.weak]
    assert effects == sorted(effects, reverse=True) and effects[0] > 100.0
    assert all(w.figure.weak for w in solved.plan.weak)


def test_an_impossible_target_names_the_clash(case: Case) -> None:
    few = PathPoint(path="people", year_of=2026, low=8000, central=8000, high=8000, unit="job", source="test")
    paths = (*(p for p in case.paths if p.path != "people"), few)
    tight = case.model_copy(update={
        "paths": paths,
        "assumptions": tuple(a for a in case.assumptions if a.item not in ("training_places", "training_cost")),
    })  # fmt: skip
    with pytest.raises(InfeasibleError) as clash:
        plan_case(tight, Wish(hours=24))
    assert (clash.value.exit_code, clash.value.why) == (3, note("planning.clash"))
    people = next(n for n in clash.value.clash if n.kind == "planning.limit_people")
    assert people.site == "lanzhou-new-area" and people.year in (2032, 2035)
    assert float(str(people.facts["gives"])) > 0.0 and people.facts["bound"] == 8000.0 and len(clash.value.clash) >= 2


def test_a_target_too_early_for_any_plant_stands_alone(case: Case) -> None:
    """No LFP plant can be on line in 2026, the year of the decision."""
    early = next(g for g in case.goals if g.goal == "lfp-2030").model_copy(update={"goal": "early", "year": 2026})
    with pytest.raises(InfeasibleError, match="cannot_hold") as clash:
        plan_case(case.model_copy(update={"goals": (early,)}), Wish(hours=24))
    (goal,) = clash.value.clash
    assert (goal.kind, goal.subject, goal.year) == ("planning.goal_at_least", "early", 2026)
    assert goal.facts["gives"] == pytest.approx(80e3) and goal.facts["bound"] == 80e3


def test_a_time_limit_is_told(case: Case) -> None:
    with pytest.raises(NotedError, match="time_limit"):
        plan_case(case, Wish(hours=672, method="simplex", time_limit_s=0.01))


def test_books_that_do_not_add_up_are_never_shown(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve_plan, "discounted", lambda inputs, books: discounted(inputs, books) * 1.001)
    with pytest.raises(BooksError, match="books give"):
        plan_case(case, Wish(hours=24))


def test_progress_says_what_happens(case: Case) -> None:
    heard: list[Note] = []
    plan_case(case, Wish(hours=24, on_progress=heard.append))
    assert {"planning.step_prepare", "planning.step_solve", "planning.step_read_back"} <= {n.kind for n in heard}


def test_the_policy_is_the_case_s(case: Case) -> None:
    policy = policy_of(case)
    assert policy.profit_tax_rate == 0.15
    assert policy.land_cny_per_unit == pytest.approx(225 * 1.5)
    assert policy_of(case.model_copy(update={"assumptions": ()})) == replace(
        policy, **dict.fromkeys(policy.__slots__, 0.0)
    )


def test_hours_of_the_record_are_finite(solved: Solved) -> None:
    for power in solved.plan.power:
        assert all(np.all(np.isfinite(v)) for v in (*power.supply_mw.values(), *power.use_mw.values()))
        assert np.all(np.isfinite(power.marginal_cny_per_mwh))
