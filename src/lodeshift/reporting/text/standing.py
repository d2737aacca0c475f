"""A place as it stands, for the terminal: headlines, goods, sectors, power, and what is not known."""

from __future__ import annotations

from lodeshift.records.figure import Figure
from lodeshift.records.note import note
from lodeshift.records.standing import Standing, StandingSector
from lodeshift.reporting.text import Column, table, terminal_columns, wrapped
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words.texts import Words


def standing_lines(found: Standing, words: Words) -> list[str]:
    """The record in lines; weak figures bear their grade."""
    say = Say(words, "standing")
    lines = [say.note(note("standing.title", site=found.place, year=found.base_year))]
    for each in _headlines(found, say):
        lines += wrapped(each)
    lines += ["", *_goods(found, say)] if found.goods else []
    lines += ["", *_sectors(found, say)] if found.sectors else []
    lines += ["", *_power(found, say)] if found.power.mw else []
    lines += ["", say("gaps")] if found.gaps else []
    for gap in found.gaps:
        lines += wrapped(say.note(gap))
    return [*lines, ""]


def _headlines(found: Standing, say: Say) -> list[str]:
    share, read = found.modelled_share_of_industry, found.read_share
    return [
        say("line_gdp", amount=_amount(say, found.gdp_mcny)),
        say("line_people", amount=_amount(say, found.population)),
        say("line_mining_jobs", amount=_amount(say, found.mining_jobs)),
        say("line_mining", amount=_money(say, found.mining_value_added_mcny)),
        say("line_co2", amount=_mass(say, found.emissions.co2_t), methane=_mass(say, found.emissions.ch4_co2e_t)),
        say(
            "line_life",
            amount=say("not_known")
            if found.reserve_life_years is None
            else say("years", value=found.reserve_life_years),
        ),
        say("line_power", amount=_amount(say, found.power.twh)),
        *(
            say("line_money", name=say.word("printed", name), amount=_amount(say, each))
            for name, each in found.money.items()
        ),
        say("line_shares", modelled=_share(say, share), read=_share(say, read)),
    ]


def _goods(found: Standing, say: Say) -> list[str]:
    heads: list[Column | str] = [
        say("head_good"),
        say("head_kind"),
        *(Column(say(f"head_{name}"), number=True) for name in ("low", "value", "high")),
        say("head_unit"),
        say("head_year"),
        say("head_basis"),
    ]
    rows = [
        [
            say.words.good(each.commodity),
            say(each.kind),
            *(say.number(value) for value in (each.figure.low, each.figure.central, each.figure.high)),
            each.figure.unit,
            str(each.year),
            say(f"basis_{each.basis}"),
        ]
        for each in found.goods
    ]
    return table(heads, rows, title=say("goods"), most=terminal_columns())


def _sectors(found: Standing, say: Say) -> list[str]:
    def row(each: StandingSector) -> list[str]:
        name = say.word("sector", each.sector)
        return [name, say.whole(each.value_added_mcny), say.whole(each.jobs)]

    heads: list[Column | str] = [
        say("head_sector"),
        Column(say("head_value_added"), number=True),
        Column(say("head_jobs"), number=True),
    ]
    return table(heads, [row(each) for each in found.sectors], title=say("sectors"), most=terminal_columns())


def _power(found: Standing, say: Say) -> list[str]:
    rows = [[say.word("power_type", name), _amount(say, figure)] for name, figure in found.power.mw.items()]
    return table([say("head_type"), say("head_value")], rows, title=say("power"), most=terminal_columns())


def _amount(say: Say, figure: Figure | None) -> str:
    return say("not_known") if figure is None else say.amount(figure)


def _money(say: Say, mcny: float | None) -> str:
    return say("not_known") if mcny is None else say.words.quantity("money_mcny", mcny, 3)


def _mass(say: Say, t: float | None) -> str:
    return say("not_known") if t is None else say.words.quantity("mass_t", t, 3)


def _share(say: Say, share: float | None) -> str:
    return say("not_known") if share is None else say("share", value=share)
