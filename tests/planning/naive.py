"""The same plan written the long way: a block of hours per vintage of wind and sun, dispatch and spill as columns,
loads as they are, charge and discharge bounded apart, every equality kept. Slow and plain; its optimum must be ours."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import numpy as np

from lodeshift.chain.costs import annuity_per_year
from lodeshift.climate.slices import billing_months
from lodeshift.planning.horizon import ramp_at
from lodeshift.planning.inputs import PlanInputs, ProcessInput
from lodeshift.program.model import Program

Terms = dict[tuple[str, str, int], list[tuple[int, float]]]


class Naive:
    """Builds the long program; columns one by one."""

    def __init__(self, inputs: PlanInputs) -> None:
        self.inputs, self.p = inputs, Program()
        self.years = inputs.horizon.years
        self.weight = inputs.horizon.weight
        self.w = inputs.slices.weight_h
        self.n = itertools.count()
        self.goods: Terms = defaultdict(list)
        self.load: dict[tuple[str, int], list[tuple[np.ndarray, np.ndarray]]] = defaultdict(list)
        self.full: dict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)
        self.activity: dict[tuple[int, int], int] = {}
        self.plant_runs: dict[int, list[tuple[np.ndarray, float]]] = defaultdict(list)
        self.invested: dict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)

    def col(self, cost: float = 0.0, upper: float = math.inf, integer: bool = False) -> int:
        return int(self.p.columns(f"c{next(self.n)}", (), cost=cost, upper=upper, integer=integer).index)

    def cols(self, shape: tuple[int, ...], cost: object = 0.0) -> np.ndarray:
        return self.p.columns(f"c{next(self.n)}", shape, cost=cost).index  # type: ignore[arg-type]

    def row(self, terms: list[tuple[int, float]], lower: float = -math.inf, upper: float = math.inf) -> None:
        row = self.p.rows(f"r{next(self.n)}", (), lower=lower, upper=upper)
        for column, value in terms:
            self.p.add(row.index, column, value)

    def rows(self, count: int, parts: list[tuple[np.ndarray, object]], lower: object, upper: object) -> None:
        row = self.p.rows(f"r{next(self.n)}", count, lower=lower, upper=upper)  # type: ignore[arg-type]
        for columns, values in parts:
            self.p.add(row.index, columns, values)  # type: ignore[arg-type]

    def lives(self, v: int, y: int, life: float) -> bool:
        return 0 <= self.years[y] - self.years[v] < life

    def charged(self, v: int, capex: float, life: float, om: float = 0.0) -> float:
        """Discounted cost of one unit built in v: annuity and O&M in every year it stands."""
        each = capex * annuity_per_year(self.inputs.horizon.rate, life) + om
        return each * float(sum(self.weight[y] for y in range(len(self.years)) if self.lives(v, y, life)))


def naive_program(inputs: PlanInputs) -> Program:
    """The long program; two sites at most have power."""
    b = Naive(inputs)
    for i, process in enumerate(inputs.processes):
        _process(b, i, process)
    _trade(b)
    for site in inputs.sites:
        for y in range(len(b.years)):
            _power(b, site, y)
    _circuits_and_society(b)
    for (_, _, _), terms in b.goods.items():
        b.row(terms, 0.0, 0.0)
    for goal in inputs.goals:
        _goal(b, goal)
    return b.p


def _process(b: Naive, i: int, p: ProcessInput) -> None:
    horizon = b.inputs.horizon
    gaps = horizon.gaps
    build = []
    for v in range(len(b.years)):
        cost = b.charged(v, p.capex_mcny_per_k, p.life_years, p.fixed_om_mcny_per_k)
        open_ = b.years[v] >= horizon.decision_year + p.build_years and p.may_build
        build.append(b.col(cost, math.inf if open_ else 0.0))
        b.invested[p.site, v].append((build[-1], p.capex_mcny_per_k))
    for y, year in enumerate(b.years):
        running = (
            p.variable_om_mcny_per_k + p.labour_mcny_per_k + p.co2_t_per_unit * b.inputs.carbon_price_mcny_per_kt[y]
        )
        act = b.col(running * b.weight[y])
        b.activity[i, y] = act
        there = use = 0.0
        for e in p.existing:
            if e.on_line <= year < e.retire:
                there += e.capacity
                use += e.capacity * float(ramp_at(np.asarray(float(year - e.on_line)), p.ramp_up))
        b.p.offset += b.weight[y] * there * p.fixed_om_mcny_per_k
        terms = [(act, 1.0)]
        stands = [(build[v], 1.0) for v in range(len(b.years)) if b.lives(v, y, p.life_years)]
        for v in range(len(b.years)):
            if b.lives(v, y, p.life_years):
                age = year - b.years[v] + gaps[v] / 2.0
                terms.append((build[v], -float(ramp_at(np.asarray(age), p.ramp_up))))
        b.row(terms, upper=use)
        for commodity, amount in p.net.items():
            b.goods[p.site, commodity, y].append((act, amount))
        _load_of(b, p, y, act, there, stands)


def _load_of(b: Naive, p: ProcessInput, y: int, act: int, there: float, stands: list[tuple[int, float]]) -> None:
    if not p.mwh_per_unit:
        return
    count = b.w.size
    if p.flex is None:
        b.load[p.site, y].append((np.full(count, act), np.full(count, p.mean_mw_per_k)))
        b.full[p.site, y].append((act, p.full_mw_per_k))
        return
    flex = p.flex
    hour = float(b.inputs.slices.length_h)
    per = max(1, round(flex.start_every_h / hour)) if flex.kind == "batch" else 1
    per = per if count % per == 0 else 1
    load = b.cols((count,))
    reach = b.col()
    b.load[p.site, y].append((load, np.ones(count)))
    b.full[p.site, y].append((reach, 1.0))
    steady = flex.min_load if flex.kind in ("shift", "modulate") else 0.0
    b.row([(int(c), float(w) / 8760.0) for c, w in zip(load, b.w, strict=True)] + [(act, -p.mean_mw_per_k)], 0.0, 0.0)
    b.row([(reach, 1.0)] + [(c, -p.full_mw_per_k) for c, _ in stands], upper=there * p.full_mw_per_k)
    full = b.col()
    b.row([(full, 1.0)] + [(c, -p.full_mw_per_k) for c, _ in stands], there * p.full_mw_per_k, there * p.full_mw_per_k)
    # reach bounds what moves on top of the steady part, as in the reduced form
    b.rows(count, [(load, 1.0), (np.full(count, reach), -1.0)], -math.inf, 0.0)
    b.rows(count, [(load, 1.0), (np.full(count, act), -steady * p.mean_mw_per_k)], 0.0, math.inf)
    if flex.kind == "batch":
        start = b.cols((count // per,))
        steps = max(1, round(flex.power_on_h / (hour * per)))
        for t in range(count):
            shift = t // per
            window = [(int(start[(shift - k) % start.size]), -1.0) for k in range(steps)]
            b.row([(int(load[t]), 1.0), *window], 0.0, 0.0)
    if flex.kind == "shift":
        for day in load.reshape(-1, 24):
            b.row([(int(c), 1.0 / 24.0) for c in day] + [(act, -p.mean_mw_per_k)], 0.0, 0.0)
    if flex.kind != "batch" and flex.ramp_per_hour * hour < 1.0 - steady:
        before = np.roll(load, 1)
        for sign in (1.0, -1.0):
            parts: list[tuple[np.ndarray, object]] = [
                (load, sign),
                (before, -sign),
                (np.full(count, full), -flex.ramp_per_hour * hour),
            ]
            b.rows(count, parts, -math.inf, 0.0)


def _trade(b: Naive) -> None:
    for m in b.inputs.markets:
        for y in range(len(b.years)):
            sign = 1.0 if m.kind == "buy" else -1.0
            cost = sign * m.price[y] + m.freight[y] + (m.border[y] if m.kind == "sell" else 0.0)
            if m.kind == "sell" and b.inputs.objective == "least_cost" and m.reference_price is not None:
                cost += m.reference_price[y]
            column = b.col(cost * b.weight[y], math.inf if m.volume_k is None else float(m.volume_k[y]))
            b.goods[m.site, m.commodity, y].append((column, sign))
    for r in b.inputs.routes:
        for y in range(len(b.years)):
            column = b.col(r.freight * b.weight[y], r.volume_k)
            b.goods[r.from_site, r.commodity, y].append((column, -1.0))
            b.goods[r.to_site, r.commodity, y].append((column, 1.0))
    for tier in b.inputs.tiers:
        drawn = []
        for y in range(len(b.years)):
            column = b.col(tier.extra_cost_mcny_per_k * b.weight[y], tier.max_rate_k)
            drawn.append((column, float(b.inputs.horizon.represented[y])))
            b.goods[tier.site, tier.ore, y].append((column, 1.0))
        b.row(drawn, upper=tier.stock_k)


def _power(b: Naive, site: str, y: int) -> None:
    """Supply = use in every slice, every source with its own dispatch and spill, vintage by vintage."""
    grid, count = b.inputs.grids[site], b.w.size
    gwh = b.w / 1000.0 * b.weight[y]
    bought = b.cols((count,), grid.tariff[y] * gwh)
    supply: list[tuple[np.ndarray, object]] = [(bought, 1.0)]
    drawn: list[tuple[np.ndarray, object]] = [(bought, 1.0)]
    own = _own_sources(b, site, y, gwh, supply)
    delivered = _contracts(b, site, y, gwh)
    if delivered is not None:
        supply.append((delivered, 1.0))
        drawn.append((delivered, 1.0))
    _stores(b, site, y, supply)
    if grid.export_price_mcny_per_gwh is not None:
        sold = b.cols((count,), -grid.export_price_mcny_per_gwh * gwh)
        supply.append((sold, -1.0))
        b.row([(int(c), float(w)) for c, w in zip(sold, b.w, strict=True)]
              + [(c, -grid.export_share_limit * e) for c, e in own], upper=0.0)  # fmt: skip
    of, months = billing_months(b.inputs.slices)
    peaks = b.cols((months.size,), grid.demand_charge_mcny_per_mw_month * months * b.weight[y])
    b.rows(count, [*drawn, (peaks[of], -1.0)], -math.inf, 0.0)
    for columns, mw in b.load[site, y]:
        supply.append((columns, -mw))
    b.rows(count, supply, 0.0, 0.0)


def _vintages(b: Naive, key: str, y: int, make: object) -> list[int]:
    store: dict[str, list[int]] = b.__dict__.setdefault("made", {})
    if key not in store:
        store[key] = [make(v) for v in range(len(b.years))]  # type: ignore[operator]
    return store[key]


def _own_sources(
    b: Naive, site: str, y: int, gwh: np.ndarray, supply: list[tuple[np.ndarray, object]]
) -> list[tuple[int, float]]:
    grid, count = b.inputs.grids[site], b.w.size
    could: list[tuple[int, float]] = []
    for s in b.inputs.sources:
        if s.site != site or s.supply == "ppa":
            continue
        if s.kind == "plant":
            cost = 0.0 if s.energy_cost_mcny_per_gwh is None else s.energy_cost_mcny_per_gwh[y]
            run = b.cols((count,), cost * gwh)
            b.rows(count, [(run, 1.0)], -math.inf, s.existing_mw)
            supply.append((run, 1.0))
            b.plant_runs[y].append((run, s.co2_t_per_mwh))
            continue
        built = _vintages(
            b, f"mw {s.id}", y,
            lambda v, s=s: b.col(b.charged(v, s.capex_mcny_per_mw, s.life_years, s.fixed_om_mcny_per_mw)),
        )  # fmt: skip
        assert s.profile is not None
        gives = s.profile * (1.0 - s.losses)
        alive = [c for v, c in enumerate(built) if b.lives(v, y, s.life_years)]
        b.row([(c, 1.0) for c in alive], upper=s.potential_mw)
        for column in alive:
            used = b.cols((count,), grid.levy_on_own_mcny_per_gwh[y] * gwh)
            b.rows(count, [(used, 1.0), (np.full(count, column), -gives)], -math.inf, 0.0)
            supply.append((used, 1.0))
            could.append((column, float(b.w @ gives)))
    for v in range(len(b.years)):
        for s in b.inputs.sources:
            if s.site == site and s.supply != "ppa" and s.kind != "plant" and y == 0:
                b.invested[site, v].append((b.__dict__["made"][f"mw {s.id}"][v], s.capex_mcny_per_mw))
    return could


def _contracts(b: Naive, site: str, y: int, gwh: np.ndarray) -> np.ndarray | None:
    rows = [s for s in b.inputs.sources if s.site == site and s.supply == "ppa"]
    if not rows:
        return None
    wheeling = rows[0].energy_cost_mcny_per_gwh
    delivered = b.cols((b.w.size,), (0.0 if wheeling is None else wheeling[y]) * gwh)
    parts: list[tuple[np.ndarray, object]] = [(delivered, 1.0)]
    for s in rows:
        assert s.contract_mcny_per_mw is not None and s.profile is not None
        mw = b.col(s.contract_mcny_per_mw[y] * b.weight[y], s.potential_mw)
        parts.append((np.full(b.w.size, mw), -s.profile * (1.0 - s.losses)))
    b.rows(b.w.size, parts, -math.inf, 0.0)
    return delivered


def _stores(b: Naive, site: str, y: int, supply: list[tuple[np.ndarray, object]]) -> None:
    count, hour = b.w.size, float(b.inputs.slices.length_h)
    for s in b.inputs.stores:
        if s.site != site:
            continue
        sizes = {}
        for part, capex, om in (
            ("power", s.power_capex_mcny_per_mw, s.power_om_mcny_per_mw),
            ("energy", s.energy_capex_mcny_per_mwh, s.energy_om_mcny_per_mwh),
        ):
            built = _vintages(
                b, f"{s.id} {part}", y,
                lambda v, c=capex, o=om, s=s: b.col(b.charged(v, c, s.life_years, o), math.inf if b.years[v] >= b.inputs.horizon.decision_year + 0.5 else 0.0),
            )  # fmt: skip
            if y == 0:
                for v, column in enumerate(built):
                    b.invested[site, v].append((column, capex))
            sizes[part] = [c for v, c in enumerate(built) if b.lives(v, y, s.life_years)]
        charge, discharge, level = b.cols((count,)), b.cols((count,)), b.cols((count,))
        root = math.sqrt(s.round_trip)
        b.rows(
            count, [(level, 1.0), (np.roll(level, 1), -1.0), (charge, -root * hour), (discharge, hour / root)], 0.0, 0.0
        )
        for flow in (charge, discharge):
            b.rows(count, [(flow, 1.0), *((np.full(count, c), -1.0) for c in sizes["power"])], -math.inf, 0.0)
        b.rows(count, [(level, 1.0), *((np.full(count, c), -1.0) for c in sizes["energy"])], -math.inf, 0.0)
        b.row([(c, 1.0) for c in sizes["power"]], upper=s.potential_mw)
        supply += [(discharge, 1.0), (charge, -1.0)]


def _circuits_and_society(b: Naive) -> None:
    inputs = b.inputs
    for site, grid in inputs.grids.items():
        capex, life = grid.circuit_capex_mcny, grid.circuit_life_years
        built = [b.col(b.charged(v, capex, life, grid.circuit_om_mcny)) for v in range(len(b.years))]
        firm = sum(s.firm_share * s.existing_mw for s in inputs.sources if s.site == site)
        for y in range(len(b.years)):
            b.invested[site, y].append((built[y], capex))
            alive = [(c, 1.0) for v, c in enumerate(built) if b.lives(v, y, life)]
            total = b.col(0.0, grid.max_circuits - grid.existing_circuits, integer=True)
            b.row([(total, 1.0)] + [(c, -k) for c, k in alive], 0.0, 0.0)
            room = grid.firm_mw * (grid.existing_circuits - 1) - grid.background_mw[y] + firm
            b.row([(total, -grid.firm_mw), *b.full[site, y]], upper=room)
    for site, limit in inputs.limits.items():
        trained: list[int] = []
        for y in range(len(b.years)):
            once = limit.training_cost_mcny_per_job / inputs.horizon.represented[y] * b.weight[y]
            trained.append(b.col(once, limit.training_places_per_year * float(inputs.horizon.gaps[y])))
            jobs = [
                (b.activity[i, y], p.jobs_per_unit * 1000.0) for i, p in enumerate(inputs.processes) if p.site == site
            ]
            b.row([*jobs, *((c, -1.0) for c in trained)], upper=float(limit.people[y]))
            b.row(b.invested[site, y], upper=float(limit.investment_mcny_per_year[y] * inputs.horizon.gaps[y]))
            water = [(b.activity[i, y], p.water_m3_per_unit) for i, p in enumerate(inputs.processes) if p.site == site]
            b.row(water, upper=float(limit.water_m3[y]) / 1000.0)


def _goal(b: Naive, goal: object) -> None:
    from lodeshift.planning.inputs import GoalInput

    assert isinstance(goal, GoalInput)
    y = b.years.index(goal.year)
    if goal.kind == "output":
        terms = [(b.activity[i, y], max(0.0, p.net.get(goal.subject, 0.0))) for i, p in enumerate(b.inputs.processes)]
    elif goal.kind == "emissions":
        terms = [(b.activity[i, y], p.co2_t_per_unit) for i, p in enumerate(b.inputs.processes)]
        for run, factor in b.plant_runs[y]:
            terms += [(int(c), float(w) * factor / 1000.0) for c, w in zip(run, b.w, strict=True)]
    else:
        raise ValueError(f"the long form knows no goal {goal.kind}")
    b.row(terms, goal.value if goal.sense == "min" else -math.inf, goal.value if goal.sense == "max" else math.inf)
