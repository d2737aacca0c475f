"""A plan's build schedule as commitments: what stands, what comes when, and which circuits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lodeshift.catalogue import power
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.chain.network import whole
from lodeshift.names import HOURS_PER_YEAR
from lodeshift.records.plan import Plan
from lodeshift.simulation.assemble import Commitments
from lodeshift.simulation.economy import Site
from lodeshift.standing.plants import Plant

_SMALL = 1e-9


@dataclass(frozen=True, slots=True)
class Build:
    """Capacity of one process that comes on line in a year, units a year."""

    process: str
    year: int
    amount: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """Of one place: plants that stand before the plan builds anything, the plan's builds in order, circuits by year."""

    existing: tuple[Plant, ...]
    builds: tuple[Build, ...]
    circuits: tuple[tuple[int, int], ...]


def schedule(plan: Plan, sites: Sequence[str]) -> Schedule:
    """The schedule of the plan at the given sites together.

    What stands is capacity less all that was built by then, in the first planning year; power options (not processes)
    are left out: their cost and supply are inside the plan's own power price.
    """
    standing: dict[str, float] = {}
    builds: list[Build] = []
    circuits: list[tuple[int, int]] = []
    for number, year in enumerate(plan.years):
        here = [year.sites[s] for s in sites if s in year.sites]
        known = {p for site in here for p in site.capacity if p in whole().process_index}
        for process in sorted(known):
            built = sum(site.built.get(process, 0.0) for site in here)
            if number == 0:
                standing[process] = max(sum(site.capacity.get(process, 0.0) for site in here) - built, 0.0)
            if built > _SMALL:
                builds.append(Build(process, year.year, built))
        further = sum(site.built.get("circuits", 0.0) for site in here)
        if further > _SMALL:
            circuits.append((year.year, round(further)))
    for build in builds:
        standing.setdefault(build.process, 0.0)
    plants = tuple(Plant(p, size, (), "") for p, size in sorted(standing.items()))
    return Schedule(plants, tuple(builds), tuple(circuits))


def commitments(found: Schedule, sites: Sequence[Site], assumed: Assumptions) -> Commitments:
    """The schedule in chain numbers, with the grid as the plan sees it: what stands has its power, every further circuit
    adds the firm MW of the catalogue's rule. Without further circuits in the plan the grid is not looked at."""
    number: Mapping[str, int] = {site.plant.process: i for i, site in enumerate(sites)}
    builds = tuple((number[b.process], float(b.year), b.amount) for b in found.builds)
    if not found.circuits:
        return Commitments(builds)
    rule = power.connection_rule()["n1_secure_mw_per_further_330kv_circuit"].central
    load = sum(s.capacity * s.chain.power_mwh for s in sites) / (HOURS_PER_YEAR * assumed.central("load_factor"))
    steps = tuple((float(year), count * rule) for year, count in found.circuits)
    return Commitments(builds, steps, load * assumed.central("firm_power_share") + assumed.central("firm_power_spare"))
