"""Solve a plan: prepare, build, hand over, read back, check the books, or say what clashes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lodeshift.case.models import AssumptionItem, Case
from lodeshift.errors import LodeshiftError
from lodeshift.names import Objective
from lodeshift.planning.accounts import Books, Policy, discounted, keep_books
from lodeshift.planning.amounts import Amounts, amounts_of
from lodeshift.planning.build import build
from lodeshift.planning.clash import clash_notes
from lodeshift.planning.inputs import PlanInputs
from lodeshift.planning.model import Model
from lodeshift.planning.prepare import Prepared, prepare
from lodeshift.planning.record import Answer, record_of
from lodeshift.planning.weak import Kept, weak_figures
from lodeshift.program.arrays import Values
from lodeshift.program.clash import find_clash
from lodeshift.program.integers import solve_whole, whole_columns
from lodeshift.program.solve import Method, Options, Solution
from lodeshift.records.note import InfeasibleError, Note, NotedError, note
from lodeshift.records.plan import Plan, UsedFigure

COARSE_HOURS = 144
"""Six representative days: enough to guess whole numbers and to tell variants apart."""
BOOKS_AGREE = 1e-6
"""Largest relative difference between the program's objective and the books."""

Progress = Callable[[Note], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How to plan: resolution, objective, method; None = as the case says."""

    hours: int | None = None
    objective: Objective | None = None
    method: Method = "auto"
    time_limit_s: float = float("inf")
    on_progress: Progress | None = None

    def say(self, what: Note) -> None:
        """Tell the user what is happening."""
        if self.on_progress is not None:
            self.on_progress(what)


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan with what later questions about the same case need."""

    plan: Plan
    prepared: Prepared
    amounts: Amounts
    books: Books
    model: Model
    solution: Solution

    @property
    def sources(self) -> tuple[UsedFigure, ...]:
        """Every figure that the plan rests on."""
        return self.prepared.used


class BooksError(LodeshiftError):
    """The books do not add up to the objective: a fault of ours, never shown as a result."""


def plan_case(case: Case, wish: Wish | None = None) -> Solved:
    """The best build-out of a case.

    Raises
    ------
    InputError : the case lacks something the plan needs.
    InfeasibleError : goals and limits clash; it names a smallest set and how much each would have to give.
    NotedError : no plan within the time limit.
    BooksError : the money, counted a second time, differs from the objective by more than 1e-6.
    """
    wanted = wish or Wish()
    wanted.say(note("planning.step_prepare"))
    began = time.process_time()
    prepared = prepare(case, wanted.hours, wanted.objective)
    prepare_s = time.process_time() - began
    guess = None
    if prepared.inputs.slices.weight_h.size > 2 * COARSE_HOURS:
        wanted.say(note("planning.step_coarse"))
        began = time.process_time()
        guess = coarse_guess(case, wanted)
        prepare_s += time.process_time() - began
    solved = solve_prepared(case, prepared, wanted, prepare_s, guess)
    wanted.say(note("planning.step_weak"))
    began = time.process_time()
    weak, apart = weak_figures(Kept(prepared, solved.model, solved.solution, solved.amounts))
    spent = time.process_time() - began
    solver = {**solved.plan.solver, "total_s": float(solved.plan.solver["total_s"]) + spent}
    return replace(solved, plan=replace(solved.plan, weak=weak, weak_apart=apart, solver=solver))


def coarse_guess(case: Case, wish: Wish) -> Mapping[str, Values] | None:
    """Whole numbers of a plan with few representative days, as a start for a finer one; None where it has no plan."""
    model = build(prepare(case, COARSE_HOURS, wish.objective).inputs)
    found = solve_whole(model.program, Options(method=wish.method, time_limit_s=wish.time_limit_s))
    return whole_columns(model.program, found) if found.status == "optimal" else None


def solve_prepared(
    case: Case, prepared: Prepared, wish: Wish, prepare_s: float = 0.0, guess: Mapping[str, Values] | None = None
) -> Solved:
    """As `plan_case`, from inputs that are ready (variants change them first)."""
    inputs = prepared.inputs
    began = time.process_time()
    model = build(inputs)
    build_s = time.process_time() - began
    program = model.program
    wish.say(
        note(
            "planning.step_solve", years=len(inputs.horizon.years), slices=inputs.slices.weight_h.size,
            rows=program.n_rows, columns=program.n_columns,
        )
    )  # fmt: skip
    options = Options(method=wish.method, time_limit_s=wish.time_limit_s, on_log=_listener(wish))
    solution = solve_whole(program, options, guess)
    if solution.status != "optimal":
        raise _no_plan(model, solution, options)
    wish.say(note("planning.step_read_back", method=solution.method, value=solution.gap))
    amounts = amounts_of(model, solution)
    policy = policy_of(case)
    books = keep_books(inputs, amounts, policy)
    _check(inputs, books, solution)
    timing = {"prepare_s": prepare_s, "build_s": build_s, "solve_s": solution.seconds}
    plan = record_of(case, prepared, Answer(model, solution, amounts, books, policy), timing)
    return Solved(plan, prepared, amounts, books, model, solution)


def _listener(wish: Wish) -> Callable[[str], None] | None:
    if wish.on_progress is None:
        return None

    def hear(line: str) -> None:
        text = " ".join(line.split())
        if text and text[0].isdigit():  # iteration lines of HiGHS: number, objective, residuals, gap, time
            wish.say(note("planning.step_solver", line=text))

    return hear


def policy_of(case: Case) -> Policy:
    """What the city takes and gives, from the case's assumptions (nothing where it states none)."""

    def of(item: AssumptionItem) -> float:
        figure = case.assumption(item)
        return 0.0 if figure is None else figure.central

    return Policy(
        profit_tax_rate=of("profit_tax_rate"),
        profit_tax_local_share=of("profit_tax_local_share"),
        vat_local_share=of("vat_local_share"),
        land_cny_per_unit=of("land_price") * of("land_per_capacity"),
        grant_share=of("investment_grant_share"),
        support_cny_per_mwh=of("power_price_support"),
    )


def _check(inputs: PlanInputs, books: Books, solution: Solution) -> None:
    counted = discounted(inputs, books)
    gap = abs(counted - solution.objective) / max(1.0, abs(solution.objective))
    if gap > BOOKS_AGREE:
        raise BooksError(
            f"the books give {counted:,.3f} mcny where the program says {solution.objective:,.3f} (off by {gap:.1e})"
        )


def _no_plan(model: Model, solution: Solution, options: Options) -> NotedError:
    if solution.status == "time_limit":
        return NotedError(note("planning.time_limit", value=options.time_limit_s))
    if solution.status == "unbounded":
        return InfeasibleError(note("planning.unbounded"))
    clash = find_clash(model.program, options)
    if not clash:
        return InfeasibleError(note("planning.unexplained"))
    kind = "planning.cannot_hold" if len(clash) == 1 else "planning.clash"
    return InfeasibleError(note(kind), clash_notes(model, clash))
