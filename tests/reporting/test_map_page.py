"""Map pages of groups and of numbers."""

from __future__ import annotations

import re

import pytest

from lodeshift.catalogue import places
from lodeshift.reporting import map_page
from lodeshift.reporting.map_page import MapRow, MapText


def cities() -> list[MapRow]:
    return [
        MapRow(
            c.id,
            c.name_en,
            c.lat,
            c.lon,
            group=c.stage,
            named=c.id == "baotou",
            cells={"province": c.province_en, "year": 2013},
        )
        for c in places.cities().values()
    ]


TEXT = MapText(
    "262 cities",
    "By stage",
    "67 of 262 cities were classed declining",
    "stage",
    "State Council 2013",
    {"declining": "declining", "growing": "growing"},
)


def test_all_cities_stand_on_the_map_and_in_the_table() -> None:
    html = map_page.render(cities(), TEXT, language="en")
    assert html.count('class="place"') == 2 * 262  # wide and narrow
    assert len(re.findall(r'<th scope="row">', html)) == 262
    assert "For <strong>all 262</strong>." in html
    assert "<strong>67</strong> declining, <strong>31</strong> growing, <strong>141</strong> mature" in html
    assert "declining (67)" in html
    assert ">Baotou<" in html


def test_cities_without_data_are_rings_and_counted() -> None:
    rows = [MapRow(r.id, r.name, r.lat, r.lon, value=float(i) if i % 2 else None) for i, r in enumerate(cities())]
    html = map_page.render(rows, MapText("Numbers", "", "A finding with 1 number", "score", "test"), language="zh")
    assert html.count('class="ring"') == 2 * 131 + 2  # cities and their key
    assert "262 座中的 131 座" in html
    assert "无数据（131）" in html


def test_classes_of_numbers_hold_equal_numbers_of_cities() -> None:
    rows = [MapRow(str(i), str(i), 30 + i / 100, 100 + i / 100, value=float(i)) for i in range(100)]
    html = map_page.render(rows, MapText("Numbers", "", "f 1", "score", "test"), language="en")
    assert "0 to 19" in html
    assert "80 to 99" in html


def test_few_values_have_few_classes() -> None:
    rows = [MapRow("a", "a", 30, 100, value=1.0), MapRow("b", "b", 31, 101, value=2.0), MapRow("c", "c", 32, 102)]
    html = map_page.render(rows, MapText("Numbers", "", "f 1", "score", "test"), language="en")
    assert "1 to 1" in html
    assert "no data (1)" in html


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one city"):
        map_page.render([], TEXT, language="en")
