"""How far to believe a forecast: the kernel's own past forecasts on a panel that the user brings."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import InputError
from lodeshift.files.tables import read_rows, read_table
from lodeshift.names import EXTERNAL_DATA
from lodeshift.simulation import backtest as stage
from lodeshift.simulation import panel as panels
from lodeshift.simulation.baselines import RULES, TO_BEAT
from lodeshift.simulation.pooled import Pooled

DEFAULT_PANEL: Final = Path("panel") / "city_panel.csv"
"""Where the panel lies inside the folder that LODESHIFT_EXTERNAL_DATA names."""
MODEL: Final = "model"
MODEL_ALONE: Final = "model without the pooled prior"


@dataclass(frozen=True, slots=True)
class Question:
    """`panel` None takes the one in LODESHIFT_EXTERNAL_DATA; `cities` a file of ids (one a line, or CSV with `id`)."""

    panel: Path | None = None
    cities: Path | None = None
    draws: int = 1000
    seed: int = 1
    on_progress: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Scores of one target ("real" or "nominal"): errors by method, also by stage, coverage by stage and horizon."""

    target: str
    scores: tuple[stage.Score, ...]
    by_stage: dict[str, tuple[stage.Score, ...]]
    covers: tuple[stage.Cover, ...]
    overall: float
    pooled: dict[int, Pooled]


@dataclass(frozen=True, slots=True)
class Report:
    """What a backtest found."""

    file: str
    cities: int
    stages: dict[str, int]
    origins: tuple[int, ...]
    filled: int
    as_index: int
    revised: int
    dropped: int
    draws: int
    seed: int
    parts: tuple[Part, ...]


def panel_file(given: Path | None) -> Path:
    """The panel that is meant.

    Raises
    ------
    InputError : none was given and LODESHIFT_EXTERNAL_DATA is not set.
    """
    if given is not None:
        return given
    folder = os.environ.get(EXTERNAL_DATA, "")
    if not folder:
        hint = f"give --panel FILE, or set {EXTERNAL_DATA} to the folder that holds {DEFAULT_PANEL}"
        raise InputError.one("option.missing", "--panel", None, "panel", "none", "a CSV file of cities and years", hint)
    return Path(folder) / DEFAULT_PANEL


def _ids(path: Path | None) -> list[str] | None:
    if path is None:
        return None
    rows = read_rows(path, "a file of city ids")
    if rows and "id" in rows[0]:
        return [row.cells["id"] for row in read_table(path).rows]
    return [line.strip() for line in map(",".join, rows) if line.strip()]


def backtest(question: Question) -> Report:
    """Rolling-origin backtest of the kernel against simple rules.

    Raises
    ------
    InputError : the panel or the list of cities cannot be used.
    """
    path = panel_file(question.panel)
    panel = panels.read(path, _ids(question.cities))
    origins = tuple(o for o in stage.ORIGINS if panel.years[0] + 5 <= o < panel.years[-1])
    if len(origins) < 2:
        expected = f"growth from {panels.FIRST_YEAR} to 2010 at least"
        raise InputError.one(
            "value.out_of_range", str(path), None, "year", f"{panel.years[0]}-{panel.years[-1]}", expected
        )
    parts = tuple(_part(panel, origins, question, nominal) for nominal in (False, True))
    names = sorted(set(panel.stages))
    return Report(
        file=path.name,
        cities=len(panel.ids),
        stages={name: panel.stages.count(name) for name in names},
        origins=origins,
        filled=panel.filled,
        as_index=panel.as_index,
        revised=panel.revised,
        dropped=panel.dropped,
        draws=question.draws,
        seed=question.seed,
        parts=parts,
    )


def _part(panel: panels.Panel, origins: tuple[int, ...], question: Question, nominal: bool) -> Part:
    found: dict[bool, list[stage.Forecast]] = {True: [], False: []}
    for pool in (True, False):
        settings = stage.Settings(usual(), question.draws, question.seed, pool, nominal, origins)
        for origin in origins:
            if question.on_progress is not None:
                target = "current prices" if nominal else "real growth"
                question.on_progress(f"{target}, {'with' if pool else 'without'} pooling, origin {origin}")
            found[pool].append(stage.forecast(panel, origin, settings))
    everyone = np.arange(len(panel.ids))
    rng = np.random.default_rng(np.random.SeedSequence([question.seed, int(nominal)]))
    rows = {"all": everyone} | {
        name: np.array([i for i, s in enumerate(panel.stages) if s == name]) for name in sorted(set(panel.stages))
    }
    by_stage = {name: _scores(found, part) for name, part in rows.items() if name != "all"}
    covers = tuple(stage.cover(n, found[True], h, part, rng) for n, part in rows.items() for h in stage.HORIZONS)
    cells = _scores(found, everyone)[0].cells
    overall = sum(c.share * cells[c.horizon] for c in covers if c.group == "all") / sum(cells.values())
    return Part(
        target="nominal" if nominal else "real",
        scores=_scores(found, everyone),
        by_stage=by_stage,
        covers=covers,
        overall=overall,
        pooled={f.origin: f.pooled for f in found[True]},
    )


def _scores(found: dict[bool, list[stage.Forecast]], rows: NDArray[np.intp]) -> tuple[stage.Score, ...]:
    with_pool, alone = found[True], found[False]
    model = stage.score(MODEL, with_pool, lambda f: f.model[1], rows)
    single = stage.score(MODEL_ALONE, alone, lambda f: f.model[1], rows)
    others = [stage.score(name, with_pool, _rule(name), rows) for name in RULES]
    return (model, single, *others)


def _rule(name: str) -> Callable[[stage.Forecast], NDArray[np.float64]]:
    return lambda forecast: forecast.rules[name]


def as_data(report: Report) -> dict[str, Any]:
    """JSON form."""
    return {
        "panel": report.file,
        "cities": report.cities,
        "stages": report.stages,
        "origins": list(report.origins),
        "draws": report.draws,
        "seed": report.seed,
        "cleaning": {
            "gaps_filled": report.filled,
            "index_read_as_growth": report.as_index,
            "levels_rebased": report.revised,
            "cities_without_enough_years": report.dropped,
        },
        "rule_to_beat": TO_BEAT,
        "targets": {
            part.target: {
                "error_pct": {s.method: {str(h): v for h, v in s.error_pct.items()} for s in part.scores},
                "cells": {str(h): n for h, n in part.scores[0].cells.items()},
                "error_pct_by_stage": {
                    name: {s.method: {str(h): v for h, v in s.error_pct.items()} for s in scores}
                    for name, scores in part.by_stage.items()
                },
                "coverage_80_overall": part.overall,
                "coverage_80": [asdict(c) for c in part.covers],
                "shock_sizes": {str(o): asdict(p) for o, p in part.pooled.items()},
            }
            for part in report.parts
        },
    }


def text(report: Report) -> str:
    """The report for a terminal: plain lines of at most 100 characters."""
    lines = [
        f"{report.cities} cities of {report.file}; origins {report.origins[0]}-{report.origins[-1]}; {report.draws} draws",
        f"{report.filled} gaps filled with the year's median, {report.as_index} growth cells read as an index, "
        f"{report.revised} level steps rebased, {report.dropped} cities without enough years",
    ]
    for part in report.parts:
        what = "real growth, chained" if part.target == "real" else "current prices, rebased"
        lines += ["", f"Mean absolute % error of the level after 1, 3, 5 years ({what})"]
        for score in part.scores:
            values = "".join(f"{score.error_pct[h]:8.2f}" for h in stage.HORIZONS)
            mark = "  <- the rule to beat" if score.method == TO_BEAT else ""
            lines.append(f"  {score.method:<34}{values}{mark}")
        lines.append("  cells " + " " * 28 + "".join(f"{part.scores[0].cells[h]:8d}" for h in stage.HORIZONS))
        lines.append(
            f"Outcomes inside the model's 80 % band: {100 * part.overall:.0f} % over all (90 % interval by blocks)"
        )
        for name in dict.fromkeys(c.group for c in part.covers):
            cells = [c for c in part.covers if c.group == name]
            told = "   ".join(f"{100 * c.share:3.0f} % ({100 * c.low:.0f}-{100 * c.high:.0f})" for c in cells)
            lines.append(f"  {name:<20}{cells[0].cities:4d} cities   {told}")
    return "\n".join(lines)
