"""The turbine curve: limits, blur, air density."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.climate import turbine


def test_air_density_of_the_standard_atmosphere() -> None:
    assert turbine.air_density_kg_per_m3(0.0, np.array(15.0)) == pytest.approx(1.225, abs=1e-3)
    assert turbine.air_density_kg_per_m3(2000.0, np.array(2.0)) == pytest.approx(1.0066, abs=2e-3)


def test_sharp_curve_keeps_its_limits() -> None:
    speeds = np.array([0.0, 2.4, 2.6, 8.0, 12.0, 24.9, 25.1])
    power = turbine.sharp_curve(speeds)
    assert power[0] == power[1] == power[6] == 0.0
    assert power[2] > 0.0
    assert power[4] == power[5] == 1.0
    # below rating: half rho cp v^3 over the specific power
    assert power[3] == pytest.approx(0.5 * 1.225 * 0.43 * 512.0 / 220.0)
    assert turbine.POWER_COEFFICIENT < 16.0 / 27.0


def test_blur_smooths_but_keeps_the_order_below_storms() -> None:
    speeds, power = turbine.blurred_curve(turbine.FARM_BLUR)
    below_storms = speeds <= 14.0
    assert np.all(np.diff(power[below_storms]) >= -1e-9)
    assert power.max() <= turbine.AVAILABILITY + 1e-12
    assert power.max() > 0.99 * turbine.AVAILABILITY
    assert power[-1] < 0.01
    sharp = turbine.AVAILABILITY * turbine.sharp_curve(speeds)
    assert power[speeds == 2.0][0] > sharp[speeds == 2.0][0]
    assert np.abs(np.diff(power)).max() < np.abs(np.diff(sharp)).max() / 5.0


def test_thin_air_carries_the_power_of_a_slower_wind() -> None:
    assert turbine.standard_speed(10.0, np.array(1.225)) == pytest.approx(10.0)
    assert turbine.standard_speed(10.0, np.array(0.98)) == pytest.approx(10.0 * 0.8 ** (1 / 3))
