"""The record of a place as it stands, as plain data for machines: the whole, and the short block beside other answers."""

from __future__ import annotations

from typing import Any, Final

from lodeshift.records.figure import Figure
from lodeshift.records.standing import Standing, StandingGood
from lodeshift.reporting.plain import picked, plain

HEADLINES: Final = (
    "mining_value_added_mcny modelled_emissions_t reserve_life_years modelled_share_of_industry read_share"
)


def as_data(found: Standing) -> dict[str, Any]:
    """The contract of `atlas standing`: amounts in each good's unit a year, money in mcny, t, TWh, MW; null = not known."""
    return {
        "city": found.place,
        **picked(found, "base_year"),
        "goods": [_good(each) for each in found.goods],
        "sectors": [picked(each, "sector value_added_mcny jobs") for each in found.sectors],
        "mining_jobs": _value(found.mining_jobs),
        "power": {
            "twh": _value(found.power.twh),
            "mw": {name: figure.central for name, figure in found.power.mw.items()},
        },
        "emissions_t": {
            "co2": plain(found.emissions.co2_t),
            "ch4_co2e": plain(found.emissions.ch4_co2e_t),
            "covers": plain(found.emissions.covers),
        },
        "reserve_life_years": plain(found.reserve_life_years),
        "money": {name: figure.central for name, figure in found.money.items()} or None,
        **picked(found, "modelled_share_of_industry read_share gaps"),
    }


def block(found: Standing) -> dict[str, Any]:
    """The headlines of the record, the same in every answer about the place; null with a reason in `gaps`."""
    return {
        "year": found.base_year,
        "mining_jobs": _value(found.mining_jobs),
        **picked(found, HEADLINES),
        "gaps": plain(found.gaps),
    }


def _good(each: StandingGood) -> dict[str, Any]:
    figure = each.figure
    return {
        **picked(each, "commodity kind"),
        "low": figure.low,
        "value": figure.central,
        "high": figure.high,
        "unit": figure.unit,
        **picked(each, "year basis"),
        **picked(figure, "source quality"),
    }


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.central
