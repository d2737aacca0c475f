"""A winter and a summer week from any set of slices."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

from lodeshift.records.plan import Plan, Slices
from lodeshift.reporting import plan_weeks as weeks


@pytest.mark.parametrize("hours", [672, 2190, 4380, 8760])
@pytest.mark.parametrize(("season", "day"), [("winter", 15), ("summer", 196)])
def test_a_week_lies_near_the_middle_of_its_season(
    sample: ModuleType, hours: int, season: weeks.Season, day: int
) -> None:
    plan = sample.sample_plan(hours)
    week = weeks.pick_week(plan, season)
    assert (week.past - week.first) * week.length_h == 168
    assert week.start_hour % 24 == 0
    assert abs(week.start_hour / 24 + 3.5 - day) <= 12.5
    assert np.all(np.diff(plan.slices.start_hour[week.first : week.past]) == plan.slices.length_h)


def test_representative_days_give_the_nearest_day(plan: Plan) -> None:
    starts = np.concatenate([np.arange(24) + 24 * day for day in (20, 110, 190, 300)]).astype(np.int64)
    days = Slices(starts, 1, np.full(96, 8760 / 96), np.repeat([1, 4, 7, 10], 24).astype(np.int64))
    few = replace(plan, slices=days)
    assert weeks.pick_week(few, "winter").start_hour == 20 * 24
    assert weeks.pick_week(few, "summer") == weeks.Week(48, 72, 190 * 24, 1)


def test_a_week_at_the_turn_of_the_year_counts_as_winter(plan: Plan) -> None:
    starts = np.concatenate([np.arange(168) + 24 * 355, np.arange(168) + 24 * 150]).astype(np.int64)
    turned = replace(plan, slices=Slices(starts, 1, np.full(336, 8760 / 336), np.ones(336, dtype=np.int64)))
    assert weeks.pick_week(turned, "winter").start_hour == 355 * 24


def test_neither_calm_nor_storm_stands_for_the_season(whole_year: Plan) -> None:
    week = weeks.pick_week(whole_year, "winter")
    power = whole_year.power[-1]
    total = sum(power.available_mw.values(), np.zeros(8760))
    around = [total[s : s + 168].mean() for s in range(0, 24 * 27, 24)]
    assert abs(total[week.first : week.past].mean() - np.mean(around)) < np.std(around)


def test_supply_equals_use_in_every_slice_of_the_week(plan: Plan) -> None:
    week = weeks.pick_week(plan, "summer")
    given = np.sum(list(weeks.supply(plan, 2035, week).values()), axis=0)
    taken = np.sum(list(weeks.use(plan, 2035, week).values()), axis=0)
    assert given == pytest.approx(taken)


def test_order_of_layers(plan: Plan) -> None:
    week = weeks.pick_week(plan, "summer")
    assert list(weeks.supply(plan, 2035, week)) == ["wind", "pv", "ppa", "battery", "grid"]
    used = list(weeks.use(plan, 2035, week))
    assert used[0] == "graphitization_box"
    assert used[-1] == "battery"
    assert "wind" not in weeks.supply(plan, 2026, week)


def test_days_have_dates() -> None:
    week = weeks.Week(0, 168, 24 * 14, 1)
    assert week.day_names("en")[0] == (12.0, "15 Jan")
    assert week.day_names("zh")[-1] == (156.0, "1月21日")
