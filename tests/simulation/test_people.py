"""Rules of jobs and people: limits and signs."""

from __future__ import annotations

import pytest

from lodeshift.simulation import people


def test_jobs_follow_needs_up_faster_than_down() -> None:
    assert people.next_jobs(100.0, 200.0, 0.8, 0.5) == pytest.approx(180.0)
    assert people.next_jobs(100.0, 0.0, 0.8, 0.5) == pytest.approx(50.0)
    assert people.next_jobs(100.0, 100.0, 0.8, 0.5) == 100.0


def test_the_base_year_is_at_rest() -> None:
    assert people.service_jobs_target(1000.0, 1.0, 1.0, 0.55, 0.4) == pytest.approx(1000.0)
    assert people.next_service_jobs(1000.0, 1000.0, 0.4) == 1000.0
    assert people.migration_rate(0.0, 0.2, 0.0, 0.0, 0.0) == 0.0
    assert people.unit_labour_cost(0.0, 0.0, 0.5) == 1.0


def test_basic_jobs_carry_private_services_and_people_carry_public_ones() -> None:
    lost_basic = people.service_jobs_target(1000.0, 0.0, 1.0, 0.5, 0.4)
    lost_people = people.service_jobs_target(1000.0, 1.0, 0.0, 0.5, 0.4)
    assert lost_basic == pytest.approx(1000.0 * (0.4 + 0.6 * 0.5))
    assert lost_people == pytest.approx(600.0)


def test_nobody_works_who_is_not_there() -> None:
    assert people.employed(2000.0, 1000.0, 0.03) == pytest.approx(970.0)
    assert people.employed(500.0, 1000.0, 0.03) == 500.0
    assert people.service_jobs_limit(1000.0, 2000.0, 0.03) == 0.0


def test_people_come_for_jobs_within_bounds() -> None:
    assert people.migration_rate(0.01, 0.2, -0.01, 0.0, 0.0) == pytest.approx(-0.008)
    assert people.migration_rate(0.0, 0.2, 0.0, 0.05, 0.0) == pytest.approx(0.01)
    assert people.held(people.migration_rate(-5.0, 0.5, 0.0, 0.0, 0.0), -0.06, 0.12) == -0.06
    assert people.held(people.migration_rate(5.0, 0.5, 0.0, 0.0, 0.0), -0.06, 0.12) == 0.12


def test_drift_fades_and_labour_is_saved() -> None:
    assert people.fading_drift(-0.02, 0.0, 0.97) == -0.02
    assert abs(people.fading_drift(-0.02, 10.0, 0.97)) < 0.02 * 0.75
    assert people.mechanised_by(0.03, 10.0) == pytest.approx(0.3)
    assert people.unit_labour_cost(0.0, 5.0, 0.5) == 0.5
    assert people.share_of(3.0, 0.0) > 1e8 and people.share_of(0.0, 0.0) == 0.0
