"""Row numbers and their names say the same."""

from __future__ import annotations

import pytest

from lodeshift.simulation import rows


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (rows.GDP, "gdp"),
        (rows.INCOME, "income"),
        (rows.VA_RESOURCE, "value_added_resource"),
        (rows.VA_AGRICULTURE, "value_added_agriculture"),
        (rows.EMPLOYMENT, "employment"),
        (rows.POPULATION, "population"),
        (rows.MIGRATION, "net_migration"),
        (rows.NATURAL, "natural_change"),
        (rows.LEVER_COST, "lever_cost"),
        (rows.BALANCE, "city_balance"),
        (rows.DEBT, "city_debt"),
        (rows.INVESTMENT, "investment"),
        (rows.EMISSIONS, "emissions"),
        (rows.LOAD, "load"),
        (rows.ORE_TAKEN, "ore_taken"),
        (rows.RESERVE_LIFE, "reserve_life"),
        (rows.DECLINING, "declining"),
    ],
)
def test_a_row_of_the_record_has_its_name(place: int, name: str) -> None:
    assert rows.INDICATORS[place][0] == name


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (rows.VALUE, "value"),
        (rows.JOBS_END, "jobs_end"),
        (rows.GDP_END, "gdp_end"),
        (rows.DEBT_RATIO_END, "debt_ratio_end"),
        (rows.BALANCE_WORST, "balance_worst"),
        (rows.DECLINE_YEAR, "decline_year"),
        (rows.EXHAUSTION_YEAR, "exhaustion_year"),
        (rows.POPULATION_END, "population_end"),
    ],
)
def test_a_row_of_the_summary_has_its_name(place: int, name: str) -> None:
    assert rows.SUMMARY[place][0] == name


def test_rows_by_driver_begin_after_the_named_ones() -> None:
    assert len(rows.INDICATORS) == rows.FIRST_PRICE
    assert len(rows.SUMMARY) == rows.FIRST_MEAN_PRICE
    assert len(rows.THETA_NAMES) == rows.FIRST_LEVEL
    assert (
        1 + max(rows.TREND_SHOCK, rows.DEVIATION_SHOCK, rows.LEVEL_SHOCK, rows.MIGRATION_SHOCK, rows.CARBON_SHOCK)
        == rows.FIRST_SHOCK
    )
