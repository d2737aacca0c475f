"""What hangs on a figure, by closed forms from the plan's own amounts and prices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.planning.solving import solved

from lodeshift.case.models import Case
from lodeshift.case.read import load
from lodeshift.catalogue import recipes, technologies
from lodeshift.chain.costs import annuity_per_year
from lodeshift.chain.figures import FigureKey
from lodeshift.errors import LodeshiftError
from lodeshift.planning.horizon import alive
from lodeshift.planning.prepare import prepare
from lodeshift.planning.weak import Effect, Kept, effects, weak_figures

CASES = Path(__file__).parents[2] / "cases"
SITE = "lanzhou-new-area"


@pytest.fixture(scope="module")
def case() -> Case:
    return load(CASES / "lanzhou-new-area")


@pytest.fixture(scope="module")
def kept(case: Case) -> Kept:
    prepared = prepare(case, 24)
    found = solved(prepared.inputs)
    return Kept(prepared, found.model, found.solution, found.amounts)


def effect(kept: Kept, row: str, place: str = SITE) -> Effect:
    figures = {key: uses for key, uses in kept.prepared.book.by_figure() if key == FigureKey(row, place)}
    (found,) = effects(kept, figures).values()
    return found


def test_a_recipe_flow_is_worth_what_one_more_tonne_costs_in_this_plan(kept: Kept) -> None:
    flow = next(f for f in recipes.process("anode_precursor_prep").flows if f.commodity == "needle_coke")
    inputs = kept.inputs
    i = next(i for i, p in enumerate(inputs.processes) if p.id == "anode_precursor_prep")
    price = kept.solution.price(kept.model.program.row_blocks[f"balance {SITE}/needle_coke"])
    more = (flow.amount.high - flow.amount.central) * kept.amounts.activity[i]
    found = effect(kept, flow.amount.row)
    assert found.discounted == pytest.approx(float(more @ price), rel=1e-9)
    assert found.by_year == pytest.approx(more * price / inputs.horizon.weight)
    (market,) = (m for m in inputs.markets if m.commodity == "needle_coke" and m.kind == "buy")
    assert price / inputs.horizon.weight == pytest.approx(market.price + market.freight)


def test_the_capital_of_wind_counts_at_every_option_by_its_annuity(kept: Kept) -> None:
    metrics = technologies.technology("wind_onshore").metrics
    inputs = kept.inputs
    stands = alive(inputs.horizon, metrics["lifetime"].central)
    built = sum(
        kept.amounts.mw_built[i] @ stands
        for i, s in enumerate(inputs.sources)
        if s.kind == "wind" and s.supply != "ppa"
    )
    total = sum(kept.amounts.mw[i] for i, s in enumerate(inputs.sources) if s.kind == "wind" and s.supply != "ppa")
    a_year = annuity_per_year(inputs.horizon.rate, metrics["lifetime"].central)
    capex = metrics["capex"]
    by_year = (capex.high - capex.central) * 1e-3 * (built * a_year + total * metrics["fixed_om"].central)
    assert np.asarray(by_year)[-1] > 0
    assert effect(kept, capex.row).by_year == pytest.approx(by_year)


def test_the_discount_rate_moves_weights_and_annuities_at_once(kept: Kept) -> None:
    found = effect(kept, "assumptions.csv:discount_rate", "")
    assert found.by_year[-1] > 0 > found.discounted  # dearer capital, but the far years weigh less


def test_no_use_without_an_amount(kept: Kept) -> None:
    with pytest.raises(LodeshiftError, match="no amount of the plan stands behind nowhere"):
        kept.prepared.moved({FigureKey("nowhere.csv:1", SITE)})


def test_weak_ones_by_effect_and_what_money_does_not_follow_apart(kept: Kept) -> None:
    priced, apart = weak_figures(kept)
    sizes = [w.effect_mcny_per_year for w in priced]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 0
    assert all(w.figure.weak for w in priced)
    assert {u.matter for u in apart} <= {"time", "transfer", "tonnes", "rule"}
    assert {"permit_time", "max_circuits"} <= {u.label.subject for u in apart}
    assert len({(w.figure.row, w.site) for w in priced}) == len(priced)


def test_a_case_s_own_figure_is_told_as_such(kept: Kept) -> None:
    rows = {u.figure.row for u in kept.prepared.used}
    assert "overrides.csv:line_330kv_single capex" in rows
    assert technologies.technology("line_330kv_single").metric("capex").row not in rows


def test_one_row_has_one_name(kept: Kept) -> None:
    for _, uses in kept.prepared.book.by_figure():
        assert len({use.label for use in uses}) == 1, uses[0].key
