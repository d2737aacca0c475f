"""The plan benchmark: the city of `city.py`, ours against PyPSA, in one run.

    python benchmarks/plan/run.py [--hours 672 2190] [--repeat 3] [--time-limit 600] [--out FILE.json]

Every measurement is a process of its own with one thread; the sides take turns, the median counts. Both sides use
HiGHS' interior-point methods without crossover at the same tolerance; PyPSA's best method and writing is the one we
are compared with. PyPSA at 8760 h takes over half an hour and several GB: give it a `--time-limit`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SIDES = ("ours", "pypsa", "pypsa-lean")
METHODS = ("hipo", "ipx")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
NUMBERS = ("build_s", "hand_over_s", "solve_s", "total_s", "peak_mb")


def measure(side: str, method: str, hours: int, time_limit_s: float | None) -> dict[str, Any]:
    """One run of one side in its own process."""
    command = [sys.executable, str(HERE / "side.py"), side, "--hours", str(hours), "--method", method]
    if time_limit_s is not None and side != "ours":
        command += ["--time-limit", str(time_limit_s)]
    done = subprocess.run(command, env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"{hours} h {side} {method}: {found['total_s']:.1f} s CPU", file=sys.stderr, flush=True)
    return found


def median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The first run with the medians of its times and memory."""
    return {**runs[0], **{name: statistics.median(run[name] for run in runs) for name in NUMBERS}, "runs": len(runs)}


def compare(hours: int, chosen: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """All sides and methods at one resolution; in turns, so that a busy machine is busy for all."""
    pairs = [(side, method) for side in chosen.sides for method in chosen.methods]
    runs: dict[str, list[dict[str, Any]]] = {f"{side} {method}": [] for side, method in pairs}
    for _ in range(chosen.repeat):
        for side, method in pairs:
            runs[f"{side} {method}"].append(measure(side, method, hours, chosen.time_limit))
    return {name: median(found) for name, found in runs.items()}


def show(hours: int, found: dict[str, dict[str, Any]]) -> None:
    """The table of one resolution and the ratios between the best of both sides."""
    print(f"\n{hours} h x 4 years; CPU seconds, one thread; HiGHS without crossover, ipm_optimality_tolerance 1e-8")
    print(f"{'side, method':<18}{'rows':>10}{'columns':>10}{'build':>8}{'hand':>7}{'solve':>9}{'total':>9}{'peak MB':>9}"
          f"{'iter':>6}{'runs':>5}  objective, status")  # fmt: skip
    for name, run in found.items():
        print(
            f"{name:<18}{run['rows']:>10,}{run['columns']:>10,}{run['build_s']:>8.2f}{run['hand_over_s']:>7.2f}"
            f"{run['solve_s']:>9.2f}{run['total_s']:>9.2f}{run['peak_mb']:>9.0f}{run['iterations']:>6}{run['runs']:>5}"
            f"  {run['objective']:.6f} {run['status']}"
        )
    best = best_of(found, "ours")
    for side in ("pypsa", "pypsa-lean"):
        other = best_of(found, side)
        if best is not None and other is not None:
            _ratio(found, best, other)


def best_of(found: dict[str, dict[str, Any]], side: str) -> str | None:
    """The method with which a side is quickest; one that finished is better than one that did not."""
    mine = [name for name in found if name.split()[0] == side]
    return min(mine, key=lambda name: (found[name]["status"] != "Optimal", found[name]["total_s"]), default=None)


def _ratio(found: dict[str, dict[str, Any]], ours: str, theirs: str) -> None:
    mine, other = found[ours], found[theirs]
    apart = abs(other["objective"] - mine["objective"]) / abs(mine["objective"])
    finished = other["status"] == "Optimal"
    least = "" if finished else "at least "
    memory = min(run["peak_mb"] for name, run in found.items() if name.split()[0] == theirs.split(maxsplit=1)[0])
    optimum = f"objectives differ by {apart:.1e}" if finished else "it did not finish"
    print(
        f"{theirs} : {ours}   CPU {least}{other['total_s'] / mine['total_s']:.1f}   "
        f"memory {least}{memory / mine['peak_mb']:.1f}   {optimum}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=int, nargs="+", default=[672, 2190])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=list(SIDES))
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument(
        "--time-limit", type=float, help="seconds of wall time for PyPSA's solver (ours is never stopped)"
    )
    parser.add_argument("--out", type=Path, help="write all figures as JSON")
    chosen = parser.parse_args()
    everything = {}
    for hours in chosen.hours:
        everything[hours] = compare(hours, chosen)
        show(hours, everything[hours])
    if chosen.out is not None:
        chosen.out.write_text(json.dumps(everything, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
