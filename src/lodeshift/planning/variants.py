"""Beside the answer: what green power does to cost and carbon, what the other objective would build, and how much wind
and sun other plans of nearly the same cost hold.

All are re-solves of the same case with few representative days, so that they cost seconds; their differences are
told, not their levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lodeshift.case.models import Case
from lodeshift.names import Objective
from lodeshift.planning.inputs import GoalInput, PlanInputs
from lodeshift.planning.near_optimal import wind_and_sun_range
from lodeshift.planning.prepare import Prepared, prepare
from lodeshift.planning.read_back import green_share
from lodeshift.planning.solve_plan import COARSE_HOURS, Solved, Wish, solve_prepared
from lodeshift.program.solve import Options
from lodeshift.records.note import InfeasibleError, Note, note
from lodeshift.records.plan import Alternative, GreenVariant, NearOptimal, Plan

VARIANT_HOURS: Final = COARSE_HOURS
GREEN_SHARES: Final = (0.0, None, 0.6, 0.8)
"""No wind and sun at all; as much as is cheapest; at least 60 and 80 %."""


def with_variants(case: Case, solved: Solved, wish: Wish) -> Plan:
    """The plan with its green variants and its alternative. A variant that no plan can reach is left out, and said."""
    green: list[GreenVariant] = []
    warnings = list(solved.plan.warnings)
    base = prepare(case, VARIANT_HOURS, solved.plan.objective)
    quiet = replace(wish, on_progress=None)
    for share in GREEN_SHARES:
        wish.say(note("planning.step_cheapest_green") if share is None else note("planning.step_green", value=share))
        try:
            green.append(_green(case, base, share, quiet))
        except InfeasibleError:
            asked = 0.0 if share is None else share
            warnings.append(note("planning.green_share_out_of_reach", value=asked))
    other: Objective = "max_npv" if solved.plan.objective == "least_cost" else "least_cost"
    wish.say(note("planning.step_other_objective", objective=other))
    alternative = _alternative(case, other, quiet, warnings)
    wish.say(note("planning.step_near_optimal"))
    near = wind_and_sun_range(base.inputs, Options(method=wish.method, time_limit_s=wish.time_limit_s))
    answers = replace(solved.plan.answers, wind_and_sun=None if near is None else _with_the_plan(solved, near))
    return replace(solved.plan, green=tuple(green), alternative=alternative, warnings=tuple(warnings), answers=answers)


def _with_the_plan(solved: Solved, near: NearOptimal) -> NearOptimal:
    """The range widened to the plan itself, whose finer hours may lie outside what few days allow."""
    years = {year.year: year for year in solved.plan.years}
    spans = []
    for span in near.spans:
        own = {s.id for s in solved.prepared.inputs.sources if s.kind == span.kind and s.supply != "ppa"}
        there = sum(v for site in years[span.year].sites.values() for k, v in site.capacity.items() if k in own)
        spans.append(replace(span, low_mw=min(span.low_mw, there), high_mw=max(span.high_mw, there)))
    return replace(near, spans=tuple(spans))


def _green(case: Case, base: Prepared, share: float | None, wish: Wish) -> GreenVariant:
    """The case with a green share asked of the last planning year only, no other goal on green power; share 0 has no
    wind and sun to draw on."""
    inputs = base.inputs
    last = inputs.horizon.years[-1]
    kept = tuple(g for g in inputs.goals if g.kind not in ("green_share", "own_use_share"))
    inputs = replace(inputs, goals=kept)
    if share == 0.0:
        plants = tuple(s for s in inputs.sources if s.kind == "plant")
        inputs = replace(inputs, sources=plants, stores=tuple(s for s in inputs.stores if s.charge_from == "any"))
    elif share is not None:
        goal = GoalInput("green variant", "green_share", "", "", last, "min", share, share, "1")
        inputs = replace(inputs, goals=(*kept, goal))
    found = solve_prepared(case, replace(base, inputs=inputs), wish)
    year = found.plan.years[-1]
    capacity: dict[str, float] = {}
    for site in year.sites.values():
        for name, value in site.capacity.items():
            capacity[name] = capacity.get(name, 0.0) + value
    return GreenVariant(
        green_share=_reached(found),
        objective_mcny=found.plan.objective_mcny,
        wind_mw=sum(capacity.get(s.id, 0.0) for s in inputs.sources if s.kind == "wind" and s.supply != "ppa"),
        pv_mw=sum(capacity.get(s.id, 0.0) for s in inputs.sources if s.kind == "pv" and s.supply != "ppa"),
        battery_mwh=sum(v for k, v in capacity.items() if k.endswith(" MWh")),
        ppa_mwh=sum(s.power.ppa_mwh for s in year.sites.values()),
        circuits=sum(s.power.circuits for s in year.sites.values()),
        cost_cny_per_t=found.plan.break_even,
        kgco2_per_kg=carbon_of(inputs, found),
    )


def carbon_of(inputs: PlanInputs, solved: Solved) -> dict[str, dict[str, float]]:
    """kg CO2 per kg (per unit) of each sold product in the last planning year.

    scope1: direct emissions of its process and of those before it at the site. scope2_location: their electricity times
    the grid factor for what the grid carried (bought and contract power), own wind and sun at zero. scope2_hourly:
    their electricity times the share not covered by green power in the same hour, times the grid factor.
    Upstream of bought inputs is not in it (see `trace`).
    """
    year = solved.plan.years[-1]
    found: dict[str, dict[str, float]] = {}
    last = len(inputs.horizon.years) - 1
    for site, at in year.sites.items():
        grid = inputs.grids.get(site)
        if grid is None or at.power.demand_mwh <= 0:
            continue
        factor = float(grid.grid_factor[last])
        carried = (at.power.grid_mwh + at.power.ppa_mwh) / at.power.demand_mwh
        covered = _green_share(solved, site)
        direct, mwh = _cumulated(inputs, site, at.activity)
        for product in direct:
            found[product] = {
                "scope1": direct[product],
                "scope2_location": mwh[product] * factor * carried,
                "scope2_hourly": mwh[product] * factor * (1.0 - covered),
            }
    return found


def _reached(solved: Solved) -> float:
    """Green share of the whole plan's load in the last planning year."""
    year = solved.plan.years[-1]
    demand = {s: v.power.demand_mwh for s, v in year.sites.items()}
    total = sum(demand.values())
    return sum(_green_share(solved, s) * mwh for s, mwh in demand.items()) / total if total else 0.0


def _green_share(solved: Solved, site: str) -> float:
    return float(green_share(solved.prepared.inputs, solved.amounts, site)[-1])


def _cumulated(
    inputs: PlanInputs, site: str, activity: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Direct CO2 and MWh per unit of every main product, with those of what the site itself makes for it."""
    here = [p for p in inputs.processes if p.site == site]
    made: dict[str, float] = {}
    for p in here:
        made[p.main] = made.get(p.main, 0.0) + activity.get(p.id, 0.0)
    bought = {m.commodity for m in inputs.markets if m.site == site and m.kind == "buy"}
    co2: dict[str, float] = {}
    mwh: dict[str, float] = {}

    def visit(product: str, path: tuple[str, ...]) -> None:
        if product in co2 or product in path:
            return
        total = made.get(product, 0.0)
        co2[product] = mwh[product] = 0.0
        for p in here:
            run = activity.get(p.id, 0.0)
            if p.main != product or run <= 0 or total <= 0:
                continue
            direct, power = p.co2_t_per_unit, p.mwh_per_unit
            for good, amount in p.net.items():
                if amount < 0 and made.get(good, 0.0) > 0 and good not in bought:
                    visit(good, (*path, product))
                    direct += -amount * co2.get(good, 0.0)
                    power += -amount * mwh.get(good, 0.0)
            co2[product] += direct * run / total
            mwh[product] += power * run / total

    sold = {m.commodity for m in inputs.markets if m.site == site and m.kind == "sell"}
    for p in here:
        if p.main in sold:
            visit(p.main, ())
    keep = {p for p in co2 if p in sold and made.get(p, 0.0) > 0}
    return {p: co2[p] for p in keep}, {p: mwh[p] for p in keep}


def _alternative(case: Case, objective: Objective, wish: Wish, warnings: list[Note]) -> Alternative | None:
    """The other objective on the same case. Maximum NPV is freed from the targets (limits stay)."""
    other = prepare(case, VARIANT_HOURS, objective)
    if objective == "max_npv":
        free = tuple(g for g in other.inputs.goals if g.sense == "max" or g.kind in ("green_share", "own_use_share"))
        other = replace(other, inputs=replace(other.inputs, goals=free))
    try:
        found = solve_prepared(case, other, wish).plan
    except InfeasibleError as problem:
        warnings.append(note("planning.no_other_plan", objective=objective, why=problem.why.kind.partition(".")[2]))
        return None
    processes = {p.id for p in other.inputs.processes}
    mains = {m.commodity for m in other.inputs.markets if m.kind == "sell"}
    capacity: dict[int, dict[str, float]] = {}
    output: dict[int, dict[str, float]] = {}
    for year in found.years:
        for site in year.sites.values():
            into = capacity.setdefault(year.year, {})
            for name, value in site.capacity.items():
                if name in processes:
                    into[name] = into.get(name, 0.0) + value
            given = output.setdefault(year.year, {})
            for name, value in site.output_t.items():
                if name in mains:
                    given[name] = given.get(name, 0.0) + value
    return Alternative(objective, found.objective_mcny, capacity, output)
