"""Commands of the `match` part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("complexity")(complexity)


def complexity(
    file: Annotated[Path, typer.Argument(help="Region x activity table, CSV in long form (.csv or .csv.gz).")],
    *,
    region: Annotated[str, typer.Option(help="Column with the region.")],
    activity: Annotated[str, typer.Option(help="Column with the activity (industry, product).")],
    value: Annotated[str, typer.Option(help="Column with the amount (jobs, output, exports).")],
    year: Annotated[str | None, typer.Option(help="Column with the year.")] = None,
    where: Annotated[list[str] | None, typer.Option(help="Keep only rows with COLUMN=TEXT; may be repeated.")] = None,
    floor: Annotated[float, typer.Option(help="Leave out regions whose total is below this.")] = 0.0,
    at: Annotated[int | None, typer.Option(help="Year to show; the last by default.")] = None,
    horizon: Annotated[
        int | None, typer.Option(help="Years between the ends of the back-test; the whole span by default.")
    ] = None,
    proximity: Annotated[
        str, typer.Option(help="discrete (co-occurrence) or continuous (correlation of RCA).")
    ] = "discrete",
    neighbours: Annotated[int | None, typer.Option(help="Density from so many nearest activities only.")] = None,
    pin_region: Annotated[str | None, typer.Option(help="Fix the sign: ECI of this region is above the mean.")] = None,
    bootstrap: Annotated[int, typer.Option(help="Samples of regions for the interval of ranks; 0 for none.")] = 100,
    seed: Annotated[int, typer.Option(help="Seed of the samples.")] = 0,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="With --json: also RCA, density and COG of every pair.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Specialisation, complexity and relatedness of regions from a table you bring."""
    from lodeshift.study.complexity import (
        ComplexityQuestion,
        answer_complexity,
        complexity_to_json,
        complexity_to_text,
    )

    question = ComplexityQuestion(
        path=file,
        region=region,
        activity=activity,
        value=value,
        year=year,
        where=tuple(where or ()),
        floor=floor,
        proximity=proximity,
        neighbours=neighbours,
        at=at,
        pin_region=pin_region,
        draws=bootstrap,
        seed=seed,
        horizon=horizon,
        pairs=pairs and as_json,
    )
    answer = answer_complexity(question)
    if as_json:
        typer.echo(json.dumps(complexity_to_json(answer, pairs), ensure_ascii=False, allow_nan=False))
        return
    for line in complexity_to_text(answer):
        typer.echo(line)
