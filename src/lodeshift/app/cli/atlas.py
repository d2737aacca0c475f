"""`lodeshift atlas`: what the catalogue holds, as tables on screen, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lodeshift.study.atlas_rows import Filters

atlas = typer.Typer(
    name="atlas",
    help="What the catalogue holds: cities, clusters, companies, deposits, processes, prices, margins.",
    no_args_is_help=True,
)

Province = Annotated[str, typer.Option(help="Only this province (English name).")]
City = Annotated[str, typer.Option(help="Only this city or place (id, Chinese or English name).")]
Chain = Annotated[str, typer.Option(help="Only this chain (copper, graphite, lithium ...).")]
Commodity = Annotated[str, typer.Option(help="Only this commodity (id).")]
Resource = Annotated[str, typer.Option(help="Only where the resource contains this word.")]
Search = Annotated[str, typer.Option(help="Only rows that hold this text in any column.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON with all columns.")]
Chinese = Annotated[bool, typer.Option("--zh", help="In Chinese.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV with all columns.")]


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.add_typer(atlas)


@atlas.command()
def cities(
    *,
    province: Province = "",
    stage: Annotated[str, typer.Option(help="growing, mature, declining or regenerative (plan of 2013).")] = "",
    level: Annotated[str, typer.Option(help="prefecture, county_city, county or district.")] = "",
    resource: Resource = "",
    tier: Annotated[str, typer.Option(help="City tier 1, new-1, 2, 3, 4 or 5 (ranking of 2019).")] = "",
    city: City = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """The 262 resource-based cities of the plan of 2013."""
    from lodeshift.study.atlas_rows import Filters

    wanted = Filters(
        province=province, stage=stage, level=level, resource=resource, tier=tier, city=city, search=search
    )
    _answer("cities", wanted, as_json, as_csv, chinese)


@atlas.command()
def clusters(
    *,
    province: Province = "",
    city: Annotated[str, typer.Option(help="Only clusters that name this city.")] = "",
    round_: Annotated[str, typer.Option("--round", help="2022 or 2024.")] = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """National advanced manufacturing clusters, with region and tier shares by round."""
    from lodeshift.study.atlas_rows import Filters

    _answer("clusters", Filters(province=province, city=city, round=round_, search=search), as_json, as_csv, chinese)


@atlas.command()
def companies(
    *,
    province: Province = "",
    city: City = "",
    commodity: Commodity = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """Firms and projects with their capacities."""
    from lodeshift.study.atlas_rows import Filters

    _answer(
        "companies", Filters(province=province, city=city, commodity=commodity, search=search), as_json, as_csv, chinese
    )


@atlas.command()
def deposits(
    *,
    province: Province = "",
    city: City = "",
    commodity: Commodity = "",
    resource: Resource = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """Deposits and fields, book figures as printed."""
    from lodeshift.study.atlas_rows import Filters

    wanted = Filters(province=province, city=city, commodity=commodity, resource=resource, search=search)
    _answer("deposits", wanted, as_json, as_csv, chinese)


@atlas.command()
def processes(
    *,
    chain: Chain = "",
    commodity: Annotated[str, typer.Option(help="Only processes that make or use this commodity (id).")] = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """Recipes with power, labour, direct CO2 and margin."""
    from lodeshift.study.atlas_rows import Filters

    _answer("processes", Filters(chain=chain, commodity=commodity, search=search), as_json, as_csv, chinese)


@atlas.command()
def prices(
    *,
    chain: Chain = "",
    commodity: Commodity = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """Base prices of 2024, CNY without VAT."""
    from lodeshift.study.atlas_rows import Filters

    _answer("prices", Filters(chain=chain, commodity=commodity, search=search), as_json, as_csv, chinese)


@atlas.command()
def margins(
    *,
    chain: Chain = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """Cash margin and margin after capital of every process and chain at base prices."""
    from lodeshift.study.atlas_rows import Filters

    _answer("margins", Filters(chain=chain, search=search), as_json, as_csv, chinese)


@atlas.command()
def tables(
    *,
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    chinese: Chinese = False,
) -> None:
    """Every table with its rows and how far they can be trusted."""
    from lodeshift.study.atlas_rows import Filters

    _answer("tables", Filters(search=search), as_json, as_csv, chinese)


@atlas.command()
def show(
    id: Annotated[str, typer.Argument(help="A city or place, commodity, process, deposit or tariff grid.")],
    *,
    as_json: AsJson = False,
    chinese: Chinese = False,
) -> None:
    """Everything known of one id, with weak figures marked."""
    from lodeshift.reporting.atlas_data import card_to_json
    from lodeshift.reporting.text.atlas import card_lines
    from lodeshift.reporting.words.texts import Words
    from lodeshift.study.atlas_show import show as cards_of

    cards = cards_of(id)
    if as_json:
        _echo_json([card_to_json(card) for card in cards])
        return
    words = Words("zh" if chinese else "en")
    for card in cards:
        typer.echo("\n".join(card_lines(card, words)))


def _answer(name: str, wanted: Filters, as_json: bool, as_csv: bool, chinese: bool = False) -> None:
    from lodeshift.reporting.atlas_data import listing_to_csv, listing_to_json
    from lodeshift.reporting.text.atlas import listing_lines
    from lodeshift.reporting.words.texts import Words
    from lodeshift.study.atlas import listing

    found = listing(name, wanted)
    if as_json:
        _echo_json(listing_to_json(found))
    elif as_csv:
        typer.echo(listing_to_csv(found), nl=False)
    else:
        typer.echo("\n".join(listing_lines(found, Words("zh" if chinese else "en"))))


def _echo_json(value: object) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1))
