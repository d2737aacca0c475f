"""The flow picture as drawn."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from lodeshift.reporting.figures.sankey import MINIMUM_WIDTH_PX, Link, Node, Sankey

NODES = (
    Node("cu", "Copper cathode", "80 kt"),
    Node("scrap", "Scrap", "12 kt"),
    Node("make", "Dissolving", "92 kt"),
    Node("roll", "Foil making, cutting, winding and packing", "92 kt"),
    Node("foil", "Copper foil of a long name that needs lines", "85 kt"),
)
LINKS = (
    Link("cu", "make", 80, "copper: 80 kt"),
    Link("scrap", "make", 12, "scrap: 12 kt"),
    Link("make", "roll", 92, "solution: 92 kt"),
    Link("roll", "foil", 85, "foil: 85 kt"),
    Link("roll", "make", 7, "back: 7 kt"),
)


def drawn(width: float = 820) -> ET.Element:
    return ET.fromstring(f"<g>{Sankey(NODES, LINKS).draw(width).body}</g>")


def test_every_node_and_flow_is_there_with_its_words() -> None:
    root = drawn()
    assert len(list(root.iter("rect"))) == len(NODES)
    assert [p.findtext("title") for p in root.iter("path")].count("back: 7 kt") == 1
    assert {p.findtext("title") for p in root.iter("path")} == {link.words for link in LINKS}
    text = " ".join("".join(t.itertext()) for t in root.iter("text"))
    for word in ("Copper cathode", "80 kt", "Dissolving", "85 kt"):
        assert word in text


def test_bands_and_loop_fill_their_bar_without_gap_or_overlap() -> None:
    """At `make` arrive 80 + 12 from the left and 7 from the loop: stacked, they are the bar."""
    root = drawn()
    bar = next(r for r in root.iter("rect") if (r.findtext("title") or "").startswith("Dissolving"))
    top, height = float(bar.get("y", 0)), float(bar.get("height", 0))
    tops = {}
    for path in root.iter("path"):
        name = (path.findtext("title") or "").split(":")[0]
        if name in ("copper", "scrap"):
            upper_edge = (path.get("d") or "").split("L")[0]
            tops[name] = float(re.findall(r"-?[\d.]+", upper_edge)[-1])
    first, second = sorted(tops, key=lambda name: tops[name])
    amount = {"copper": 80.0, "scrap": 12.0}
    assert tops[first] == pytest.approx(top, abs=0.1)
    assert tops[second] == pytest.approx(top + height * amount[first] / 99, abs=0.1)
    loop = next(p for p in root.iter("path") if p.get("class") == "loop")
    assert float(loop.get("stroke-width", 0)) == pytest.approx(height * 7 / 99, abs=0.1)


def test_the_loop_runs_under_everything() -> None:
    drawing = Sankey(NODES, LINKS).draw(820)
    without = Sankey(NODES, LINKS[:-1]).draw(820)
    assert drawing.height > without.height


def test_it_never_gets_narrower_than_it_can_be_read() -> None:
    assert Sankey(NODES, LINKS).draw(350).width == MINIMUM_WIDTH_PX


def test_names_stay_inside_the_drawing_and_do_not_touch() -> None:
    for width in (720.0, 820.0):
        places: list[tuple[float, float]] = []
        for text in drawn(width).iter("text"):
            x = float(text.get("x", 0))
            assert 0 <= x <= width
            places.append((x, float(text.get("y", 0))))
        for x in {x for x, _ in places}:
            ys = sorted(y for where, y in places if where == x)
            assert all(b - a >= 13.9 for a, b in pairwise(ys))
