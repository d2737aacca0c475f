"""What tests of several rooms share: a tiny case on disk that is planned in about a second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from lodeshift.runs import Run

TINY_HOURS = 72
"""Three representative days."""

HEAD = f"""\
name: tiny
title_en: A tiny cluster
title_zh: 小集群
horizon:
  planning_years: [2027, 2030]
  last_years: 5
  decision_year: 2026
hours: {TINY_HOURS}
"""

TABLES = {
    "sites": "site,place,name_en,name_zh,population,source\nzone,lanzhou-new-area,The zone,新区,700000,test\n",
    "processes": (
        "site,process,availability,ramp_up,source\nzone,copper_foil_6um,0.9,0.8,test\nzone,lfp_synthesis,0.9,,test\n"
    ),
    "plants": "plant,site,process,capacity,status,on_line,source\nold,zone,copper_foil_6um,20 kt/a,operating,2022,test\n",
    "markets": (
        "market,site,commodity,kind,destination,volume,mode,distance_km,source\n"
        "copper,zone,copper_cathode,buy,domestic,,rail_bulk,430 km,test\n"
        "acid,zone,sulfuric_acid,buy,domestic,,,,test\n"
        "heat,zone,heat,buy,domestic,,,,test\n"
        "water,zone,water,buy,domestic,,,,test\n"
        "phosphate,zone,iron_phosphate,buy,domestic,,rail_bulk,1500 km,test\n"
        "carbonate,zone,lithium_carbonate,buy,domestic,,rail_bulk,1100 km,test\n"
        "glucose,zone,glucose,buy,domestic,,,,test\n"
        "gas,zone,natural_gas,buy,domestic,,,,test\n"
        "cells,zone,copper_foil_6um,sell,domestic,60 kt/a,,,test\n"
        "cells,zone,lfp_cathode,sell,domestic,60 kt/a,,,test\n"
        "europe,zone,copper_foil_6um,sell,eu,10 kt/a,rail_china_europe,8000 km,test\n"
    ),
    "power": (
        "option,site,kind,potential_mw,charge_from,source\n"
        "wind-local,zone,wind,300 MW,,test\n"
        "pv-local,zone,pv,300 MW,,test\n"
        "battery,zone,battery,,green,test\n"
    ),
    "goals": (
        "goal,kind,subject,year,sense,value,source\n"
        "foil-2027,output,copper_foil_6um,2027,min,15 kt/a,test\n"
        "foil-2030,output,copper_foil_6um,2030,min,40 kt/a,test\n"
        "lfp-2030,output,lfp_cathode,2030,min,10 kt/a,test\n"
    ),
    "assumptions": (
        "item,low,central,high,unit,source,quality\n"
        "discount_rate,0.05,0.08,0.11,1,test,estimate\n"
        "existing_circuits,3,3,4,circuit,test,user\n"
        "max_circuits,6,8,10,circuit,test,user\n"
        "firm_mw_per_further_circuit,500,700,840,MW,test,estimate\n"
        "candidate_line_length,20,60,110,km,test,user\n"
        "substation_mva_per_circuit,540,720,1080,MVA,test,user\n"
        "background_peak_load,650,900,1200,MW,test,user\n"
        "battery_round_trip_efficiency,0.85,0.87,0.9,1,test,user\n"
    ),
    "paths": (
        "path,subject,year_of,central,unit,source\n"
        "grid_factor,,2022,0.4772,t/MWh,test\n"
        "grid_factor,,2032,0.3,t/MWh,test\n"
        "people,,2026,5000,job,test\n"
    ),
}

Change = Callable[[str, str, str], None]


def _write_tiny(folder: Path) -> Path:
    folder.mkdir()
    (folder / "case.yaml").write_text(HEAD, encoding="utf-8")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def tiny_case(tmp_path: Path) -> Path:
    """A foil plant that stands, two products to build, wind, sun and a battery: the folder of a sound case."""
    return _write_tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def tiny_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The tiny case planned once, with its variants; not to be changed."""
    from lodeshift.study.plan import PlanRequest, plan

    folder = tmp_path_factory.mktemp("planned")
    return plan(PlanRequest(_write_tiny(folder / "tiny"), runs_folder=folder / "runs", command="test"))


@pytest.fixture
def change_tiny(tiny_case: Path) -> Change:
    """Replace one piece of text in a table of the tiny case (or in `case.yaml`)."""

    def change(table: str, old: str, new: str) -> None:
        file = tiny_case / (table if "." in table else f"{table}.csv")
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change
