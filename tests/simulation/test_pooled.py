"""The handful of pooled constants."""

from __future__ import annotations

from dataclasses import asdict

from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation.pooled import pooled_of, prior_of

POOLED = pooled_of(usual())


def test_there_are_few_and_they_are_rounded() -> None:
    values = asdict(POOLED)
    assert len(values) <= 8
    assert all(round(value, 3) == value for value in values.values())


def test_growth_forgets_and_shocks_are_of_the_size_of_growth() -> None:
    assert 0.0 < POOLED.deviation_persistence < 1.0 and 0.0 < POOLED.trend_persistence < 1.0
    assert 0.0 <= POOLED.own_weight <= 1.0
    assert 0.0 < POOLED.sigma_trend < 0.05 and 0.0 < POOLED.sigma_level < 0.1


def test_a_backtest_starts_from_round_sizes_and_the_same_persistences() -> None:
    prior = prior_of(usual())
    assert prior.trend_persistence == POOLED.trend_persistence and prior.own_weight == POOLED.own_weight
    assert prior.sigma_level != POOLED.sigma_level
