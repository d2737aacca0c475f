"""The table of provincial weather habits."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.catalogue import tables
from lodeshift.climate import sun
from lodeshift.climate.shape import wind_shape
from lodeshift.errors import UnknownIdError

PROVINCES = sorted({row["id"] for row in tables.read("wind_shape")})


def test_thirty_one_provinces_with_the_same_metrics() -> None:
    assert len(PROVINCES) == 31
    by_province = [{r["metric"] for r in tables.read("wind_shape") if r["id"] == p} for p in PROVINCES]
    assert all(metrics == by_province[0] for metrics in by_province)


@pytest.mark.parametrize("province", PROVINCES)
def test_habits_are_plausible(province: str) -> None:
    shape = wind_shape(province)
    assert shape.shift.shape == (2, 24)
    assert np.abs(shape.shift.mean(axis=1)).max() < 1e-9
    assert 0.0 < np.abs(shape.shift).max() < 1.5
    assert 3.0 < shape.wind_slow_h < 25.0
    assert 5.0 < shape.sun_slow_h < 30.0
    assert abs(shape.wind_sun_correlation) < 0.5
    assert 200.0 < shape.full_load_hours < 3500.0


def test_wind_blows_at_night_in_gansu_and_in_the_afternoon_on_the_plateau() -> None:
    assert np.argmax(wind_shape("province:gansu").shift[1]) in {19, 20, 21, 22, 23}
    assert np.argmax(wind_shape("province:tibet").shift[0]) in {15, 16, 17, 18}
    assert np.argmax(wind_shape("province:yunnan").shift[0]) in {15, 16, 17, 18}


def test_hours_take_the_half_of_the_year() -> None:
    shape = wind_shape("province:gansu")
    hours = shape.hours(sun.months(2023))
    assert hours.shape == (8760,)
    assert np.array_equal(hours[:24], shape.shift[0])
    july = 24 * 190
    assert np.array_equal(hours[july : july + 24], shape.shift[1])


def test_unknown_province() -> None:
    with pytest.raises(UnknownIdError, match="gansu"):
        wind_shape("province:gansoo")
