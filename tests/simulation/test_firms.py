"""Rules of firms and ore: limits and signs."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.simulation import firms


def test_a_price_under_all_costs_closes_every_plant_and_one_over_all_runs_every_plant() -> None:
    cost, spread = 100.0, 0.25
    assert firms.running_share(-25.0, cost, spread) == 0.0
    assert firms.running_share(25.0, cost, spread) == 1.0
    assert firms.running_share(0.0, cost, spread) == pytest.approx(0.5)
    shares = firms.running_share(np.linspace(-40, 40, 81), cost, spread)
    assert (np.diff(shares) >= 0).all()


def test_a_plant_that_stands_still_is_closed_in_its_third_year_and_one_that_runs_never() -> None:
    idle, busy, closing = 0.0, 0.0, []
    for _ in range(10):
        idle, busy = firms.next_losses(idle, 0.0, 0.6), firms.next_losses(busy, 1.0, 0.6)
        closing.append(firms.closing_share(idle, 1.6, 1.0, 0.25))
    assert closing[:2] == [0.0, 0.0]
    assert closing[2] > 0.0
    assert 0.2 < closing[-1] <= 0.25
    assert firms.closing_share(busy, 1.6, 1.0, 0.25) == 0.0


def test_ore_ends_without_going_below_nothing() -> None:
    ore = 1000.0
    for _ in range(200):
        ore -= firms.tier_limit(ore, 100.0, 5.0)
    assert 0.0 <= ore < 1e-6
    assert firms.tier_limit(0.0, 100.0, 5.0) == 0.0
    assert firms.tier_limit(1e9, 100.0, 5.0) == 100.0


def test_nobody_builds_below_the_hurdle_and_all_is_replaced_at_it() -> None:
    assert [firms.replaced_share(r, 0.1) for r in (-0.1, 0.05, 0.1, 9.0)] == pytest.approx([0.0, 0.5, 1.0, 1.0])
    assert [firms.added_share(r, 0.1, 1.0, 0.15, 0.5) for r in (-0.1, 0.1, 0.2, 9.0)] == pytest.approx(
        [0, 0, 0.075, 0.15]
    )
    assert firms.added_share(9.0, 0.1, 0.0, 0.15, 0.5) == 0.0


def test_returns_after_tax_grow_with_grants_and_fall_with_tax_and_land() -> None:
    assert firms.expected_return(100.0, 0.25, 1000.0, 0.0, 0.0) == pytest.approx(0.075)
    assert firms.expected_return(100.0, 0.25, 1000.0, 0.5, 0.0) == pytest.approx(0.15)
    assert firms.expected_return(100.0, 0.15, 1000.0, 0.0, 0.0) > 0.075
    assert firms.expected_return(100.0, 0.25, 1000.0, 0.0, 100.0) < 0.075


def test_expectations_close_two_fifths_of_the_error() -> None:
    assert firms.next_expected(0.0, 10.0, 0.4) == pytest.approx(4.0)


def test_a_delay_passes_on_its_mean() -> None:
    for years in (0.0, 1.0, 4.0):
        share, waiting, mean = firms.leaving_share(years), 1.0, 0.0
        for year in range(500):
            mean += year * waiting * share
            waiting *= 1.0 - share
        assert mean == pytest.approx(years)


def test_a_commitment_comes_after_its_delay_and_ramps_up() -> None:
    shares = [firms.on_line_share(now, 3.0, 1.0, 2.0) for now in (2.0, 3.0, 4.0, 5.0, 9.0)]
    assert shares == [0.0, 0.0, 0.5, 1.0, 1.0]


def test_room_and_ore_hold_building_back() -> None:
    assert firms.room_left(100.0, 100.0, 4.0) == 0.0
    assert firms.room_left(75.0, 100.0, 4.0) == 1.0
    assert firms.ore_confidence(0.0, 10.0) == 0.0
    assert firms.ore_confidence(10.0, 10.0) == 1.0
    assert firms.ore_life(50.0, 10.0) == 5.0
    assert firms.ore_life(1e12, 1.0) == firms.LONGEST_ORE_LIFE
    assert firms.plant_output(10.0, 5.0, 0.6) == pytest.approx(11.0)


def test_a_glut_ends_by_half_in_its_years() -> None:
    assert firms.rent_of_year(10.0, 30.0, 1.0, 0.0, 3.0) == 10.0
    assert firms.rent_of_year(10.0, 30.0, 1.0, 3.0, 3.0) == pytest.approx(20.0)
    assert firms.rent_of_year(10.0, 30.0, 0.0, 30.0, 3.0) == 10.0
