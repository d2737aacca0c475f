"""Transposition against pvlib, and the panel's own behaviour."""

from __future__ import annotations

import numpy as np
import pvlib
import pytest

from lodeshift.climate import panel, sky, sun


@pytest.fixture(scope="module")
def place() -> sun.SunPosition:
    return sun.position(36.63, 103.6, sun.julian_day(2023, np.arange(0.5, 8760.0)))


@pytest.mark.parametrize("tilt", [0.0, 31.0, 60.0])
def test_radiation_on_the_panel_is_that_of_hay_and_davies_in_pvlib(place: sun.SunPosition, tilt: float) -> None:
    ghi = 0.8 * sky.clear_sky_ghi(place.cos_zenith, place.extraterrestrial_w_per_m2, np.array(3.0), 1900.0)
    beam, diffuse = sky.beam_and_diffuse(ghi, place.cos_zenith, place.extraterrestrial_w_per_m2)
    ours = np.add(*panel.on_panel_w_per_m2(place, ghi, beam, diffuse, tilt))
    theirs = pvlib.irradiance.get_total_irradiance(
        tilt,
        180.0,
        np.degrees(np.arccos(place.cos_zenith)),
        np.degrees(place.azimuth_rad),
        beam,
        ghi,
        diffuse,
        dni_extra=place.extraterrestrial_w_per_m2,
        albedo=panel.GROUND_REFLECTION,
        model="haydavies",
    )["poa_global"]
    up = place.cos_zenith > 0.02
    assert np.allclose(ours[up], theirs[up], rtol=1e-9, atol=1e-6)


def test_a_flat_panel_gets_the_global_radiation(place: sun.SunPosition) -> None:
    ghi = sky.clear_sky_ghi(place.cos_zenith, place.extraterrestrial_w_per_m2, np.array(3.0), 1900.0)
    beam, diffuse = sky.beam_and_diffuse(ghi, place.cos_zenith, place.extraterrestrial_w_per_m2)
    up = place.cos_zenith > 0.02
    total = np.add(*panel.on_panel_w_per_m2(place, ghi, beam, diffuse, 0.0))
    assert np.allclose(total[up], ghi[up])


def test_best_tilt_beats_flat_and_steep(place: sun.SunPosition) -> None:
    ghi = 0.8 * sky.clear_sky_ghi(place.cos_zenith, place.extraterrestrial_w_per_m2, np.array(3.0), 1900.0)
    beam, diffuse = sky.beam_and_diffuse(ghi, place.cos_zenith, place.extraterrestrial_w_per_m2)

    def year(tilt: float) -> float:
        return float(np.sum(panel.on_panel_w_per_m2(place, ghi, beam, diffuse, tilt)))

    best = year(panel.best_tilt_deg(36.63))
    assert best > year(0.0) * 1.05
    assert best > year(60.0)
    assert best > 0.995 * max(year(tilt) for tilt in range(20, 50, 2))
    assert panel.best_tilt_deg(20.0) == pytest.approx(17.4)


def test_power_is_zero_at_night_and_falls_with_heat(place: sun.SunPosition) -> None:
    ghi = sky.clear_sky_ghi(place.cos_zenith, place.extraterrestrial_w_per_m2, np.array(3.0), 500.0)
    beam, diffuse = sky.beam_and_diffuse(ghi, place.cos_zenith, place.extraterrestrial_w_per_m2)
    on_panel = panel.on_panel_w_per_m2(place, ghi, beam, diffuse, 31.0)
    calm = np.full(8760, 2.0)
    cold, hot = (panel.pv_capacity_factor(place, *on_panel, 31.0, (np.full(8760, t), calm)) for t in (0.0, 30.0))
    night = place.cos_zenith < 0.0
    assert np.all(cold[night] == 0.0)
    assert cold.min() >= 0.0
    assert cold.max() <= 1.0
    # 30 K times 0.35 % per K, on a module whose own heating is the same, where the rating is not reached
    free = (cold > 0.3) & (cold < 0.95)
    ratio = hot[free] / cold[free]
    assert np.all((ratio > 0.88) & (ratio < 0.91))
    windy = panel.pv_capacity_factor(place, *on_panel, 31.0, (np.full(8760, 30.0), np.full(8760, 8.0)))
    assert windy.sum() > hot.sum()
