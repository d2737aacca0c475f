"""The map: projection against published numbers, points inside the frame, names apart."""

from __future__ import annotations

import re

import pytest

from lodeshift.errors import InputRangeError
from lodeshift.reporting.figures.axes import Key
from lodeshift.reporting.figures.maps import Albers, MapPoint, PointMap


def points() -> tuple[MapPoint, ...]:
    places = {
        "Karamay": (45.6, 84.9),
        "Hegang": (47.3, 130.3),
        "Honghe": (23.4, 103.4),
        "Baiyin": (36.5, 104.1),
        "Lanzhou": (36.1, 103.8),
    }
    return tuple(
        MapPoint(lat, lon, name, f"{name}: mature", "#123456", named=True) for name, (lat, lon) in places.items()
    )


def test_albers_gives_the_worked_example_of_snyder() -> None:
    """Snyder 1987, p. 291: parallels 29.5 and 45.5, origin 23 N 96 W, point 35 N 75 W on the sphere of radius 1."""
    x, y = Albers(29.5, 45.5, 23.0, -96.0)(35.0, -75.0)
    assert x == pytest.approx(0.2952720, abs=2e-6)
    assert -y == pytest.approx(0.2416774, abs=2e-6)


def test_north_is_up_and_east_is_right() -> None:
    projection = Albers.for_points(points())
    assert projection(50, 105)[1] < projection(20, 105)[1]
    assert projection(35, 120)[0] > projection(35, 90)[0]


def test_every_point_lies_inside_the_frame() -> None:
    for width in (350, 820):
        drawing = PointMap(points()).draw(width)
        dots = re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="4"', drawing.body)
        assert len(dots) == 5
        assert all(0 < float(x) < width and 0 < float(y) < drawing.height for x, y in dots)


def test_no_name_covers_another() -> None:
    close = tuple(MapPoint(36.0 + i / 1000, 103.8, f"City {i}", "", "#123456", named=True) for i in range(6))
    body = PointMap((*close, *points())).draw(820).body
    assert 1 <= body.count("City ") < 6


def test_graticule_has_degrees_and_legend_words() -> None:
    body = PointMap(points(), (Key("declining (67)", "#123456", "dot"),)).draw(820).body
    assert "40°N" in body
    assert "110°E" in body
    assert "declining (67)" in body


def test_a_point_without_colour_is_a_ring() -> None:
    assert PointMap((MapPoint(30, 100, "a", "", ""), *points())).draw(820).body.count('class="ring"') == 1


def test_the_southern_half_and_a_single_point_can_be_drawn() -> None:
    assert (
        "°S"
        in PointMap((MapPoint(-23, 118, "Pilbara", "", "#000"), MapPoint(-31, 121, "Kalgoorlie", "", "#000")))
        .draw(600)
        .body
    )
    assert PointMap((MapPoint(0.0, 100, "a", "", "#000"),)).draw(400).height > 0


@pytest.mark.parametrize(("lat", "lon"), [(91, 100), (30, 181)])
def test_impossible_coordinates_are_refused(lat: float, lon: float) -> None:
    with pytest.raises(InputRangeError, match="itude of nowhere"):
        PointMap((MapPoint(lat, lon, "nowhere", "", "#000"),)).draw(400)
