"""Every good of a case needs a way in and a way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lodeshift.case import read
from lodeshift.errors import CaseError


def test_missing_input_names_the_row_that_mends_it(broken: Any) -> None:
    found = broken("markets", "net,zone,heat,buy,,,,,test\n", "")
    assert [p.found for p in found] == ["no way to get heat at zone"]
    assert "copper_foil_6um, copper_foil_4p5um" in found[0].hint
    assert "kind buy, site zone, commodity heat" in found[0].hint


def test_missing_way_out(broken: Any) -> None:
    found = broken("markets", "cells,zone,copper_foil_4p5um,sell,,,,,test\n", "")
    assert [p.found for p in found] == ["no way out for copper_foil_4p5um at zone"]


def test_ore_points_at_deposits(broken: Any) -> None:
    found = broken("processes", "zone,copper_foil_4p5um,0.9,,test", "zone,tin_mining_concentrating,0.9,,test")
    ore = next(p for p in found if "tin_ore" in p.found)
    assert (ore.file, ore.hint) == ("deposits.csv", "needed by tin_mining_concentrating; deposits with tin_ore: Gejiu")


def test_flux_is_bought_although_it_is_an_ore(broken: Any) -> None:
    found = broken("processes", "zone,copper_foil_4p5um,0.9,,test", "zone,tin_smelting,0.9,,test")
    assert next(p for p in found if "limestone" in p.found).file == "markets.csv"


def test_deposit_gives_its_ore(folder: Path) -> None:
    (folder / "deposits.csv").write_text("site,deposit,source\nzone,Gejiu,test\n", encoding="utf-8")
    with (folder / "processes.csv").open("a", encoding="utf-8") as file:
        file.write("zone,tin_mining_concentrating,0.9,,test\n")
    with pytest.raises(CaseError, match="tin_concentrate") as caught:
        read.load(folder)
    assert not any("tin_ore" in p.found for p in caught.value.problems)


def test_route_brings_what_the_other_site_makes(folder: Path) -> None:
    text = (folder / "sites.csv").read_text(encoding="utf-8")
    (folder / "sites.csv").write_text(text + "mine,gejiu,test,reported\n", encoding="utf-8")
    with (folder / "processes.csv").open("a", encoding="utf-8") as file:
        file.write("mine,iron_phosphate_synthesis,0.9,,test\nzone,lfp_synthesis,0.9,,test\n")
    (folder / "routes.csv").write_text(
        "from_site,to_site,commodity,mode,distance_km,source\nmine,zone,iron_phosphate,rail_bulk,900,test\n",
        encoding="utf-8",
    )
    with pytest.raises(CaseError, match="no way") as caught:
        read.load(folder)
    told = {p.found for p in caught.value.problems}
    assert "no way to get iron_phosphate at zone" not in told
    assert "no way out for iron_phosphate at mine" not in told
    assert "no way to get lithium_carbonate at zone" in told
    assert "no way to get phosphoric_acid at mine" in told
