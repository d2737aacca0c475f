"""`lodeshift atlas`: what the catalogue holds, as tables on screen, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lodeshift.app.cli import say

if TYPE_CHECKING:
    from lodeshift.reporting.words.texts import Words


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("atlas", no_args_is_help=True)(atlas)


def atlas(
    what: Annotated[
        str,
        typer.Argument(
            help="cities, clusters, companies, deposits, processes, prices, markets, margins or tables; `show` with an id; "
            "`standing` with a city: what it makes, employs and burns today."
        ),
    ],
    id: Annotated[
        str,
        typer.Argument(
            help="For `show`: a city or place, commodity, process, deposit or grid. For `standing`: a place."
        ),
    ] = "",
    *,
    province: Annotated[str, typer.Option(help="Only this province (English name).")] = "",
    stage: Annotated[str, typer.Option(help="growing, mature, declining or regenerative (plan of 2013).")] = "",
    level: Annotated[str, typer.Option(help="prefecture, county_city, county or district.")] = "",
    resource: Annotated[str, typer.Option(help="Only where the resource contains this word.")] = "",
    tier: Annotated[str, typer.Option(help="City tier 1, new-1, 2, 3, 4 or 5 (ranking of 2019).")] = "",
    city: Annotated[str, typer.Option(help="Only this city or place (id, Chinese or English name).")] = "",
    chain: Annotated[str, typer.Option(help="Only this chain (copper, graphite, lithium ...).")] = "",
    commodity: Annotated[str, typer.Option(help="Only this commodity (id); of processes, those that touch it.")] = "",
    round_: Annotated[str, typer.Option("--round", help="Round of clusters: 2022 or 2024.")] = "",
    search: Annotated[str, typer.Option(help="Only rows that hold this text in any column.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON with all columns.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with all columns.")] = False,
    chinese: Annotated[bool, typer.Option("--zh", help="In Chinese.")] = False,
) -> None:
    """What the catalogue holds, weak figures marked: a list with its filters, or everything known of one id."""
    from lodeshift.reporting import atlas_data
    from lodeshift.reporting.text.atlas import card_lines, listing_lines
    from lodeshift.reporting.words.texts import Words
    from lodeshift.study.atlas import listing
    from lodeshift.study.atlas_rows import Filters
    from lodeshift.study.atlas_show import show

    if (what in ("show", "standing")) != bool(id):
        raise typer.BadParameter("an id goes with `show` or `standing`, and these with an id")
    words = Words("zh" if chinese else "en")
    if what == "standing":
        _standing(id, as_json, words)
        return
    if id:
        cards = show(id)
        say.answer(
            as_json,
            lambda: [atlas_data.card_to_json(card) for card in cards],
            lambda: [line for card in cards for line in card_lines(card, words)],
        )
        return
    found = listing(what, Filters(province, stage, level, resource, tier, city, chain, commodity, round_, search))
    if as_csv and not as_json:
        typer.echo(atlas_data.listing_to_csv(found), nl=False)
    else:
        say.answer(as_json, lambda: atlas_data.listing_to_json(found), lambda: listing_lines(found, words))


def _standing(city: str, as_json: bool, words: Words) -> None:
    from lodeshift.reporting import standing_data
    from lodeshift.reporting.text.standing import standing_lines
    from lodeshift.standing.whole import standing

    found = standing(city)
    say.answer(as_json, lambda: standing_data.as_data(found), lambda: standing_lines(found, words))
