"""Captions and names that all sections share."""

from __future__ import annotations

from dataclasses import replace

from lodeshift.reporting.telling import Telling


def test_a_caption_counts_weak_figures_once(telling: Telling) -> None:
    weak = {u.label for u in telling.sources if u.figure.weak} | {w.label for w in telling.plan.weak}
    caption = telling.caption("finding", "description")
    assert [b.weak for b in caption.badges] == [False, True]
    assert str(len(weak)) in caption.badges[1].words
    assert "sample-0001" in caption.source


def test_without_weak_figures_there_is_no_warning_badge(telling: Telling) -> None:
    sound = replace(telling, plan=replace(telling.plan, weak=()), sources=())
    assert [b.weak for b in sound.caption("f", "d").badges] == [False]


def test_things_have_names(telling: Telling) -> None:
    assert telling.thing("lfp_synthesis") == "LFP cathode"
    assert telling.thing("pv-local") == "PV (pv-local)"
    assert telling.thing("battery-green MWh") == "Battery (battery-green)"
    assert "circuits" in telling.thing("circuits")
    assert telling.thing("something-else") == "something-else"


def test_years_and_grades(telling: Telling) -> None:
    assert telling.years == ("2026", "2028", "2030", "2032", "2035")
    assert telling.last_year == 2035
    assert telling.quality_badge(telling.plan.weak[0].figure).weak
