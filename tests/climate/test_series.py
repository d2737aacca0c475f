"""Hourly capacity factors: levels, limits, seed, solar time, neighbours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.catalogue import places
from lodeshift.climate import level, series, sun
from lodeshift.climate.series import HourlyClimate, hourly
from lodeshift.errors import InputRangeError, UnknownIdError

MONTHS = sun.months(2023)


@pytest.fixture(scope="module")
def lanzhou() -> HourlyClimate:
    return hourly("lanzhou-new-area", seed=1)


def test_levels_are_the_catalogues_and_values_stay_within_zero_and_one(lanzhou: HourlyClimate) -> None:
    assert lanzhou.wind_cf.sum() == pytest.approx(lanzhou.figures["wind_full_load_hours"].central, rel=1e-6)
    assert lanzhou.pv_cf.sum() == pytest.approx(lanzhou.figures["pv_full_load_hours"].central, rel=1e-6)
    assert lanzhou.ghi_w_per_m2.sum() / 1000.0 == pytest.approx(lanzhou.figures["ghi"].central, rel=1e-6)
    for values in (lanzhou.wind_cf, lanzhou.pv_cf):
        assert values.shape == (8760,)
        assert values.min() >= 0.0
        assert values.max() <= 1.0
    assert lanzhou.quality == "estimate"
    assert lanzhou.notes


def test_same_arguments_same_hours_other_seed_other_hours(lanzhou: HourlyClimate) -> None:
    again, other = hourly("lanzhou-new-area", seed=1), hourly("lanzhou-new-area", seed=2)
    assert np.array_equal(again.wind_cf, lanzhou.wind_cf)
    assert np.array_equal(again.pv_cf, lanzhou.pv_cf)
    assert np.corrcoef(other.wind_cf, lanzhou.wind_cf)[0, 1] < 0.5
    assert other.wind_cf.sum() == pytest.approx(lanzhou.wind_cf.sum(), rel=1e-6)


@settings(max_examples=8, deadline=None)
@given(
    place=st.sampled_from(sorted(places.cities())),
    seed=st.integers(0, 2**31),
    wind=st.floats(800.0, 3500.0),
    sunny=st.floats(700.0, 1900.0),
)
def test_stated_hours_are_met_at_any_city(place: str, seed: int, wind: float, sunny: float) -> None:
    made = hourly(place, seed=seed, wind_full_load_hours=wind, pv_full_load_hours=sunny)
    assert made.wind_cf.sum() == pytest.approx(wind, rel=1e-6)
    assert made.pv_cf.sum() == pytest.approx(sunny, rel=1e-6)
    assert made.figures["wind_full_load_hours"].quality == "user"
    assert min(made.wind_cf.min(), made.pv_cf.min()) >= 0.0
    assert max(made.wind_cf.max(), made.pv_cf.max()) <= 1.0


def test_pv_keeps_its_monthly_shares_and_order_when_the_level_moves() -> None:
    low, high = (hourly("jinchang", seed=4, pv_full_load_hours=hours) for hours in (1300.0, 1700.0))
    shares = [level.monthly_mean(made.pv_cf, MONTHS) / made.pv_cf.mean() for made in (low, high)]
    assert shares[0] == pytest.approx(shares[1], rel=1e-6)
    assert np.all(high.pv_cf >= low.pv_cf - 1e-12)


def test_a_better_wind_site_has_more_power_in_every_hour_and_flatter_months() -> None:
    low, high = (hourly("karamay", seed=4, wind_full_load_hours=hours) for hours in (1500.0, 3000.0))
    calm = high.wind_speed_m_per_s < 15.0  # below storms
    assert np.all(high.wind_cf[calm] >= low.wind_cf[calm] - 1e-12)
    spread = [np.ptp(level.monthly_mean(made.wind_cf, MONTHS)) / made.wind_cf.mean() for made in (low, high)]
    assert spread[1] < spread[0]
    assert np.array_equal(np.argsort(level.monthly_mean(low.wind_cf, MONTHS))[-2:][::-1][:1], [4])  # May


@pytest.mark.parametrize(("place", "later_h"), [("lanzhou-new-area", 1.1), ("karamay", 2.3), ("hegang", -0.7)])
def test_the_sun_keeps_its_own_time(place: str, later_h: float) -> None:
    by_hour = hourly(place, seed=1).pv_cf.reshape(-1, 24).mean(axis=0)
    centre = (by_hour * (np.arange(24) + 0.5)).sum() / by_hour.sum()
    assert centre == pytest.approx(12.0 + later_h, abs=0.15)


def test_wind_of_the_province_blows_at_its_hours(lanzhou: HourlyClimate) -> None:
    by_hour = lanzhou.wind_cf.reshape(-1, 24).mean(axis=0)
    assert by_hour[19:23].mean() > 1.15 * by_hour.mean()
    assert by_hour[7:12].mean() < 0.9 * by_hour.mean()


def test_places_with_one_seed_share_weather_as_far_as_they_are_near(lanzhou: HourlyClimate) -> None:
    near, far = (hourly(id, seed=1).wind_cf for id in ("dingxi", "hegang"))
    assert 0.3 < np.corrcoef(lanzhou.wind_cf, near)[0, 1] < 0.9
    assert abs(np.corrcoef(lanzhou.wind_cf, far)[0, 1]) < 0.2


def test_a_region_is_smoother_than_a_site(lanzhou: HourlyClimate) -> None:
    region = hourly("lanzhou-new-area", seed=1, extent_km=600.0)
    assert region.wind_cf.sum() == pytest.approx(lanzhou.wind_cf.sum(), rel=1e-6)
    assert region.wind_cf.std() < 0.95 * lanzhou.wind_cf.std()
    assert np.abs(np.diff(region.wind_cf)).mean() < 0.8 * np.abs(np.diff(lanzhou.wind_cf)).mean()


def test_leap_years_have_8760_hours_too() -> None:
    assert hourly("lanzhou-new-area", seed=1, year=2024).pv_cf.shape == (8760,)


def test_out_of_range_and_unknown_are_refused() -> None:
    with pytest.raises(InputRangeError, match="wind_full_load_hours"):
        hourly("lanzhou-new-area", seed=1, wind_full_load_hours=9000.0)
    with pytest.raises(InputRangeError, match="pv_full_load_hours"):
        hourly("lanzhou-new-area", seed=1, pv_full_load_hours=3000.0)
    with pytest.raises(InputRangeError, match="seed"):
        hourly("lanzhou-new-area", seed=-1)
    with pytest.raises(UnknownIdError):
        hourly("atlantis", seed=1)


def test_reader_of_own_series_is_found_here_too() -> None:
    assert series.read_csv.__module__ == "lodeshift.climate.own"
