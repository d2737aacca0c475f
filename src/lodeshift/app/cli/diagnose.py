"""`lodeshift diagnose`: where a city stands, or all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command()(diagnose)


def diagnose(
    subject: Annotated[
        str,
        typer.Argument(metavar="CITY|CASE", help="City (id, Chinese or English name), or a case folder or workbook."),
    ] = "",
    *,
    table: Annotated[Path | None, typer.Option(help="Your figures: CSV with city, year and name:role columns.")] = None,
    peers: Annotated[
        str, typer.Option(help="Whom to compare with: resource, stage, size, region, province (commas).")
    ] = "resource,stage",
    r2013: Annotated[
        str, typer.Option(help="Your cut-offs for the plan's tests in percent: structure=10,employment=5,market=...")
    ] = "",
    weighting: Annotated[
        str, typer.Option(help="Weights of the index: entropy_min_max, entropy_raw_sum or equal.")
    ] = "entropy_min_max",
    shift: Annotated[
        float, typer.Option(min=0.0, help="Added to scaled values before the entropy (papers: 0.0001).")
    ] = 0.0,
    coupling: Annotated[
        str, typer.Option(help="Form of coupling: geometric, geometric_without_root or variance.")
    ] = "geometric",
    bounds: Annotated[Path | None, typer.Option(help="Score on bounds and weights kept from an earlier table.")] = None,
    keep_bounds: Annotated[Path | None, typer.Option(help="Write bounds and weights of this table to a file.")] = None,
    start_table: Annotated[
        Path | None, typer.Option(help="Write a table of public figures of the city and its peers, to begin with.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All 262 cities: table, confusion tables, outcomes.")] = False,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="With --all: write a map page (.html), .csv or .json.")
    ] = None,
    shown: Annotated[
        str, typer.Option("--map", help="Colours of the map page: label, class, mining, people or warnings.")
    ] = "label",
    chinese: Annotated[bool, typer.Option("--zh", help="The map page in Chinese.")] = False,
    draws: Annotated[int, typer.Option(help="Draws of input error.")] = 2000,
    seed: Annotated[int, typer.Option(help="Seed of the draws.")] = 20130,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Where a city stands: stage with margins, dependence, reserve life, trend, early warnings; your index and efficiency.

    A rule without data gives no verdict; what is missing is named. See docs/diagnose.md.
    """
    if every == bool(subject):
        raise typer.BadParameter("name one city or case, or give --all")
    if every:
        _all(seed, draws, out, _MapWords(shown, chinese), as_json=as_json)
        return
    if out is not None:
        raise typer.BadParameter("-o goes with --all; use --json for one city")
    from lodeshift.study import diagnose as study

    if start_table is not None:
        study.start_table(subject, peers, start_table)
        typer.echo(f"wrote {start_table}", err=True)
        return
    question = study.Question(
        subject=subject,
        table=table,
        peers=peers,
        plan_cuts=r2013,
        weighting=weighting,
        shift=shift,
        coupling_form=coupling,
        bounds=bounds,
        seed=seed,
        draws=draws,
    )
    found = study.diagnose(question)
    if keep_bounds is not None:
        study.keep_bounds(found, keep_bounds)
    if as_json:
        _print_json(study.as_data(found))
        return
    from lodeshift.app.cli.diagnose_text import told

    typer.echo("\n\n".join("\n".join(told(each)) for each in found))


@dataclass(frozen=True, slots=True)
class _MapWords:
    shown: str
    chinese: bool


def _all(seed: int, draws: int, out: Path | None, words: _MapWords, *, as_json: bool) -> None:
    from lodeshift.study import diagnose as study

    found = study.all_cities(seed, draws)
    if out is not None:
        study.write_overview(found, out, shown=words.shown, language="zh" if words.chinese else "en")
        typer.echo(f"wrote {out}", err=True)
    if as_json:
        _print_json(study.overview_data(found))
    elif out is None:
        from lodeshift.app.cli.diagnose_text import table_of_all

        typer.echo("\n".join(table_of_all(found)))


def _print_json(data: object) -> None:
    import json

    typer.echo(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1))
