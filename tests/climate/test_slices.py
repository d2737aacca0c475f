"""Slices of the year: allowed numbers, weights, exact yearly energy, kept character."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.climate import slices, sun
from lodeshift.climate.series import HourlyClimate, hourly
from lodeshift.errors import InputRangeError

MONTHS = sun.months(2023) + 1


@pytest.fixture(scope="module")
def year() -> HourlyClimate:
    return hourly("lanzhou-new-area", seed=1)


@pytest.mark.parametrize("hours", [8760, 4380, 2920, 2190, 1460, 1095, 730])
def test_blocks_are_means_in_order(year: HourlyClimate, hours: int) -> None:
    made = slices.make(hours, year.wind_cf, year.pv_cf)
    n = 8760 // hours
    assert made.length_h == n
    assert np.all(made.weight_h == n)
    assert np.array_equal(made.start_hour, np.arange(0, 8760, n))
    assert np.allclose(slices.aggregate(year.wind_cf, made), year.wind_cf.reshape(-1, n).mean(axis=1))
    assert slices.periods(made).max() == 0


@pytest.mark.parametrize("hours", [168, 336, 672, 1344, 2016, 8736, 24, 288, 864, 1752])
def test_weeks_and_days_stand_for_the_year(year: HourlyClimate, hours: int) -> None:
    made = slices.make(hours, year.wind_cf, year.pv_cf)
    assert made.length_h == 1
    assert made.start_hour.shape == made.weight_h.shape == made.month.shape == (hours,)
    assert made.weight_h.sum() == pytest.approx(8760.0)
    assert np.array_equal(made.month, MONTHS[made.start_hour])
    period = 168 if hours % 168 == 0 else 24
    runs = made.start_hour.reshape(-1, period)
    assert np.all(np.diff(runs, axis=1) == 1)
    assert np.all(np.diff(runs[:, 0]) > 0)
    # every hour keeps its clock time
    assert np.array_equal(made.start_hour % 24, np.tile(np.arange(24), hours // 24))
    for values in (year.wind_cf, year.pv_cf):
        taken = slices.aggregate(values, made)
        assert taken @ made.weight_h == pytest.approx(values.sum(), rel=1e-10)
        assert taken.max() <= 1.0
        assert taken.min() >= 0.0


def test_four_weeks_come_from_four_seasons_and_need_little_scaling(year: HourlyClimate) -> None:
    made = slices.make(672, year.wind_cf, year.pv_cf)
    middles = made.month.reshape(4, 168)[:, 84]
    assert sorted((middles % 12 // 3).tolist()) == [0, 1, 2, 3]
    assert np.allclose(np.unique(made.weight_h) * 168, [2160, 2184, 2208])
    for values in (year.wind_cf, year.pv_cf):
        raw = values[made.start_hour] @ made.weight_h
        assert raw == pytest.approx(values.sum(), rel=0.02)


def test_four_weeks_keep_the_duration_curve_better_than_fixed_ones(year: HourlyClimate) -> None:
    made = slices.make(672, year.wind_cf, year.pv_cf)
    levels = np.quantile(year.wind_cf, np.arange(0.05, 1.0, 0.05))

    def miss(hours: np.ndarray) -> float:
        taken = year.wind_cf[hours]
        return float(np.abs((taken[:, None] <= levels).mean(axis=0) - np.arange(0.05, 1.0, 0.05)).mean())

    fixed = np.concatenate([np.arange(168) + 24 * day for day in (15, 105, 196, 288)])
    assert miss(made.start_hour) < miss(fixed)
    assert miss(made.start_hour) < 0.04


def test_several_sites_and_order_of_rows(year: HourlyClimate) -> None:
    other = hourly("karamay", seed=1)
    both = slices.make(672, [year.wind_cf, other.wind_cf], np.stack([year.pv_cf, other.pv_cf]))
    swapped = slices.make(672, [other.wind_cf, year.wind_cf], np.stack([other.pv_cf, year.pv_cf]))
    assert np.array_equal(both.start_hour, swapped.start_hour)
    for values in (year.wind_cf, other.wind_cf, year.pv_cf, other.pv_cf):
        assert values[both.start_hour] @ both.weight_h == pytest.approx(values.sum(), rel=0.06)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), weeks=st.integers(1, 6))
def test_any_series_keeps_its_energy(seed: int, weeks: int) -> None:
    rng = np.random.default_rng(seed)
    wind, pv = rng.beta(0.8, 2.0, 8760), rng.beta(0.5, 3.0, 8760)
    made = slices.make(168 * weeks, wind, pv)
    load = 100.0 * rng.uniform(0.5, 1.0, 8760)
    assert slices.aggregate(wind, made) @ made.weight_h == pytest.approx(wind.sum(), rel=1e-10)
    assert slices.aggregate(load, made, upper=np.inf) @ made.weight_h == pytest.approx(load.sum(), rel=1e-10)


@pytest.mark.parametrize("hours", [0, -24, 100, 5, 8761, 8784, 876])
def test_other_numbers_are_refused_with_the_allowed_ones(year: HourlyClimate, hours: int) -> None:
    with pytest.raises(InputRangeError, match=r"2190.*multiple of 168.*multiple of 24"):
        slices.make(hours, year.wind_cf, year.pv_cf)


def test_wrong_series_are_refused(year: HourlyClimate) -> None:
    with pytest.raises(InputRangeError, match="pv_cf has shape"):
        slices.make(672, year.wind_cf, year.pv_cf[:-1])
    made = slices.make(2190, year.wind_cf, year.pv_cf)
    with pytest.raises(InputRangeError, match="must lie in"):
        slices.aggregate(year.wind_cf * 50.0, made)
    with pytest.raises(InputRangeError, match="shape"):
        slices.aggregate(year.wind_cf[:100], made)


def test_billing_months() -> None:
    flat = np.full(8760, 0.3)
    group, months = slices.billing_months(slices.make(8760, flat, flat))
    assert np.array_equal(group, MONTHS - 1)
    assert np.all(months == 1.0)
    group, months = slices.billing_months(slices.make(672, flat, flat))
    assert np.array_equal(group, np.repeat(np.arange(4), 168))
    assert months.sum() == pytest.approx(12.0)
    assert months == pytest.approx([2160 / 730, 2208 / 730, 2208 / 730, 2184 / 730])


def test_periods_count_unbroken_runs() -> None:
    flat = np.full(8760, 0.3)
    assert np.array_equal(slices.periods(slices.make(336, flat, flat)), np.repeat([0, 1], 168))
