"""Memory in time, reach in space, and the tie of wind and sun of the random weather."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lodeshift.climate import chance
from lodeshift.climate.chance import Memory
from lodeshift.errors import InputRangeError

WIND = Memory(slow_h=9.0, fast_h=4.0, fast_share=0.15)
SUN = Memory(slow_h=12.0, fast_h=2.0, fast_share=0.3)
HERE = (36.63, 103.6)
LONG = 60_000


@pytest.fixture(scope="module")
def made() -> tuple[np.ndarray, np.ndarray]:
    return chance.wind_and_sun(5, [HERE], LONG, (WIND, SUN), -0.3)


def test_same_seed_same_weather_other_seed_other_weather() -> None:
    first = chance.wind_and_sun(1, [HERE], 500, (WIND, SUN), 0.1)
    again = chance.wind_and_sun(1, [HERE], 500, (WIND, SUN), 0.1)
    other = chance.wind_and_sun(2, [HERE], 500, (WIND, SUN), 0.1)
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert abs(np.corrcoef(first[0][0], other[0][0])[0, 1]) < 0.5


def test_a_point_has_the_same_weather_whoever_is_made_beside_it() -> None:
    alone = chance.wind_and_sun(1, [HERE], 300, (WIND, SUN), 0.1)[0][0]
    beside = chance.wind_and_sun(1, [(40.0, 95.0), HERE], 300, (WIND, SUN), 0.1)[0][1]
    assert np.allclose(alone, beside)


@pytest.mark.parametrize(("which", "memory"), [(0, WIND), (1, SUN)])
def test_series_are_standard_normal_with_the_stated_memory(
    made: tuple[np.ndarray, np.ndarray], which: int, memory: Memory
) -> None:
    series = made[which][0]
    assert series.mean() == pytest.approx(0.0, abs=0.05)
    assert series.std() == pytest.approx(1.0, abs=0.05)
    for lag in (1, 3, 6, 12, 24, 48):
        found = np.corrcoef(series[lag:], series[:-lag])[0, 1]
        assert found == pytest.approx(memory.autocorrelation(lag), abs=0.04)


def test_wind_and_sun_are_tied_as_wished(made: tuple[np.ndarray, np.ndarray]) -> None:
    assert np.corrcoef(made[0][0], made[1][0])[0, 1] == pytest.approx(-0.3, abs=0.04)


@pytest.mark.parametrize("other", [(38.52, 102.19), (40.0, 95.0), (47.35, 130.28)])
def test_places_share_weather_as_far_as_they_are_near(other: tuple[float, float]) -> None:
    wind, _ = chance.wind_and_sun(3, [HERE, other], LONG, (WIND, SUN), 0.0)
    expected = (1.0 - WIND.fast_share) * chance.likeness(HERE, other)
    assert np.corrcoef(wind[0], wind[1])[0, 1] == pytest.approx(expected, abs=0.05)


def test_likeness_falls_with_distance_as_stated() -> None:
    for km in (100.0, 300.0, 600.0, 900.0):
        north = (HERE[0] + km / 111.2, HERE[1])
        stated = sum(part * math.exp(-(km**2) / (4.0 * blur**2)) for blur, part in chance.SCALES)
        assert chance.likeness(HERE, north) == pytest.approx(stated, abs=0.05)
    assert chance.likeness(HERE, (51.4, 6.8)) == 0.0


def test_slow_memory_is_found_from_an_autocorrelation() -> None:
    for wished in (0.1, 0.3, 0.6):
        memory = Memory(chance.slow_memory_h(wished, 24.0), 1.0, 0.0)
        assert memory.autocorrelation(24.0) == pytest.approx(wished, abs=1e-9)


def test_single_series_remembers() -> None:
    series = chance.single(4, HERE, LONG, 60.0)
    assert series.shape == (LONG,)
    assert np.corrcoef(series[24:], series[:-24])[0, 1] == pytest.approx(math.exp(-24.0 / 60.0), abs=0.05)


def test_out_of_range_is_refused() -> None:
    with pytest.raises(InputRangeError, match="correlation"):
        chance.wind_and_sun(1, [HERE], 10, (WIND, SUN), 1.5)
    with pytest.raises(InputRangeError, match="seed"):
        chance.wind_and_sun(-1, [HERE], 10, (WIND, SUN), 0.0)
