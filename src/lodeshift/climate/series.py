"""Hourly capacity factors of wind and PV at a place: made from normals, or read from a user's own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.climate import level, panel, sky, turbine, weather
from lodeshift.climate.own import read_csv
from lodeshift.climate.site import SiteClimate, site
from lodeshift.climate.weather import Weather
from lodeshift.errors import check_range
from lodeshift.names import HOURS_PER_YEAR, Quality
from lodeshift.records.figure import Figure

__all__ = ["HourlyClimate", "hourly", "read_csv"]

Array = NDArray[np.float64]

MOST_WIND_HOURS: Final = 5500.0
MOST_PV_HOURS: Final = 2600.0
"""Above what the best sites of the world give: a larger number is a mistake."""
_SCALES_M_PER_S: Final = (0.5, 18.0)
"""Weibull scales between which more wind gives more energy: above, storms switch the turbines off more than they gain."""
_LOW_WIND_SHARE: Final = 0.6
"""Wind at the panel over wind at the hub (power law, 5 m against 100 m, exponent 1/6)."""


@dataclass(frozen=True, slots=True)
class HourlyClimate:
    """One year of hours at a place; entry h covers [h, h+1) of Beijing clock time, a 29 February left out.

    `wind_cf` is per rated AC power, `pv_cf` per DC power, both 0..1 before curtailment; `wind_speed_m_per_s` is at the
    hub of a site that has the stated full-load hours. `figures` are the catalogue's (or the user's) annual figures that
    the hours were scaled to; `quality` grades the hours themselves, `notes` say what they stand for.
    """

    place_id: str
    year: int
    seed: int
    wind_cf: Array
    pv_cf: Array
    ghi_w_per_m2: Array
    temperature_c: Array
    wind_speed_m_per_s: Array
    figures: Mapping[str, Figure]
    quality: Quality
    notes: tuple[str, ...]


def hourly(
    place_id: str,
    *,
    seed: int,
    year: int = 2023,
    wind_full_load_hours: float | None = None,
    pv_full_load_hours: float | None = None,
    extent_km: float = 0.0,
) -> HourlyClimate:
    """Make the hours of a year at a place of the catalogue.

    The same arguments give the same hours, and places made with the same seed share their weather as far as they are
    near. `extent_km` above 0 gives the mean over a region that wide (a base of many farms) in place of one site. Full-load hours default to the catalogue's; monthly shares of the wind are
    the province's, those of PV follow from the place's radiation and temperature; when the level is set PV keeps its
    shares and wind keeps the months' wind speeds relative to one another.

    Raises
    ------
    UnknownIdError : no place has this id.
    InputError : no normals near the place.
    InputRangeError : full-load hours outside 100..5500 (wind) or 100..2600 (PV) or not reachable at the place; extent
        outside 0..3000 km; year outside 1950..2100; negative seed.
    """
    place = site(place_id)
    figures = dict(place.figures)
    stated = (
        ("wind_full_load_hours", wind_full_load_hours, MOST_WIND_HOURS),
        ("pv_full_load_hours", pv_full_load_hours, MOST_PV_HOURS),
    )
    for name, hours, most in stated:
        if hours is not None:
            check_range(name, hours, at_least=100.0, at_most=most)
            figures[name] = Figure(hours, hours, hours, "h", str(year), place_id, "stated by the caller", "user")
    made = weather.make(place, seed=seed, year=year, extent_km=extent_km)
    wind_cf, speed = wind_power(made, place, figures["wind_full_load_hours"].central)
    return HourlyClimate(
        place_id=place_id,
        year=year,
        seed=seed,
        wind_cf=wind_cf,
        pv_cf=pv_power(made, place, speed, figures["pv_full_load_hours"].central),
        ghi_w_per_m2=made.ghi_w_per_m2,
        temperature_c=made.temperature_c,
        wind_speed_m_per_s=speed,
        figures=figures,
        quality="estimate",
        notes=place.notes,
    )


def wind_power(made: Weather, place: SiteClimate, full_load_hours: float) -> tuple[Array, Array]:
    """Capacity factors (8760,) and hub wind speeds in m/s (8760,) of a site with the stated full-load hours.

    Two steps. First the wind of each month is scaled until power has the province's monthly shares at the low level of
    the series that they come from; this gives the months their wind speeds relative to one another. Then all months are
    scaled by one factor until the year has its full-load hours. A better site is windier in every month alike, and its
    months differ less in power, because the turbine saturates. More wind never gives less power below the storm cut-out.

    Raises
    ------
    InputRangeError : more wind would be needed than the turbine can use.
    """
    speeds, power = turbine.blurred_curve(turbine.FARM_BLUR)
    density = turbine.air_density_kg_per_m3(place.position.elevation_m, made.temperature_c)
    thin = turbine.standard_speed(1.0, density)

    def mean_power(scale: Array) -> Array:
        speed = thin * weather.wind_speed(made.wind_exponential, scale)
        return np.asarray(np.interp(speed, speeds, power).mean(axis=0))

    low_level = place.wind.full_load_hours
    target = place.wind_share * low_level / np.bincount(made.months, minlength=12)
    what = "wind full-load hours"
    by_month = level.solve_by_month(made.months, mean_power, target, _SCALES_M_PER_S, what)[made.months]
    reach = _SCALES_M_PER_S[1] / float(by_month.mean())
    by_year = level.solve(
        lambda k: float(mean_power(k * by_month).sum()), full_load_hours, (reach / 100.0, reach), what
    )
    scale = by_year * by_month
    return mean_power(scale), np.asarray(weather.wind_speed(made.wind_exponential, scale).mean(axis=0))


def pv_power(made: Weather, place: SiteClimate, hub_speed_m_per_s: Array, full_load_hours: float) -> Array:
    """Capacity factors of a fixed south-facing plant with the stated full-load hours; monthly shares are kept.

    Raises
    ------
    InputRangeError : the level cannot be reached even with the inverter at its rating all day.
    """
    tilt = panel.best_tilt_deg(place.position.latitude_deg)
    sun_steps, ghi = made.sun_steps, made.ghi_steps_w_per_m2
    beam, diffuse = sky.beam_and_diffuse(ghi, sun_steps.cos_zenith, sun_steps.extraterrestrial_w_per_m2)
    on_panel = panel.on_panel_w_per_m2(sun_steps, ghi, beam, diffuse, tilt)
    air = (
        np.repeat(made.temperature_c, weather.STEPS_PER_HOUR),
        np.repeat(_LOW_WIND_SHARE * hub_speed_m_per_s, weather.STEPS_PER_HOUR),
    )
    raw = weather.hour_means(panel.pv_capacity_factor(sun_steps, *on_panel, tilt, air)).mean(axis=0)
    target = level.monthly_mean(raw, made.months) * full_load_hours / (raw.mean() * HOURS_PER_YEAR)
    return level.clip_scale_by_month(raw, made.months, target, "PV full-load hours")
