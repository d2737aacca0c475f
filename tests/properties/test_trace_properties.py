"""Invariants of footprints and border bills on random networks and goods."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_matrix

from lodeshift.border.goods import annex1
from lodeshift.border.price import Terms, border_cost
from lodeshift.records.border import SpecificEmissions
from lodeshift.records.plan import SitePower, Slices
from lodeshift.tracing import contributions, footprint
from lodeshift.tracing.network import LOCATION, SCOPE1, SCOPE3, Builder, Node, System
from lodeshift.tracing.power import coverage, matches
from lodeshift.tracing.solve import adjoint

FEW = settings(max_examples=40, deadline=None)


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Random networks with loops whose column sums stay below one, so that a solution exists."""
    size = draw(st.integers(2, 8))
    builder = Builder()
    for i in range(size):
        builder.node(Node(f"n{i}", "output", "steel", f"step{i}", "here", draw(st.booleans())))
    for node in range(size):
        users = draw(st.lists(st.integers(0, size - 1), max_size=3, unique=True))
        for of in users:
            builder.take(node, of, draw(st.floats(0.0, 0.3)))
        column = SCOPE1 if builder.nodes[node].on_site else SCOPE3
        builder.emit(node, column, draw(st.floats(0.0, 10.0)))
        builder.emit(node, LOCATION, draw(st.floats(0.0, 3.0)))
    return builder.system()


@FEW
@given(systems())
def test_parts_sum_exactly_and_scopes_too(system: System) -> None:
    total = footprint.carried(system).total
    for position in range(len(system.nodes)):
        parts = contributions.parts(system, position)
        assert abs(sum(part.value for part in parts) - total[position]) <= 1e-10 * max(1.0, abs(total[position]))


@FEW
@given(systems(), st.floats(0.1, 100.0))
def test_doubling_all_that_is_made_changes_nothing_per_unit(system: System, scale: float) -> None:
    """A recipe written for `scale` units of output: inputs, emissions and output all grow alike."""
    matrix, emitted = system.matrix().toarray(), system.emissions()
    whole = np.linalg.solve(np.eye(len(matrix)) - matrix.T, emitted)
    written = (scale * np.eye(len(matrix)) - scale * matrix.T, scale * emitted)
    np.testing.assert_allclose(np.linalg.solve(*written), whole, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(footprint.carried(system).solution.values, whole, rtol=1e-9, atol=1e-12)


@FEW
@given(systems(), st.floats(0.0, 50.0))
def test_an_unused_process_changes_nothing(system: System, emission: float) -> None:
    size = len(system.nodes)
    matrix = np.zeros((size + 1, size + 1))
    matrix[:size, :size] = system.matrix().toarray()
    matrix[0, size] = 0.7  # it takes, and no one takes it
    emitted = np.vstack([system.emissions(), np.full(len(system.columns), emission)])
    wider = adjoint(csc_matrix(matrix), emitted, "lu").values[:size]
    np.testing.assert_allclose(wider, footprint.carried(system).solution.values, rtol=1e-9, atol=1e-12)


@FEW
@given(systems())
def test_the_tree_holds_the_whole(system: System) -> None:
    total = footprint.carried(system).total
    tree = contributions.tree(system, 0, total, 0.05)
    inner = sum(branch.value for branch in tree.branches)
    assert abs(tree.value - tree.own - tree.rest - inner) <= 1e-9 * max(1.0, abs(tree.value))


series = st.lists(st.floats(0.0, 50.0), min_size=6, max_size=6)


@FEW
@given(series, series, st.floats(1.0, 40.0))
def test_green_load_never_exceeds_the_load_and_hours_never_beat_the_year(
    wind: list[float], sun: list[float], load: float
) -> None:
    slices = Slices(np.arange(6) * 1460, 6, np.full(6, 1460.0), np.array([1, 3, 5, 7, 9, 11]))
    made = np.array(wind) + np.array(sun)
    grid = np.maximum(load - made, 0.0)
    export = np.maximum(made - load, 0.0)
    power = SitePower(
        "zone",
        2030,
        {"wind:a": np.array(wind), "pv:b": np.array(sun), "grid": grid},
        {"p": np.full(6, load), "export": export},
        {},
        np.zeros(6),
        np.zeros(6),
        np.zeros(6),
    )
    (found,) = matches(coverage(power, slices), 0.5, 0.55)
    assert found.green_hourly_mwh <= found.green_monthly_mwh + 1e-6 <= found.green_annual_mwh + 2e-6
    assert found.green_annual_mwh <= found.load_mwh + 1e-6
    assert abs(found.green_hourly_mwh - float(slices.weight_h @ np.minimum(made, load))) < 1e-3
    assert all(-1e-12 <= factor <= 0.55 + 1e-12 for factor in found.by_regime.values())


goods_in_scope = st.sampled_from([cn for cn, good in annex1().items() if good.sector == "iron_steel"])


@FEW
@given(goods_in_scope, st.integers(2026, 2034))
def test_default_bills_are_never_negative_and_free_allocation_falls(cn: str, year: int) -> None:
    now = border_cost(cn, year)
    later = border_cost(cn, min(year + 1, 2034))
    assert now.certificates >= 0.0
    assert later.free_allocation <= now.free_allocation + 1e-12
    assert now.eur_per_t == now.certificates * now.certificate_price_eur


@FEW
@given(st.floats(0.0, 10.0), st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_more_emissions_never_cost_less_and_annex_ii_ignores_power(direct: float, more: float, power: float) -> None:
    low = border_cost("72081000", 2030, "EU", Terms(see=SpecificEmissions(direct, power)))
    high = border_cost("72081000", 2030, "EU", Terms(see=SpecificEmissions(direct + more, 0.0)))
    assert high.certificates >= low.certificates - 1e-12
