"""Commands of the `case` part: begin a case, check one, turn a folder into a workbook and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lodeshift.app.cli import say

if TYPE_CHECKING:
    from lodeshift.study.case import Checked

WEAK_SHOWN = 15


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("new")(new)
    app.command("check")(check)
    app.command("convert")(convert)


def new(
    name: Annotated[str, typer.Argument(help="Name of the case: small letters, digits, hyphens.")],
    city: Annotated[str, typer.Option("--city", help="City or zone: id, English or Chinese name.")],
    folder: Annotated[Path, typer.Option("--folder", help="Where the case folder is put.")] = Path(),
    process: Annotated[
        list[str] | None, typer.Option("--process", help="A process to add to those that fit; may be repeated.")
    ] = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write one workbook instead of a folder.")] = False,
) -> None:
    """Begin a case of a city from the catalogue and say what is missing."""
    from lodeshift.study import case as study

    begun = study.new(name, city, folder, process or (), workbook=xlsx)
    case = begun.start.case
    typer.echo(f"wrote {begun.path}: {case.sites[0].name_en} ({case.sites[0].name_zh})")
    typer.echo(
        f"  {len(case.processes)} processes, {len(case.plants)} plants, {len(case.deposits)} deposits, "
        f"{len(case.markets)} market rows, {len(case.power)} power options"
    )
    typer.echo("missing, or assumed for now:")
    for each in begun.start.missing:
        typer.echo(f"  - {each}")
    typer.echo(f"next: lodeshift check {begun.path}")


def check(
    case: Annotated[Path, typer.Argument(help="Folder with case.yaml, or a .xlsx workbook.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List all weak figures, not only the largest.")] = False,
) -> None:
    """Tell what is wrong with a case, or what it holds and which weak figures it leans on."""
    from lodeshift.errors import CaseError
    from lodeshift.study import case as study

    try:
        checked = study.check(case)
    except CaseError as error:
        if not as_json:
            raise
        problems = [
            {name: getattr(each, name) for name in ("key", "file", "row", "field", "found", "expected", "hint")}
            for each in error.problems
        ]
        say.json_text({"status": "bad_input", "problems": problems})
        raise typer.Exit(error.exit_code) from error
    if as_json:
        say.json_text(study.as_json(checked))
        return
    _show_case(checked)
    _show_weak(checked, len(checked.weak) if every else WEAK_SHOWN)


def convert(
    case: Annotated[Path, typer.Argument(help="Folder with case.yaml, or a .xlsx workbook.")],
    target: Annotated[Path, typer.Argument(help="A new folder, or a file that ends in .xlsx.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what stands there.")] = False,
) -> None:
    """Turn a case folder into one workbook, or a workbook into a folder."""
    from lodeshift.study import case as study

    typer.echo(f"wrote {study.convert(case, target, overwrite=overwrite)}")


def _show_case(checked: Checked) -> None:
    case = checked.case
    head = case.head
    years = ", ".join(str(year) for year in head.horizon.planning_years)
    typer.echo(f"{head.name}: {head.title_en}" + (f" ({head.title_zh})" if head.title_zh else ""))
    typer.echo(f"  years {years} (the last for {head.horizon.last_years}); {head.objective.replace('_', ' ')};")
    typer.echo(f"  money in yuan of {head.base_year} without VAT; {head.hours} hours a year")
    for site in case.sites:
        people = f", {site.population:,.0f} people" if site.population else ""
        gdp = f", GDP {site.gdp_mcny / 1000:,.1f} bn yuan in {site.gdp_year}" if site.gdp_mcny else ""
        typer.echo(f"  site {site.site} ({site.place}{people}{gdp})")
    typer.echo("")
    several = len(case.sites) > 1
    names = [f"{row.site}: {row.process}" if several else row.process for row in checked.capacities]
    width = max(26, *map(len, names)) + 2
    typer.echo(f"  {'capacity a year':<{width}}{'unit':<9}{'operating':>12}{'committed':>12}{'announced':>12}")
    for name, row in zip(names, checked.capacities, strict=True):
        figures = "".join(f"{value:>12,.0f}" for value in (row.operating, row.committed, row.announced))
        typer.echo(f"  {name:<{width}}{row.unit:<9}{figures}")
    typer.echo("  (announced plants are shown, never counted)")
    typer.echo("")
    typer.echo(f"  goals: {len(case.goals)}")
    last = max((goal.year for goal in case.goals), default=0)
    for goal in case.goals:
        if goal.year == last:
            sense = "at least" if goal.sense == "min" else "at most"
            value = f"{goal.value:.0%}" if goal.unit == "1" else f"{goal.value:,.10g} {goal.unit}"
            typer.echo(f"    {goal.year} {' '.join((goal.kind, goal.subject)).strip()}: {sense} {value}")
    if last:
        typer.echo(f"    (those of {last}; earlier years hold {sum(goal.year != last for goal in case.goals)} more)")
    buys = {row.commodity for row in case.markets if row.kind == "buy"}
    sells = {row.commodity for row in case.markets if row.kind == "sell"}
    typer.echo(f"  markets: {len(case.markets)} rows; {len(buys)} goods bought, {len(sells)} sold")
    typer.echo(f"  power: {', '.join(option.option for option in case.power) or 'the grid only'}")
    if checked.amounts is not None:
        typer.echo(
            f"  power at the targets of {checked.amounts.year}: {checked.amounts.power_mwh / 1e6:,.2f} TWh a year"
        )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _show_weak(checked: Checked, shown: int) -> None:
    from lodeshift.study.case import measure, name_of, of

    measured = [each for each in checked.weak if each.effect_mcny is not None]
    others = [each for each in checked.weak if each.effect_mcny is None]
    typer.echo("")
    typer.echo(f"It leans on {len(checked.weak)} estimated or recalled figures. {measure()}")
    for each in measured[:shown]:
        figure = each.figure
        span = " / ".join(_number(value) for value in (figure.low, figure.central, figure.high))
        typer.echo(
            f"  {each.effect_mcny:>8,.0f}  {name_of(checked, each)}: {span} {figure.unit} ({figure.quality}); {of(each)}"
        )
    if len(measured) > shown:
        typer.echo(f"  ... and {len(measured) - shown} more with a smaller effect (--all)")
    if others:
        names = [name_of(checked, each) for each in others]
        typer.echo(f"  without an effect, because only a plan decides how much: {', '.join(names[:shown])}")
        if len(names) > shown:
            typer.echo(f"  ... and {len(names) - shown} more (--all)")
