"""One meaning of a range: median, percentiles, limits of the field."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lodeshift.chain.figures import Driver, FigureBook, FigureKey, limits, value_at
from lodeshift.errors import LodeshiftError
from lodeshift.records.figure import Figure, Span
from lodeshift.records.note import note

PRICE = Figure(80.0, 100.0, 150.0, "CNY/t", "2024", "CN", "source", "estimate")


@pytest.mark.parametrize(("span", "tail"), [("p10_p90", 0.1), ("min_max", 0.02)])
def test_low_and_high_are_percentiles_and_central_the_median(span: Span, tail: float) -> None:
    z = np.random.default_rng(1).standard_normal(400_000)
    drawn = value_at(replace(PRICE, span=span), z)
    assert np.mean(drawn < 80.0) == pytest.approx(tail, abs=0.002)
    assert np.mean(drawn > 150.0) == pytest.approx(tail, abs=0.002)
    assert np.median(drawn) == pytest.approx(100.0, rel=1e-3)


def test_values_stay_in_the_range_of_the_field() -> None:
    far = np.array([-9.0, 9.0])
    assert value_at(replace(PRICE, low=1.0), far)[0] == 0.0
    share = Figure(0.5, 0.9, 1.0, "share", "", "", "", "estimate")
    assert value_at(share, far).tolist() == [0.0, 1.0]
    assert limits(replace(PRICE, low=-5.0)) == (-np.inf, np.inf)
    assert limits(Figure(1.0, 1.15, 1.3, "1", "", "", "", "estimate")) == (0.0, np.inf)


def test_a_single_number_does_not_move() -> None:
    assert value_at(replace(PRICE, low=100.0, high=100.0), [-3.0, 0.0, 3.0]).tolist() == [100.0, 100.0, 100.0]


ROW = replace(PRICE, row="base_prices.csv:7")
NAME = note("planning.figure_price", "nickel")
HERE, THERE = Driver("sale", "port/nickel", "jinchang"), Driver("sale", "port/nickel", "baiyin")


def test_uses_are_kept_all_and_told_by_row_and_place() -> None:
    book = FigureBook()
    assert book.take(ROW, NAME, HERE) == 100.0
    book.take(ROW, NAME, Driver("purchase", "port/nickel", "jinchang"))
    book.take(ROW, NAME, THERE)
    book.take(ROW, NAME, HERE)  # the same use again is no other use
    assert len(book.uses) == 3
    by_figure = dict(book.by_figure())
    assert list(by_figure) == [FigureKey("base_prices.csv:7", "jinchang"), FigureKey("base_prices.csv:7", "baiyin")]
    assert len(by_figure[FigureKey("base_prices.csv:7", "jinchang")]) == 2


def test_a_moved_figure_stands_at_its_high_end_at_its_place_only() -> None:
    book = FigureBook(frozenset({FigureKey("base_prices.csv:7", "jinchang")}))
    assert (book.take(ROW, NAME, HERE), book.take(ROW, NAME, THERE)) == (150.0, 100.0)
    assert book.figure(ROW, NAME, HERE).low == 80.0


def test_a_figure_without_a_row_cannot_be_followed() -> None:
    with pytest.raises(LodeshiftError, match="names no row"):
        FigureBook().take(PRICE, NAME, HERE)


def test_a_path_is_interpolated_and_each_point_is_a_figure_of_its_own() -> None:
    def point(year: int, value: float) -> tuple[int, Figure]:
        return year, replace(
            PRICE, low=value, central=value, high=value + 1.0, row=f"paths.csv:{year}", region="jinchang"
        )

    points = [point(2026, 10.0), point(2030, 20.0)]
    book = FigureBook()
    values = [book.along(points, year, NAME, HERE) for year in (2024, 2026, 2028, 2030, 2040)]
    assert values == [10.0, 10.0, 15.0, 20.0, 20.0]
    assert [use.label.year for use in book.uses] == [2026, 2030]
    moved = FigureBook(frozenset({FigureKey("paths.csv:2030", "jinchang")}))
    assert moved.along(points, 2028, NAME, HERE) == 15.5
    assert book.along([], 2030, NAME, HERE) is None
