"""Amounts at the targets, followed back by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.case import amounts, read
from lodeshift.case.rows import Plant
from lodeshift.catalogue import recipes

ZONE = "lanzhou-new-area"


def test_foil_takes_copper_and_power(folder: Path) -> None:
    found = amounts.at_targets(read.load(folder))
    assert found is not None
    foil = recipes.process("copper_foil_6um")
    assert found.activity == {("zone", "copper_foil_6um"): 100_000}
    assert found.bought["zone", "copper_cathode"] == pytest.approx(-foil.amount("copper_cathode") * 100_000)
    assert found.power_mwh == pytest.approx(-foil.amount("electricity") * 100_000)
    assert found.sold == {("zone", "copper_foil_6um"): 100_000}
    assert found.built == {("zone", "copper_foil_6um"): 40_000}


def test_chain_multiplies_through() -> None:
    case = read.load(Path(__file__).parents[2] / "cases" / ZONE)
    found = amounts.at_targets(case)
    assert found is not None
    powder = 600_000 * -recipes.process("anode_finishing").amount("graphitized_powder")
    green = powder * -recipes.process("graphitization_box").amount("green_anode")
    assert found.activity[ZONE, "graphitization_box"] == pytest.approx(powder)
    assert found.activity[ZONE, "anode_precursor_prep"] == pytest.approx(green)
    assert (ZONE, "needle_coke_calcination") not in found.activity  # bought, because a row buys it


def test_without_output_goals_there_is_nothing_to_count(folder: Path) -> None:
    case = read.load(folder)
    assert amounts.at_targets(case.model_copy(update={"goals": ()})) is None


def test_capacity_counts_what_stands_in_the_year(folder: Path) -> None:
    case = read.load(folder)
    old = case.plants[0]
    cells = {**old.model_dump(), "plant": "b"}
    plants = (
        old.model_copy(update={"retire": 2030}),
        Plant.model_validate({**cells, "status": "committed", "on_line": 2028, "capacity": 5}),
        Plant.model_validate({**cells, "status": "announced", "on_line": 2026, "capacity": 7}),
    )
    case = case.model_copy(update={"plants": plants})
    key = ("zone", "copper_foil_6um")
    assert amounts.capacity(case, 2026)[key] == 60_000
    assert amounts.capacity(case, 2029)[key] == 60_005
    assert amounts.capacity(case, 2030)[key] == 5


def test_maker_prefers_what_may_be_built() -> None:
    case = read.load(Path(__file__).parents[2] / "cases" / ZONE)
    assert amounts.maker(case, ZONE, "graphitized_powder") == "graphitization_box"
    assert amounts.maker(case, ZONE, "steel") is None
