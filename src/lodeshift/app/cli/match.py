"""Commands of the `match` part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lodeshift.app.cli import say

if TYPE_CHECKING:
    from lodeshift.records.complexity import ComplexityAnswer
    from lodeshift.records.match import Match


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("match")(match)
    app.command("complexity")(complexity)


def match(
    city: Annotated[str, typer.Argument(help="City: id, English or Chinese name.")],
    *,
    radius_km: Annotated[float, typer.Option(help="How far a neighbour may be to count as near.")] = 300.0,
    product: Annotated[list[str] | None, typer.Option(help="Only this product; may be repeated.")] = None,
    market: Annotated[str, typer.Option(help="coast (nearest sea port), EU, or a place.")] = "coast",
    year: Annotated[int, typer.Option(help="Year of the border's rules (with --market EU).")] = 2024,
    draws: Annotated[int, typer.Option(help="Shared draws behind ranges and shares; 0 for none.")] = 100,
    seed: Annotated[int, typer.Option(help="Seed of the draws.")] = 0,
    with_extraction: Annotated[
        bool, typer.Option("--with-extraction", help="Also ores, coal and oil as targets.")
    ] = False,
    no_own_power: Annotated[bool, typer.Option("--no-own-power", help="Power from the grid only.")] = False,
    ore_at_worth: Annotated[bool, typer.Option("--ore-at-worth", help="Own ore at what it would fetch.")] = False,
    carbon_price: Annotated[float, typer.Option(help="CNY paid per tonne of direct CO2.")] = 0.0,
    weight: Annotated[
        list[str] | None, typer.Option(help="feasibility=, cost= or relatedness=NUMBER: order by the mean.")
    ] = None,
    table: Annotated[Path | None, typer.Option(help="Your region x industry table, for relatedness.")] = None,
    table_columns: Annotated[
        str, typer.Option(help="Its columns: region,activity,value[,year].")
    ] = "region,activity,value",
    activity_products: Annotated[Path | None, typer.Option(help="CSV with columns activity, product.")] = None,
    cost_table: Annotated[
        Path | None, typer.Option(help="Also write the city x product cost table here (CSV).")
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show every product.")] = False,
    chinese: Annotated[bool, typer.Option("--zh", help="In Chinese.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """What a city could make: in reach, at what delivered cost, and where that ranks."""
    from lodeshift.study.match import MatchQuestion, RelatednessTable, answer_match, cost_table_csv

    question = MatchQuestion(
        city=city,
        radius_km=radius_km,
        products=tuple(product or ()),
        market=market,
        year=year,
        draws=draws,
        seed=seed,
        with_extraction=with_extraction,
        own_power=not no_own_power,
        ore_at_worth=ore_at_worth,
        carbon_price_cny_per_t=carbon_price,
        weights=tuple(weight or ()),
        table=RelatednessTable(table, table_columns, activity_products) if table else None,
    )
    answer = answer_match(question)
    if cost_table is not None:
        from lodeshift.files import write

        write.text(cost_table, cost_table_csv(question))
    _show(answer, as_json, show_all, chinese)


def _show(answer: Match, as_json: bool, show_all: bool, chinese: bool) -> None:
    from lodeshift.reporting.match_data import match_to_json
    from lodeshift.reporting.text.match import match_lines
    from lodeshift.reporting.words.texts import Words
    from lodeshift.study.standing import beside

    most, words = len(answer.candidates) if show_all else 12, Words("zh" if chinese else "en")
    say.answer(
        as_json,
        lambda: {**match_to_json(answer), "standing": beside({answer.city: answer.city})},
        lambda: match_lines(answer, words, most),
    )


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
    only: Annotated[str | None, typer.Option(help="Density and gains of this one region.")] = None,
    chinese: Annotated[bool, typer.Option("--zh", help="In Chinese.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Specialisation, complexity and relatedness of regions from a table you bring."""
    from lodeshift.study.complexity import ComplexityQuestion, answer_complexity

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
    _show_complexity(answer_complexity(question), only, pairs, as_json, chinese)


def _show_complexity(answer: ComplexityAnswer, only: str | None, pairs: bool, as_json: bool, chinese: bool) -> None:
    from lodeshift.reporting.complexity_data import complexity_to_json
    from lodeshift.reporting.plain import plain
    from lodeshift.reporting.text.complexity import complexity_lines, gain_lines
    from lodeshift.reporting.words.texts import Words
    from lodeshift.study.complexity import gains_of

    if as_json:
        found = complexity_to_json(answer, pairs)
        if only is not None:
            found["only"] = {"region": only, "activities": plain(gains_of(answer, only))}
        say.json_text(found)
        return
    words = Words("zh" if chinese else "en")
    told = complexity_lines(answer, words) if only is None else gain_lines(only, gains_of(answer, only), words)
    typer.echo("\n".join(told))
