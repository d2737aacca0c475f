"""A made year of weather keeps its normals."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.climate import level, weather
from lodeshift.climate.site import Position, SiteClimate, site
from lodeshift.errors import InputRangeError


@pytest.fixture(scope="module")
def place() -> SiteClimate:
    return site("lanzhou-new-area")


@pytest.mark.parametrize("extent", [0.0, 400.0])
def test_months_have_their_radiation_and_temperature(place: SiteClimate, extent: float) -> None:
    made = weather.make(place, seed=3, year=2023, extent_km=extent)
    assert made.ghi_w_per_m2.shape == made.temperature_c.shape == (8760,)
    daily = level.monthly_mean(made.ghi_w_per_m2, made.months) * 24.0 / 1000.0
    assert daily == pytest.approx(place.ghi_kwh_per_m2_day, rel=1e-6)
    assert level.monthly_mean(made.temperature_c, made.months) == pytest.approx(place.temperature_c, abs=1e-9)
    assert made.wind_exponential.shape == (1 if extent == 0.0 else 5, 8760)


def test_radiation_is_below_the_brightest_sky_and_dark_at_night(place: SiteClimate) -> None:
    made = weather.make(place, seed=3, year=2023)
    assert made.ghi_w_per_m2.min() == 0.0
    assert 950.0 < made.ghi_w_per_m2.max() < 1250.0
    night = weather.hour_means(made.sun_steps.cos_zenith) < -0.15
    assert np.all(made.ghi_w_per_m2[night] == 0.0)


def test_afternoons_are_warmest(place: SiteClimate) -> None:
    by_hour = weather.make(place, seed=3, year=2023).temperature_c.reshape(-1, 24).mean(axis=0)
    assert np.argmax(by_hour) in {15, 16}
    assert 8.0 < by_hour.max() - by_hour.min() < 16.0


@settings(max_examples=30, deadline=None)
@given(low=st.floats(1.0, 17.0), more=st.floats(1.0001, 2.0))
def test_wind_rises_with_its_scale(low: float, more: float) -> None:
    exponential = np.linspace(0.001, 9.0, 200)
    slow, fast = (weather.wind_speed(exponential, np.full(200, scale)) for scale in (low, low * more))
    assert np.all(np.diff(slow) > 0.0)
    assert np.all(fast >= slow)


def test_wind_speed_has_the_weibull_mean() -> None:
    uniform = (np.arange(100_000) + 0.5) / 100_000
    speed = weather.wind_speed(-np.log1p(-uniform), np.full(100_000, 7.0))
    shape = 0.94 * np.sqrt(speed.mean())  # Justus et al. 1978
    implied = (speed.std() / speed.mean()) ** -1.086  # the usual approximation of the shape
    assert implied == pytest.approx(shape, rel=0.03)


def test_five_points_are_as_far_apart_as_points_of_a_square() -> None:
    points = np.array(weather.points_of(Position(36.0, 104.0, 1500.0), 500.0))
    assert points.shape == (5, 2)
    assert points[:, 0].mean() == pytest.approx(36.0)
    km = (points - points[0]) * 111.2 * np.array([1.0, np.cos(np.radians(36.0))])
    apart = [np.hypot(*(a - b)) for i, a in enumerate(km) for b in km[:i]]
    assert np.mean(apart) == pytest.approx(0.52 * 500.0, rel=0.02)
    assert weather.points_of(Position(36.0, 104.0, 1500.0), 0.0) == [(36.0, 104.0)]
    with pytest.raises(InputRangeError, match="extent_km"):
        weather.points_of(Position(36.0, 104.0, 1500.0), -1.0)


def test_more_radiation_than_the_clear_sky_is_refused(place: SiteClimate) -> None:
    bright = dataclasses.replace(place, ghi_kwh_per_m2_day=place.ghi_kwh_per_m2_day * 3.0)
    with pytest.raises(InputRangeError, match="radiation above the clear sky"):
        weather.make(bright, seed=1, year=2023)
