"""The same plan written in PyPSA (several planning years, vintages, battery, furnace that moves) has the same optimum."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from lodeshift.planning.build import build
from lodeshift.planning.inputs import PlanInputs, SourceInput
from lodeshift.program.solve import Options, solve
from lodeshift.records.plan import Slices

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "plan"
pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("pypsa") is None, reason="PyPSA is not installed (extra: bench)"),
    pytest.mark.filterwarnings("ignore"),  # what PyPSA and its libraries warn of is not ours
]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARK / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def first_hours(inputs: PlanInputs, count: int) -> PlanInputs:
    """The city seen in its first hours alone: hourly steps, so that ramps bind."""

    def cut(source: SourceInput) -> SourceInput:
        assert source.profile is not None
        return replace(source, profile=source.profile[:count])

    slices = Slices(np.arange(count), 1, np.full(count, 8760.0 / count), np.ones(count, dtype=np.int64))
    grid = inputs.grids["city"]
    return replace(
        inputs,
        slices=slices,
        sources=tuple(cut(s) for s in inputs.sources),
        grids={"city": replace(grid, tariff=grid.tariff[:, :count])},
    )


def our_optimum(inputs: PlanInputs) -> float:
    found = solve(build(inputs).program, Options(method="simplex"))
    assert found.status == "optimal"
    return found.objective


def their_optimum(inputs: PlanInputs, materials: str) -> float:
    pypsa_city = _load("pypsa_city")
    written: Any = pypsa_city.network(inputs, materials)
    highs: Any = pypsa_city.create_model(written).to_highspy(set_names=False)
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("solver", "simplex")
    highs.run()
    assert highs.modelStatusToString(highs.getModelStatus()) == "Optimal"
    return float(highs.getInfo().objective_function_value) + float(pypsa_city.constant_mcny(written))


@pytest.mark.parametrize(("years", "hours", "materials"), [(2, 72, "hourly"), (4, 48, "hourly"), (4, 48, "yearly")])
def test_same_optimum_as_pypsa(years: int, hours: int, materials: str) -> None:
    city = _load("city")
    inputs = first_hours(city.city(672, city.YEARS[:years]), hours)
    assert their_optimum(inputs, materials) == pytest.approx(our_optimum(inputs), rel=1e-6)


def test_same_optimum_when_plants_retire_within_the_horizon() -> None:
    """Lifetimes of 4 years: what is built in one planning year is gone two planning years later, in both programs."""
    city = _load("city")
    inputs = first_hours(city.city(672), 48)
    short = tuple(replace(p, life_years=4.0) for p in inputs.processes)
    inputs = replace(
        inputs,
        processes=short,
        sources=tuple(replace(s, life_years=4.0) for s in inputs.sources),
        stores=tuple(replace(s, life_years=4.0) for s in inputs.stores),
    )
    assert their_optimum(inputs, "hourly") == pytest.approx(our_optimum(inputs), rel=1e-6)
