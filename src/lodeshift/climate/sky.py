"""What reaches the ground: clear-sky radiation, its turbidity, and the split of radiation into beam and diffuse.

Sources: clear sky after P. Ineichen and R. Perez, Solar Energy 73 (2002) 151-157; relative air mass after F. Kasten
and A. Young, Applied Optics 28 (1989) 4735; diffuse share after D. Erbs, S. Klein and J. Duffie, Solar Energy 28
(1982) 293-302. Checked in the tests against pvlib.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.climate import sun
from lodeshift.names import MONTH_DAYS

Array = NDArray[np.float64]

LOWEST_TURBIDITY: Final = 1.5
HIGHEST_TURBIDITY: Final = 9.0
"""Linke turbidity: 1 is air without water and dust; clean mountain air is near 2, a hazy basin near 6."""
_DAYS: Final = np.array(MONTH_DAYS, dtype=float)
_ANY_YEAR: Final = 2023
_SAMPLE_DAYS: Final = np.array([0.125, 0.375, 0.625, 0.875])
_MIN_COS_ZENITH: Final = 0.0087  # half a degree above the horizon


def pressure_ratio(elevation_m: float) -> float:
    """Air pressure over that at sea level in the standard atmosphere (ICAO): a plain number."""
    return float((1.0 - 2.25577e-5 * elevation_m) ** 5.25588)


def air_mass(cos_zenith: Array, elevation_m: float) -> Array:
    """Absolute air mass along the sun's ray, 1 at sea level under a sun straight above. Not a number at night."""
    zenith_deg = np.degrees(np.arccos(np.clip(cos_zenith, -1.0, 1.0)))
    up = zenith_deg < 90.0
    safe = np.where(up, zenith_deg, 0.0)
    relative = 1.0 / (np.cos(np.radians(safe)) + 0.50572 * (96.07995 - safe) ** -1.6364)
    return np.where(up, relative * pressure_ratio(elevation_m), np.nan)


def clear_sky_ghi(cos_zenith: Array, extraterrestrial_w_per_m2: Array, turbidity: Array, elevation_m: float) -> Array:
    """Global horizontal radiation under a cloudless sky in W/m2, zero at night.

    Arguments broadcast; `turbidity` is the Linke turbidity at air mass 2.
    """
    mass = np.nan_to_num(air_mass(cos_zenith, elevation_m), nan=0.0)
    near, far = np.exp(-elevation_m / 8000.0), np.exp(-elevation_m / 1250.0)
    gain = 5.09e-5 * elevation_m + 0.868
    loss = 3.92e-5 * elevation_m + 0.0387
    through = np.exp(-loss * mass * (near + far * (turbidity - 1.0)))
    return np.asarray(gain * extraterrestrial_w_per_m2 * np.maximum(cos_zenith, 0.0) * through)


def diffuse_share(clearness: Array) -> Array:
    """Diffuse over global horizontal radiation for an hourly clearness index (global over extraterrestrial, 0..1)."""
    k = np.clip(clearness, 0.0, 1.0)
    middle = 0.9511 - 0.1604 * k + 4.388 * k**2 - 16.638 * k**3 + 12.336 * k**4
    return np.where(k <= 0.22, 1.0 - 0.09 * k, np.where(k <= 0.80, middle, 0.165))


def beam_and_diffuse(ghi: Array, cos_zenith: Array, extraterrestrial_w_per_m2: Array) -> tuple[Array, Array]:
    """Beam normal and diffuse horizontal radiation in W/m2 from the global horizontal one."""
    outside = extraterrestrial_w_per_m2 * np.maximum(cos_zenith, _MIN_COS_ZENITH)
    diffuse = ghi * diffuse_share(ghi / outside)
    # a sun on the horizon cannot carry more than the beam outside the air
    beam = np.minimum((ghi - diffuse) / np.maximum(cos_zenith, _MIN_COS_ZENITH), extraterrestrial_w_per_m2)
    beam = np.where(cos_zenith > _MIN_COS_ZENITH, beam, 0.0)
    return beam, ghi - beam * np.maximum(cos_zenith, 0.0)


def turbidity_of(
    clear_kwh_per_m2_day: Array,
    latitude_deg: float,
    longitude_deg: float,
    elevation_m: float,
    outside_w_per_m2: Array,
) -> Array:
    """Linke turbidity of the twelve months whose clear-sky radiation on the flat meets the given daily sums.

    `outside_w_per_m2` is the radiation outside the air that the sums were made with (any shape that broadcasts to
    (12, n)). Solved on four days of each month by halving; cut at 1.5 and 9 where the sums lie outside what turbidity explains.
    """
    days = (np.cumsum(_DAYS) - _DAYS)[:, None] + np.floor(_DAYS[:, None] * _SAMPLE_DAYS)
    hours = (days[:, :, None] * 24.0 + np.arange(0.25, 24.0, 0.5)).reshape(12, -1)
    place = sun.position(latitude_deg, longitude_deg, sun.julian_day(_ANY_YEAR, hours))
    low, high = np.full(12, LOWEST_TURBIDITY), np.full(12, HIGHEST_TURBIDITY)
    for _ in range(20):
        middle = 0.5 * (low + high)
        ghi = clear_sky_ghi(place.cos_zenith, outside_w_per_m2, middle[:, None], elevation_m)
        too_clear = ghi.mean(axis=1) * 24.0 / 1000.0 > clear_kwh_per_m2_day
        low, high = np.where(too_clear, middle, low), np.where(too_clear, high, middle)
    return np.asarray(0.5 * (low + high))
