"""Commands of the `plan` part: plan a case, list finished runs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lodeshift.app.cli.say import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lodeshift.records.note import Note
    from lodeshift.runs import Run


class ObjectiveChoice(StrEnum):
    """What the plan is best at."""

    least_cost = "least_cost"
    max_npv = "max_npv"


class MethodChoice(StrEnum):
    """How the program is solved."""

    auto = "auto"
    hipo = "hipo"
    ipx = "ipx"
    simplex = "simplex"


RunsFolder = Annotated[Path, typer.Option("--runs", help="Folder that holds the runs.", envvar="LODESHIFT_RUNS")]


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("plan")(plan)
    app.command("runs")(list_runs)


def plan(
    case: Annotated[Path, typer.Argument(help="Folder with case.yaml, or a .xlsx workbook.")],
    hours: Annotated[
        int | None,
        typer.Option(
            "--hours", min=24, max=8760, help="Hours of the year to look at: 8760, 2190, 672 (four weeks), ..."
        ),
    ] = None,
    objective: Annotated[ObjectiveChoice | None, typer.Option("--objective", help="Default: as the case says.")] = None,
    method: Annotated[
        MethodChoice, typer.Option("--solver", help="Default: chosen by size, and said.")
    ] = MethodChoice.auto,
    compare_hours: Annotated[
        int | None,
        typer.Option("--compare-hours", min=24, max=8760, help="Plan with these finer hours too and state the error."),
    ] = None,
    variants: Annotated[bool, typer.Option(help="Also solve green shares and the other objective, coarsely.")] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Solve anew even if nothing has changed.")] = False,
    time_limit: Annotated[float | None, typer.Option("--time-limit", min=0, help="Seconds for one solve.")] = None,
    report: Annotated[Path | None, typer.Option("--report", "-o", help="Write the HTML report here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    runs: RunsFolder = Path("runs"),
) -> None:
    """Find the best build-out: which plants, when, with what power."""
    from lodeshift.study import plan as study

    if report is not None:
        _check_target(report)
    with _progress(quiet=as_json) as say:
        request = study.PlanRequest(
            case, hours, None if objective is None else objective.value, method.value, fresh, variants, runs,
            float("inf") if time_limit is None else time_limit, " ".join(sys.argv), say,
        )  # fmt: skip
        if compare_hours is None:
            run, error = study.plan(request), None
        else:
            run, _, error = study.compare_hours(request, compare_hours)
    if report is not None:
        from lodeshift.study import report as report_study

        report_study.write(run.path, report)
    if as_json:
        found = study.as_json(run)
        if error is not None:
            found["coarseness"] = {"hours": error.hours, "finer_hours": error.finer_hours, "error": error.error}
        json_text(found)
        return
    _show(run)
    if error is not None:
        typer.echo(
            f"objective at {error.hours} h against {error.finer_hours} h: {error.error:+.2e} of it "
            f"({error.objective_mcny:,.0f} and {error.finer_objective_mcny:,.0f} mcny)"
        )
    kept = f" (opened as it was made {run.manifest['created'][:16]}; --fresh solves anew)" if run.opened else ""
    typer.echo(f"run: {run.path}{kept}")
    typer.echo(f"report written: {report}" if report else f"next: lodeshift report {run.path} -o {run.name}.html")


def _check_target(report: Path) -> None:
    """Before anything is solved: the page must have a folder to stand in."""
    from lodeshift.files import write

    write.check(report)


def _show(run: Run) -> None:
    from lodeshift.reporting import terminal
    from lodeshift.reporting.text import terminal_columns

    typer.echo("\n".join(terminal.view(run.plan, most=terminal_columns())))


def _progress(*, quiet: bool) -> _Status:
    return _Status(quiet=quiet or not sys.stderr.isatty())


class _Status:
    """A line on standard error that says what is happening; nothing when output is for machines."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def __enter__(self) -> Callable[[Note], None] | None:
        if self.quiet:
            return None
        from rich.console import Console

        from lodeshift.reporting.words.notes import tell
        from lodeshift.reporting.words.texts import Words

        self.status = Console(stderr=True).status("starting")
        self.status.start()
        return lambda step: self.status.update(tell(Words("en"), step))

    def __exit__(self, *_: object) -> None:
        if not self.quiet:
            self.status.stop()


def list_runs(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
    runs: RunsFolder = Path("runs"),
) -> None:
    """List finished runs, newest first."""
    from lodeshift import runs as store

    found = store.listed(runs)
    if as_json:
        json_text([dict(r) for r in found])
        return
    if not found:
        typer.echo(f"no runs in {runs}; make one with: lodeshift plan CASE")
    for line in _lines(found):
        typer.echo(line)


def _lines(found: tuple[object, ...]) -> Iterator[str]:
    for run in found:
        if isinstance(run, dict):
            solver = run["solver"]
            yield (
                f"{run['run']:<40} {run['created'][:16]}  {run['objective']:<10} {run['hours']:>5} h  "
                f"{solver['method']}, gap {solver['gap']:.1e}, {solver['total_s']:.1f} s CPU"
            )
