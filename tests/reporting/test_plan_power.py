"""Power on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from lodeshift.records.plan import Plan
from lodeshift.reporting import plan_power, plan_weeks
from lodeshift.reporting.telling import Telling


def data_of(figure: str) -> list[list[str]]:
    link = re.search(r'href="data:text/csv;charset=utf-8,([^"]*)"', figure)
    assert link is not None
    return [line.split(",") for line in unquote(link.group(1)).strip().splitlines()]


def test_finding_of_the_weeks_is_true(telling: Telling) -> None:
    figure = plan_power.weeks_figure(telling)
    rows = [r for r in data_of(figure)[1:] if r[0] == "winter" and r[2] == "supply"]
    green = sum(float(r[4]) for r in rows if r[3] in ("wind", "pv", "ppa"))
    whole = sum(float(r[4]) for r in rows if r[3] != "battery")
    assert f"Wind and sun give {100 * green / whole:.0f}% of the power in a winter week of 2035" in figure


def test_weeks_show_four_panels_and_two_legends(telling: Telling) -> None:
    figure = plan_power.weeks_figure(telling)
    for title in ("Source, winter", "Source, summer", "Use, winter", "Use, summer"):
        assert figure.count(f">{title}<") == 2  # wide and narrow
    assert figure.count(">Grid<") == 2 + 4  # in the legend and as hint of its layers


def test_data_balance_in_every_hour(telling: Telling) -> None:
    sums: dict[tuple[str, str], dict[str, float]] = {}
    for week, hour, side, _, mw in data_of(plan_power.weeks_figure(telling))[1:]:
        both = sums.setdefault((week, hour), {"supply": 0.0, "use": 0.0})
        both[side] += float(mw)
    assert len(sums) == 2 * 168
    assert all(s["supply"] == pytest.approx(s["use"], abs=0.06) for s in sums.values())


def test_small_uses_share_a_layer_but_batteries_stand_apart(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_power, "MOST_USES", 2)
    week = plan_weeks.pick_week(plan, "summer")
    used = plan_weeks.use(plan, 2035, week)
    few = plan_power._few_uses(used)
    assert list(few) == [*list(used)[:2], "other", "battery"]
    assert sum(v.sum() for v in few.values()) == pytest.approx(sum(v.sum() for v in used.values()))


def test_energy_finding_and_table(telling: Telling) -> None:
    assert (
        "Demand grows from 2.63 TWh in 2026 to 11.8 TWh in 2035; wind and sun then give 49%"
        in plan_power.energy_figure(telling)
    )
    table = plan_power.year_table(telling)
    assert ">11.84<" in table
    assert ">6 (5–7)<" in table


def test_a_plan_without_wind_and_sun_can_be_drawn(empty: Plan, telling: Telling) -> None:
    power = empty.power[0]
    whole = sum(power.supply_mw.values(), 0 * power.supply_mw["grid"])
    bare = replace(power, supply_mw={"grid": whole}, available_mw={})
    section = plan_power.section(replace(telling, plan=replace(empty, power=(bare,))))
    assert "Wind and sun give 0% of the power" in "".join(section.blocks)
