"""A real case from files to answer, phase by phase: cases/lanzhou-new-area.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/plan/lanzhou.py [--hours 672 2190] [--method auto|hipo|ipx]

CPU seconds of one thread: read and prepare (figures, hours of wind and sun), build (blocks to arrays), hand-over (into
HiGHS' memory), a coarse plan that guesses the circuits, each solve of `solve_whole` apart (bounds of the integers, the
LP with the guess fixed; hand-over included), books and record. One run per resolution; there is no peer here, the bound is the time of the LPs alone.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
from pathlib import Path
from typing import Any

from lodeshift.case.read import load
from lodeshift.planning.accounts import keep_books
from lodeshift.planning.amounts import amounts_of
from lodeshift.planning.build import build
from lodeshift.planning.prepare import prepare
from lodeshift.planning.record import Answer, record_of
from lodeshift.planning.solve_plan import Wish, coarse_guess, policy_of
from lodeshift.program import integers
from lodeshift.program import solve as solver
from lodeshift.program.apart import SHARED

CASE = Path(__file__).parents[2] / "cases" / "lanzhou-new-area"


class Clock:
    """CPU seconds by phase, those of the solver's process too: it is ended with each phase, for only then are they known."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = self._now()

    @staticmethod
    def _now() -> float:
        SHARED.close()
        spent = os.times()
        return spent.user + spent.system + spent.children_user + spent.children_system

    def stop(self, phase: str) -> None:
        now = self._now()
        self.seconds[phase] = now - self._last
        self._last = now


def measure(hours: int, method: str) -> dict[str, Any]:
    """One plan of the case with the time of every phase."""
    clock = Clock()
    case = load(CASE)
    prepared = prepare(case, hours)
    clock.stop("prepare")
    model = build(prepared.inputs)
    arrays = model.program.arrays()
    clock.stop("build")
    guess = coarse_guess(case, Wish())
    clock.stop("coarse guess of circuits")
    solver.hand_over(arrays)  # apart, only to time it: every solve hands over again
    clock.stop("hand-over")
    solution, solves = _solve(model.program, method, guess)
    clock.stop("all solves")
    amounts = amounts_of(model, solution)
    policy = policy_of(case)
    books = keep_books(prepared.inputs, amounts, policy)
    record_of(case, prepared, Answer(model, solution, amounts, books, policy), {})
    clock.stop("read back, books, record")
    return {
        "hours": hours,
        "rows": int(arrays.row_lower.size),
        "columns": int(arrays.cost.size),
        "nonzeros": int(arrays.value.size),
        "seconds": clock.seconds,
        "solves": solves,
        "objective": solution.objective,
        "gap": solution.gap,
        "method": solution.method,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
    }


def _solve(program: Any, method: str, guess: Any) -> tuple[solver.Solution, list[dict[str, Any]]]:
    """`solve_whole` as the plan calls it, with every LP it solves written down."""
    solves: list[dict[str, Any]] = []
    plain = integers.solve_arrays

    def noted(arrays: Any, options: solver.Options) -> solver.Solution:
        found = plain(arrays, options)
        solves.append({"seconds": found.seconds, "objective": found.objective, "method": found.method})
        return found

    integers.solve_arrays = noted
    try:
        return integers.solve_whole(program, solver.Options(method=method), guess), solves  # type: ignore[arg-type]
    finally:
        integers.solve_arrays = plain


def show(found: dict[str, Any]) -> None:
    print(f"\n{found['hours']} h: {found['rows']:,} rows, {found['columns']:,} columns, {found['nonzeros']:,} nonzeros")
    for phase, seconds in found["seconds"].items():
        print(f"  {phase:<26}{seconds:>8.2f} s CPU")
    for number, one in enumerate(found["solves"], start=1):
        print(f"    solve {number} ({one['method']}){'':<10}{one['seconds']:>8.2f} s CPU   {one['objective']:.3f} mcny")
    total = sum(found["seconds"].values())
    print(f"  total {total:.1f} s CPU, gap of the whole numbers {found['gap']:.1e}, peak {found['peak_mb']:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=int, nargs="+", default=[672, 2190])
    parser.add_argument("--method", choices=("auto", "piqp", "hipo", "ipx"), default="auto")
    parser.add_argument("--out", type=Path, help="write all figures as JSON")
    chosen = parser.parse_args()
    everything = []
    for hours in chosen.hours:
        everything.append(measure(hours, chosen.method))
        show(everything[-1])
    if chosen.out is not None:
        chosen.out.write_text(json.dumps(everything, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
