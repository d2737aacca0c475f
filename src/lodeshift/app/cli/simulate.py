"""`lodeshift simulate`, `sweep`, `backtest`: what if the world does not follow, and how far to believe it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lodeshift.app.cli import say

if TYPE_CHECKING:
    from lodeshift.study.subject import Subject as Simulated

Subject = Annotated[
    str, typer.Argument(metavar="CITY|RUN", help="City (id, Chinese or English name), or a run folder or name.")
]
Draws = Annotated[int, typer.Option(help="How many futures.")]
Seed = Annotated[int, typer.Option(help="Same seed, same draws.")]
LeverOption = Annotated[
    list[str] | None, typer.Option("--lever", help="NAME=VALUE, again for more (profit_tax=15%, permit_time=0.5).")
]
Until = Annotated[int, typer.Option(help="Last year.")]
Single = Annotated[
    bool, typer.Option("--float32", help="Half the memory, twice the speed, fans within half a percent.")
]
Fast = Annotated[bool, typer.Option("--fast", help="Without boxes and sensitivities.")]
Calm = Annotated[bool, typer.Option("--calm", help="No shocks at all: the one path at central values.")]
Place = Annotated[str, typer.Option("--site", help="Place of a run that has several.")]
Fit = Annotated[bool, typer.Option(help="Fit the city's own growth to its past on the tables and start from that.")]
History = Annotated[
    Path | None, typer.Option(help="Fit to this past: CSV with year and gdp_growth_real_pct or gdp_bn_yuan.")
]
Export = Annotated[Path | None, typer.Option(help="Write the draws as .csv or .parquet (EMA Workbench, SALib).")]
Page = Annotated[Path | None, typer.Option("-o", "--out", help="Write a page (.html).")]
Chinese = Annotated[bool, typer.Option("--zh", help="The page in Chinese.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command()(simulate)
    app.command()(sweep)
    app.command()(backtest)


def simulate(
    subject: Subject = "",
    *,
    draws: Draws = 1000,
    seed: Seed = 1,
    lever: LeverOption = None,
    until: Until = 2040,
    single: Single = False,
    fast: Fast = False,
    calm: Calm = False,
    site: Place = "",
    fit: Fit = False,
    history: History = None,
    export: Export = None,
    out: Page = None,
    chinese: Chinese = False,
    as_json: AsJson = False,
) -> None:
    """What happens to a city if prices, demand and building times turn out otherwise, and if nothing is done.

    Fans, probability of decline, levers with cost and effect, regret, and the futures in which it fails, in words.
    Without a subject: which cities have data, and what the others lack. See docs/simulate.md.
    """
    from lodeshift.study import simulate as study
    from lodeshift.study import simulate_show as show

    if not subject:
        _lacking(as_json)
        return
    question = study.Question(
        subject=subject,
        draws=draws,
        seed=seed,
        levers=tuple(lever or ()),
        until=until,
        precision="float32" if single else "float64",
        discover=not fast,
        volatile=not calm,
        fit=fit,
        history=history,
    )
    _tell_first_run(single=single)
    found = study.simulate(question, _run(subject, site))
    if export is not None:
        study.export_experiments(found, export)
        typer.echo(f"wrote {export}", err=True)
    if out is not None:
        size = show.write_page(found, out, "zh" if chinese else "en")
        typer.echo(f"wrote {out} ({size / 1e3:,.0f} kB)", err=True)
    say.answer(as_json, lambda: show.as_data(found), lambda: [show.text(found)])


Spec = Annotated[
    Path, typer.Argument(metavar="SPEC", help="YAML: cases, scenarios (price paths), levers, draws, seed.")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes.")]
Dask = Annotated[str, typer.Option(help="Address of a Dask scheduler (tcp://host:8786), in place of processes.")]
Limit = Annotated[float | None, typer.Option(help="Seconds after which one combination is given up.")]
Store = Annotated[
    Path | None, typer.Option(help="Where results are kept; default: beside SPEC. A killed sweep resumes.")
]
Table = Annotated[Path | None, typer.Option("-o", "--out", help="Write the fans as .csv.")]


def sweep(
    spec: Spec,
    *,
    workers: Workers = 1,
    dask: Dask = "",
    limit: Limit = None,
    store: Store = None,
    out: Table = None,
    as_json: AsJson = False,
) -> None:
    """Every case in every scenario with every set of levers; what is done is kept, and a killed sweep goes on.

    A combination whose worker dies is tried again, then set aside and told. See docs/simulate.md.
    """
    from lodeshift.study import sweep as study

    wanted = study.read(spec)
    way = study.Way(
        store=store or spec.with_suffix(".sweep.db"),
        workers=dask or workers,
        limit_s=limit,
        on_progress=lambda p: typer.echo(
            f"{p.done} of {p.total} ({p.resumed} from the store, {p.failed} failed)", err=True
        ),
    )
    found = study.sweep(wanted, way)
    if out is not None:
        study.write_table(out, found)
        typer.echo(f"wrote {out}", err=True)
    say.answer(as_json, lambda: study.as_data(wanted, found), lambda: [study.text(found)])


PanelFile = Annotated[
    Path | None, typer.Option(help="CSV of cities and years; default: the one in LODESHIFT_EXTERNAL_DATA.")
]
Cities = Annotated[Path | None, typer.Option(help="Only these cities: a file of ids.")]


def backtest(
    *, panel: PanelFile = None, cities: Cities = None, draws: Draws = 1000, seed: Seed = 1, as_json: AsJson = False
) -> None:
    """How the same kernel would have forecast growth since 2008, beside simple rules, on a panel that you bring.

    Rolling origins 2008-2020, horizons 1, 3 and 5 years; nothing after an origin is looked at. See docs/backtest.md.
    """
    from lodeshift.study import backtest as study

    def tell(words: str) -> None:
        typer.echo(words, err=True)

    _tell_first_run()
    report = study.backtest(study.Question(panel, cities, draws, seed, tell))
    say.answer(as_json, lambda: study.as_data(report), lambda: [study.text(report)])


def _tell_first_run(*, single: bool = False) -> None:
    from lodeshift.study import first_run

    words = first_run.words("float32" if single else "float64")
    if words:
        typer.echo(words, err=True)


def _run(text: str, site: str) -> Simulated | None:
    """The run that is meant; None where it is a city, so that what only runs need is not read."""
    from lodeshift.study.subject import RUNS_FOLDER, is_run

    if not is_run(text):
        return None
    from lodeshift.study.run_subject import run_subject

    return run_subject(text, RUNS_FOLDER, site)


def _lacking(as_json: bool) -> None:
    from lodeshift.study import simulate_show as show

    say.answer(as_json, show.lacking_data, lambda: [show.lacking_text()])
