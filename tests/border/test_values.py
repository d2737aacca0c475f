from __future__ import annotations

import datetime as dt

import pytest

from lodeshift.border import values
from lodeshift.catalogue import carbon
from lodeshift.errors import InputError, InputRangeError


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(2.7875, 3, 2.788), (0.5, 0, 1.0), (1.25, 1, 1.3), (3.505582, 3, 3.506), (1.2345, 3, 1.235), (0.0, 3, 0.0)],
)
def test_half_up(value: float, decimals: int, rounded: float) -> None:
    assert values.half_up(value, decimals) == rounded


def test_marked_values_equal_the_printed_columns_at_three_decimals() -> None:
    columns = {
        2026: "with_markup_2026",
        2027: "with_markup_2027",
        2028: "with_markup_2028_on",
        2034: "with_markup_2028_on",
    }
    for row in carbon.default_values():
        route = row["route_marker"].strip("()") or None
        for year, column in columns.items():
            found = values.default_value(row["cn_code"], year, country=row["country"], route=route)
            assert found.marked == values.half_up(float(row[column]), 3), (row["cn_code"], year)


def test_specific_line_before_heading_and_country_before_others() -> None:
    assert values.default_value("76101000", 2026).total == pytest.approx(4.895546)
    assert values.default_value("72081000", 2026).name == values.default_value("7208", 2026).name
    unlisted = values.default_value("72011011", 2026, country="Atlantis")
    assert unlisted.country.startswith("other countries")
    dri = values.default_value("72031000", 2026)
    assert dri.country.startswith("other countries")  # China has no line for DRI


def test_clinker_needs_its_colour() -> None:
    with pytest.raises(InputError, match="Grey clinker"):
        values.default_value("25231000", 2026)
    assert values.default_value("25231000", 2026, route="A").marked == 1.529
    assert values.default_value("25231000", 2026, route="B").marked == 1.43


def test_no_default_value_is_an_error_with_a_hint() -> None:
    with pytest.raises(InputError, match="no default value"):
        values.default_value("74101100", 2026)


def test_default_values_before_their_act() -> None:
    with pytest.raises(InputRangeError, match="not in force"):
        values.default_value("72081000", 2026, as_of=dt.date(2025, 12, 24))


@pytest.mark.parametrize(
    ("cn", "column", "year", "route", "mark"),
    [
        ("72081000", "B", 2026, "C", 1.370),
        ("72081000", "B", 2026, "E", 0.072),
        ("72081000", "A", 2026, None, 0.044),
        ("72072080", "A", 2026, "C", 0.188),
        ("72241010", "B", 2026, "F", 1.807),
        ("72241010", "B", 2028, "F", 1.640),
        ("72241010", "B", 2034, "F", 1.640),  # after 2030 the last ones are kept
        ("72241010", "B", 2026, None, 1.807),  # several alloy grades: the highest
        ("28141000", "B", 2026, "C", 1.522),  # route does not matter where rows have none
        ("7601", "B", 2026, "K", 1.423),
        ("28041000", "B", 2026, None, 5.089),
    ],
)
def test_benchmarks(cn: str, column: values.Column, year: int, route: str | None, mark: float) -> None:
    assert values.benchmark(cn, column, year, route) == mark


def test_column_a_never_guesses_a_route() -> None:
    with pytest.raises(InputError, match="route"):
        values.benchmark("72072080", "A", 2026)
    with pytest.raises(InputError, match="route"):
        values.benchmark("72241010", "B", 2026, "C")
    with pytest.raises(InputError, match="benchmark"):
        values.benchmark("74101100", "B", 2026)
