"""Assumptions and paths of a first case."""

from __future__ import annotations

import pytest

from lodeshift.case.fields import ASSUMPTION_ITEMS
from lodeshift.catalogue import indicators, power
from lodeshift.start import figures


def test_every_assumption_is_there_once() -> None:
    rows, _ = figures.assumptions("baotou", "Inner Mongolia West")
    assert sorted(row.item for row in rows) == sorted(ASSUMPTION_ITEMS)
    assert all(row.source and row.quality for row in rows)


@pytest.mark.parametrize(
    ("place", "grid", "rate"), [("baotou", "Inner Mongolia West", 0.15), ("anshan", "Liaoning", 0.25)]
)
def test_profit_tax_by_region(place: str, grid: str, rate: float) -> None:
    rows, _ = figures.assumptions(place, grid)
    assert next(row.central for row in rows if row.item == "profit_tax_rate") == rate


def test_grid_factor_falls_from_the_published_one() -> None:
    points, _ = figures.paths("baotou")
    factors = {point.year_of: point.central for point in points if point.path == "grid_factor"}
    assert factors[2022] == power.co2_factor("Inner Mongolia", 2022).central
    assert factors[2022] > factors[2026] > factors[2030] > factors[2035] > 0


def test_jobs_follow_the_employed() -> None:
    employed = indicators.value("baotou", "employed")
    assert employed is not None
    points, _ = figures.paths("baotou")
    jobs = next(point for point in points if point.path == "people" and point.year_of == 2030)
    assert jobs.central == pytest.approx(employed.value * 0.03, abs=100)
    more, _ = figures.paths("baotou", 5000)
    assert next(p.central for p in more if p.path == "people" and p.year_of == 2030) == jobs.central + 5000


def test_no_count_of_people_is_told() -> None:
    points, missing = figures.paths("lanzhou-new-area")
    assert not any(point.path == "people" for point in points)
    assert any(each.startswith("people:") for each in missing)
