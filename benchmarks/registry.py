"""The benchmarks of the project: what each measures, against what, and how to run it.

    python benchmarks/registry.py                      list them
    python benchmarks/registry.py plan-city --hours 672     run one; what follows the name goes to the script

Every benchmark is a script of its own; it prints a table with ratios to a named peer or bound measured in the same run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One entry: `script` is relative to this folder; `peer` is what the ratio is to."""

    name: str
    script: str
    what: str
    peer: str


BENCHMARKS = (
    Benchmark("plan-city", "plan/run.py", "a city's plan, 4 planning years: build, solve, memory", "PyPSA"),
    Benchmark("plan-lanzhou", "plan/lanzhou.py", "the Lanzhou case from files to answer, by phase", "the LPs alone"),
    Benchmark("complexity", "match/complexity.py", "RCA, ECI, PCI, density, outlook", "ecomplexity, matrix products"),
    Benchmark("delivered", "match/delivered.py", "delivered cost of all products at all cities", "linear programs"),
    Benchmark("simulate", "simulate/run.py", "futures of a city, model-steps a second", "PySD, a scalar loop, numpy"),
    Benchmark("footprints", "trace/footprints.py", "footprints of all products", "bw2calc, one BiCGSTAB solve"),
)


def main() -> int:
    """List the benchmarks, or run the one that is named; returns the exit status."""
    known = {b.name: b for b in BENCHMARKS}
    if len(sys.argv) < 2:
        for benchmark in BENCHMARKS:
            print(f"{benchmark.name:<14}{benchmark.what}; against {benchmark.peer}")
        return 0
    if sys.argv[1] not in known:
        print(f"no benchmark {sys.argv[1]!r}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    script = HERE / known[sys.argv[1]].script
    return subprocess.run(
        [sys.executable, str(script), *sys.argv[2:]], env={**os.environ, **ONE_THREAD}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
