"""Row numbers and their names say the same."""

from __future__ import annotations

import ast
import inspect

import pytest

from lodeshift.catalogue import ties
from lodeshift.catalogue.assumptions import usual
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
    assert len(set(rows.ASSUMED.values())) == len(rows.ASSUMED) and max(rows.ASSUMED.values()) == rows.FIRST_LEVEL - 1
    assert (
        1 + max(rows.TREND_SHOCK, rows.DEVIATION_SHOCK, rows.LEVEL_SHOCK, rows.MIGRATION_SHOCK, rows.CARBON_SHOCK)
        == rows.FIRST_SHOCK
    )


def test_no_row_takes_the_name_of_another() -> None:
    tree = ast.parse(inspect.getsource(rows))
    names = [
        node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]
    assert len(names) == len(set(names))


def test_every_drawn_assumption_has_its_row() -> None:
    """The table says what is drawn; what stands in no row of its own is put together apart."""
    apart = {"cost_spread", "zone_jobs_share", *(f"demand_{end}" for end in ties.end_uses())}
    drawn = {name for name in usual() if usual()[name].use == "drawn"}
    assert drawn <= set(rows.ASSUMED) | apart
    assert {name for name in rows.ASSUMED if usual()[name].use == "base_year"} == set()
