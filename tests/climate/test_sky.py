"""Clear sky, diffuse share and turbidity against pvlib."""

from __future__ import annotations

import numpy as np
import pvlib
import pytest
from numpy.typing import NDArray

from lodeshift.climate import sky, sun

ELEVATIONS = {"sea": 5.0, "loess plateau": 1950.0, "high plateau": 3600.0}


def position(latitude: float = 36.63, longitude: float = 103.6) -> tuple[sun.SunPosition, NDArray[np.float64]]:
    hours = np.arange(0.5, 8760.0, 3.0)
    julian = sun.julian_day(2023, hours)
    return sun.position(latitude, longitude, julian), julian


@pytest.mark.parametrize("elevation", ELEVATIONS.values(), ids=ELEVATIONS)
@pytest.mark.parametrize("turbidity", [2.0, 3.5, 6.0])
def test_clear_sky_is_that_of_pvlib_within_half_a_percent(elevation: float, turbidity: float) -> None:
    place, _ = position()
    zenith = np.degrees(np.arccos(place.cos_zenith))
    mass = pvlib.atmosphere.get_relative_airmass(zenith)
    absolute = pvlib.atmosphere.get_absolute_airmass(mass, pvlib.atmosphere.alt2pres(elevation))
    with np.errstate(divide="ignore", invalid="ignore"):  # pvlib divides by the cosine at night
        theirs = pvlib.clearsky.ineichen(zenith, absolute, turbidity, elevation, place.extraterrestrial_w_per_m2)["ghi"]
    ours = sky.clear_sky_ghi(place.cos_zenith, place.extraterrestrial_w_per_m2, np.array(turbidity), elevation)
    up = zenith < 90.0
    assert np.abs(ours[up] - theirs[up]).max() < 3.0  # W/m2, against peaks near 1000
    assert ours[up].sum() == pytest.approx(theirs[up].sum(), rel=0.005)
    assert np.all(ours[~up] == 0.0)


def test_air_mass_is_one_under_a_high_sun_and_grows_to_the_horizon() -> None:
    mass = sky.air_mass(np.array([1.0, 0.5, 0.0174, -0.1]), 0.0)
    assert mass[0] == pytest.approx(1.0, abs=1e-3)
    assert mass[1] == pytest.approx(2.0, rel=0.01)
    assert 25.0 < mass[2] < 28.0
    assert np.isnan(mass[3])
    assert sky.air_mass(np.array([1.0]), 1950.0)[0] == pytest.approx(0.79, abs=0.01)


def test_diffuse_share_is_erbs() -> None:
    clearness = np.linspace(0.0, 1.0, 101)
    expected = pvlib.irradiance.erbs(clearness * 1000.0, 0.0, 94)
    kt = np.asarray(expected["kt"])
    dhi = np.asarray(expected["dhi"])
    lit = clearness > 0
    assert np.allclose(sky.diffuse_share(kt[lit]), dhi[lit] / (clearness[lit] * 1000.0), atol=1e-9)


def test_beam_and_diffuse_add_up_to_the_global_radiation() -> None:
    place, _ = position()
    ghi = 0.7 * sky.clear_sky_ghi(place.cos_zenith, place.extraterrestrial_w_per_m2, np.array(3.0), 1000.0)
    beam, diffuse = sky.beam_and_diffuse(ghi, place.cos_zenith, place.extraterrestrial_w_per_m2)
    assert np.allclose(beam * np.maximum(place.cos_zenith, 0.0) + diffuse, ghi)
    assert np.all(beam >= 0.0)
    assert np.all(diffuse >= -1e-9)
    assert np.all(beam <= place.extraterrestrial_w_per_m2)


def test_turbidity_comes_back_from_clear_sky_sums() -> None:
    months = sun.months(2023)
    truth = np.array([2.0, 2.1, 2.6, 3.1, 3.6, 3.9, 4.2, 4.0, 3.4, 2.9, 2.4, 2.1])
    place = sun.position(36.63, 103.6, sun.julian_day(2023, sun.sub_hours(2)))
    outside = np.full_like(place.cos_zenith, 1364.0)
    ghi = sky.clear_sky_ghi(place.cos_zenith, outside, np.repeat(truth[months], 2), 1500.0).reshape(-1, 2).mean(axis=1)
    daily = np.bincount(months, weights=ghi) / np.bincount(months) * 24.0 / 1000.0
    found = sky.turbidity_of(daily, 36.63, 103.6, 1500.0, np.array(1364.0))
    assert np.abs(found - truth).max() < 0.12


def test_turbidity_is_cut_where_no_air_explains_the_sums() -> None:
    assert np.all(sky.turbidity_of(np.full(12, 20.0), 36.0, 104.0, 0.0, np.array(1361.0)) < sky.LOWEST_TURBIDITY + 0.01)
    assert np.all(sky.turbidity_of(np.full(12, 0.1), 36.0, 104.0, 0.0, np.array(1361.0)) > sky.HIGHEST_TURBIDITY - 0.01)
