"""Doubts, sources and method."""

from __future__ import annotations

from dataclasses import replace

from lodeshift.records.note import note
from lodeshift.reporting import plan_sources
from lodeshift.reporting.telling import Telling


def test_weak_figures_stand_largest_first(telling: Telling) -> None:
    figure = plan_sources.weak_figure(telling)
    names = ["calcined needle coke, domestic", "Discount rate", "use of electricity", "Firm MW"]
    places = [
        figure.index(f">{'Price of ' if i == 0 else ''}{name[:8]}") if i < 2 else figure.index(name)
        for i, name in enumerate(names)
    ]
    assert places == sorted(places)
    assert "± 1.1 bn CNY a year hang on it" in figure


def test_long_lists_are_cut_and_it_is_said(telling: Telling) -> None:
    one = telling.plan.weak[0]
    many = tuple(
        replace(one, label=note("planning.figure_power_price", f"item {i}"), effect_mcny_per_year=float(i))
        for i in range(40)
    )
    figure = plan_sources.weak_figure(replace(telling, plan=replace(telling.plan, weak=many)))
    assert "The largest of 40 are shown" in figure
    assert figure.count("Price%20of%20item") == 40


def test_warnings_stand_out(telling: Telling) -> None:
    text = "".join(plan_sources.weak_section(telling).blocks)
    assert 'class="callout"' in text
    quiet = replace(telling, plan=replace(telling.plan, warnings=(), weak=()))
    assert 'class="callout"' not in "".join(plan_sources.weak_section(quiet).blocks)


def test_every_figure_has_unit_year_grade_source_and_row(telling: Telling) -> None:
    table = "".join(plan_sources.sources_section(telling).blocks)
    for used in telling.sources:
        assert used.figure.row in table
    assert table.count('class="badge') == len(telling.sources)
    assert "28 figures stand behind this page" in table


def test_figures_of_one_plant_stand_under_its_name(telling: Telling) -> None:
    table = "".join(plan_sources.sources_section(telling).blocks)
    assert '<tr class="group"><th colspan="7" scope="rowgroup">Anode finishing</th></tr>' in table
    assert table.count(">Anode finishing<") == 1
    assert ">Use of electricity<" in table


def test_a_run_without_sources_says_so(telling: Telling) -> None:
    assert "lists no sources" in "".join(plan_sources.sources_section(replace(telling, sources=())).blocks)


def test_method_tells_hours_solver_gap_and_run(telling: Telling) -> None:
    text = "".join(plan_sources.method_section(telling).blocks)
    for part in (
        "672 slices of 1 h",
        "HiPO",
        "Integer gap: 0.04%",
        "Rows: 48,211",
        "lodeshift 0.1.0",
        "Seed of wind and sun: 7",
    ):
        assert part in text
