"""Planning years, their discount weights, and which build is there in which year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lodeshift.errors import check_range
from lodeshift.planning.inputs import Array, Existing, Horizon


def make_horizon(base_year: int, years: Sequence[int], last_years: int, rate: float, decision_year: int) -> Horizon:
    """The horizon with its weights: a planning year stands for the years up to the next one, the last for `last_years`.

    weight = sum over those years of (1 + rate)^-(year - base_year).
    """
    check_range("discount rate", rate, at_least=0.0, at_most=1.0)
    ends = [*years[1:], years[-1] + last_years]
    weight = np.array(
        [sum((1.0 + rate) ** -(year - base_year) for year in range(y, end)) for y, end in zip(years, ends, strict=True)]
    )
    represented = np.array([float(end - y) for y, end in zip(years, ends, strict=True)])
    return Horizon(base_year, tuple(years), represented, weight, rate, decision_year)


def alive(horizon: Horizon, life_years: float) -> Array:
    """alive[v, y] = 1 where a build on line in planning year v still stands in year y; shape (Y, Y)."""
    years = np.asarray(horizon.years, dtype=np.float64)
    age = years[None, :] - years[:, None]
    return ((age >= 0) & (age < life_years)).astype(np.float64)


def usable(horizon: Horizon, life_years: float, ramp_up: Sequence[float]) -> Array:
    """Share of a build of year v that can be used in year y: alive times ramp-up; shape (Y, Y).

    Builds come on line evenly between two planning years, so in year v itself they are half the gap old on average.
    """
    years = np.asarray(horizon.years, dtype=np.float64)
    age = years[None, :] - years[:, None] + horizon.gaps[:, None] / 2.0
    return alive(horizon, life_years) * ramp_at(age, ramp_up)


def ramp_at(age_years: Array, ramp_up: Sequence[float]) -> Array:
    """Usable share at an age in years: `ramp_up` by year of age, 1 afterwards."""
    step = np.floor(np.maximum(age_years, 0.0)).astype(np.int64)
    table = np.asarray([*ramp_up, 1.0])
    return np.asarray(table[np.minimum(step, len(ramp_up))])


def standing(horizon: Horizon, existing: Sequence[Existing], ramp_up: Sequence[float]) -> tuple[Array, Array]:
    """Capacity of what stands or is committed, and how much of it can be used, by planning year."""
    years = np.asarray(horizon.years, dtype=np.float64)
    there, use = np.zeros(years.size), np.zeros(years.size)
    for plant in existing:
        stands = (years >= plant.on_line) & (years < plant.retire)
        there += stands * plant.capacity
        use += stands * plant.capacity * ramp_at(years - plant.on_line, ramp_up)
    return there, use


def can_be_on_line(horizon: Horizon, build_years: float, permit_years: float = 0.0, earliest: int = 0) -> Array:
    """1 for the planning years by which a build decided in the decision year can be on line."""
    years = np.asarray(horizon.years, dtype=np.float64)
    ready = max(horizon.decision_year + build_years + permit_years, float(earliest))
    return (years >= ready - 1e-9).astype(np.float64)
