"""Entry point: collects the commands, turns our errors into one clear message and the right exit code."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lodeshift.errors import LodeshiftError

COMMAND_MODULES = ("atlas", "case", "diagnose", "match", "plan", "simulate", "trace", "report")

INTERRUPTED = 130
"""Exit code after Ctrl-C, as a shell counts it."""

app = typer.Typer(
    name="lodeshift",
    help="What a city that lives from what it digs can live from next.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from lodeshift import __version__

        typer.echo(__version__)
        raise typer.Exit()


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Answers one question per command; every command has --help."""


for _module in COMMAND_MODULES:
    importlib.import_module(f"lodeshift.app.cli.{_module}").register(app)


def _told(problem: LodeshiftError) -> str:
    """An error in words; those said in a note have none of their own."""
    from lodeshift.records.note import NotedError

    if not isinstance(problem, NotedError):
        return str(problem)
    from lodeshift.reporting.words.errors import tell_error
    from lodeshift.reporting.words.texts import Words

    return tell_error(Words("en"), problem)


def run() -> None:
    """Console script: exit 0 done, 1 our fault, 2 bad input, 3 infeasible, 130 interrupted."""
    from lodeshift.errors import LodeshiftError

    try:
        app()
    except LodeshiftError as problem:
        typer.echo(f"error: {_told(problem)}", err=True)
        sys.exit(problem.exit_code)
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            typer.echo("stopped; no half-written result is left", err=True)
        raise
