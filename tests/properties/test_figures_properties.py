"""Move a figure to its high end and keep every decision: the change of the objective is the told effect.

The second road makes all inputs anew from the case with the figure moved, builds the whole program again and takes the
Lagrangian of the two at the solution.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.planning.solving import Found, solved

from lodeshift.case.read import load
from lodeshift.chain.figures import FigureKey
from lodeshift.planning import prepare_power
from lodeshift.planning.build import build
from lodeshift.planning.prepare import Prepared, prepare
from lodeshift.planning.weak import PRICED, Kept, effects
from lodeshift.program.lagrangian import change_of_cost, change_of_limits

CASES = Path(__file__).parents[2] / "cases"
HOURS = 24


def priced(prepared: Prepared, every: int) -> list[FigureKey]:
    """Every n-th of the weak figures whose money can be told."""
    found = [
        key for key, uses in prepared.book.by_figure() if uses[0].figure.weak and PRICED & {use.matter for use in uses}
    ]
    return found[::every]


@pytest.mark.parametrize(("name", "every"), [("lanzhou-new-area", 2), ("gansu-nonferrous", 5)])
def test_the_told_effect_is_the_change_of_the_objective(name: str, every: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = load(CASES / name)
    climates = prepare_power.climate_of(case)
    monkeypatch.setattr(prepare_power, "climate_of", lambda _case: climates)
    prepared = prepare(case, HOURS)
    found = solved(prepared.inputs)
    keys = priced(prepared, every)
    uses = dict(prepared.book.by_figure())
    told = effects(Kept(prepared, found.model, found.solution, found.amounts), {key: uses[key] for key in keys})
    before = found.model.program.arrays()
    assert len(keys) > 60
    for key in keys:
        after = build(prepare(case, HOURS, moved={key}).inputs).program.arrays()
        limits = change_of_limits(before, after, found.solution).by_row.sum()
        truth = change_of_cost(before, after, found.solution) + limits
        assert told[key].discounted == pytest.approx(truth, rel=1e-6, abs=1e-6), key


def test_deciding_anew_never_costs_more_than_is_told_of_a_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    case = load(CASES / "gansu-nonferrous")
    climates = prepare_power.climate_of(case)
    monkeypatch.setattr(prepare_power, "climate_of", lambda _case: climates)
    prepared = prepare(case, HOURS)
    found: Found = solved(prepared.inputs)
    uses = {
        key: each
        for key, each in prepared.book.by_figure()
        if each[0].figure.weak and {use.matter for use in each} == {"cost"}
    }
    told = effects(Kept(prepared, found.model, found.solution, found.amounts), uses)
    largest = sorted((key for key in told if key.row.startswith(("base_prices", "capex"))),
                     key=lambda key: -abs(told[key].discounted))[:4]  # fmt: skip
    for key in largest:
        again = solved(prepared.moved({key})).objective
        assert again <= found.objective + told[key].discounted + 1e-6 * abs(found.objective)
