"""The plan record of a solved program, and its books by site."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace

import numpy as np

from lodeshift.case.models import Case
from lodeshift.catalogue import prices
from lodeshift.chain.prices import price_at
from lodeshift.planning.accounts import Books, Policy, keep_books
from lodeshift.planning.amounts import Amounts
from lodeshift.planning.answers import answers_of
from lodeshift.planning.inputs import PlanInputs
from lodeshift.planning.model import Model
from lodeshift.planning.prepare import Prepared
from lodeshift.planning.read_back import account_items, flows_of, site_power, trades_of, years_of
from lodeshift.planning.tell import binding_of, break_even, goals_of
from lodeshift.program.solve import Solution
from lodeshift.records.note import Note, note
from lodeshift.records.plan import Plan

LEAST_RUN = 1e-3
"""Share of its capacity below which a plant counts as idle."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A solved program with its amounts and books."""

    model: Model
    solution: Solution
    amounts: Amounts
    books: Books
    policy: Policy


def record_of(case: Case, prepared: Prepared, answer: Answer, timing: dict[str, float]) -> Plan:
    """The record that other stages read. `timing` holds CPU seconds of the steps before; reading back is added."""
    began = time.process_time()
    inputs, model, solution = prepared.inputs, answer.model, answer.solution
    amounts = answer.amounts
    single = len(inputs.sites) == 1
    by_site = {s: answer.books if single else site_books(inputs, amounts, answer.policy, s) for s in inputs.sites}
    found = break_even(model, solution)
    plan = Plan(
        case=case.head.name,
        title={"en": case.head.title_en, "zh": case.head.title_zh or case.head.title_en},
        objective=inputs.objective,
        objective_mcny=solution.objective if inputs.objective == "least_cost" else -solution.objective,
        base_year=inputs.horizon.base_year,
        discount_rate=inputs.horizon.rate,
        slices=inputs.slices,
        years=years_of(inputs, amounts, by_site),
        power=site_power(inputs, amounts),
        flows=flows_of(inputs, amounts),
        trades=trades_of(inputs, amounts),
        accounts=account_items(inputs, answer.books),
        goals=goals_of(model, solution),
        break_even=found,
        prices_today={c: price_at(c, role="sell").central for c in found if prices.has_price(c, "sell")},
        binding=binding_of(model, solution),
        weak=(),
        recipes=tuple(flow for process in inputs.processes for flow in process.flows),
        warnings=(*prepared.warnings, *idle_plants(inputs, amounts), *quicker(solution)),
        solver={},
        answers=answers_of(inputs, amounts, answer.books),
    )
    steps = {**timing, "read_back_s": time.process_time() - began}
    size = {"rows": float(model.program.n_rows), "columns": float(model.program.n_columns)}
    solver: dict[str, str | float] = {"method": solution.method, "status": solution.status, "gap": solution.gap}
    if solution.certificate is not None:
        solver |= {f"certificate_{name}": value for name, value in asdict(solution.certificate).items()}
    return replace(plan, solver={**solver, **size, **steps, "total_s": sum(steps.values())})


def quicker(solution: Solution) -> tuple[Note, ...]:
    """What is not installed and would have solved the plan quicker, with the same answer."""
    return tuple(note("planning.quicker_missing", package=package) for package in solution.missing)


def idle_plants(inputs: PlanInputs, amounts: Amounts) -> tuple[Note, ...]:
    """Plants that stand today and that the plan runs in no year: a reader who knows them will ask."""
    found: list[Note] = []
    for i, p in enumerate(inputs.processes):
        stands = sum(e.capacity for e in p.existing if e.on_line <= inputs.horizon.years[0] < e.retire)
        if stands > 0 and float(amounts.activity[i].max()) < LEAST_RUN * stands:
            found.append(note("planning.idle_plant", p.id, site=p.site))
    return tuple(found)


def site_books(inputs: PlanInputs, amounts: Amounts, policy: Policy, site: str) -> Books:
    """The books of one site of several."""

    def only(what: tuple[str, ...]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return np.array([[1.0 if s == site else 0.0] for s in what]).reshape(len(what), 1)

    here = replace(
        inputs,
        sites=(site,),
        limits={s: v for s, v in inputs.limits.items() if s == site},
        sources=tuple(s for s in inputs.sources if s.site == site),
        stores=tuple(s for s in inputs.stores if s.site == site),
        processes=tuple(p for p in inputs.processes if p.site == site),
        markets=tuple(m for m in inputs.markets if m.site == site),
        tiers=tuple(t for t in inputs.tiers if t.site == site),
        routes=tuple(r for r in inputs.routes if site in (r.from_site, r.to_site)),
    )
    keep = {
        "build": only(tuple(p.site for p in inputs.processes)),
        "activity": only(tuple(p.site for p in inputs.processes)),
        "trade": only(tuple(m.site for m in inputs.markets)),
        "mw": only(tuple(s.site for s in inputs.sources)),
        "mw_built": only(tuple(s.site for s in inputs.sources)),
        "extract": only(tuple(t.site for t in inputs.tiers)),
        "ship": np.array([[float(site in (r.from_site, r.to_site))] for r in inputs.routes]).reshape(-1, 1),
    }
    parts = {name: getattr(amounts, name)[mask[:, 0] > 0] for name, mask in keep.items()}
    power = {s: p for s, p in amounts.power.items() if s == site}
    return keep_books(here, replace(amounts, **parts, power=power), policy)
