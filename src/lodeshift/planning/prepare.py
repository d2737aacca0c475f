"""From a checked case to the numbers of a plan: catalogue figures, case overrides, climate, tariffs, all in one place.

Every record of the inputs is made by a part that reads its figures from the book it is given. So the same code tells
which figures a plan rests on, and what the records become when a figure moves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np

from lodeshift.case.fields import AssumptionItem, PathName
from lodeshift.case.models import Case, Goal
from lodeshift.catalogue import goods, prices, technologies
from lodeshift.chain.figures import Driver, FigureBook, FigureKey
from lodeshift.chain.prices import price_at
from lodeshift.errors import InputError, LodeshiftError, Problem
from lodeshift.names import CO2, HOURS_PER_DAY, HOURS_PER_YEAR, Objective
from lodeshift.planning import prepare_goods as of_goods
from lodeshift.planning import prepare_power as of_power
from lodeshift.planning.horizon import make_horizon
from lodeshift.planning.inputs import (
    Array,
    GoalInput,
    GridInput,
    Horizon,
    MarketInput,
    PlanInputs,
    ProcessInput,
    RouteInput,
    SiteLimits,
    SourceInput,
    StoreInput,
    TierInput,
)
from lodeshift.records.note import Note, note
from lodeshift.records.plan import Slices, UsedFigure

K_GOALS = frozenset({"output", "emissions", "water", "waste"})
"""Goals counted in thousands inside the program; the user's number is in single units."""
TRANSFERS: tuple[AssumptionItem, ...] = (
    "profit_tax_rate", "profit_tax_local_share", "vat_local_share", "land_price", "land_per_capacity",
    "investment_grant_share", "power_price_support",
)  # fmt: skip
"""What only changes hands between firm and city."""
HORIZON, CARBON, POLICY = Driver("horizon"), Driver("carbon"), Driver("policy")

T = TypeVar("T")
Makers = Mapping[Driver, Callable[[FigureBook], T]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What makes each record of the inputs from a book of figures, by the thing that it is about."""

    horizon: Makers[Horizon]
    carbon: Makers[Array]
    processes: Makers[ProcessInput]
    markets: Makers[MarketInput]
    routes: Makers[RouteInput]
    tiers: Makers[TierInput]
    sources: Makers[SourceInput]
    stores: Makers[StoreInput]
    grids: Makers[GridInput]
    limits: Makers[SiteLimits]

    @property
    def drivers(self) -> frozenset[Driver]:
        """Everything whose amount a figure can multiply."""
        return frozenset(driver for name in self.__dataclass_fields__ for driver in getattr(self, name))


@dataclass(frozen=True, slots=True)
class Prepared:
    """Inputs of a plan, the book of the figures they rest on, the parts that made them, and what to warn of."""

    inputs: PlanInputs
    book: FigureBook
    parts: Parts
    warnings: tuple[Note, ...]

    @property
    def used(self) -> tuple[UsedFigure, ...]:
        """Every figure once at each place, in order of first use."""
        return tuple(
            UsedFigure(uses[0].label, key.place, uses[0].figure, uses[0].matter) for key, uses in self.book.by_figure()
        )

    def moved(self, keys: Collection[FigureKey]) -> PlanInputs:
        """The inputs with some figures at their high end; only the records that use them are made anew.

        Raises
        ------
        LodeshiftError : nothing uses one of them, or a use hangs on a thing that the inputs do not have.
        """
        uses = [use for use in self.book.uses if use.key in keys]
        there = self.parts.drivers
        lost = set(keys) - {use.key for use in uses if use.driver in there}
        if lost:
            names = ", ".join(f"{key.row} at {key.place or 'the whole plan'}" for key in sorted(lost, key=str))
            raise LodeshiftError(f"no amount of the plan stands behind {names}")
        drivers = {use.driver for use in uses}
        book, parts, now = FigureBook(frozenset(keys)), self.parts, self.inputs
        return replace(
            now,
            horizon=_again(parts.horizon, (now.horizon,), drivers, book)[0],
            processes=_again(parts.processes, now.processes, drivers, book),
            markets=_again(parts.markets, now.markets, drivers, book),
            routes=_again(parts.routes, now.routes, drivers, book),
            tiers=_again(parts.tiers, now.tiers, drivers, book),
            sources=_again(parts.sources, now.sources, drivers, book),
            stores=_again(parts.stores, now.stores, drivers, book),
            grids={g.site: g for g in _again(parts.grids, tuple(now.grids.values()), drivers, book)},
            limits={s.site: s for s in _again(parts.limits, tuple(now.limits.values()), drivers, book)},
            carbon_price_mcny_per_kt=_again(parts.carbon, (now.carbon_price_mcny_per_kt,), drivers, book)[0],
        )


def _again(makers: Makers[T], records: tuple[T, ...], drivers: Collection[Driver], book: FigureBook) -> tuple[T, ...]:
    if makers.keys().isdisjoint(drivers):
        return records
    return tuple(
        make(book) if driver in drivers else old for (driver, make), old in zip(makers.items(), records, strict=True)
    )


def prepare(
    case: Case, hours: int | None = None, objective: Objective | None = None, moved: Collection[FigureKey] = ()
) -> Prepared:
    """The inputs of a plan at a resolution; figures in `moved` stand at their high end.

    Raises
    ------
    InputError : the case lacks a figure the plan needs (all of them named).
    InputRangeError : `hours` is none of the allowed numbers.
    """
    head = case.head
    years = head.horizon.planning_years
    _check_goal_years(case, years)
    chosen = objective or head.objective
    climates = of_power.climate_of(case)
    slices = of_power.slices_of(case, climates, hours or head.hours)
    book = FigureBook(frozenset(moved))
    parts = _parts(case, chosen, climates, slices)
    made = tuple(make(book) for make in parts.processes.values())
    bought_fixed, bought_variable = technologies.bought_om()
    inputs = PlanInputs(
        horizon=parts.horizon[HORIZON](book),
        slices=slices,
        sites=tuple(s.site for s in case.sites),
        processes=made,
        markets=tuple(make(book) for make in parts.markets.values()),
        sources=tuple(make(book) for make in parts.sources.values()),
        stores=tuple(make(book) for make in parts.stores.values()),
        grids={driver.site: make(book) for driver, make in parts.grids.items()},
        limits={driver.site: make(book) for driver, make in parts.limits.items()},
        goals=tuple(_goal(g) for g in case.goals),
        objective=chosen,
        bought_fixed_om=bought_fixed.central,
        bought_variable_om=bought_variable.central,
        routes=tuple(make(book) for make in parts.routes.values()),
        tiers=tuple(make(book) for make in parts.tiers.values()),
        carbon_price_mcny_per_kt=parts.carbon[CARBON](book),
        waste=frozenset(c.id for c in goods.commodities().values() if c.kind == "waste" and c.id != CO2),
        cny_per_unit=_reference_prices(case, _goods_of(case, made)),
    )
    for item in TRANSFERS:
        figure = case.assumption(item)
        if figure is not None:
            of_goods.assumed(book, figure, item, POLICY, "transfer")
    return Prepared(inputs, book, parts, _warnings(case, slices.length_h, inputs))


def _parts(case: Case, objective: Objective, climates: Mapping[str, of_power.Climate], slices: Slices) -> Parts:
    years = case.head.horizon.planning_years
    targeted = {g.subject for g in case.goals if g.kind == "output" and g.sense == "min"}
    against_home = targeted if objective == "least_cost" else set()
    sites = [s.site for s in case.sites]
    power = [row for site in sites for row in case.power if row.site == site]
    return Parts(
        horizon={HORIZON: partial(_horizon, case)},
        carbon={CARBON: partial(_carbon_price, case, years)},
        processes=_makers(
            (of_goods.process_driver(p), partial(of_goods.process_of, case, p))
            for site in sites for p in case.processes if p.site == site
        ),
        markets=_makers(
            (of_goods.market_driver(m), partial(of_goods.market_of, case, m, years, m.commodity in against_home))
            for m in case.markets
        ),
        routes=_makers((d, partial(of_goods.route_of, d, row, good)) for d, row, good in of_goods.routes_of(case)),
        tiers=_makers((d, partial(of_goods.tier_of, d, row, tier)) for d, row, tier in of_goods.tiers_of(case)),
        sources=_makers(
            (of_power.source_driver(p), partial(of_power.source_of, case, p, years, climates.get(p.option), slices))
            for p in power if p.kind != "battery"
        ),
        stores=_makers(
            (of_power.store_driver(p), partial(of_power.store_of, case, p)) for p in power if p.kind == "battery"
        ),
        grids=_makers((of_power.grid_driver(s), partial(of_power.grid_of, case, s, years, slices)) for s in case.sites),
        limits=_makers((Driver("site", s, s), partial(_limits, case, s, years)) for s in sites),
    )  # fmt: skip


def _makers(pairs: Iterator[tuple[Driver, Callable[[FigureBook], T]]]) -> Makers[T]:
    """By driver; two rows about the same thing would be one, so that is an error."""
    found: dict[Driver, Callable[[FigureBook], T]] = {}
    for driver, make in pairs:
        if driver in found:
            what = f"{driver.kind} {driver.subject} at {driver.site}"
            raise InputError(
                [Problem("case.said_twice", "case", None, driver.kind, f"{what} twice", "one row for each")]
            )
        found[driver] = make
    return found


def _horizon(case: Case, book: FigureBook) -> Horizon:
    head, years = case.head, case.head.horizon
    rate = of_power.needed(case, book, "discount_rate", HORIZON)
    return make_horizon(head.base_year, years.planning_years, years.last_years, rate, years.decision_year)


def _goods_of(case: Case, processes: tuple[ProcessInput, ...]) -> set[str]:
    """Goods that are traded or handed on between plants."""
    return {m.commodity for m in case.markets} | {c for p in processes for c in p.net}


def _reference_prices(case: Case, wanted: set[str]) -> dict[str, float]:
    """Price of a unit of each good inside the plan: the case's own base price, else the catalogue's."""
    own = {o.id: o.central for o in case.overrides if o.table == "base_prices" and o.item == "buy"}
    own = {o.id: o.central for o in case.overrides if o.table == "base_prices"} | own
    return {
        c: own[c] if c in own else price_at(c).central for c in sorted(wanted) if c in own or prices.has_price(c, "buy")
    }


def _check_goal_years(case: Case, years: tuple[int, ...]) -> None:
    problems = [
        Problem(
            "case.not_a_planning_year",
            "goals.csv",
            None,
            "year",
            f"{g.year} (goal {g.goal})",
            f"one of {list(years)}",
        )
        for g in case.goals
        if g.year not in years
    ]
    if problems:
        raise InputError(problems)


def _goal(goal: Goal) -> GoalInput:
    value = goal.value / 1000.0 if goal.kind in K_GOALS else goal.value
    return GoalInput(goal.goal, goal.kind, goal.subject, goal.site, goal.year, goal.sense, value, goal.value, goal.unit)


def _limits(case: Case, site: str, years: tuple[int, ...], book: FigureBook) -> SiteLimits:
    driver = Driver("site", site, site)
    cost, places = case.assumption("training_cost", site), case.assumption("training_places", site)
    endless = np.full(len(years), np.inf)

    def limit(name: PathName) -> Array:
        found = of_goods.path_of(case, book, name, years, driver, matter="amount")
        return endless if found is None else found

    return SiteLimits(
        site=site,
        people=limit("people"),
        training_cost_mcny_per_job=0.0 if cost is None else of_goods.assumed(book, cost, "training_cost", driver) / 1e6,
        training_places_per_year=0.0
        if places is None
        else of_goods.assumed(book, places, "training_places", driver, "amount"),
        investment_mcny_per_year=limit("investment_budget"),
        water_m3=limit("water_limit"),
    )


def _carbon_price(case: Case, years: tuple[int, ...], book: FigureBook) -> Array:
    """Price per thousand t on the covered share of direct emissions after free allocation, by planning year."""
    covered, free = case.assumption("carbon_coverage"), case.assumption("free_allocation_share")
    share = 0.0 if covered is None else of_goods.assumed(book, covered, "carbon_coverage", CARBON)
    share *= 1.0 - (0.0 if free is None else of_goods.assumed(book, free, "free_allocation_share", CARBON))
    price = of_goods.path_of(case, book, "carbon_price", years, CARBON)
    return np.zeros(len(years)) if price is None else price * share / 1000.0


def _warnings(case: Case, length_h: int, inputs: PlanInputs) -> tuple[Note, ...]:
    found = []
    if length_h > 1:
        found.append(note("planning.mean_hours", value=float(length_h)))
    elif inputs.slices.weight_h.size < HOURS_PER_YEAR:
        weeks, odd = divmod(inputs.slices.weight_h.size // HOURS_PER_DAY, 7)
        if odd:
            found.append(note("planning.representative_days", value=float(7 * weeks + odd)))
        else:
            found.append(note("planning.representative_weeks", value=float(weeks)))
    unpriced = [
        m for m in case.markets if m.price_cny is None and not case.override("base_prices", m.commodity, m.kind)
    ]
    if unpriced:
        found.append(note("planning.catalogue_prices", value=float(len(unpriced)), of=float(len(case.markets))))
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
