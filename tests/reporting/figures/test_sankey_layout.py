"""Layers, loops and places of a flow picture."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.errors import UnknownIdError
from lodeshift.reporting.figures.sankey_layout import Arc, back_arcs, lay_out, layers

NODES = tuple("abcdefg")
ARCS = st.lists(st.builds(Arc, st.sampled_from(NODES), st.sampled_from(NODES), st.floats(0.1, 100)), max_size=14)


def place(nodes: tuple[str, ...], arcs: list[Arc]):  # type: ignore[no-untyped-def]
    return lay_out(nodes, arcs, slots_px=dict.fromkeys(nodes, 17.0), gap_px=7.0, height_px=300.0)


@settings(max_examples=50, deadline=None)
@given(ARCS)
def test_without_its_back_arcs_every_arc_leads_to_the_right(arcs: list[Arc]) -> None:
    closing = back_arcs(NODES, arcs)
    forward = [a for i, a in enumerate(arcs) if i not in closing]
    layer = layers(NODES, forward)
    assert all(layer[a.source] < layer[a.target] for a in forward)
    assert all(i in closing for i, a in enumerate(arcs) if a.source == a.target)


@settings(max_examples=50, deadline=None)
@given(ARCS)
def test_nodes_of_a_layer_do_not_overlap_and_stay_in_the_picture(arcs: list[Arc]) -> None:
    layout = place(NODES, arcs)
    for layer in range(layout.layers):
        column = sorted((b for b in layout.boxes.values() if b.layer == layer), key=lambda b: b.top)
        assert all(a.top + a.slot <= b.top + 1e-6 for a, b in pairwise(column))
        assert all(b.top >= -1e-6 and b.top + b.slot <= layout.height + 1e-6 for b in column)


@settings(max_examples=50, deadline=None)
@given(ARCS)
def test_bars_are_as_thick_as_what_flows_through(arcs: list[Arc]) -> None:
    layout = place(NODES, arcs)
    for node in NODES:
        taken = sum(a.value for a in arcs if a.target == node)
        given_ = sum(a.value for a in arcs if a.source == node)
        assert layout.boxes[node].thickness == pytest.approx(max(max(taken, given_) * layout.px_per_unit, 1.0))


@settings(max_examples=50, deadline=None)
@given(ARCS)
def test_the_same_picture_every_time(arcs: list[Arc]) -> None:
    one, two = place(NODES, arcs), place(NODES, arcs)
    assert [(n, b.layer, b.top) for n, b in one.boxes.items()] == [(n, b.layer, b.top) for n, b in two.boxes.items()]


def test_products_stand_last_and_long_links_have_places_to_pass() -> None:
    arcs = [Arc("a", "b", 1.0), Arc("b", "c", 1.0), Arc("c", "d", 1.0), Arc("a", "e", 1.0), Arc("b", "f", 0.5)]
    layout = place(NODES[:6], arcs)
    assert {layout.boxes[n].layer for n in "def"} == {3}
    assert [len(c.stops) for c in layout.chains] == [2, 2, 2, 4, 3]


def test_a_loop_is_found_and_the_rest_stays_in_order() -> None:
    arcs = [Arc("a", "b", 5.0), Arc("b", "c", 6.0), Arc("c", "b", 1.0), Arc("c", "d", 5.0)]
    layout = place(NODES[:4], arcs)
    assert layout.loops == (2,)
    assert [layout.boxes[n].layer for n in "abcd"] == [0, 1, 2, 3]


def test_two_links_that_need_not_cross_do_not() -> None:
    layout = place(("a", "b", "c", "d"), [Arc("a", "d", 1.0), Arc("b", "c", 1.0)])
    assert (layout.boxes["a"].top < layout.boxes["b"].top) == (layout.boxes["d"].top < layout.boxes["c"].top)


def test_an_unknown_end_is_named() -> None:
    with pytest.raises(UnknownIdError, match="foile"):
        place(("foil",), [Arc("foil", "foile", 1.0)])
