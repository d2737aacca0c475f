"""The plan as CSV tables: heads with units, one row per thing, numbers that read back exactly."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lodeshift.errors import InputError
from lodeshift.records.plan import Plan
from lodeshift.runs.tables import write_tables


@pytest.fixture
def tables(tmp_path: Path, plan: Plan) -> dict[str, list[dict[str, str]]]:
    """Rows of every table that was written."""
    write_tables(tmp_path / "tables", plan)
    found = {}
    for file in sorted((tmp_path / "tables").iterdir()):
        with file.open(encoding="utf-8", newline="") as stream:
            found[file.stem] = list(csv.DictReader(stream))
    return found


def test_every_table_is_there_with_a_row_per_thing(tables: dict[str, list[dict[str, str]]]) -> None:
    rows = {name: len(rows) for name, rows in tables.items()}
    assert rows == {"accounts": 2, "capacity": 2, "flows": 1, "goals": 2, "power": 1, "trades": 1, "years": 1}


def test_numbers_read_back_exactly(tables: dict[str, list[dict[str, str]]], plan: Plan) -> None:
    site = plan.years[0].sites["zone"]
    year, power = tables["years"][0], tables["power"][0]
    assert (year["year"], year["site"]) == ("2030", "zone")
    for column in ("sales_mcny", "value_added_mcny", "jobs", "emissions_power_t", "water_m3", "investment_mcny"):
        assert float(year[column]) == getattr(site, column)
    for column in ("demand_mwh", "wind_mwh", "grid_mwh", "curtailed_mwh", "peak_mw", "circuits", "circuits_high"):
        assert float(power[column]) == getattr(site.power, column)


def test_what_was_built_and_what_stands_are_one_row_each(tables: dict[str, list[dict[str, str]]]) -> None:
    rows = {row["what"]: (row["built"], row["capacity"], row["activity"]) for row in tables["capacity"]}
    assert rows == {"copper_foil_6um": ("5000.0", "20000.0", "15000.0"), "wind": ("10.0", "0.0", "0.0")}


def test_flows_trades_accounts_and_goals_keep_their_names(tables: dict[str, list[dict[str, str]]]) -> None:
    assert tables["flows"][0]["amount_units"] == "-15120.0"
    assert tables["trades"][0]["price_cny"] == "81620.0"
    assert [(row["item"], row["mcny"]) for row in tables["accounts"]] == [
        ("sold copper_foil_6um", "1200.0"), ("bought electricity", "-60.0"),
    ]  # fmt: skip
    assert [(row["goal"], row["year"], row["marginal_mcny"]) for row in tables["goals"]] == [
        ("foil", "2030", "0.25"),
        ("sales", "2030", "0.0"),
    ]


def test_tables_are_not_written_over_others(tmp_path: Path, plan: Plan) -> None:
    write_tables(tmp_path / "tables", plan)
    with pytest.raises(InputError, match="exists"):
        write_tables(tmp_path / "tables", plan)
