"""Commands of the `trace` part: what each tonne carries (`trace`), what it pays at a border (`cbam`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from lodeshift.records.border import CheckLine, Exposure
    from lodeshift.study.cbam import Answer

PriceWord = Literal["low", "central", "high"]


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("cbam")(cbam)


def cbam(
    good: Annotated[
        str, typer.Argument(help="CN code or commodity; or `check` with a file; or `exposure` with a city or goods.")
    ],
    more: Annotated[list[str] | None, typer.Argument(help="File for `check`; cities or goods for `exposure`.")] = None,
    *,
    year: Annotated[int, typer.Option(help="Year of import.")] = 2026,
    route: Annotated[str, typer.Option(help="Production route: a letter A to L or words (BF-BOF, scrap-EAF).")] = "",
    country: Annotated[str, typer.Option(help="Country of origin, for default values.")] = "China",
    destination: Annotated[str, typer.Option(help="EU, domestic, world, UK, US, JP or KR.")] = "EU",
    mass: Annotated[float | None, typer.Option(help="Tonnes imported in the year (MWh of electricity).")] = None,
    see_direct: Annotated[float | None, typer.Option(help="Verified direct emissions, t CO2e/t.")] = None,
    see_indirect: Annotated[float | None, typer.Option(help="Verified indirect emissions, t CO2e/t.")] = None,
    precursor_sefa: Annotated[float | None, typer.Option(help="Free allocation of precursors, t CO2e/t.")] = None,
    clinker: Annotated[float | None, typer.Option(help="Tonnes of clinker per tonne of cement.")] = None,
    price: Annotated[float | None, typer.Option(help="Certificate price in EUR; default: the dated path.")] = None,
    price_case: Annotated[PriceWord, typer.Option(help="Which case of the price path.")] = "central",
    cscf: Annotated[float | None, typer.Option(help="Correction factor CSCF; default: the dated row.")] = None,
    paid_abroad: Annotated[float | None, typer.Option(help="Carbon price paid abroad, EUR/t CO2e.")] = None,
    as_of: Annotated[str, typer.Option(help="The law of which day, YYYY-MM-DD.")] = "",
    drafts: Annotated[bool, typer.Option("--drafts", help="Let drafts and proposals count.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable answer.")] = False,
) -> None:
    """What a tonne of a good pays at a border; `check` runs worked examples, `exposure` shows a city's goods."""
    from lodeshift.study import cbam as study

    day, words = _day(as_of), list(more or ())
    if good == "check":
        _check(words, as_json)
        return
    if good == "exposure":
        _exposure(words, year, destination, day, as_json)
        return
    if words:
        raise typer.BadParameter(f"one good at a time; found {good} and {', '.join(words)}")
    answer = study.ask(
        study.Question(
            good=good,
            year=year,
            destination=destination,
            route=route or None,
            country=country,
            mass_t=mass,
            see_direct=see_direct,
            see_indirect=see_indirect,
            precursor_sefa=precursor_sefa,
            clinker_content=clinker,
            price_case=price_case,
            price_eur=price,
            cscf=cscf,
            carbon_price_abroad_eur=paid_abroad,
            as_of=day,
            drafts=drafts,
        )
    )
    if as_json:
        _echo_json(study.as_json(answer))
    else:
        _show_answer(answer)


def _day(text: str) -> dt.date | None:
    import datetime as dt

    from lodeshift.errors import InputError, Problem

    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError([Problem("--as-of", None, "date", repr(text), "a day such as 2026-11-21")]) from error


def _echo_json(value: object) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _show_answer(answer: Answer) -> None:
    cost = answer.cost
    unit = "MWh" if cost.cn.startswith("2716") else "t"
    rebate = "not known" if cost.rebate_loss_cny_per_t is None else f"{cost.rebate_loss_cny_per_t:,.0f} CNY/{unit}"
    lines = [
        f"CN {cost.cn}{f' ({cost.commodity})' if cost.commodity else ''}, {cost.year}, to {cost.destination}, "
        f"law of {cost.as_of}",
        f"  in scope           {cost.in_scope}",
        f"  basis              {cost.basis}{f', route {cost.route}' if cost.route else ''}",
        f"  embedded emissions {cost.see_direct:.3f} direct, {cost.see_indirect:.3f} indirect; "
        f"{cost.see_priced:.3f} priced t CO2e/{unit}",
        f"  free allocation    {cost.free_allocation:.4f} t CO2e/{unit}",
        f"  certificates       {cost.certificates:.4f} per {unit} at {cost.certificate_price_eur:.2f} EUR",
        f"  carbon bill        {cost.eur_per_t:,.2f} EUR/{unit} ({cost.cny_per_t:,.0f} CNY/{unit})",
        f"  lost export rebate {rebate}",
    ]
    if answer.fits_mass:
        exempt = {True: ", exempt (de minimis)", False: "", None: ""}[answer.exempt]
        lines.append(
            f"  {answer.mass_t:,g} {unit}: {answer.certificates:,.3f} certificates, {answer.eur:,.2f} EUR{exempt}"
        )
    if answer.surrender_by:
        lines.append(f"  surrender by       {answer.surrender_by}")
    typer.echo("\n".join([*lines, *(f"  - {word}" for word in cost.words)]))


def _check(words: list[str], as_json: bool) -> None:
    import dataclasses

    from lodeshift.study import cbam as study

    if len(words) != 1:
        raise typer.BadParameter("check needs one CSV file of worked examples")
    found = study.check_file(Path(words[0]))
    if as_json:
        _echo_json([{**dataclasses.asdict(line), "difference": line.difference} for line in found])
    else:
        _show_checks(found)
    if not all(line.passed for line in found):
        raise typer.Exit(1)


def _show_checks(found: Sequence[CheckLine]) -> None:
    for line in found:
        value = "no value" if line.found is None else f"{line.found:.10g}"
        gap = "" if line.difference is None else f", difference {line.difference:.3g}"
        said = f" ({line.message})" if line.message else ""
        typer.echo(
            f"{'pass' if line.passed else 'FAIL'}  {line.example}  {line.name}: {value} {line.unit}, "
            f"expected {line.expected:.10g}{gap}{said}"
        )
    whole = {line.example: True for line in found}
    for line in found:
        whole[line.example] = whole[line.example] and line.passed
    typer.echo(
        f"{sum(whole.values())} of {len(whole)} examples pass; "
        f"{sum(line.passed for line in found)} of {len(found)} numbers"
    )


def _exposure(words: list[str], year: int, destination: str, day: dt.date | None, as_json: bool) -> None:
    from lodeshift.study import cbam as study

    if not words:
        raise typer.BadParameter("exposure needs a city or goods")
    found = study.exposures(words, year, destination, as_of=day)
    if as_json:
        _echo_json(study.exposures_json(found))
    else:
        _show_exposure(found, year, destination)


def _show_exposure(found: Sequence[Exposure], year: int, destination: str) -> None:
    typer.echo(f"{len(found)} goods at the border of {destination} in {year}")
    for each in found:
        rebate = (
            "not known" if each.rebate_loss_cny_per_t is None else f"{each.rebate_loss_cny_per_t:,.0f} CNY/{each.unit}"
        )
        green = "changes it" if each.green_power_changes_bill else "does not change it"
        typer.echo(f"{each.in_scope:<9} {each.name} (CN {each.cn}): {each.eur_per_t:,.0f} EUR/t; lost rebate {rebate}")
        if each.in_scope == "now":
            typer.echo(f"          green power {green}")
        if each.battery_regulation:
            typer.echo("          Regulation (EU) 2023/1542: carbon footprint per kWh delivered")
