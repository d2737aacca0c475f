"""`lodeshift atlas`: what the catalogue holds, as tables on screen, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lodeshift.study.atlas_rows import Filters, Listing
    from lodeshift.study.atlas_show import Card

_KEEP_WHOLE = 16
"""Columns whose widest cell is no wider than this are never broken."""

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
) -> None:
    """The 262 resource-based cities of the plan of 2013."""
    from lodeshift.study.atlas_rows import Filters

    wanted = Filters(
        province=province, stage=stage, level=level, resource=resource, tier=tier, city=city, search=search
    )
    _answer("cities", wanted, as_json, as_csv)


@atlas.command()
def clusters(
    *,
    province: Province = "",
    city: Annotated[str, typer.Option(help="Only clusters that name this city.")] = "",
    round_: Annotated[str, typer.Option("--round", help="2022 or 2024.")] = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """National advanced manufacturing clusters, with region and tier shares by round."""
    from lodeshift.study.atlas_rows import Filters

    _answer("clusters", Filters(province=province, city=city, round=round_, search=search), as_json, as_csv)


@atlas.command()
def companies(
    *,
    province: Province = "",
    city: City = "",
    commodity: Commodity = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Firms and projects with their capacities."""
    from lodeshift.study.atlas_rows import Filters

    _answer("companies", Filters(province=province, city=city, commodity=commodity, search=search), as_json, as_csv)


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
) -> None:
    """Deposits and fields, book figures as printed."""
    from lodeshift.study.atlas_rows import Filters

    wanted = Filters(province=province, city=city, commodity=commodity, resource=resource, search=search)
    _answer("deposits", wanted, as_json, as_csv)


@atlas.command()
def processes(
    *,
    chain: Chain = "",
    commodity: Annotated[str, typer.Option(help="Only processes that make or use this commodity (id).")] = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Recipes with power, labour, direct CO2 and margin."""
    from lodeshift.study.atlas_rows import Filters

    _answer("processes", Filters(chain=chain, commodity=commodity, search=search), as_json, as_csv)


@atlas.command()
def prices(
    *,
    chain: Chain = "",
    commodity: Commodity = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Base prices of 2024, CNY without VAT."""
    from lodeshift.study.atlas_rows import Filters

    _answer("prices", Filters(chain=chain, commodity=commodity, search=search), as_json, as_csv)


@atlas.command()
def margins(
    *,
    chain: Chain = "",
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Cash margin and margin after capital of every process and chain at base prices."""
    from lodeshift.study.atlas_rows import Filters

    _answer("margins", Filters(chain=chain, search=search), as_json, as_csv)


@atlas.command()
def tables(
    *,
    search: Search = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Every table with its rows and how far they can be trusted."""
    from lodeshift.study.atlas_rows import Filters

    _answer("tables", Filters(search=search), as_json, as_csv)


@atlas.command()
def show(
    id: Annotated[str, typer.Argument(help="A city or place, commodity, process, deposit or tariff grid.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Everything known of one id, with weak figures marked."""
    from lodeshift.study.atlas_show import show as cards_of

    cards = cards_of(id)
    if as_json:
        _echo_json([_card_json(card) for card in cards])
        return
    for card in cards:
        _print_card(card)


def _answer(name: str, wanted: Filters, as_json: bool, as_csv: bool) -> None:
    from lodeshift.study.atlas import listing

    found = listing(name, wanted)
    if as_json:
        _echo_json({"title": found.title, "count": len(found.rows), "remarks": found.remarks, "rows": found.rows})
    elif as_csv:
        _echo_csv(found)
    else:
        _print_listing(found)


def _echo_json(value: object) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1, default=dict))


def _card_json(card: Card) -> dict[str, object]:
    lists = [{"title": each.title, "rows": each.rows, "remarks": each.remarks} for each in card.lists if each.rows]
    return {"id": card.id, "kind": card.kind, "facts": dict(card.facts), "lists": lists}


def _echo_csv(found: Listing) -> None:
    from lodeshift.files.tables import csv_text

    if found.rows:
        typer.echo(csv_text(list(found.rows[0]), [list(row.values()) for row in found.rows]), nl=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, float):
        if value and abs(value) < 0.01:
            return f"{value:.3g}"
        if abs(value) >= 1e9:
            return f"{value:.4g}"
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return str(value)


def _print_listing(found: Listing) -> None:
    import shutil

    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    width = shutil.get_terminal_size(fallback=(120, 40)).columns
    table = Table(title=found.title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for key, heading in found.shown.items():
        numeric = any(isinstance(row.get(key), int | float) for row in found.rows)
        longest = max((cell_len(_cell(row.get(key))) for row in found.rows), default=0)
        table.add_column(
            heading,
            justify="right" if numeric else "left",
            overflow="fold",
            min_width=longest if longest <= _KEEP_WHOLE else None,
        )
    for row in found.rows:
        table.add_row(*(_cell(row.get(key)) for key in found.shown))
    console = Console(width=width, markup=False, highlight=False)
    console.print(table)
    for remark in found.remarks:
        console.print(remark)


def _print_card(card: Card) -> None:
    typer.secho(f"{card.id}  ({card.kind})", bold=True)
    for name, fact in card.facts:
        typer.echo(f"  {name}: {fact}")
    for each in card.lists:
        if each.rows:
            typer.echo("")
            _print_listing(each)
    typer.echo("")
