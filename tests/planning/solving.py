"""Solve small plan inputs in tests and read them back."""

from __future__ import annotations

from dataclasses import dataclass

from lodeshift.planning.accounts import Books, Policy, keep_books
from lodeshift.planning.amounts import Amounts, amounts_of
from lodeshift.planning.build import build
from lodeshift.planning.inputs import PlanInputs
from lodeshift.planning.model import Model
from lodeshift.program.integers import solve_whole
from lodeshift.program.solve import Options, Solution


@dataclass(frozen=True)
class Found:
    model: Model
    solution: Solution
    amounts: Amounts
    books: Books

    @property
    def objective(self) -> float:
        return self.solution.objective


def solved(inputs: PlanInputs, policy: Policy | None = None) -> Found:
    """The optimum of inputs that have one."""
    model = build(inputs)
    solution = solve_whole(model.program, Options(method="simplex"))
    assert solution.status == "optimal", solution.status
    amounts = amounts_of(model, solution)
    return Found(model, solution, amounts, keep_books(inputs, amounts, policy or Policy()))


def status(inputs: PlanInputs) -> str:
    return solve_whole(build(inputs).program, Options(method="simplex")).status
