"""From a checked case to the numbers of a plan: catalogue figures, case overrides, climate, tariffs, all in one place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lodeshift.case.models import Case, Goal, PathName
from lodeshift.catalogue import goods, prices
from lodeshift.errors import InputError, Problem
from lodeshift.names import CO2, Objective
from lodeshift.planning.horizon import make_horizon
from lodeshift.planning.inputs import Array, GoalInput, Horizon, PlanInputs, ProcessInput, SiteLimits
from lodeshift.planning.prepare_goods import markets_of, processes_of, routes_of, tiers_of
from lodeshift.planning.prepare_power import climate_of, grid_of, slices_of, sources_of, stores_of
from lodeshift.planning.used import Trail, UsedFigure
from lodeshift.records.note import Note, note

K_GOALS = frozenset({"output", "emissions", "water", "waste"})
"""Goals counted in thousands inside the program; the user's number is in single units."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Inputs of a plan, the figures they rest on, and what a reader should be warned of."""

    inputs: PlanInputs
    used: tuple[UsedFigure, ...]
    warnings: tuple[Note, ...]


def prepare(case: Case, hours: int | None = None, objective: Objective | None = None) -> Prepared:
    """The inputs of a plan at a resolution.

    Raises
    ------
    InputError : the case lacks a figure the plan needs (all of them named).
    InputRangeError : `hours` is none of the allowed numbers.
    """
    trail = Trail()
    head = case.head
    rate = trail.use("discount rate", case.needed("discount_rate"))
    years = head.horizon
    horizon = make_horizon(head.base_year, years.planning_years, years.last_years, rate, years.decision_year)
    _check_goal_years(case, horizon)
    chosen = objective or head.objective
    climates = climate_of(case)
    slices = slices_of(case, climates, hours or head.hours)
    made = [p for site in case.sites for p in processes_of(case, site, horizon, trail)]
    targeted = frozenset(g.subject for g in case.goals if g.kind == "output" and g.sense == "min")
    inputs = PlanInputs(
        horizon=horizon,
        slices=slices,
        sites=tuple(s.site for s in case.sites),
        processes=tuple(made),
        markets=markets_of(case, horizon, trail, targeted if chosen == "least_cost" else frozenset()),
        sources=tuple(s for site in case.sites for s in sources_of(case, site.site, horizon, climates, slices, trail)),
        stores=tuple(s for site in case.sites for s in stores_of(case, site.site, trail)),
        grids={s.site: grid_of(case, s, horizon, slices, trail) for s in case.sites},
        limits={s.site: _limits(case, s.site, horizon, trail) for s in case.sites},
        goals=tuple(_goal(g) for g in case.goals),
        objective=chosen,
        routes=routes_of(case, horizon, trail),
        tiers=tiers_of(case, trail),
        carbon_price_mcny_per_kt=_carbon_price(case, horizon, trail),
        waste=frozenset(c.id for c in goods.commodities().values() if c.kind == "waste" and c.id != CO2),
        cny_per_unit=_reference_prices(case, _goods_of(case, made)),
    )
    return Prepared(inputs, tuple(trail.figures.values()), _warnings(case, slices.length_h, inputs))


def _goods_of(case: Case, processes: list[ProcessInput]) -> set[str]:
    """Goods that are traded or handed on between plants."""
    return {m.commodity for m in case.markets} | {c for p in processes for c in p.net}


def _reference_prices(case: Case, wanted: set[str]) -> dict[str, float]:
    """Price of a unit of each good inside the plan: the case's own base price, else the catalogue's."""
    own = {o.id: o.central for o in case.overrides if o.table == "base_prices" and o.item == "buy"}
    own = {o.id: o.central for o in case.overrides if o.table == "base_prices"} | own
    return {
        c: own[c] if c in own else prices.base_price(c, "buy").central
        for c in sorted(wanted)
        if c in own or prices.has_price(c, "buy")
    }


def _check_goal_years(case: Case, horizon: Horizon) -> None:
    problems = [
        Problem(
            "case.not_a_planning_year",
            "goals.csv",
            None,
            "year",
            f"{g.year} (goal {g.goal})",
            f"one of {list(horizon.years)}",
        )
        for g in case.goals
        if g.year not in horizon.years
    ]
    if problems:
        raise InputError(problems)


def _goal(goal: Goal) -> GoalInput:
    value = goal.value / 1000.0 if goal.kind in K_GOALS else goal.value
    return GoalInput(goal.goal, goal.kind, goal.subject, goal.site, goal.year, goal.sense, value, goal.value, goal.unit)


def _by_year(case: Case, name: PathName, horizon: Horizon, site: str, otherwise: float) -> Array:
    values = [case.path(name, year, site=site) for year in horizon.years]
    return np.array([otherwise if v is None else v for v in values])


def _limits(case: Case, site: str, horizon: Horizon, trail: Trail) -> SiteLimits:
    cost, places = case.assumption("training_cost", site), case.assumption("training_places", site)
    return SiteLimits(
        site=site,
        people=_by_year(case, "people", horizon, site, np.inf),
        training_cost_mcny_per_job=0.0 if cost is None else trail.use("training cost", cost) / 1e6,
        training_places_per_year=0.0 if places is None else trail.use("training places", places),
        investment_mcny_per_year=_by_year(case, "investment_budget", horizon, site, np.inf),
        water_m3=_by_year(case, "water_limit", horizon, site, np.inf),
    )


def _carbon_price(case: Case, horizon: Horizon, trail: Trail) -> Array:
    covered, free = case.assumption("carbon_coverage"), case.assumption("free_allocation_share")
    share = 0.0 if covered is None else trail.use("carbon coverage", covered)
    share *= 1.0 - (0.0 if free is None else trail.use("free allocation share", free))
    return _by_year(case, "carbon_price", horizon, "", 0.0) * share / 1000.0


def _warnings(case: Case, length_h: int, inputs: PlanInputs) -> tuple[Note, ...]:
    found = []
    if length_h > 1:
        found.append(note("planning.mean_hours", value=float(length_h)))
    elif inputs.slices.weight_h.size < 8760:
        weeks, odd = divmod(inputs.slices.weight_h.size // 24, 7)
        if odd:
            found.append(note("planning.representative_days", value=float(7 * weeks + odd)))
        else:
            found.append(note("planning.representative_weeks", value=float(weeks)))
    announced = sorted({p.plant for p in case.plants if p.status == "announced"})
    if announced:
        found.append(note("planning.announced_plants", plants=tuple(announced)))
    made = {p.main for p in inputs.processes if p.may_build and not np.isfinite(p.max_capacity_k)}
    boundless = sorted(
        {m.commodity for m in inputs.markets if m.kind == "sell" and m.commodity in made and m.volume_k is None}
    )
    if boundless and inputs.objective == "max_npv":
        found.append(note("planning.boundless_sales", goods=tuple(boundless)))
    return tuple(found)
