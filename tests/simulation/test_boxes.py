"""PRIM finds a box that is there, says it in words, and finds none where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lodeshift.errors import InputRangeError
from lodeshift.records.note import note
from lodeshift.simulation import boxes
from lodeshift.simulation.factors import Factor

N = 3000


@pytest.fixture
def columns() -> tuple[Factor, ...]:
    points = np.random.default_rng(8).uniform(size=(4, N))
    return (
        Factor("price_lithium", note("simulation.mean_price", "lithium_carbonate"), "CNY/t", 200_000 * points[0]),
        Factor("delay", note("simulation.delay"), "a", 4 * points[1]),
        Factor("noise", note("simulation.grade"), "1", points[2]),
        Factor("hurdle", note("simulation.hurdle"), "1/a", points[3]),
    )


def failing(columns: tuple[Factor, ...]) -> NDArray[np.bool_]:
    return np.asarray((columns[0].values < 70_000) & (columns[1].values > 2.0))


def test_a_known_box_is_found_and_told(columns: tuple[Factor, ...]) -> None:
    (box, *_) = boxes.find("plan", columns, failing(columns))
    assert box.alternative == "plan"
    limits = {limit.factor: limit for limit in box.limits}
    assert set(limits) == {"price_lithium", "delay"}
    assert limits["price_lithium"].high == pytest.approx(70_000, rel=0.1)
    assert limits["price_lithium"].low is None
    assert limits["delay"].low == pytest.approx(2.0, rel=0.1)
    assert box.density > 0.9 and box.coverage > 0.8
    assert box.mass == pytest.approx(0.175, abs=0.03)


def test_two_boxes_are_found_one_after_the_other(columns: tuple[Factor, ...]) -> None:
    fails = (columns[0].values < 40_000) | (columns[3].values > 0.85)
    first, second = boxes.find("plan", columns, np.asarray(fails))
    assert {first.limits[0].factor, second.limits[0].factor} == {"price_lithium", "hurdle"}
    assert first.coverage + second.coverage > 0.9


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_no_box_where_nothing_or_everything_fails(columns: tuple[Factor, ...], share: float) -> None:
    assert boxes.find("plan", columns, np.full(N, bool(share))) == ()


def test_no_box_where_failing_is_chance(columns: tuple[Factor, ...]) -> None:
    fails = np.random.default_rng(1).random(N) < 0.5
    assert boxes.find("plan", columns, np.asarray(fails)) == ()
    assert boxes.find("plan", (), np.asarray(fails)) == ()


def test_most_must_be_one_at_least(columns: tuple[Factor, ...]) -> None:
    with pytest.raises(InputRangeError, match="most"):
        boxes.find("plan", columns, failing(columns), most=0)


def test_peeling_only_ever_shrinks_the_box(columns: tuple[Factor, ...]) -> None:
    points = np.stack([c.values for c in columns], axis=1)
    path = boxes.peel(points, failing(columns))
    sizes = [int(box.holds(points).sum()) for box in path]
    assert sizes[0] == N
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == len(sizes)
