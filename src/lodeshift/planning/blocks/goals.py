"""Goals: targets and limits the user states, each one row, in the user's words and unit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lodeshift.names import HOURS_PER_YEAR
from lodeshift.planning.balance import own_power_used
from lodeshift.planning.inputs import GoalInput
from lodeshift.planning.model import Columns, Model
from lodeshift.program.model import Block, Limit
from lodeshift.records.note import Note, note

Expression = list[tuple[Columns, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]]
"""Columns and coefficients of one year; the goal is on their sum."""


def add_goals(model: Model) -> None:
    """One row `goal <id>`, a limit, per goal: expression >= value (min) or <= value (max)."""
    for goal in model.inputs.goals:
        expression, constant = expression_of(model, goal)
        bound = goal.value - constant
        row = model.program.rows(
            f"goal {goal.id}", (), stage=model.inputs.horizon.years.index(goal.year),
            lower=bound if goal.sense == "min" else -np.inf,
            upper=bound if goal.sense == "max" else np.inf,
            limit=_limit(goal),
        )  # fmt: skip
        model.columns.goals[goal.id] = row
        for columns, values in expression:
            model.program.add(row.index, columns, values)


def _limit(goal: GoalInput) -> Limit:
    said = goal_note(goal)
    return Limit(goal.unit, lambda _at: said)


def goal_note(goal: GoalInput) -> Note:
    """Which goal it is, with what is asked in the user's unit (a share in percent)."""
    share = goal.unit == "1"
    asked, unit = (100.0 * goal.shown, "%") if share else (goal.shown, goal.unit)
    kind = "planning.goal_at_least" if goal.sense == "min" else "planning.goal_at_most"
    return note(
        kind,
        goal.id,
        site=goal.site,
        year=goal.year,
        value=asked,
        unit=unit,
        what=f"goal_{goal.kind}",
        about=goal.subject or "all",
    )


def expression_of(model: Model, goal: GoalInput) -> tuple[Expression, float]:
    """What a goal counts, as columns and coefficients of its year, and a constant."""
    year = model.inputs.horizon.years.index(goal.year)
    return _KINDS[goal.kind](model, goal, year)


def _activities(model: Model, goal: GoalInput, year: int, per_unit: Callable[[int], float]) -> Expression:
    activity = model.columns.plants.activity
    found: Expression = []
    for i, process in enumerate(model.inputs.processes):
        amount = per_unit(i)
        if amount and goal.site in ("", process.site):
            found.append((activity.index[i, year], np.asarray(amount)))
    return found


def _output(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    processes = model.inputs.processes
    return _activities(model, goal, year, lambda i: max(0.0, processes[i].net.get(goal.subject, 0.0))), 0.0


def _sales_terms(model: Model, year: int, site: str, wanted: Callable[[str], bool], factor: float = 1.0) -> Expression:
    trade = model.columns.trade.trade
    return [
        (trade.index[i, year], np.asarray(factor * m.price[year]))
        for i, m in enumerate(model.inputs.markets)
        if m.kind == "sell" and site in ("", m.site) and wanted(m.commodity)
    ]


def _of_subject(model: Model, subject: str) -> Callable[[str], bool]:
    """Commodities that a goal's subject names: one commodity, all main products of a chain, or (blank) all."""
    chain = {p.main for p in model.inputs.processes if p.chain == subject}
    return lambda commodity: not subject or commodity == subject or commodity in chain


def _sales(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    return _sales_terms(model, year, goal.site, _of_subject(model, goal.subject)), 0.0


def _share_of_chain(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    """sales of the chain - share x all sales; the row compares with zero (value holds the share)."""
    mine = _sales_terms(model, year, goal.site, _of_subject(model, goal.subject))
    return mine + _sales_terms(model, year, goal.site, lambda _c: True, -goal.value), goal.value


def _value_added(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    constant = -sum(f.intermediate * float(f.mcny[year]) for f in model.ledger.fixed if goal.site in ("", f.site))
    found: Expression = []
    for line in model.ledger.lines:
        if line.intermediate and goal.site in ("", line.site):
            at = line.year == year
            found.append((line.columns[at], -line.intermediate * line.mcny[at]))
    return found, constant


def _in_chain(model: Model, chain: str) -> Callable[[int], bool]:
    """Whether a process belongs to the chain that a goal's subject names (blank: all do)."""
    return lambda i: chain in ("", model.inputs.processes[i].chain)


def _jobs(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    processes = model.inputs.processes
    mine = _in_chain(model, goal.subject)
    return _activities(model, goal, year, lambda i: mine(i) * processes[i].jobs_per_unit * 1000.0), 0.0


def _emissions(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    """Direct emissions in kt: of the processes of a chain, or of all processes and the sites' own power plants; with
    subject "power" those of bought grid power (location-based) on top."""
    processes, weight = model.inputs.processes, model.inputs.slices.weight_h
    everything = goal.subject in ("", "power")
    mine = _in_chain(model, "" if everything else goal.subject)
    found = _activities(model, goal, year, lambda i: mine(i) * processes[i].co2_t_per_unit)
    for source in model.inputs.sources:
        if source.kind == "plant" and everything and goal.site in ("", source.site):
            columns = model.columns.sources.plants[source.id].index[year]
            found.append((columns, weight * source.co2_t_per_mwh / 1000.0))
    if goal.subject == "power":
        for site, grid in model.inputs.grids.items():
            if goal.site in ("", site):
                columns = model.columns.grids[site].bought.index[year]
                found.append((columns, weight * grid.grid_factor[year] / 1000.0))
    return found, 0.0


def _water(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    processes = model.inputs.processes
    return _activities(model, goal, year, lambda i: processes[i].water_m3_per_unit), 0.0


def _waste(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    waste, processes = model.inputs.waste, model.inputs.processes

    def per_unit(i: int) -> float:
        return sum(v for c, v in processes[i].net.items() if v > 0 and c in waste and goal.subject in ("", c))

    return _activities(model, goal, year, per_unit), 0.0


def _reserve_life(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    """stock - drawn so far - value x yearly extraction >= 0; the row compares with zero."""
    represented, extract = model.inputs.horizon.represented, model.columns.extract
    found: Expression = []
    stock = 0.0
    for i, tier in enumerate(model.inputs.tiers):
        if tier.deposit == goal.subject:
            stock += tier.stock_k
            found.append((extract.index[i, : year + 1], -represented[: year + 1]))
            found.append((extract.index[i, year], np.asarray(-goal.value)))
    return found, stock + goal.value


def _green_share(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    """Green load - share x load, as mean MW (all processes), or green activity - share x activity (one product)."""
    processes = model.inputs.processes
    if goal.subject:
        green = model.columns.green
        made = [(i, p.net.get(goal.subject, 0.0)) for i, p in enumerate(processes) if goal.site in ("", p.site)]
        found: Expression = []
        if green is not None:
            found += [(green.activity.index[i, year], np.asarray(amount)) for i, amount in made if amount > 0]
        found += _activities(
            model, goal, year, lambda i: -goal.value * max(0.0, processes[i].net.get(goal.subject, 0.0))
        )
        return found, goal.value
    share = model.inputs.slices.weight_h / HOURS_PER_YEAR
    found = [
        (balance.green_load.index[year], share)
        for site, balance in model.columns.power.items()
        if goal.site in ("", site) and balance.green_load is not None
    ]
    found += _activities(model, goal, year, lambda i: -goal.value * processes[i].mean_mw_per_k)
    return found, goal.value


def _own_use_share(model: Model, goal: GoalInput, year: int) -> tuple[Expression, float]:
    """Own wind and sun used at the site - share x base, where the base is what they could give (subject blank or
    "generation") or the load ("load"): the two tests of NDRC/NEA 2025 No. 650."""
    weight = model.inputs.slices.weight_h
    found: Expression = []
    for site in model.inputs.sites:
        if goal.site not in ("", site) or site not in model.columns.power:
            continue
        for columns, mwh in own_power_used(model, site):
            found.append((columns[year], mwh[year] / HOURS_PER_YEAR))
        grid = model.columns.grids.get(site)
        if grid is not None and grid.export is not None:
            found.append((grid.export.index[year], -weight / HOURS_PER_YEAR))
        if goal.subject in ("", "generation"):
            for term in model.power[site]:
                if term.kind == "own":
                    found.append(
                        (term.columns[year], np.asarray(-goal.value * float(weight @ term.mw) / HOURS_PER_YEAR))
                    )
    if goal.subject == "load":
        processes = model.inputs.processes
        found += _activities(model, goal, year, lambda i: -goal.value * processes[i].mean_mw_per_k)
    return found, goal.value


_KINDS: dict[str, Callable[[Model, GoalInput, int], tuple[Expression, float]]] = {
    "output": _output, "sales": _sales, "share_of_chain": _share_of_chain, "value_added": _value_added, "jobs": _jobs,
    "emissions": _emissions, "water": _water, "waste": _waste, "reserve_life": _reserve_life, "green_share": _green_share,
    "own_use_share": _own_use_share,
}  # fmt: skip


def goal_row(model: Model, goal: GoalInput) -> Block:
    """The row of a goal."""
    return model.columns.goals[goal.id]
