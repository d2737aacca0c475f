"""From wind speed to wind power: one stated turbine curve, corrected for air density and blurred over a wind farm.

The curve is a low-wind turbine as built inland in China since about 2020: 220 W per m2 of swept area, a rotor that
takes 0.43 of the wind's power (Betz: 0.593) until rated power, cut-in at 2.5 m/s, cut-out at 25 m/s. Blur over turbines
and minutes follows I. Staffell and S. Pfenninger, Energy 114 (2016) 1224-1239, who use 0.6 + 0.2 v for whole fleets;
half of its slope is taken for one farm (ours). The level is scaled to stated full-load hours afterwards, so the curve
gives the shape and not the yield.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SPECIFIC_POWER_W_PER_M2: Final = 220.0
POWER_COEFFICIENT: Final = 0.43
CUT_IN_M_PER_S: Final = 2.5
CUT_OUT_M_PER_S: Final = 25.0
AVAILABILITY: Final = 0.95
"""Share of rated power that reaches the grid in a full wind: downtime, cables, transformer."""
STANDARD_AIR_KG_PER_M3: Final = 1.225
FARM_BLUR: Final = (0.6, 0.1)
"""Spread of the wind over a farm and an hour: m/s at calm, and m/s per m/s."""

_GRID_M_PER_S: Final = np.arange(0.0, 45.0, 0.1)


def air_density_kg_per_m3(elevation_m: float, temperature_c: Array) -> Array:
    """Density of dry air from the standard pressure at the elevation and the temperature (ideal gas)."""
    pressure_pa = 101325.0 * (1.0 - 2.25577e-5 * elevation_m) ** 5.25588
    return np.asarray(pressure_pa / (287.05 * (np.asarray(temperature_c) + 273.15)))


def sharp_curve(speed_m_per_s: Array) -> Array:
    """Power per rated power of one turbine in steady wind at standard density (0..1)."""
    v = np.asarray(speed_m_per_s, dtype=np.float64)
    power = 0.5 * STANDARD_AIR_KG_PER_M3 * POWER_COEFFICIENT * v**3 / SPECIFIC_POWER_W_PER_M2
    running = (v >= CUT_IN_M_PER_S) & (v < CUT_OUT_M_PER_S)
    return np.where(running, np.minimum(power, 1.0), 0.0)


@cache
def blurred_curve(blur: tuple[float, float]) -> tuple[Array, Array]:
    """Curve of many turbines: speeds in m/s and mean power per rated power, after a normal spread of the wind."""
    spread = (blur[0] + blur[1] * _GRID_M_PER_S)[:, None]
    weights = np.exp(-0.5 * ((_GRID_M_PER_S[None, :] - _GRID_M_PER_S[:, None]) / spread) ** 2)
    power = weights @ sharp_curve(_GRID_M_PER_S) / weights.sum(axis=1)
    return _GRID_M_PER_S, AVAILABILITY * power


def standard_speed(speed_m_per_s: Array | float, density_kg_per_m3: Array) -> Array:
    """Speed at standard density that carries the same power (IEC 61400-12-1, density correction)."""
    return np.asarray(speed_m_per_s * np.cbrt(density_kg_per_m3 / STANDARD_AIR_KG_PER_M3))
