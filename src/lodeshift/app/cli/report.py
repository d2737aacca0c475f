"""`lodeshift report`: one self-contained page of a run."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class LanguageChoice(StrEnum):
    """Language of the page."""

    en = "en"
    zh = "zh"


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("report")(report)


def report(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Folder or name of a run (see `lodeshift runs`).")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write; default: RUN.html here.")] = None,
    *,
    lang: Annotated[LanguageChoice, typer.Option(help="Language of the page.")] = LanguageChoice.en,
    runs: Annotated[Path, typer.Option("--runs", help="Folder that holds the runs.", envvar="LODESHIFT_RUNS")] = Path(
        "runs"
    ),
) -> None:
    """Write the page of a run: answers first, then build-out, power, flows, cost, limits, green power, sources.

    The page is one HTML file that needs no network and prints on A4. A file of that name is replaced.
    """
    from lodeshift.study import report as study

    target = out if out is not None else Path(f"{Path(run).name}.html")
    size = study.write(run, target, language=lang.value, folder=runs)
    typer.echo(f"wrote {target} ({size / 1e3:,.0f} kB)")
