"""`lodeshift diagnose`: where a city stands, or all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from lodeshift.app.cli import say

Subject = Annotated[
    str, typer.Argument(metavar="CITY|CASE", help="City (id, Chinese or English name), or a case folder or workbook.")
]
Table = Annotated[Path | None, typer.Option(help="Your figures: CSV with city, year and name:role columns.")]
Peers = Annotated[str, typer.Option(help="Whom to compare with: resource, stage, size, region, province (commas).")]
Cuts = Annotated[
    str, typer.Option(help="Your cut-offs for the plan's tests in percent: structure=10,employment=5,market=...")
]
Weighting = Annotated[str, typer.Option(help="Weights of the index: entropy_min_max, entropy_raw_sum or equal.")]
Shift = Annotated[float, typer.Option(min=0.0, help="Added to scaled values before the entropy (papers: 0.0001).")]
Coupling = Annotated[str, typer.Option(help="Form of coupling: geometric, geometric_without_root or variance.")]
Kept = Annotated[Path | None, typer.Option(help="Score on bounds and weights kept from an earlier table.")]
Keep = Annotated[Path | None, typer.Option(help="Write bounds and weights of this table to a file.")]
Start = Annotated[
    Path | None, typer.Option(help="Write a table of public figures of the city and its peers, to begin with.")
]
Every = Annotated[bool, typer.Option("--all", help="All 262 cities: table, confusion tables, outcomes.")]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="With --all: write a map page (.html), .csv or .json.")]
Shown = Annotated[str, typer.Option("--map", help="Colours of the map page: label, class, mining, people or warnings.")]
Chinese = Annotated[bool, typer.Option("--zh", help="In Chinese.")]
Draws = Annotated[int, typer.Option(help="Draws of input error.")]
Seed = Annotated[int, typer.Option(help="Seed of the draws.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command()(diagnose)


def diagnose(
    subject: Subject = "",
    *,
    table: Table = None,
    peers: Peers = "resource,stage",
    r2013: Cuts = "",
    weighting: Weighting = "entropy_min_max",
    shift: Shift = 0.0,
    coupling: Coupling = "geometric",
    bounds: Kept = None,
    keep_bounds: Keep = None,
    start_table: Start = None,
    every: Every = False,
    out: Out = None,
    shown: Shown = "label",
    chinese: Chinese = False,
    draws: Draws = 2000,
    seed: Seed = 20130,
    as_json: AsJson = False,
) -> None:
    """Where a city stands: stage with margins, dependence, reserve life, trend, early warnings; your index and efficiency.

    A rule without data gives no verdict; what is missing is named. See docs/diagnose.md.
    """
    if every == bool(subject):
        raise typer.BadParameter("name one city or case, or give --all")
    if every:
        _all(_AllAsked(out, shown, chinese, draws, seed, as_json))
        return
    if out is not None:
        raise typer.BadParameter("-o goes with --all; use --json for one city")
    from lodeshift.study import diagnose as study

    if start_table is not None:
        study.start_table(subject, peers, start_table)
        typer.echo(f"wrote {start_table}", err=True)
        return
    question = study.Question(subject, table, peers, r2013, weighting, shift, coupling, bounds, seed, draws)
    found = study.diagnose(question)
    if keep_bounds is not None:
        study.keep_bounds(found, keep_bounds)
    from lodeshift.reporting.text.diagnosis import told
    from lodeshift.reporting.words.texts import Words

    words = Words("zh" if chinese else "en")
    told_all = (line for each in found for line in ("", *told(each, words)))
    say.answer(as_json, lambda: study.as_data(found), lambda: list(told_all)[1:])


@dataclass(frozen=True, slots=True)
class _AllAsked:
    """Options of `--all`."""

    out: Path | None
    shown: str
    chinese: bool
    draws: int
    seed: int
    as_json: bool


def _all(asked: _AllAsked) -> None:
    from lodeshift.study import diagnose as study

    found = study.all_cities(asked.seed, asked.draws)
    if asked.out is not None:
        study.write_overview(found, asked.out, shown=asked.shown, language="zh" if asked.chinese else "en")
        typer.echo(f"wrote {asked.out}", err=True)
    if asked.as_json:
        say.json_text(study.overview_data(found))
    elif asked.out is None:
        from lodeshift.reporting.text.overview import table_of_all
        from lodeshift.reporting.words.texts import Words

        typer.echo("\n".join(table_of_all(found, Words("zh" if asked.chinese else "en"))))
