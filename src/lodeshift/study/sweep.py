"""Many cities or runs, many worlds, many levers: every combination once, in processes or on a Dask cluster, resumable."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lodeshift import __version__, tasks
from lodeshift.errors import InputError, LodeshiftError, Problem
from lodeshift.files import write
from lodeshift.files.texts import text_of
from lodeshift.study.run_subject import any_subject
from lodeshift.study.simulate import NOTHING, Question, simulate

KEPT: Final = ("gdp", "income", "employment", "population", "city_balance", "emissions", "reserve_life")
"""Indicators whose fans a sweep keeps."""


class Spec(BaseModel):
    """A sweep as the user writes it (YAML). Every case meets every scenario and every set of levers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cases: tuple[str, ...] = Field(min_length=1)
    scenarios: Mapping[str, Mapping[str, float | tuple[float, ...]]] = {"base": {}}
    levers: Mapping[str, Mapping[str, str | float]] = {"none": {}}
    draws: int = Field(default=1000, ge=1)
    seed: int = 1
    until: int = 2040
    runs_folder: str = "runs"


@dataclass(frozen=True, slots=True)
class Swept:
    """One combination and what came of it; `failure` in words where it has no result."""

    case: str
    scenario: str
    levers: str
    result: Mapping[str, Any] | None
    failure: str = ""


def read(path: Path) -> Spec:
    """Read a sweep.

    Raises
    ------
    InputError : the file, its YAML or its fields cannot be used; every problem at once.
    """
    text = text_of(path, "a YAML file with cases, scenarios, levers")
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        said = str(problem).replace("\n", " ")
        raise InputError.one("file.not_yaml", str(path), None, "YAML", said, "readable YAML") from problem
    try:
        return Spec.model_validate(data)
    except ValidationError as problem:
        raise InputError(
            [
                Problem(
                    "value.not_read",
                    str(path),
                    None,
                    ".".join(str(p) for p in e["loc"]) or "file",
                    repr(e["input"])[:60],
                    e["msg"],
                )
                for e in problem.errors()
            ]
        ) from problem


def payloads(spec: Spec) -> dict[str, dict[str, Any]]:
    """Task key -> payload. The key is a hash of everything that decides the result."""
    found = {}
    for case, scenario, levers in itertools.product(spec.cases, spec.scenarios, spec.levers):
        payload = {
            "case": case,
            "scenario": scenario,
            "levers": levers,
            "prices": {k: _list(v) for k, v in spec.scenarios[scenario].items()},
            "pulled": {k: str(v) for k, v in spec.levers[levers].items()},
            "draws": spec.draws,
            "seed": spec.seed,
            "until": spec.until,
            "runs_folder": spec.runs_folder,
        }
        text = json.dumps([__version__, payload], sort_keys=True)
        found[hashlib.sha256(text.encode()).hexdigest()[:16]] = payload
    return found


def _list(value: float | tuple[float, ...]) -> list[float]:
    return [value] if isinstance(value, int | float) else list(value)


def one(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Run one combination (called in a worker process)."""
    folder = Path(payload["runs_folder"])
    found = simulate(
        Question(
            subject=payload["case"],
            draws=payload["draws"],
            seed=payload["seed"],
            levers=tuple(f"{name}={value}" for name, value in payload["pulled"].items()),
            until=payload["until"],
            prices=payload["prices"],
            discover=False,
            runs_folder=folder,
        ),
        any_subject(payload["case"], folder),
    )
    main = found.alternatives[found.main]
    return {
        "alternative": found.main,
        "years": list(found.years),
        "quantiles": {name: {q: list(v) for q, v in main.fans[name].quantiles.items()} for name in KEPT},
        "probability_declining": list(main.probability_declining),
        "probability_declining_do_nothing": list(found.alternatives[NOTHING].probability_declining),
        "measures": {name: dict(m.quantiles) | {"cvar": m.cvar} for name, m in main.measures.items()},
        "lever_cost_mcny": {use.name: use.cost_mcny for use in found.levers},
    }


@dataclass(frozen=True, slots=True)
class Way:
    """How a sweep is run. `workers`: processes, or the address of a Dask scheduler; `store`: results kept for resuming."""

    store: Path | None = None
    workers: int | str = 1
    limit_s: float | None = None
    on_progress: Callable[[tasks.Progress], None] | None = None


def sweep(spec: Spec, way: Way) -> tuple[Swept, ...]:
    """Run all combinations; those that the store knows are not run again. Order is that of the sweep file.

    Raises
    ------
    LodeshiftError : every combination failed.   InputError, InputRangeError : store, workers or limit.
    """
    wanted = payloads(spec)
    outcome = tasks.run(
        one, wanted, store=way.store, workers=way.workers, limit_s=way.limit_s, on_progress=way.on_progress
    )
    found = []
    for key, payload in wanted.items():
        failure = outcome.failures.get(key)
        words = "" if failure is None else f"{failure.kind}: {failure.message}"
        found.append(Swept(payload["case"], payload["scenario"], payload["levers"], outcome.results.get(key), words))
    if all(each.result is None for each in found):
        first = found[0].failure
        raise LodeshiftError(f"every combination failed; the first: {first}", "sweep_failed", first=first)
    return tuple(found)


def as_data(spec: Spec, found: tuple[Swept, ...]) -> dict[str, Any]:
    """JSON form."""
    return {
        "draws": spec.draws,
        "seed": spec.seed,
        "until": spec.until,
        "results": [
            {"case": s.case, "scenario": s.scenario, "levers": s.levers, **(s.result or {"failure": s.failure})}
            for s in found
        ],
    }


def write_table(path: Path, found: tuple[Swept, ...]) -> None:
    """One row per combination, indicator and year as CSV."""
    write.table(path, ["case", "scenario", "levers", "indicator", "year", "q10", "q50", "q90"], _rows(found))


def _rows(found: tuple[Swept, ...]) -> Iterator[tuple[object, ...]]:
    for each in found:
        if each.result is None:
            continue
        for name, fan in each.result["quantiles"].items():
            for i, year in enumerate(each.result["years"]):
                values = (fan[q][i] for q in ("0.1", "0.5", "0.9"))
                yield (each.case, each.scenario, each.levers, name, year, *values)


def text(found: tuple[Swept, ...]) -> str:
    """One line per combination: value added at the end, jobs at the end, chance of decline."""
    lines = [f"{'case':<24}{'scenario':<18}{'levers':<18}{'GDP at end, bn':>16}{'jobs, k':>10}{'declining':>11}"]
    for each in found:
        head = f"{each.case:<24}{each.scenario:<18}{each.levers:<18}"
        if each.result is None:
            lines.append(head + each.failure.splitlines()[0])
            continue
        fans = each.result["quantiles"]
        gdp, jobs = fans["gdp"]["0.5"][-1] / 1e3, fans["employment"]["0.5"][-1] / 1e3
        lines.append(head + f"{gdp:16.1f}{jobs:10.0f}{100 * each.result['probability_declining'][-1]:10.0f} %")
    return "\n".join(lines)
