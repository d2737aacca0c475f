"""A plan's schedule as commitments."""

from __future__ import annotations

import pytest

from lodeshift.catalogue.assumptions import usual
from lodeshift.names import HOURS_PER_YEAR
from lodeshift.runs import Run
from lodeshift.simulation.committed import Build, Schedule, commitments, schedule
from lodeshift.simulation.economy import economy
from lodeshift.standing.facts import facts
from lodeshift.standing.plants import Plant


def test_what_stands_is_capacity_less_what_was_built(tiny_run: Run) -> None:
    plan = tiny_run.plan
    found = schedule(plan, ["zone"])
    for plant in found.existing:
        first = plan.years[0].sites["zone"]
        built = first.built.get(plant.process, 0.0)
        assert plant.capacity == pytest.approx(max(first.capacity.get(plant.process, 0.0) - built, 0.0), abs=1e-6)
    by_process: dict[str, float] = {p.process: p.capacity for p in found.existing}
    for build in found.builds:
        by_process[build.process] = by_process.get(build.process, 0.0) + build.amount
    last = plan.years[-1].sites["zone"].capacity
    for process, size in by_process.items():
        assert size == pytest.approx(last[process], rel=1e-6, abs=1e-6)
    assert [b.year for b in found.builds] == sorted(b.year for b in found.builds)
    assert by_process["copper_foil_6um"] >= 20_000 * (1 - 1e-9)


def test_power_options_are_no_plants(tiny_run: Run) -> None:
    found = schedule(tiny_run.plan, ["zone"])
    assert not {p.process for p in found.existing} & {"wind-local", "pv-local", "battery", "circuits"}


def test_commitments_number_the_chains_and_look_at_the_grid_only_where_circuits_are_planned() -> None:
    plants = (Plant("copper_foil_6um", 20_000.0, (), ""), Plant("lfp_synthesis", 0.0, (), ""))
    builds = (Build("lfp_synthesis", 2027, 10_000.0), Build("copper_foil_6um", 2030, 5_000.0))
    sites = economy(facts("lanzhou-new-area", usual()), usual(), plants).sites
    processes = [site.plant.process for site in sites]
    plain = commitments(Schedule(plants, builds, ()), sites, usual())
    assert [processes[c] for c, _, _ in plain.builds] == ["lfp_synthesis", "copper_foil_6um"]
    assert [(year, amount) for _, year, amount in plain.builds] == [(2027.0, 10_000.0), (2030.0, 5_000.0)]
    assert plain.grid_base_mw == float("inf") and plain.circuits == ()
    wired = commitments(Schedule(plants, builds, ((2027, 2),)), sites, usual())
    load = sum(s.capacity * s.chain.power_mwh for s in sites) / (HOURS_PER_YEAR * usual().central("load_factor"))
    assert wired.grid_base_mw > load
    ((year, mw),) = wired.circuits
    assert year == 2027.0 and 500 < mw < 3000


def test_a_plan_without_builds_commits_nothing() -> None:
    assert commitments(Schedule((), (), ()), (), usual()).builds == ()
