"""The worked case of Lanzhou New Area holds together: totals as reported, chains in step, every figure with a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.case import amounts, read
from lodeshift.case.fields import ASSUMPTION_ITEMS
from lodeshift.case.models import TABLES, Case
from lodeshift.catalogue import recipes

ZONE = "lanzhou-new-area"


@pytest.fixture(scope="module")
def case() -> Case:
    return read.load(Path(__file__).parents[2] / "cases" / ZONE)


def built(case: Case, process: str, status: str = "operating", plant: str = "") -> float:
    return sum(p.capacity for p in case.plants if p.process == process and p.status == status and plant in p.plant)


def test_built_at_the_end_of_2025_is_what_is_reported(case: Case) -> None:
    assert built(case, "copper_foil_6um") + built(case, "copper_foil_4p5um") == pytest.approx(150_000)
    assert built(case, "copper_foil_6um", plant="defu") + built(case, "copper_foil_4p5um", plant="defu") == 70_000
    assert built(case, "anode_finishing") == pytest.approx(150_000)
    assert built(case, "graphitization_acheson", plant="hongbin") == 50_000


def test_anode_steps_stay_in_step(case: Case) -> None:
    powder = -recipes.process("anode_finishing").amount("graphitized_powder")
    green = -recipes.process("graphitization_box").amount("green_anode")
    for status in ("operating", "committed"):
        finished = built(case, "anode_finishing", status)
        graphitised = built(case, "graphitization_box", status) + built(case, "graphitization_acheson", status)
        assert graphitised == pytest.approx(finished * powder)
        assert built(case, "anode_precursor_prep", status) == pytest.approx(graphitised * green)


def test_targets_of_2035(case: Case) -> None:
    goals = {goal.goal: goal.value for goal in case.goals}
    assert goals["foil-6um-2035"] + goals["foil-4p5um-2035"] == 350_000
    assert goals["anode-2035"] == 600_000
    assert goals["lfp-2035"] == 200_000


def test_interim_targets_rise_and_start_within_what_stands(case: Case) -> None:
    for start, process in (
        ("foil-6um", "copper_foil_6um"),
        ("foil-4p5um", "copper_foil_4p5um"),
        ("anode", "anode_finishing"),
    ):
        values = [goal.value for goal in case.goals if goal.goal.startswith(start)]
        assert values == sorted(values)
        assert values[0] <= built(case, process)


def test_power_at_the_targets_is_about_twelve_terawatt_hours(case: Case) -> None:
    found = amounts.at_targets(case)
    assert found is not None
    assert 11.5e6 < found.power_mwh < 12.5e6


def test_other_load_is_net_of_the_cluster(case: Case) -> None:
    net = case.needed("background_peak_load").central
    assert net < 1150  # the zone's peak with the cluster in it
    assert case.path("background_load", 2024) == net
    circuits, firm = case.needed("existing_circuits").central, case.needed("firm_mw_per_further_circuit").central
    assert (circuits - 1) * firm >= 1150


def test_every_assumption_is_stated(case: Case) -> None:
    assert {row.item for row in case.assumptions} == ASSUMPTION_ITEMS


def test_local_bill_of_the_substation_is_met(case: Case) -> None:
    prices = {row.id: row.central for row in case.overrides if row.item == "capex"}
    bill = 720_000 * prices["substation_330kv"] + 80 * prices["line_330kv_single"]
    assert bill == pytest.approx(0.43e9, rel=0.03)


def test_volumes_can_take_the_targets(case: Case) -> None:
    for goal in case.goals:
        if goal.kind == "output":
            grown = case.path("demand_factor", goal.year, goal.subject) or 1.0
            room = sum(m.volume or 0 for m in case.markets if m.kind == "sell" and m.commodity == goal.subject) * grown
            assert room > goal.value, goal.goal


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source_and_a_grade(case: Case, table: str) -> None:
    for row in getattr(case, table):
        assert row.source
        assert row.quality != "user", f"{table}: {row}"
