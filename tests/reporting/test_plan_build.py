"""Build-out: output beside targets, capacity by year."""

from __future__ import annotations

import re
from dataclasses import replace

from lodeshift.records.plan import Plan
from lodeshift.reporting import plan_build
from lodeshift.reporting.telling import Telling


def test_finding_counts_the_targets_that_are_met(telling: Telling) -> None:
    assert (
        "8 of 8 output targets are met; finished anode material, synthetic graphite reaches 600 kt in 2035"
        in plan_build.output_figure(telling)
    )
    goal = telling.plan.goals["lfp_cathode-2035"]
    missed = replace(telling.plan, goals={**telling.plan.goals, "lfp_cathode-2035": replace(goal, target=300e3)})
    assert "7 of 8 output targets" in plan_build.output_figure(replace(telling, plan=missed))


def test_output_data_hold_every_product_and_year(telling: Telling) -> None:
    figure = plan_build.output_figure(telling)
    rows = re.search(r'href="data:text/csv[^"]*"', figure)
    assert rows is not None
    assert rows.group(0).count("%0D%0A") == 1 + 4 * 5


def test_capacity_table_tells_new_builds_in_brackets_with_one_scale_a_row(telling: Telling) -> None:
    table = plan_build.capacity_table(telling)
    assert '<th scope="row">LFP cathode</th>' in table
    assert "222<span class='quiet'> (+78)</span>" in table
    assert "6<span class='quiet'> (+1)</span>" in table  # circuits are whole
    order = ["LFP cathode", "Wind (", "PV (", "Green contract", "Battery", "Grid circuits"]
    places = [table.index(name) for name in order]
    assert places == sorted(places)


def test_without_goals_and_builds_the_section_still_stands(empty: Plan, telling: Telling) -> None:
    section = plan_build.section(replace(telling, plan=empty))
    assert "In 2026 finished anode material, synthetic graphite reaches 120 kt" in "".join(section.blocks)


def test_investment_tells_the_largest_step(telling: Telling) -> None:
    assert (
        "54.1 bn CNY are invested in all, most of it (14.4 bn CNY) for what is on line by 2035"
        in plan_build.investment_figure(telling)
    )
    years = tuple(
        replace(y, sites={k: replace(s, investment_mcny=0.0) for k, s in y.sites.items()}) for y in telling.plan.years
    )
    assert plan_build.investment_figure(replace(telling, plan=replace(telling.plan, years=years))) == ""
