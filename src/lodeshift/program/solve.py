"""Solve a program by the method that suits its size, and read the answer back.

Middling linear programs go to the interior-point method of piqp, in a process apart, and its answer counts where our own
certificate accepts it. Everything else, and every word that there is no answer, is HiGHS'.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event, Thread
from typing import Any, Final, Literal

import highspy
import numpy as np

from lodeshift.errors import LodeshiftError
from lodeshift.program.apart import PACKAGE, SHARED, installed
from lodeshift.program.arrays import Arrays, Values
from lodeshift.program.certificate import Certificate, certify, matrix_of
from lodeshift.program.model import Block, Program

Method = Literal["auto", "piqp", "hipo", "ipx", "simplex"]
Status = Literal["optimal", "infeasible", "unbounded", "time_limit"]
SIMPLEX_UP_TO_NONZEROS: Final = 40_000
"""Within HiGHS: below this the dual simplex is quicker than its interior-point methods, and gives a vertex."""
PIQP_FROM_NONZEROS: Final = 12_000
"""Below this the simplex is quicker."""
PIQP_UP_TO_NONZEROS: Final = 250_000
"""Above this its factors fill in: HiPO is nearly as quick, and holds to its memory."""
EXTRAS: Final = "highspy-extras"
"""The package that holds HiPO."""

WAIT_S: Final = 0.1
"""How long a Ctrl-C waits on systems where a wait cannot be interrupted."""

START_S: Final = 2.0
"""By when a thread that was asked to start has started, if it ever does."""


class SolverError(LodeshiftError):
    """HiGHS stopped without an answer we can use."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve. `tolerance` is the relative optimality tolerance of HiGHS' interior-point methods."""

    method: Method = "auto"
    tolerance: float = 1e-8
    time_limit_s: float = float("inf")
    mip_gap: float = 1e-6
    threads: int = 1
    on_log: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """Values per column and prices per row; `seconds` are CPU seconds."""

    status: Status
    objective: float
    column_value: Values
    row_value: Values
    row_price: Values
    """Change of the objective when the row's binding side rises by one (HiGHS' sign)."""
    reduced_cost: Values
    method: str
    seconds: float
    gap: float = 0.0
    """Relative gap between the objective and a proven bound (integers); 0 for a solved LP."""
    certificate: Certificate | None = None
    """How far the linear program's answer is from a proven optimum of it, where it was weighed."""
    missing: tuple[str, ...] = ()
    """Packages that would have solved it quicker and are not installed."""

    def of(self, block: Block) -> Values:
        """Values of a column block, in its shape."""
        return np.asarray(self.column_value[block.index])

    def price(self, block: Block) -> Values:
        """Prices of a row block, in its shape."""
        return np.asarray(self.row_price[block.index])

    def activity(self, block: Block) -> Values:
        """Left-hand sides of a row block, in its shape."""
        return np.asarray(self.row_value[block.index])


def solve(program: Program, options: Options | None = None) -> Solution:
    """Minimise `program`. Infeasible and unbounded are answers, not errors.

    Integer columns go to HiGHS' branch and bound; for large programs see `integers.solve_whole`.

    Raises
    ------
    SolverError : the solver refused an option, or stopped without a usable answer (its word is in the message).
    """
    return solve_arrays(program.arrays(), options or Options())


def solve_arrays(arrays: Arrays, options: Options) -> Solution:
    """As `solve`, for an assembled program."""
    if options.method == "piqp" and arrays.integer.any():
        raise SolverError("piqp does not know whole numbers")
    fits = not arrays.integer.any() and PIQP_FROM_NONZEROS <= arrays.value.size <= PIQP_UP_TO_NONZEROS
    if options.method != "piqp" and not (options.method == "auto" and fits):
        return _by_highs(arrays, options)
    if not installed():
        if options.method == "piqp":
            raise SolverError("piqp is not installed")
        return _with_missing(_by_highs(arrays, options), PACKAGE)
    began = time.monotonic()
    found = _by_piqp(arrays, options)
    if found is not None:
        return found
    left = max(0.0, options.time_limit_s - (time.monotonic() - began))
    second = _by_highs(arrays, replace(options, method="auto", time_limit_s=left))
    return replace(second, method=f"piqp, then {second.method}")


def _by_piqp(arrays: Arrays, options: Options) -> Solution | None:
    """None where there is no answer, or one that its certificate does not accept: then HiGHS is asked."""
    _must_be_numbers(arrays)
    found = SHARED.solve(arrays, options.time_limit_s)
    if found is None:
        return None
    certificate = certify(arrays, found.column_value, found.row_price)
    if not certificate.accepted:
        return None
    matrix = matrix_of(arrays)
    return Solution(
        status="optimal",
        objective=float(arrays.offset + arrays.cost @ found.column_value),
        column_value=found.column_value,
        row_value=matrix @ found.column_value,
        row_price=found.row_price,
        reduced_cost=arrays.cost - matrix.T @ found.row_price,
        method="piqp",
        seconds=found.seconds,
        certificate=certificate,
    )


def _by_highs(arrays: Arrays, options: Options) -> Solution:
    method = highs_method(arrays) if options.method == "auto" else options.method
    if options.method == "auto" and method == "hipo" and not hipo_installed():
        return _with_missing(_by_highs(arrays, replace(options, method="ipx")), EXTRAS)
    with_integers = bool(arrays.integer.any())
    began = time.process_time()
    highs = hand_over(arrays)
    configure(highs, method, options, with_integers)
    outcome = _run(highs)
    if outcome == "either" and arrays.cost.any():
        return _decide(arrays, options, time.process_time() - began)
    if outcome == "either":
        outcome = "infeasible"
    if outcome == "unclear" and method != "simplex":
        # An interior-point method may stop short of a proof; the other one may not, and the simplex decides it.
        following: Method = "ipx" if method == "hipo" and not with_integers else "simplex"
        found = _by_highs(arrays, replace(options, method=following))
        return replace(found, method=f"{method}, then {found.method}")
    if outcome == "unclear":
        raise SolverError(f"HiGHS stopped with status {highs.modelStatusToString(highs.getModelStatus())}")
    return _read_back(highs, outcome, "mip" if with_integers else method, time.process_time() - began)


def _with_missing(solution: Solution, package: str) -> Solution:
    return replace(solution, missing=tuple(dict.fromkeys((*solution.missing, package))))


def _decide(arrays: Arrays, options: Options, seconds: float) -> Solution:
    """HiGHS knows only "infeasible or unbounded" (whole numbers): without costs nothing is unbounded, so that run tells."""
    free = _by_highs(replace(arrays, cost=np.zeros_like(arrays.cost)), options)
    status: Status = "unbounded" if free.status == "optimal" else free.status
    return replace(free, status=status, seconds=seconds + free.seconds)


def highs_method(arrays: Arrays) -> Method:
    """The method of HiGHS that suits the size of a linear program."""
    return "simplex" if arrays.value.size <= SIMPLEX_UP_TO_NONZEROS else "hipo"


def hipo_installed() -> bool:
    """Does HiGHS take HiPO for a method? Without highspy-extras it refuses it."""
    return bool(highspy.Highs().setOptionValue("solver", "hipo") != highspy.HighsStatus.kError)


def hand_over(arrays: Arrays) -> Any:
    """A HiGHS instance that holds the program.

    Raises
    ------
    SolverError : a coefficient is infinite or not a number.
    """
    highs: Any = highspy.Highs()
    highs.setOptionValue("log_to_console", False)
    infinity = highspy.kHighsInf
    limits = _must_be_numbers(arrays)
    bounds = [np.clip(limit, -infinity, infinity) for limit in limits]
    status = highs.passModel(
        arrays.cost.size, arrays.row_lower.size, arrays.value.size,
        int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMinimize), arrays.offset,
        arrays.cost, *bounds, arrays.start, arrays.row, arrays.value, arrays.integer.astype(np.int32),
    )  # fmt: skip
    if status == highspy.HighsStatus.kError:
        raise SolverError("HiGHS refused the program; a coefficient may be too large or a bound above its other side")
    return highs


def _must_be_numbers(arrays: Arrays) -> tuple[Values, Values, Values, Values]:
    """The bounds of columns and rows, once every number is one."""
    limits = (arrays.column_lower, arrays.column_upper, arrays.row_lower, arrays.row_upper)
    if (
        not (np.isfinite(arrays.cost).all() and np.isfinite(arrays.value).all())
        or np.isnan(np.concatenate(limits)).any()
    ):
        raise SolverError("a cost or coefficient of the program is infinite, or one or a bound is not a number")
    return limits


def configure(highs: Any, method: str, options: Options, with_integers: bool) -> None:
    """Set method, tolerance, limits and listener.

    Raises
    ------
    SolverError : HiGHS refuses an option; without highspy-extras HiPO is refused, and unsaid it would run another method.
    """
    wanted: dict[str, object] = {"threads": options.threads, "random_seed": 0}
    if options.time_limit_s < float("inf"):
        wanted["time_limit"] = options.time_limit_s
    if with_integers:
        wanted["mip_rel_gap"] = options.mip_gap
    elif method in ("hipo", "ipx"):
        wanted |= {"solver": method, "run_crossover": "off", "ipm_optimality_tolerance": options.tolerance}
    else:
        wanted["solver"] = "simplex"
    for name, value in wanted.items():
        # A refused option is no detail: without highspy-extras HiPO is refused and HiGHS would silently run another method.
        if highs.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise SolverError(f"HiGHS refused option {name} = {value!r}; is highspy-extras installed?")
    if options.on_log is not None:
        listener = options.on_log
        highs.cbLogging += lambda event: listener(event.message)
    else:
        highs.setOptionValue("output_flag", False)


def _run(highs: Any) -> Status | Literal["either", "unclear"]:
    _run_interruptible(highs)
    status = highs.getModelStatus()
    kinds = highspy.HighsModelStatus
    known: dict[Any, Status | Literal["either"]] = {
        kinds.kOptimal: "optimal",
        kinds.kModelEmpty: "optimal",
        kinds.kInfeasible: "infeasible",
        kinds.kUnbounded: "unbounded",
        kinds.kUnboundedOrInfeasible: "either",
        kinds.kTimeLimit: "time_limit",
    }
    return known.get(status, "unclear")


def _run_interruptible(highs: Any) -> None:
    """Run in a thread of its own: a Ctrl-C that arrives while HiGHS runs in the main thread is lost in its callbacks.

    The first Ctrl-C asks HiGHS to stop and waits until it has; a second one does not wait.
    """
    began, finished = Event(), Event()

    def work() -> None:
        began.set()
        try:
            highs.run()
        finally:
            finished.set()

    highs.HandleUserInterrupt = True
    try:
        Thread(target=work, daemon=True).start()
        _wait(finished)
    except KeyboardInterrupt:
        highs.cancelSolve()
        if began.wait(START_S):  # a Ctrl-C in the very start may come before there is a thread
            _wait(finished)
        raise


def _wait(finished: Event) -> None:
    # Not Thread.join: interrupted, it takes the thread for ended (Python 3.11).
    while not finished.wait(WAIT_S):
        pass


def _read_back(highs: Any, status: Status, method: str, seconds: float) -> Solution:
    found, info = highs.getSolution(), highs.getInfo()
    n_columns, n_rows = highs.getNumCol(), highs.getNumRow()
    zeros = np.zeros(n_rows)
    return Solution(
        status=status,
        objective=float(info.objective_function_value),
        column_value=np.asarray(found.col_value) if len(found.col_value) else np.zeros(n_columns),
        row_value=np.asarray(found.row_value) if len(found.row_value) else zeros,
        row_price=np.asarray(found.row_dual) if len(found.row_dual) else zeros,
        reduced_cost=np.asarray(found.col_dual) if len(found.col_dual) else np.zeros(n_columns),
        method=method,
        seconds=seconds,
        gap=max(0.0, float(info.mip_gap)) if method == "mip" and np.isfinite(info.mip_gap) else 0.0,
    )
