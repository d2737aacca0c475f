"""From radiation to PV power: a fixed panel that faces south, its temperature and its losses.

Sources: transposition after J. Hay and J. Davies (1980), with isotropic ground reflection; module temperature after
D. Faiman, Progress in Photovoltaics 16 (2008) 307-315; best tilt after C. Landau, Optimum Tilt of Solar Panels (2017);
reflection at the glass after the ASHRAE incidence-angle modifier. Transposition is checked in the tests against pvlib.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.climate.sun import SunPosition

Array = NDArray[np.float64]

GROUND_REFLECTION: Final = 0.20
TEMPERATURE_LOSS_PER_K: Final = 0.0035
"""Power lost per kelvin of cell temperature above 25 degC: crystalline silicon data sheets give 0.0029 to 0.0040."""
OTHER_LOSSES: Final = 0.14
"""Soiling, mismatch, wiring, inverter, transformer, downtime together (usual design figures; the level is scaled anyway)."""
_GLASS_B0: Final = 0.05
_FAIMAN_U0: Final = 25.0
_FAIMAN_U1: Final = 6.84
_CELL_REFERENCE_DEGC: Final = 25.0
_BRIGHT_W_PER_M2: Final = 1000.0
_LOWEST_COS_FOR_RATIO: Final = 0.01745  # one degree: keeps the beam ratio finite at the horizon


def best_tilt_deg(latitude_deg: float) -> float:
    """Fixed tilt with the largest yearly yield, in degrees from flat, for latitudes up to 50 degrees."""
    size = abs(latitude_deg)
    return 0.87 * size if size <= 25.0 else 0.76 * size + 3.1


def cos_incidence(sun: SunPosition, tilt_deg: float, facing_deg: float = 180.0) -> Array:
    """Cosine of the angle between the sun's ray and the panel's normal, zero when the sun is behind the panel."""
    tilt = np.radians(tilt_deg)
    sin_zenith = np.sqrt(np.maximum(0.0, 1.0 - sun.cos_zenith**2))
    towards = np.cos(sun.azimuth_rad - np.radians(facing_deg))
    return np.asarray(np.maximum(0.0, np.cos(tilt) * sun.cos_zenith + np.sin(tilt) * sin_zenith * towards))


def on_panel_w_per_m2(
    sun: SunPosition, ghi: Array, beam: Array, diffuse: Array, tilt_deg: float
) -> tuple[Array, Array]:
    """Beam and other (sky and ground) radiation on the panel's plane in W/m2."""
    incidence = cos_incidence(sun, tilt_deg)
    flat_share = 0.5 * (1.0 + np.cos(np.radians(tilt_deg)))
    anisotropy = beam / sun.extraterrestrial_w_per_m2
    ratio = incidence / np.maximum(sun.cos_zenith, _LOWEST_COS_FOR_RATIO)
    sky = diffuse * (anisotropy * ratio + (1.0 - anisotropy) * flat_share)
    ground = ghi * GROUND_REFLECTION * (1.0 - flat_share)
    return beam * incidence, sky + ground


def pv_capacity_factor(
    sun: SunPosition, beam_on_panel: Array, other_on_panel: Array, tilt_deg: float, air: tuple[Array, Array]
) -> Array:
    """Power per installed DC power (0..1). `air` is temperature in degC and wind speed in m/s, shapes as the sun's."""
    temperature_c, wind_m_per_s = air
    incidence = np.maximum(cos_incidence(sun, tilt_deg), _LOWEST_COS_FOR_RATIO)
    through_glass = np.clip(1.0 - _GLASS_B0 * (1.0 / incidence - 1.0), 0.0, 1.0)
    absorbed = beam_on_panel * through_glass + other_on_panel * (1.0 - _GLASS_B0)
    cell_c = temperature_c + absorbed / (_FAIMAN_U0 + _FAIMAN_U1 * wind_m_per_s)
    gain = 1.0 - TEMPERATURE_LOSS_PER_K * (cell_c - _CELL_REFERENCE_DEGC)
    return np.clip(absorbed / _BRIGHT_W_PER_M2 * gain * (1.0 - OTHER_LOSSES), 0.0, 1.0)
