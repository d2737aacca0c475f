"""Model-steps per CPU second: the compiled kernel against a scalar loop, plain numpy, and the same model in PySD.

    OMP_NUM_THREADS=1 NUMBA_NUM_THREADS=1 python benchmarks/simulate/run.py [--draws 1 1000 100000] [--python PYSD_PYTHON]

One model-step is one year of one draw of one city. All sides run the same equations, read from the same source: the kernel
(blocks of draws, vector code), the scalar loop (one draw at a time, compiled by numba with the C library's exp), numpy (the
reference, tiles of 2000 draws), PySD (an XMILE model traced from the equations, without shocks, agreement to 1e-8 asserted).
CPU seconds of one process, median of five. PySD is given `--python`, a Python that has it (default: this one).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation import compiling, kernel
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import Assembled, assemble, without_shocks
from lodeshift.simulation.counter import WINDOW, key_of
from lodeshift.simulation.draws import start_of, theta_of
from lodeshift.simulation.economy import economy
from lodeshift.simulation.kernel import Options, run_draws
from lodeshift.simulation.packing import empty_state, pack
from lodeshift.standing.facts import facts

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import traced  # noqa: E402

KEY = key_of("benchmark", 1)
TILE = 2000
LANES = compiling.BLOCK["float64"]
AGREE = 1e-8
"""Of a variable's largest value: PySD keeps the model's tables over time with nine digits or so."""


def seconds(run: Callable[[], Any], times: int = 5) -> float:
    """Median CPU seconds."""
    run()
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return statistics.median(found)


def scalar_module() -> ModuleType:
    """The same joined source with one lane a block and the C library's exp, log, sin and cos; every rule inlined."""
    text = compiling.source("float64").replace(f"range({LANES})", "range(1)").replace(f"* {LANES} ", "* 1 ")
    words = ["exp", "log", "sqrt", "sin_turn", "cos_turn"]
    text = text.replace("**CALLED", "**OPTIONS") + "\n"
    head, body = text.split("\n\n", 1)
    plain = "\n".join(
        f"@njit(**OPTIONS)\ndef {w}(x):\n    return math.{w.removesuffix('_turn')}({'6.283185307179586 * ' if '_turn' in w else ''}x)"
        for w in words
    )
    text = "import math\n" + head + "\n" + plain + "\n\n" + body
    name = "scalar_" + hashlib.sha256(text.encode()).hexdigest()[:12]
    path = Path(tempfile.gettempdir()) / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def scalar_runner(world: Assembled, theta: np.ndarray) -> Callable[[], np.ndarray]:
    """One draw after the other: GDP of the last year of every draw."""
    from numba import njit

    module = scalar_module()
    run_years = module.run_years
    model = world.model
    bundle = tuple(pack(name, getattr(model, name), np.float64) for name in model._fields)
    state = empty_state(kernel._sizes(model), 1, np.float64)
    z = tuple(np.zeros(model.shock_rows) for _ in range(WINDOW))
    out, summary = np.zeros((model.years, model.record_rows)), np.zeros(model.summary_rows)
    shift, window, draw = np.zeros(model.shock_rows, np.uint64), np.zeros(1, np.uint64), np.zeros(1, np.uint64)
    result = np.zeros(theta.shape[1])
    columns = np.ascontiguousarray(theta.T)
    place = row.GDP

    @njit(error_model="numpy")
    def loop(state: Any, z: Any, bundle: Any, random: Any, out: Any, columns: Any, result: Any) -> None:
        _, draw, _, _ = random
        record, summary = out
        for i in range(columns.shape[0]):
            draw[0] = np.uint64(i)
            run_years(state, columns[i], z, bundle, random, record, summary)
            result[i] = record[record.shape[0] - 1, place]

    def run() -> np.ndarray:
        loop(state, z, bundle, (KEY, draw, shift, window), (out, summary), columns, result)
        return result

    return run


def kernel_runner(world: Assembled, theta: np.ndarray, options: Options) -> Callable[[], Any]:
    """The compiled kernel over all draws."""
    return lambda: run_draws(world.model, theta, KEY, options)


def numpy_runner(world: Assembled, theta: np.ndarray) -> Callable[[], Any]:
    """The reference, in tiles."""

    def run() -> None:
        for first in range(0, theta.shape[1], TILE):
            options = Options(first_draw=first, engine="reference")
            run_draws(world.model, theta[:, first : first + TILE], KEY, options)

    return run


def pysd(world: Assembled, python: str, runs: int) -> dict[str, Any]:
    """PySD on the traced model, checked against the kernel's calm path."""
    model = without_shocks(world.model)
    theta = theta_of(world, KEY, np.zeros(1, np.uint64), start_of(world), volatile=False)
    base = kernel._reference_state(model, 1)
    short = model._replace(city=model.city._replace(clock=model.city.clock[:1]))
    block = kernel._Block(short, "float64", 1, "reference")
    block._state = base
    first, _ = block(theta, KEY, np.zeros(model.shock_rows, np.uint64), 0)
    found = traced.folded(traced.trace(model, theta, base))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.xmile"
        path.write_text(traced.xmile(found, float(first[0, row.GDP, 0])), encoding="utf-8")
        command = [python, str(HERE / "pysd_side.py"), str(path), str(runs), *traced.SHOWN]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        raise SystemExit(f"PySD failed:\n{told.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    kept = run_draws(model, theta, KEY, Options(keep=True)).kept[1:, :, 0]
    worst = 0.0
    for name, place in traced.SHOWN.items():
        ours = kept[:, place]
        worst = max(worst, float(np.max(np.abs(np.array(answer["results"][name]) - ours)) / np.max(np.abs(ours))))
    if not worst < AGREE:
        raise SystemExit(f"PySD and the kernel differ by {worst:.1e} of the largest value")
    answer |= {"variables": len(traced.used(found)), "worst": worst, "steps": model.years - 1}
    return answer


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--city", default="jinchang")
    parser.add_argument("--draws", type=int, nargs="+", default=[1, 1000, 100_000])
    parser.add_argument("--python", default=sys.executable, help="a Python that has PySD")
    parser.add_argument("--no-pysd", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")
    assumed = usual()
    world = assemble(economy(facts(asked.city, assumed), assumed))
    model = world.model
    print(
        f"{asked.city}: {model.chains} chains, {model.prices} prices, {model.firms.tier_ore.size} tiers, {model.years} years"
    )
    sides: dict[str, dict[int, float]] = {}
    for draws in asked.draws:
        theta = theta_of(world, KEY, np.arange(draws, dtype=np.uint64), start_of(world))
        steps = draws * model.years
        some = min(draws, 20_000)
        watched = tuple(range(16))
        makers: dict[str, tuple[Callable[[], Any], int]] = {
            "kernel, float64": (kernel_runner(world, theta, Options()), steps),
            "kernel, float32": (kernel_runner(world, theta, Options(precision="float32")), steps),
            "kernel, float64, 16 fans": (kernel_runner(world, theta, Options(watched=watched)), steps),
            "numba, one draw at a time": (scalar_runner(world, theta[:, :some]), some * model.years),
            "numpy, tiles of 2000": (numpy_runner(world, theta[:, :some]), some * model.years),
        }
        for name, (run, count) in makers.items():
            sides.setdefault(name, {})[draws] = count / seconds(run)
    check = scalar_runner(world, theta[:, :512])()
    ours = run_draws(model, theta[:, :512], KEY, Options(keep=True)).kept[-1, row.GDP]
    print(f"scalar loop and kernel agree to {float(np.max(np.abs(check / ours - 1.0))):.1e}")
    print(f"{'model-steps per CPU second':<30}" + "".join(f"{d:>14,}" for d in asked.draws))
    for name, rates in sides.items():
        print(f"{name:<30}" + "".join(f"{rates[d]:>14,.0f}" for d in asked.draws))
    most = asked.draws[-1]
    scalar = sides["numba, one draw at a time"][most]
    print(
        f"against the scalar loop at {most:,}: float64 {sides['kernel, float64'][most] / scalar:.1f}, float32 {sides['kernel, float32'][most] / scalar:.1f}"
    )
    if not asked.no_pysd:
        peer = pysd(world, asked.python, 5)
        rate = peer["steps"] / statistics.median(peer["run_s"])
        print(
            f"PySD {peer['version']}, {peer['variables']} variables: {rate:,.0f} steps per CPU second (load {peer['load_s']:.1f} s), "
            f"agrees to {peer['worst']:.1e}; kernel over PySD at {most:,}: {sides['kernel, float64'][most] / rate:,.0f}"
        )


if __name__ == "__main__":
    main()
