"""Solar position against the NREL algorithm (pvlib), and solar time against clock time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pvlib
import pytest

from lodeshift.climate import sun
from lodeshift.errors import InputRangeError

PLACES = {
    "Lanzhou New Area": (36.63, 103.6),
    "Karamay": (45.58, 84.89),
    "Hegang": (47.35, 130.28),
    "Sanya": (18.25, 109.5),
}


def reference(latitude: float, longitude: float, times: pd.DatetimeIndex) -> pd.DataFrame:
    return pvlib.solarposition.get_solarposition(times, latitude, longitude, method="nrel_numpy")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("year", [1985, 2023, 2060])
def test_position_within_a_thirtieth_of_a_degree_of_nrel(place: str, year: int) -> None:
    latitude, longitude = PLACES[place]
    times = pd.date_range(f"{year}-01-01 00:20", f"{year}-12-31 23:20", freq="7h", tz="Asia/Shanghai")
    ours = sun.position(latitude, longitude, times.to_julian_date().to_numpy())
    nrel = reference(latitude, longitude, times)
    zenith = np.degrees(np.arccos(ours.cos_zenith))
    assert np.abs(zenith - nrel["zenith"].to_numpy()).max() < 0.03
    away = np.abs(np.mod(np.degrees(ours.azimuth_rad) - nrel["azimuth"].to_numpy() + 180.0, 360.0) - 180.0)
    # near the zenith the azimuth means little: compare the angle on the sphere
    assert (away * np.sin(np.radians(zenith))).max() < 0.03


def test_extraterrestrial_radiation_against_pvlib() -> None:
    times = pd.date_range("2023-01-01 12:00", "2023-12-31 12:00", freq="D", tz="Asia/Shanghai")
    ours = sun.position(36.0, 104.0, times.to_julian_date().to_numpy()).extraterrestrial_w_per_m2
    theirs = pvlib.irradiance.get_extra_radiation(times, solar_constant=1361.0, method="nrel").to_numpy()
    assert np.abs(ours / theirs - 1.0).max() < 5e-4


@pytest.mark.parametrize(("longitude", "later_h"), [(103.6, 1.1), (84.89, 2.3), (120.0, 0.0)])
def test_solar_noon_is_later_than_clock_noon_in_the_west(longitude: float, later_h: float) -> None:
    noon = sun.solar_noon_clock_h(longitude, 2023)
    assert noon.shape == (365,)
    assert noon.mean() == pytest.approx(12.0 + later_h, abs=0.06)
    # the equation of time: early November sun is 16 minutes ahead, mid-February 14 behind
    assert noon[306] - noon.mean() == pytest.approx(-0.27, abs=0.03)
    assert noon[42] - noon.mean() == pytest.approx(0.24, abs=0.03)


def test_sun_is_highest_at_solar_noon() -> None:
    steps = sun.sub_hours(60)[: 24 * 60]
    height = sun.position(36.63, 103.6, sun.julian_day(2023, steps)).cos_zenith
    assert steps[np.argmax(height)] == pytest.approx(sun.solar_noon_clock_h(103.6, 2023)[0], abs=0.02)


def test_julian_day_counts_from_beijing_midnight_and_leaves_out_a_leap_day() -> None:
    first = pd.Timestamp("2024-01-01", tz="Asia/Shanghai").to_julian_date()
    march = pd.Timestamp("2024-03-01", tz="Asia/Shanghai").to_julian_date()
    days = sun.julian_day(2024, np.array([0.0, 59 * 24.0 - 0.5, 59 * 24.0]))
    assert days[0] == pytest.approx(first)
    assert days[2] == pytest.approx(march)
    assert days[2] - days[1] == pytest.approx(1.0 + 0.5 / 24.0)
    last = sun.julian_day(2024, np.array([8759.0]))[0]
    assert last == pytest.approx(pd.Timestamp("2024-12-31 23:00", tz="Asia/Shanghai").to_julian_date())


def test_months_have_their_hours_in_every_year() -> None:
    for year in (2023, 2024):
        months = sun.months(year)
        assert months.shape == (8760,)
        assert np.bincount(months).tolist() == [n * 24 for n in (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)]


def test_out_of_range_is_refused() -> None:
    with pytest.raises(InputRangeError, match="year"):
        sun.julian_day(1900, np.array([0.0]))
    with pytest.raises(InputRangeError, match="latitude"):
        sun.position(91.0, 0.0, np.array([2460000.0]))
    with pytest.raises(InputRangeError, match="longitude"):
        sun.position(0.0, 190.0, np.array([2460000.0]))
