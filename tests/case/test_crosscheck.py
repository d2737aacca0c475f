"""Checks that need the whole case and the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lodeshift.case import crosscheck, read
from lodeshift.case.validate import draft_of
from lodeshift.errors import CaseError


def test_the_small_case_is_sound(folder: Path) -> None:
    assert read.load(folder).head.name == "small"


@pytest.mark.parametrize(
    ("table", "old", "new", "row", "field", "hint"),
    [
        ("sites", "lanzhou-new-area", "lanzhou-new-aria", 2, "place", "did you mean lanzhou-new-area"),
        ("processes", "copper_foil_4p5um", "copper_foil_4p5", 3, "process", "copper_foil_4p5um"),
        ("plants", "zone,copper_foil_6um", "zone,lfp_synthesis", 2, "process", "add zone,lfp_synthesis there"),
        ("plants", "old,zone", "old,zoned", 2, "site", "did you mean zone?"),
        ("markets", "rail_bulk", "rail_bulky", 2, "mode", "rail_bulk"),
        (
            "markets",
            "copper_cathode,buy,,,rail_bulk,430 km",
            "graphite_ore,buy,,,,",
            2,
            "price_cny",
            "never means zero",
        ),
        ("markets", "heat,buy,,,,", "heat,buy,,,rail_bulk,5", 5, "mode", "heat is counted in MWh"),
        ("power", "zone,wind", "zones,wind", 2, "site", "zone"),
        ("goals", "output,copper_foil_6um", "output,lfp_cathode", 2, "subject", "list the process"),
        ("goals", "output,copper_foil_6um", "output,", 2, "subject", ""),
        ("goals", "emissions,,", "emissions,lfp_cathode,", 3, "subject", ""),
        ("goals", "2030,100", "2031,100", 2, "year", ""),
        ("goals", "output,copper_foil_6um,2030,100 kt/a", "green_share,,2030,1.4", 2, "value", "60 %"),
        ("paths", "price_factor,copper_cathode", "price_factor,copper_cathod", 5, "subject", "copper_cathode"),
        ("paths", "price_factor,copper_cathode,2026,1.1,1", "border_price,,2026,5,CNY/t", 5, "subject", ""),
        ("assumptions", "existing_circuits,,3,4", "discount_rate,,3,4", 3, "item + site", ""),
    ],
)
def test_one_thing_wrong(broken: Any, table: str, old: str, new: str, row: int, field: str, hint: str) -> None:
    found = [p for p in broken(table, old, new) if (p.file, p.row, p.field) == (f"{table}.csv", row, field)]
    assert found, f"no problem in {table}.csv row {row}, {field}"
    assert hint in found[0].hint


def test_tariff_grid_and_voltage(broken: Any) -> None:
    found = broken(
        "sites",
        "place,source,quality\nzone,lanzhou-new-area,",
        "place,tariff_voltage,source,quality\nzone,lanzhou-new-area,500kV,",
    )
    assert [p.field for p in found] == ["tariff_voltage"]


def test_unknown_tariff_grid(broken: Any) -> None:
    found = broken(
        "sites",
        "place,source,quality\nzone,lanzhou-new-area,",
        "place,tariff_grid,source,quality\nzone,lanzhou-new-area,Ganzu,",
    )
    assert found[0].hint == "did you mean Gansu?"


def test_doubles_name_the_first_row(broken: Any) -> None:
    found = broken(
        "markets", "works,zone,water,buy,,,,,test\n", "works,zone,water,buy,,,,,test\nworks,zone,water,buy,,,,,test\n"
    )
    assert (found[0].row, found[0].expected) == (8, "each once (first in row 7)")


def test_series_file_must_be_there_and_have_no_path(broken: Any) -> None:
    found = broken("power", "source\nwind,zone,wind,1.5 GW,", "series_file,source\nwind,zone,wind,1.5 GW,../x.csv,")
    assert "series_file" in [p.field for p in found]


def test_ppa_needs_a_price(broken: Any) -> None:
    found = broken("power", "potential_mw,source\nwind,zone,wind,1.5 GW,", "supply,source\nwind,zone,wind,ppa,")
    assert [p.field for p in found if p.row == 2] == ["price_cny_per_mwh"]


def test_plant_needs_a_running_cost(broken: Any) -> None:
    found = broken("power", "bat,zone,battery,", "coal,zone,plant,")
    assert [p.field for p in found] == ["price_cny_per_mwh"]


def test_deposit_and_reserve_goal(folder: Path) -> None:
    (folder / "deposits.csv").write_text("site,deposit,source\nzone,Jinchuang,test\n", encoding="utf-8")
    (folder / "goals.csv").write_text(
        "goal,kind,subject,year,value,source\nlife,reserve_life,Bayan Obo,2030,20,test\n", encoding="utf-8"
    )
    with pytest.raises(CaseError, match="did you mean Jinchuan") as caught:
        read.load(folder)
    assert any(p.file == "goals.csv" and p.field == "subject" for p in caught.value.problems)


def test_overrides_name_the_items_there_are(folder: Path) -> None:
    (folder / "overrides.csv").write_text(
        "table,id,item,central,unit,source\n"
        "technologies,copper_foil_6um,capx,60000,CNY/(t/a),test\n"
        "recipes,copper_foil_6um,electricity,8,MWh,test\n"
        "base_prices,copper_foil,buy,1,CNY/t,test\n",
        encoding="utf-8",
    )
    with pytest.raises(CaseError, match="did you mean capex") as caught:
        read.load(folder)
    assert [(p.row, p.field) for p in caught.value.problems] == [(2, "item"), (4, "id")]


def test_probabilities_of_scenarios(folder: Path) -> None:
    (folder / "scenarios.csv").write_text(
        "scenario,probability,path,subject,factor,source\n"
        "low,0.5,price_factor,,0.8,test\nlow,0.4,demand_factor,,0.8,test\nhigh,0.3,price_factor,,1.2,test\n",
        encoding="utf-8",
    )
    with pytest.raises(CaseError, match=r"a sum of 0\.8") as caught:
        read.load(folder)
    assert [p.row for p in caught.value.problems] == [3, None]


def test_route_between_unknown_sites(folder: Path) -> None:
    (folder / "routes.csv").write_text(
        "from_site,to_site,mode,distance_km,source\nzone,zone,rail_bulk,10,test\nzone,other,railway,10,test\n",
        encoding="utf-8",
    )
    with pytest.raises(CaseError, match="another site") as caught:
        read.load(folder)
    assert [(p.row, p.field) for p in caught.value.problems] == [(2, "to_site"), (3, "to_site"), (3, "mode")]


def test_an_option_has_one_name_in_the_whole_case() -> None:
    """Rows, hours and pages are told by it; two sites may not both have a "wind-local"."""
    several = read.load(Path(__file__).parents[2] / "cases" / "gansu-nonferrous")
    named = [row.model_copy(update={"option": "wind"}) if row.kind == "wind" else row for row in several.power]
    found = crosscheck.problems(draft_of(several.model_copy(update={"power": tuple(named)})))
    assert {(p.file, p.field) for p in found} == {("power.csv", "option")} and len(found) == 2


def test_goals_may_count_bought_power(folder: Path) -> None:
    goals = folder / "goals.csv"
    goals.write_text(goals.read_text().replace("emissions,,", "emissions,power,"))
    assert [goal.subject for goal in read.load(folder).goals if goal.kind == "emissions"] == ["power"]


def test_value_added_is_counted_for_all_plants_together(broken: Any) -> None:
    found = broken("goals", "emissions,,2030,2 Mt", "value_added,copper,2030,5 mCNY")
    assert [(p.field, p.expected) for p in found] == [("subject", "a blank")]
