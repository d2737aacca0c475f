"""VAT rates, export rebates and export duties by commodity and date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import goods, tables
from lodeshift.errors import UnknownIdError
from lodeshift.records.figure import Figure

_CLASS_OF_2024: Final = {"0.13": "standard", "0.09": "reduced", "0.06": "services", "0.03": "simplified", "0": ""}
_REBATE_COLUMNS: Final = (
    (date(2024, 1, 1), date(2024, 11, 30), "export_rebate_2024_jan_nov"),
    (date(2024, 12, 1), date(2026, 3, 31), "export_rebate_from_2024_12_01"),
    (date(2026, 4, 1), date.max, "export_rebate_from_2026_04_01"),
)


def _day(text: str, missing: date) -> date:
    return date.fromisoformat(text) if text else missing


def _in_force(row: tables.Row, on: date) -> bool:
    return _day(row["from_date"], date.min) <= on <= _day(row["to_date"], date.max)


def _figure(row: tables.Row, rate: str) -> Figure:
    span = f"{row['from_date'] or '...'}/{row['to_date'] or '...'}"
    value = float(rate)
    return Figure(
        value, value, value, "1", span, "CN", row["source"], tables.quality(row), row["note"], row[tables.ROW]
    )


@cache
def _vat_class() -> Mapping[str, str]:
    rates = {row["commodity"]: _CLASS_OF_2024[row["vat_rate"]] for row in tables.read("base_prices")}
    rates["electricity"] = "electricity"
    return MappingProxyType(rates)


def vat_class(commodity: str) -> str:
    """Which VAT rate a commodity falls under: standard, reduced (gas, heat, fertiliser), electricity, services,
    simplified (tap water), or "" for what bears none (labour). Goods without a base price count as standard."""
    goods.commodity(commodity)
    return _vat_class().get(commodity, "standard")


def vat_rate(commodity: str, on: date) -> float:
    """VAT rate (0.13 = 13 %) of a commodity on a day, Chinese domestic sales.

    Raises
    ------
    UnknownIdError : the commodity is unknown, or the table holds no rate of its class for that day.
    """
    return class_rate(vat_class(commodity), on)


def standard_rate(year: int) -> float:
    """The standard VAT rate in the middle of a year.

    Raises
    ------
    UnknownIdError : no rate for that year.
    """
    return class_rate("standard", date(year, 7, 1))


def class_rate(rate_class: str, on: date) -> float:
    """VAT rate of a class of goods ("standard", "reduced", "transport", "services", "import" ...) on a day.

    Raises
    ------
    UnknownIdError : unknown class, or no rate for that day.
    """
    if not rate_class:
        return 0.0
    rows = [row for row in tables.read("vat_trade") if row["rate_class"] == rate_class]
    for row in rows:
        if _in_force(row, on):
            return tables.needed(row, "rate")
    known = {row["rate_class"] for row in tables.read("vat_trade")} - {""}
    raise UnknownIdError(f"VAT class with a rate on {on}", rate_class, known)


def export_rebate(commodity: str, on: date) -> Figure | None:
    """Share of the VAT base that is paid back on export (0.13 = all of it); None where nothing is known of the good.

    What is not paid back stays with the exporter: vat_rate - export_rebate per yuan of price without VAT.
    Dated rows of `vat_trade.csv` come first, then the columns of `base_prices.csv`.

    Raises
    ------
    UnknownIdError : the commodity is unknown.
    """
    goods.commodity(commodity)
    for row in tables.read("vat_trade"):
        named = row["kind"] == "export_rebate" and commodity in row["commodities"].split(";")
        if named and _in_force(row, on):
            return _figure(row, row["rate"])
    for row in tables.read("base_prices"):
        if row["commodity"] == commodity and row["export_rebate_quality"]:
            for start, end, column in _REBATE_COLUMNS:
                if start <= on <= end and row[column]:
                    dated = dict(row, from_date=str(start), to_date="" if end == date.max else str(end))
                    dated.update(source="recalled, see trade_note", quality=row["export_rebate_quality"])
                    dated["note"] = row["trade_note"]
                    return _figure(dated, row[column])
    return None


def export_duty(commodity: str, on: date) -> Figure | None:
    """Export duty (share of the export price) on a day; None where the table names none for the good.

    Raises
    ------
    UnknownIdError : the commodity is unknown.
    """
    goods.commodity(commodity)
    for row in tables.read("vat_trade"):
        named = row["kind"] == "export_duty" and commodity in row["commodities"].split(";")
        if named and _in_force(row, on):
            return _figure(row, row["rate"])
    return None
