"""Quantities land in the unit of the process, commodity, goal or figure that they belong to."""

from __future__ import annotations

import pytest

from lodeshift.case import quantities
from lodeshift.case.cells import TextRow, TextTable


def one(table: str, **cells: str) -> tuple[dict[str, str], list[str]]:
    found, problems = quantities.converted(TextTable(table, f"{table}.csv", (TextRow(2, cells),)))
    return dict(found.rows[0].cells), [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("process", "text", "value"),
    [
        ("copper_foil_6um", "60 kt/a", 60_000),
        ("copper_foil_6um", "60000", 60_000),
        ("cell_lfp", "5 GWh/a", 5_000),
        ("wafer_slicing", "2 GW/a", 2_000),
        ("pgm_refining", "10 t/a", 10_000),
    ],
)
def test_capacity_in_the_unit_of_the_process(process: str, text: str, value: float) -> None:
    cells, problems = one("plants", process=process, capacity=text)
    assert problems == []
    assert float(cells["capacity"]) == pytest.approx(value)


def test_wrong_kind_of_unit_is_told() -> None:
    cells, problems = one("plants", process="cell_lfp", capacity="5 kt/a")
    assert problems == ["capacity"]
    assert "capacity" not in cells


def test_unknown_process_keeps_the_number() -> None:
    assert one("plants", process="nonsense", capacity="60 kt/a") == ({"process": "nonsense", "capacity": "60.0"}, [])


def test_market_prices_and_volumes() -> None:
    cells, problems = one("markets", commodity="natural_gas", price_cny="0.25 CNY/kWh", volume="2 TWh/a")
    assert problems == []
    assert float(cells["price_cny"]) == pytest.approx(250)
    assert float(cells["volume"]) == pytest.approx(2e6)


def test_price_per_tonne_of_a_good_counted_in_kg() -> None:
    cells, _ = one("markets", commodity="pgm", price_cny="225 CNY/g")
    assert float(cells["price_cny"]) == pytest.approx(225_000)


@pytest.mark.parametrize(
    ("goal", "value", "unit", "expected"),
    [
        ({"kind": "output", "subject": "lfp_cathode"}, "200 kt/a", "t/a", 200_000),
        ({"kind": "output", "subject": "lfp_cathode"}, "200 kt", "t/a", 200_000),
        ({"kind": "sales"}, "6.6 bn CNY", "mCNY/a", 6_600),
        ({"kind": "value_added"}, "6600", "mCNY/a", 6_600),
        ({"kind": "green_share"}, "35 %", "1", 0.35),
        ({"kind": "emissions"}, "2 MtCO2", "t/a", 2e6),
        ({"kind": "water"}, "30 Mm3/a", "m3/a", 30e6),
        ({"kind": "reserve_life", "subject": "Jinchuan"}, "20", "a", 20),
    ],
)
def test_goal_units(goal: dict[str, str], value: str, unit: str, expected: float) -> None:
    cells, problems = one("goals", value=value, **goal)
    assert problems == []
    assert cells["unit"] == unit
    assert float(cells["value"]) == pytest.approx(expected)


def test_goal_with_the_unit_in_its_own_column() -> None:
    cells, _ = one("goals", kind="output", subject="lfp_cathode", value="200", unit="kt/a")
    assert float(cells["value"]) == pytest.approx(200_000)


@pytest.mark.parametrize("value", ["lots", "200 MWh/a"])
def test_goal_that_cannot_be_read(value: str) -> None:
    assert one("goals", kind="output", subject="lfp_cathode", value=value)[1] == ["value"]


def test_assumption_ranges_move_to_the_house_unit() -> None:
    cells, problems = one("assumptions", item="ppa_price", low="0.2", central="0.25", high="0.3", unit="CNY/kWh")
    assert problems == []
    assert [float(cells[name]) for name in ("low", "central", "high")] == pytest.approx([200, 250, 300])
    assert cells["unit"] == "CNY/MWh"


def test_assumption_in_percent() -> None:
    cells, _ = one("assumptions", item="discount_rate", central="8", unit="%")
    assert float(cells["central"]) == pytest.approx(0.08)


def test_assumption_in_a_unit_of_another_kind() -> None:
    assert one("assumptions", item="ppa_price", central="200", unit="MW")[1] == ["unit"]


def test_path_unit_follows_the_commodity() -> None:
    cells, problems = one("paths", path="border_price", subject="diamond_grit", central="5", unit="CNY/g")
    assert problems == []
    assert float(cells["central"]) == pytest.approx(5000)


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        ({"table": "recipes", "id": "lfp_synthesis", "item": "electricity"}, "MWh"),
        ({"table": "technologies", "id": "substation_330kv", "item": "capex"}, "CNY/kVA"),
        ({"table": "base_prices", "id": "pgm", "item": "buy"}, "CNY/kg"),
        ({"table": "base_prices", "id": "pgm", "item": "both"}, None),
        ({"table": "recipes", "id": "nonsense", "item": "electricity"}, None),
    ],
)
def test_override_units(cells: dict[str, str], unit: str | None) -> None:
    assert quantities.override_unit(cells) == unit
