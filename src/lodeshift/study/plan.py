"""Plan a case: read it, find an old run or solve anew, keep the run, tell it as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lodeshift import runs
from lodeshift.case.models import Case
from lodeshift.case.read import load
from lodeshift.names import Objective
from lodeshift.planning.solve_plan import Wish, plan_case
from lodeshift.planning.variants import with_variants
from lodeshift.program.solve import Method
from lodeshift.records.note import Note, note
from lodeshift.records.plan import Answers, Binding, Plan
from lodeshift.reporting.plain import plain
from lodeshift.reporting.plan_limits import goal_words
from lodeshift.reporting.words import notes
from lodeshift.reporting.words.texts import Words
from lodeshift.runs import Run
from lodeshift.study.standing import beside, places_of_run


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a user asks of `plan`."""

    case: Case | Path
    hours: int | None = None
    objective: Objective | None = None
    method: Method = "auto"
    fresh: bool = False
    variants: bool = True
    runs_folder: Path = Path(runs.store.RUNS_FOLDER)
    time_limit_s: float = float("inf")
    command: str = ""
    on_progress: Callable[[Note], None] | None = None


def plan(request: PlanRequest) -> Run:
    """The best build-out of a case, from the old run of an unchanged case or solved anew.

    Raises
    ------
    CaseError, InputError : the case cannot be used.   InfeasibleError : no plan; nothing is written.
    """
    case = request.case if isinstance(request.case, Case) else load(request.case)
    hours = case.head.hours if request.hours is None else request.hours
    objective = request.objective or case.head.objective
    key = runs.run_key(case, hours, objective, request.variants)
    old = None if request.fresh else runs.find(request.runs_folder, case.head.name, key)
    if old is not None:
        if request.on_progress is not None:
            request.on_progress(note("planning.step_open", run=old.name))
        return runs.load(old)
    wish = Wish(hours, objective, request.method, request.time_limit_s, request.on_progress)
    solved = plan_case(case, wish)
    found = with_variants(case, solved, wish) if request.variants else solved.plan
    return runs.save(request.runs_folder, case, found, solved.sources, key, request.command)


@dataclass(frozen=True, slots=True)
class Coarseness:
    """How far a coarse answer lies from a finer one."""

    hours: int
    finer_hours: int
    objective_mcny: float
    finer_objective_mcny: float

    @property
    def error(self) -> float:
        """(coarse - finer) / finer objective."""
        return (self.objective_mcny - self.finer_objective_mcny) / abs(self.finer_objective_mcny)


def compare_hours(request: PlanRequest, finer_hours: int) -> tuple[Run, Run, Coarseness]:
    """The plan at its own resolution and at a finer one, with the error of the coarse objective."""
    coarse = plan(request)
    fine = plan(replace(request, hours=finer_hours))
    sizes = (int(coarse.plan.slices.weight_h.size), int(fine.plan.slices.weight_h.size))
    return coarse, fine, Coarseness(*sizes, coarse.plan.objective_mcny, fine.plan.objective_mcny)


def as_json(run: Run) -> dict[str, Any]:
    """The contract for machines: one object per plan."""
    plan_, words = run.plan, Words("en")
    told: dict[str, Any] = {
        "status": str(plan_.solver["status"]),
        "objective": {"name": plan_.objective, "mcny": plan_.objective_mcny},
        "run": run.name,
        "years": plan_.years,
        "accounts": _accounts(plan_),
        "break_even": plan_.break_even,
        "prices_today": plan_.prices_today,
        "goals": {name: {**plain(goal), "words": goal_words(words, goal)} for name, goal in plan_.goals.items()},
        "binding": [_binding(words, b) for b in plan_.binding],
        "green": plan_.green,
        "alternative": plan_.alternative,
        "answers": _answers(plan_.answers),
        "timing": {
            "prepare_s": plan_.solver.get("prepare_s", 0.0),
            **{step: plan_.solver[step] for step in ("build_s", "solve_s", "total_s")},
            "solver": plan_.solver["method"],
            "gap": plan_.solver["gap"],
        },
        "certificate": {
            name: plan_.solver[f"certificate_{name}"]
            for name in ("gap", "primal", "dual")
            if f"certificate_{name}" in plan_.solver
        },
        "warnings": plan_.warnings,
        "standing": beside(places_of_run(run.path)),
    }  # fmt: skip
    return {name: plain(value) for name, value in told.items()}


def _answers(found: Answers) -> dict[str, dict[str, Any]]:
    """By question; what the plan has no answer to is left out."""
    told: dict[str, dict[str, Any]] = {}
    if found.circuits is not None:
        told["circuits"] = plain(found.circuits)
    told |= {question: {**chain.suffices_for, "limits": chain.limits} for question, chain in found.chains.items()}
    if found.wind_and_sun is not None:
        ends = {"within": found.wind_and_sun.within}
        for span in found.wind_and_sun.spans:
            ends |= {f"{span.kind}_{span.year}_low": span.low_mw, f"{span.kind}_{span.year}_high": span.high_mw}
        told["wind_and_sun"] = ends
    if found.value_added_share:
        told["value_added_share"] = dict(found.value_added_share)
    return told


def _binding(words: Words, binding: Binding) -> dict[str, Any]:
    said = binding.note
    name = " ".join(str(p) for p in (said.kind.partition(".")[2], said.subject, said.site, said.year) if p)
    return {"name": name, "words": notes.tell(words, said), "marginal": binding.marginal, "unit": binding.unit}


def _accounts(plan_: Plan) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"region": [], "firm": [], "city": [], "memo": []}
    for account, years in found.items():
        items = [a for a in plan_.accounts if a.line.account == account]
        for year in dict.fromkeys(a.year for a in items):
            lines = {a.line.name: a.mcny for a in items if a.year == year}
            years.append({"year": year, "items": lines, "total_mcny": sum(lines.values())})
    return found
