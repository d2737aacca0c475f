"""One made year of weather at a place: radiation, temperature and wind speed, hour by hour, from its normals.

The copula: two correlated normal series (`chance`) become cloudiness and wind through their distributions.
Cloudiness is the ratio of radiation to the clear sky's, with a Kumaraswamy distribution (closed form, bounded, able to
pile up near the clear sky); wind is Weibull. The hours' own daily shape of the wind is added in normal scores, where
the table `wind_shape` states it. Daily temperature range follows G. Hargreaves and Z. Samani (1982), range =
(clearness / 0.16)^2 K, and temperature is warm by day and after noon.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr

from lodeshift.climate import chance, level, sky, sun
from lodeshift.climate.chance import Memory
from lodeshift.climate.site import Position, SiteClimate
from lodeshift.errors import check_range
from lodeshift.names import HOURS_PER_YEAR

Array = NDArray[np.float64]

STEPS_PER_HOUR: Final = 4
"""The sun is looked at every quarter of an hour, so that hours of sunrise and sunset are right."""
WIND_FAST: Final = (4.0, 0.15)
SUN_FAST: Final = (2.0, 0.30)
"""Gusts and single clouds: their time constant in hours and their share of the variance."""
CORNER_AT: Final = 0.27
"""Corners of a region's five points lie this part of its width north, south, east and west of the centre."""
CLEAREST: Final = 1.05
"""Largest ratio of an hour's radiation to the clear sky's: air cleaner than the month's mean, bright cloud edges."""
CLOUD_SHAPE: Final = 1.5
SHAPE_AT_RATIO: Final = 0.78
CLOUD_POWER: Final = 2.0
SHAPES: Final = (0.5, 2.5)
WEIBULL_BY_ROOT: Final = 0.885
"""Weibull shape over the root of its scale in m/s: C. Justus et al. (1978), shape = 0.94 sqrt(mean speed)."""
WEIBULL_SHAPES: Final = (1.2, 4.0)
_HOTTEST_CLOCK_AFTER_NOON_H: Final = 2.5
_TEMPERATURE_ANOMALY_K: Final = 2.5
_ANOMALY_MEMORY_H: Final = 60.0


@dataclass(frozen=True, slots=True)
class Weather:
    """Hourly means (8760) of radiation, temperature and wind, and the sun and radiation at the steps within the hours."""

    months: NDArray[np.int64]
    ghi_w_per_m2: Array
    temperature_c: Array
    wind_exponential: Array
    """Standard exponential variable (points, 8760) that a Weibull scale turns into wind speed (`wind_speed`)."""
    sun_steps: sun.SunPosition
    ghi_steps_w_per_m2: Array


def points_of(position: Position, extent_km: float) -> list[tuple[float, float]]:
    """The place itself, or five points (centre and corners) that stand for a square region `extent_km` across.

    The corners lie so that two points are as far apart on average as two points drawn from the square.

    Raises
    ------
    InputRangeError : extent below 0 or above 3000 km.
    """
    check_range("extent_km", extent_km, at_least=0.0, at_most=3000.0)
    centre = (position.latitude_deg, position.longitude_deg)
    if extent_km == 0.0:
        return [centre]
    north = CORNER_AT * extent_km / chance.KM_PER_DEGREE
    east = north / math.cos(math.radians(centre[0]))
    return [centre, *((centre[0] + i * north, centre[1] + j * east) for i in (-1, 1) for j in (-1, 1))]


def make(place: SiteClimate, *, seed: int, year: int, extent_km: float = 0.0) -> Weather:
    """A year of weather at a place, or over a region around it.

    Raises
    ------
    InputRangeError : year outside 1950..2100, correlation outside -1..1, or a month's radiation above the clear sky's.
    """
    wind = place.wind
    memories = (Memory(wind.wind_slow_h, *WIND_FAST), Memory(wind.sun_slow_h, *SUN_FAST))
    points = points_of(place.position, extent_km)
    wind_score, sun_score = chance.wind_and_sun(seed, points, HOURS_PER_YEAR, memories, wind.wind_sun_correlation)
    months = sun.months(year)
    daily_shape = wind.hours(months)
    hours = sun.sub_hours(STEPS_PER_HOUR)
    position = place.position
    steps = sun.position(position.latitude_deg, position.longitude_deg, sun.julian_day(year, hours))
    turbidity = np.repeat(place.turbidity[months], STEPS_PER_HOUR)
    clear = sky.clear_sky_ghi(steps.cos_zenith, steps.extraterrestrial_w_per_m2, turbidity, position.elevation_m)
    ratio = clear_ratio(sun_score, hour_means(clear), months, place.ghi_kwh_per_m2_day)
    ghi_steps = clear * np.repeat(ratio, STEPS_PER_HOUR, axis=-1)
    outside = steps.extraterrestrial_w_per_m2 * np.maximum(steps.cos_zenith, 0.0)
    room = math.sqrt(max(0.0, 1.0 - float(np.var(daily_shape))))
    return Weather(
        months=months,
        ghi_w_per_m2=hour_means(ghi_steps).mean(axis=0),
        temperature_c=temperature(seed, place, hour_means(ghi_steps).mean(axis=0), hour_means(outside), months),
        wind_exponential=-log_ndtr(-(room * level.without_monthly_mean(wind_score, months) + daily_shape)),
        sun_steps=steps,
        ghi_steps_w_per_m2=ghi_steps,
    )


def wind_speed(exponential: Array, scale_m_per_s: Array) -> Array:
    """Wind speed in m/s from a standard exponential variable and the Weibull scale of each hour; rises with both."""
    shape = np.clip(WEIBULL_BY_ROOT * np.sqrt(scale_m_per_s), *WEIBULL_SHAPES)
    return np.asarray(scale_m_per_s * exponential ** (1.0 / shape))


def hour_means(steps: Array) -> Array:
    """Hourly means of a series of steps within the hours."""
    return np.asarray(steps.reshape(*steps.shape[:-1], -1, STEPS_PER_HOUR).mean(axis=-1))


def clear_ratio(score: Array, clear_w_per_m2: Array, months: NDArray[np.int64], ghi_kwh_per_m2_day: Array) -> Array:
    """Radiation over clear-sky radiation in each hour, from normal scores, such that each month has its mean radiation.

    The Kumaraswamy quantile `(1 - (1 - u)^(1/b))^(1/a)` rises when b falls: b is solved month by month.
    """
    target = ghi_kwh_per_m2_day * 1000.0 / 24.0
    bright = target / level.monthly_mean(clear_w_per_m2, months)
    cloud_shape = np.clip(CLOUD_SHAPE * (bright / SHAPE_AT_RATIO) ** CLOUD_POWER, *SHAPES)[months]
    above = np.maximum(ndtr(-score), np.finfo(float).tiny)

    def ratio(cloudless: Array) -> Array:
        return np.asarray(CLEAREST * (1.0 - above**cloudless) ** (1.0 / cloud_shape))

    inverse_b = level.solve_by_month(
        months, lambda c: clear_w_per_m2 * ratio(c).mean(axis=0), target, (1e-3, 1e3), "radiation above the clear sky"
    )
    return ratio(inverse_b[months])


def temperature(seed: int, place: SiteClimate, ghi: Array, outside: Array, months: NDArray[np.int64]) -> Array:
    """Air temperature in degC with the normals' monthly means, a daily range from clearness, and slow anomalies."""
    clearness = level.monthly_mean(ghi, months) / level.monthly_mean(outside, months)
    range_k = (clearness / 0.16) ** 2
    noon = 12.0 + sun.BEIJING_UTC_OFFSET_H - place.position.longitude_deg / 15.0
    hour = np.arange(HOURS_PER_YEAR) % 24 + 0.5
    daily = 0.5 * range_k[months] * np.cos(2.0 * np.pi * (hour - noon - _HOTTEST_CLOCK_AFTER_NOON_H) / 24.0)
    slow = chance.single(seed, points_of(place.position, 0.0)[0], HOURS_PER_YEAR, _ANOMALY_MEMORY_H)
    middles = (np.arange(14) - 0.5) * HOURS_PER_YEAR / 12.0
    normals = np.concatenate([place.temperature_c[-1:], place.temperature_c, place.temperature_c[:1]])
    seasonal = np.interp(np.arange(HOURS_PER_YEAR) + 0.5, middles, normals)
    made = seasonal + daily + _TEMPERATURE_ANOMALY_K * slow
    return np.asarray(made + (place.temperature_c - level.monthly_mean(made, months))[months])
