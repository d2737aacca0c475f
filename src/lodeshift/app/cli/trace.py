"""Commands of the `trace` part: what each tonne carries (`trace`), what it pays at a border (`cbam`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lodeshift.app.cli import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from lodeshift.reporting.words.texts import Words

PriceWord = Literal["low", "central", "high"]
Language = Literal["zh", "en"]


def register(app: typer.Typer) -> None:
    """Add this part's commands to the command line."""
    app.command("trace")(trace)
    app.command("cbam")(cbam)


def trace(
    run: Annotated[str, typer.Argument(metavar="[RUN]", help="Folder or id of a run; or none, with --product.")] = "",
    *,
    product: Annotated[list[str] | None, typer.Option(help="Commodity; may be given more than once.")] = None,
    city: Annotated[str, typer.Option(help="City or zone where it is made.")] = "",
    year: Annotated[int, typer.Option(help="Year of production.")] = 2026,
    made_here: Annotated[str, typer.Option(help="Processes on the site, comma between; default: the chain's.")] = "",
    route: Annotated[list[str] | None, typer.Option(help="commodity=process, where several can make it.")] = None,
    allocate: Annotated[list[str] | None, typer.Option(help="process=value|mass|energy|system_expansion|main.")] = None,
    direct_line: Annotated[float, typer.Option(help="Share of the load from own or directly connected power.")] = 0.0,
    ppa: Annotated[float, typer.Option(help="Share of the load under a power purchase agreement.")] = 0.0,
    against: Annotated[str, typer.Option(help="Second run, compared on the same draws.")] = "",
    destination: Annotated[str, typer.Option(help="Where it is sold, for the border figures.")] = "EU",
    category: Annotated[str, typer.Option(help="Battery: ev_m1_n1, ev_l, ev_heavy or storage.")] = "ev_m1_n1",
    draws: Annotated[int, typer.Option(help="Draws behind the range.")] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the draws.")] = 1,
    cut_off: Annotated[float, typer.Option(help="Branches below this share are summed up.")] = 0.01,
    passport: Annotated[Path | None, typer.Option(help="Folder for battery documents (JSON and HTML).")] = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer and of the HTML sheet.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable answer.")] = False,
) -> None:
    """What each tonne carries: footprint by scope, power matched by the hour, border and battery figures."""
    from lodeshift.reporting.text.trace import trace_lines, wrote_lines
    from lodeshift.reporting.words.texts import Words
    from lodeshift.study import trace as study
    from lodeshift.study import trace_answer

    if bool(run) == bool(product):
        raise typer.BadParameter("give a run, or --product with --city")
    if run:
        found = study.run(
            study.RunQuestion(run, against or None, destination, category, draws=draws, seed=seed, cut_off=cut_off)
        )
    else:
        if not city:
            raise typer.BadParameter("--product needs --city")
        found = study.city(
            study.Question(
                products=tuple(product or ()),
                city=city,
                year=year,
                made_here=tuple(part.strip() for part in made_here.split(",") if part.strip()) or None,
                routes=_pairs("--route", route),
                allocation=_pairs("--allocate", allocate),
                direct_line=direct_line,
                ppa=ppa,
                destination=destination,
                category=category,
                draws=draws,
                seed=seed,
                cut_off=cut_off,
            )
        )
    written = trace_answer.write_passports(found, passport, lang) if passport is not None else ()
    words = Words(lang)
    told = [*trace_lines(words, found), *wrote_lines(words, [str(path) for path in written])]
    say.answer(as_json, lambda: trace_answer.as_json(found), lambda: told)


def _pairs(option: str, given: Sequence[str] | None) -> dict[str, str]:
    """Options of the form name=value.

    Raises
    ------
    InputError : one without "=".
    """
    from lodeshift.errors import InputError, Problem

    bad = [
        Problem("option.not_read", option, None, "option", repr(text), "name=value")
        for text in given or ()
        if "=" not in text
    ]
    if bad:
        raise InputError(bad)
    return {name.strip(): value.strip() for name, _, value in (text.partition("=") for text in given or ())}


def cbam(
    good: Annotated[str, typer.Argument(help="CN code or commodity; or `exposure` with a city or goods.")],
    more: Annotated[list[str] | None, typer.Argument(help="Cities or goods for `exposure`.")] = None,
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
    produced: Annotated[int | None, typer.Option(help="Year of production, where not that of import.")] = None,
    price: Annotated[float | None, typer.Option(help="Certificate price in EUR; default: the dated path.")] = None,
    price_case: Annotated[PriceWord, typer.Option(help="Which case of the price path.")] = "central",
    cscf: Annotated[float | None, typer.Option(help="Correction factor CSCF; default: the dated row.")] = None,
    paid_abroad: Annotated[float | None, typer.Option(help="Carbon price paid abroad, EUR/t CO2e.")] = None,
    as_of: Annotated[str, typer.Option(help="The law of which day, YYYY-MM-DD.")] = "",
    drafts: Annotated[bool, typer.Option("--drafts", help="Let drafts and proposals count.")] = False,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable answer.")] = False,
) -> None:
    """What a tonne of a good pays at a border; `exposure` shows a city's goods."""
    from lodeshift.reporting.text import border
    from lodeshift.reporting.words.texts import Words
    from lodeshift.study import cbam as study

    day, names, words = _day(as_of), list(more or ()), Words(lang)
    if good == "exposure":
        _exposure(names, words, year, destination, day, as_json)
        return
    if names:
        raise typer.BadParameter(f"one good at a time; found {good} and {', '.join(names)}")
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
            production_year=produced,
            price_case=price_case,
            price_eur=price,
            cscf=cscf,
            carbon_price_abroad_eur=paid_abroad,
            as_of=day,
            drafts=drafts,
        )
    )
    say.answer(as_json, lambda: study.as_json(answer), lambda: border.answer_lines(words, answer))


def _exposure(
    names: Sequence[str], words: Words, year: int, destination: str, day: dt.date | None, as_json: bool
) -> None:
    from lodeshift.reporting.text import border
    from lodeshift.study import cbam as study

    if not names:
        raise typer.BadParameter("exposure needs a city or goods")
    found = study.exposures(names, year, destination, as_of=day)
    say.answer(
        as_json, lambda: study.exposures_json(found), lambda: border.exposure_lines(words, found, year, destination)
    )


def _day(text: str) -> dt.date | None:
    import datetime as dt

    from lodeshift.errors import InputError

    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError.one(
            "option.not_read", "--as-of", None, "date", repr(text), "a day such as 2026-11-21"
        ) from error
