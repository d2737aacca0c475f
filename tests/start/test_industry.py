"""What a place has, and what fits it."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import recipes, siting
from lodeshift.errors import UnknownIdError
from lodeshift.start import industry


def test_chain_from_a_deposit() -> None:
    found = industry.of_place("baotou", "baotou")
    assert found.deposits == ["Bayan Obo"]
    assert [id for id in found.processes if id in found.level] == [
        "ree_mining_concentrating", "ndpr_separation", "ndpr_electrolysis", "ndfeb_sintering"
    ]  # fmt: skip
    assert found.level["ndfeb_sintering"] == 3
    assert found.why["ree_mining_concentrating"] == "deposit Bayan Obo"


def test_jinchang_keeps_copper_and_pgm_of_its_ore() -> None:
    found = industry.of_place("jinchang", "jinchang")
    assert "nickel_converter_matte" in found.processes
    assert "nickel_smelting_matte" not in found.processes


def test_existing_firms_become_plants() -> None:
    found = industry.of_place("lanzhou-new-area", "lanzhou-new-area")
    foil = [plant for plant in found.plants if plant.process == "copper_foil_6um"]
    assert {plant.capacity for plant in foil if plant.status == "operating"} == {70_000}  # not the zone's total again
    assert {plant.status for plant in foil} == {"operating", "announced"}
    assert not any(plant.capacity == 350_000 for plant in found.plants)  # a target is no plant


def test_separation_of_rare_earths_counts_the_nd_pr_in_it() -> None:
    plants = industry.of_place("baotou", "baotou").plants
    oxide = next(plant for plant in plants if plant.process == "ndpr_separation")
    assert 30_000 < oxide.capacity < 50_000  # 200,000 t of all oxides


def test_jobs_of_plants() -> None:
    plants = industry.of_place("baotou", "baotou").plants
    magnets = [plant for plant in plants if plant.process == "ndfeb_sintering"]
    expected = sum(p.capacity for p in magnets) * -recipes.process("ndfeb_sintering").amount("labour")
    assert industry.jobs(magnets) == pytest.approx(expected)


def test_goods_without_a_deposit_are_bought_and_told() -> None:
    found = industry.of_place("gejiu", "gejiu")
    assert "zinc_concentrate" in found.local
    assert any("no tonnage of zinc_concentrate" in each for each in found.missing)


def test_wanted_processes_are_added_or_refused() -> None:
    assert industry.of_place("yunfu", "yunfu", ["lfp_synthesis"]).processes == ["lfp_synthesis"]
    with pytest.raises(UnknownIdError, match="lfp_synthesis"):
        industry.of_place("yunfu", "yunfu", ["lfp_sythesis"])


def test_mine_without_a_deposit_is_left_out() -> None:
    found = industry.of_place("yunfu", "yunfu", ["tin_mining_concentrating"])
    assert found.processes == []
    assert any("tin_mining_concentrating is left out" in each for each in found.missing)


def test_mined_goods_name_commodities() -> None:
    known = {good for goods in siting.mined_goods().values() for good in goods}
    inputs = {flow.commodity for process in recipes.processes().values() for flow in process.flows}
    assert known <= inputs | {"magnesium"}
