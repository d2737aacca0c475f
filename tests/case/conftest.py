"""A small sound case as a folder, for tests to break one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lodeshift.case import read
from lodeshift.errors import CaseError, Problem

HEAD = """\
# a comment
name: small
title_en: Small case
title_zh: 小案例
horizon:
  planning_years: [2026, 2030]
  decision_year: 2026
"""
TABLES = {
    "sites": "site,place,source,quality\nzone,lanzhou-new-area,test,reported\n",
    "processes": (
        "site,process,availability,ramp_up,source\n"
        "zone,copper_foil_6um,0.9,0.5;0.8,test\n"
        "zone,copper_foil_4p5um,0.9,,test\n"
    ),
    "plants": "plant,site,process,capacity,status,on_line,source\nold,zone,copper_foil_6um,60 kt/a,operating,2020,test\n",
    "markets": (
        "market,site,commodity,kind,price_cny,volume,mode,distance_km,source\n"
        "copper,zone,copper_cathode,buy,,,rail_bulk,430 km,test\n"
        'cells,zone,copper_foil_6um,sell,"81,620 CNY/t",350 kt/a,rail_container+sea_container_china_eu,2240+19600,test\n'
        "cells,zone,copper_foil_4p5um,sell,,,,,test\n"
        "net,zone,heat,buy,,,,,test\n"
        "acid,zone,sulfuric_acid,buy,,,,,test\n"
        "works,zone,water,buy,,,,,test\n"
    ),
    "power": "option,site,kind,potential_mw,source\nwind,zone,wind,1.5 GW,test\nbat,zone,battery,,test\n",
    "goals": "goal,kind,subject,year,value,source\nfoil,output,copper_foil_6um,2030,100 kt/a,test\nco2,emissions,,2030,2 Mt,test\n",
    "assumptions": (
        "item,low,central,high,unit,source,quality\n"
        "discount_rate,5,8,,%,test,estimate\n"
        "existing_circuits,,3,4,circuit,test,user\n"
        "max_circuits,,6,,circuit,test,user\n"
        "firm_mw_per_further_circuit,0.5,0.7,0.84,GW,test,estimate\n"
        "candidate_line_length,,60,,km,test,user\n"
        "substation_mva_per_circuit,,720,,MVA,test,user\n"
        "background_peak_load,,900,,MW,test,user\n"
        "battery_round_trip_efficiency,,0.87,,1,test,user\n"
    ),
    "paths": (
        "path,subject,year_of,central,unit,source\n"
        "grid_factor,,2022,477.2,kg/MWh,test\n"
        "grid_factor,,2032,0.2,t/MWh,test\n"
        "price_factor,,2026,1,1,test\n"
        "price_factor,copper_cathode,2026,1.1,1,test\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small case on disk."""
    place = tmp_path / "small"
    place.mkdir()
    (place / "case.yaml").write_text(HEAD, encoding="utf-8")
    for name, text in TABLES.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def change(folder: Path, table: str, old: str, new: str) -> None:
    """Replace one piece of text in a table (or in case.yaml) of the case on disk."""
    file = folder / (table if "." in table else f"{table}.csv")
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def broken(folder: Path) -> Callable[[str, str, str], list[Problem]]:
    """Break the small case and give the problems: broken("goals", "100 kt/a", "lots") -> list of Problem."""

    def problems(table: str, old: str, new: str) -> list[Problem]:
        change(folder, table, old, new)
        with pytest.raises(CaseError) as caught:
            read.load(folder)
        return list(caught.value.problems)

    return problems
