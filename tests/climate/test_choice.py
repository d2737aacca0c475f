"""The choice of representative weeks: what must be taken is taken."""

from __future__ import annotations

import numpy as np

from lodeshift.climate.choice import choose

WEEK = 168


def test_the_mean_week_wins_over_odd_ones() -> None:
    rng = np.random.default_rng(0)
    day = np.clip(np.sin(np.linspace(0.0, 2.0 * np.pi, 24)), 0.0, None)
    series = np.tile(day, 365)[None, :] * 0.8
    # spoil the candidates but one: too windy or calm
    candidates = np.arange(0, 10 * WEEK, WEEK)
    for place, start in enumerate(candidates):
        if place != 6:
            series[0, start : start + WEEK] *= 0.2 + 1.6 * (place % 2) + 0.05 * rng.uniform()
    picked = choose(series, WEEK, [candidates], np.array([8760.0]))
    assert picked.tolist() == [6 * WEEK]


def test_one_start_per_span_from_its_own_candidates_and_no_chance_in_it() -> None:
    rng = np.random.default_rng(1)
    series = rng.beta(0.8, 2.0, (3, 8760))
    spans = [np.arange(0, 2000, 24), np.arange(2400, 6000, 24), np.arange(6240, 8500, 24)]
    hours = np.array([2000.0, 4000.0, 2760.0])
    picked = choose(series, WEEK, spans, hours)
    assert all(start in span for start, span in zip(picked, spans, strict=True))
    assert np.array_equal(picked, choose(series, WEEK, spans, hours))


def test_a_series_of_zeros_does_no_harm() -> None:
    series = np.vstack([np.zeros(8760), np.random.default_rng(2).uniform(size=8760)])
    picked = choose(series, WEEK, [np.arange(0, 4000, 24), np.arange(4368, 8500, 24)], np.array([4380.0, 4380.0]))
    assert picked.shape == (2,)
