"""One side of a plan benchmark in its own process; prints one JSON object. Started by `run.py`, one thread.

    python benchmarks/plan/side.py ours|pypsa|pypsa-lean --hours 672 --method hipo|ipx [--time-limit S]

CPU seconds (time.process_time) of build (from the city's numbers to the program's arrays), hand-over (into HiGHS'
memory) and solve. Imports are left out on both sides, and one tiny city is built and solved first, so that what a
library loads or compiles on first use is not counted either. `peak_mb` is the process's largest resident size,
`imported_mb` what of it was there after the tiny city.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from city import YEARS, city

from lodeshift.planning.inputs import PlanInputs

TOLERANCE = 1e-8
"""HiGHS' ipm_optimality_tolerance on every side (its default); crossover off."""
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Timing:
    """What one run took and found."""

    rows: int
    columns: int
    build_s: float
    hand_over_s: float
    solve_s: float
    objective: float
    status: str
    iterations: int


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def ours(inputs: PlanInputs, method: str, limit_s: float) -> Timing:
    """Our program. `hand_over` and `configure` are private: only a benchmark needs the phases of `solve` apart."""
    from lodeshift.planning.build import build
    from lodeshift.program import solve as solver

    began = time.process_time()
    arrays = build(inputs).program.arrays()
    built = time.process_time()
    highs = solver.hand_over(_continuous(arrays))
    options = solver.Options(method=method, tolerance=TOLERANCE, time_limit_s=limit_s)  # type: ignore[arg-type]
    solver.configure(highs, method, options, with_integers=False)
    handed = time.process_time()
    highs.run()
    return _timing(highs, built - began, handed - built, time.process_time() - handed, 0.0)


def _continuous(arrays: Any) -> Any:
    """The city's grid is wide enough, so no circuit is ever built; without whole numbers both sides are plain LPs."""
    from dataclasses import replace

    return replace(arrays, integer=arrays.integer & False)


def pypsa(inputs: PlanInputs, method: str, limit_s: float, materials: str) -> Timing:
    """PyPSA, linopy's direct hand-over (no LP file), the same solver and options."""
    import pypsa_city

    began = time.process_time()
    written = pypsa_city.network(inputs, materials)  # type: ignore[arg-type]
    model = pypsa_city.create_model(written)
    built = time.process_time()
    highs = model.to_highspy(set_names=False)
    for name, value in {
        "solver": method, "run_crossover": "off", "threads": 1, "random_seed": 0, "output_flag": False,
        "ipm_optimality_tolerance": TOLERANCE, **({"time_limit": limit_s} if limit_s < NEVER else {}),
    }.items():  # fmt: skip
        highs.setOptionValue(name, value)
    handed = time.process_time()
    highs.run()
    spent = time.process_time() - handed
    return _timing(highs, built - began, handed - built, spent, pypsa_city.constant_mcny(written))


def _timing(highs: Any, build_s: float, hand_over_s: float, solve_s: float, constant: float) -> Timing:
    info = highs.getInfo()
    return Timing(
        rows=highs.getNumRow(),
        columns=highs.getNumCol(),
        build_s=build_s,
        hand_over_s=hand_over_s,
        solve_s=solve_s,
        objective=info.objective_function_value + constant,
        status=highs.modelStatusToString(highs.getModelStatus()),
        iterations=int(info.ipm_iteration_count),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("side", choices=("ours", "pypsa", "pypsa-lean"))
    parser.add_argument("--hours", type=int, default=672)
    parser.add_argument("--method", choices=("hipo", "ipx"), default="hipo")
    parser.add_argument("--time-limit", type=float, default=NEVER, help="seconds of wall time for the solver")
    chosen = parser.parse_args()

    def run(inputs: PlanInputs) -> Timing:
        if chosen.side == "ours":
            return ours(inputs, chosen.method, chosen.time_limit)
        materials = "hourly" if chosen.side == "pypsa" else "yearly"
        return pypsa(inputs, chosen.method, chosen.time_limit, materials)

    run(city(24, YEARS[:2]))
    imported = peak_mb()
    timing = asdict(run(city(chosen.hours)))
    peer = [] if chosen.side == "ours" else ["pypsa", "linopy"]
    timing |= {
        "total_s": timing["build_s"] + timing["hand_over_s"] + timing["solve_s"],
        "peak_mb": peak_mb(),
        "imported_mb": imported,
        "versions": {name: version(name) for name in ("highspy", "numpy", *peer)},
    }
    print(json.dumps(timing))


if __name__ == "__main__":
    main()
